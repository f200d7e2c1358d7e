import { probabilityOf } from '../../analysis/availability.ts';
import { cutSetsOfTargets } from '../../analysis/cut-sets.ts';
import { derivationOf } from '../../analysis/derivation.ts';
import { systemsNamed } from '../../analysis/failure-terms.ts';
import { likelihoodsOf } from '../../analysis/likelihoods.ts';
import { unitsBy } from '../../analysis/units.ts';
import { targetsOf } from '../../evaluate/spofs.ts';
import { nodesMaxDefault } from '../../graph/cut-sets/cut-sets.ts';
import type { FailureUnits } from '../../graph/fault-tree/failure-units.ts';
import { faultTreesOf } from '../../graph/fault-tree/fault-tree.ts';
import { type Topology, topologyOf } from '../../graph/topology.ts';
import type { TargetCutSets } from '../../model/cut-sets.ts';
import type { Model } from '../../model/model.ts';
import { distinct } from '../../model/order.ts';
import type { RenderContext } from '../../report/context.ts';
import { andMore, type Line } from '../../report/look.ts';
import { asArgument } from '../../report/text.ts';
import { answered } from '../answer.ts';
import { configurationOf } from '../configuration.ts';
import { cutSetLines, type Explained } from '../cut-set-text.ts';
import { carriedOut, endingOfWork } from '../long-work.ts';
import { failed, type Outcome } from '../outcome.ts';
import type { Session } from '../session.ts';
import { nextLines, noTargetLines } from '../text.ts';
import { unknownNode } from '../unknown-node.ts';

export interface CutSetOptions {
  readonly maxOrder: number | 'all';
  readonly unit?: readonly string[];
  readonly maxSets?: number;
  readonly maxNodes?: number;
}

/** How many sets of a target are listed where nothing is said. */
const listed = { json: 1_000, one: 20, several: 3 };
const shownTargets = 20;

/** Prints the minimal sets of failures that take targets down: those that are named, or those of the configuration. */
export async function cutSets(
  session: Session,
  named: readonly string[],
  options: CutSetOptions,
): Promise<Outcome> {
  const opened = configurationOf(session, false);
  if ('outcome' in opened) {
    return opened.outcome;
  }
  const { model } = opened;
  const unknown = unknownNode(model, named);
  if (unknown !== undefined) {
    return unknown;
  }
  const kinds = distinct(options.unit ?? ['system']);
  const grouped = unitsBy(model, kinds);
  if (grouped.units === undefined) {
    return failed(3, grouped.message, grouped.help);
  }
  const { units } = grouped;
  const topology = topologyOf(model);
  const shownMax = options.maxSets ?? (named.length === 1 ? listed.one : listed.several);
  const isOfSystems = kinds.length === 1 && kinds[0] === 'system';
  const likelihoods = isOfSystems ? likelihoodsOf(model, topology) : undefined;
  const work = cutSetsOfTargets(topology, {
    ...(likelihoods && { probabilityOf: (target) => probabilityOf(likelihoods, target) }),
    targets: named.length === 0 ? targetsOf(model) : distinct(named),
    kinds,
    units,
    orderMax: options.maxOrder === 'all' ? undefined : options.maxOrder,
    nodesMax: options.maxNodes ?? nodesMaxDefault,
    setsMax: session.formats.includes('json') ? (options.maxSets ?? listed.json) : shownMax,
  });
  const worked = await carriedOut(session.world, work, 'cut sets');
  const { found } = worked;
  const shown = { model, topology, units, found, shownMax };
  return endingOfWork(
    answered(recordOf(found, named), (context) => cutSetText(shown, context)),
    worked,
  );
}

/** Of one target that was named there is no list. */
function recordOf(found: readonly TargetCutSets[], named: readonly string[]): object {
  const [only] = named.length === 1 ? found : [];
  return only ?? { cutsets: found };
}

interface Shown {
  readonly model: Model;
  readonly topology: Topology;
  readonly units: FailureUnits;
  readonly found: readonly TargetCutSets[];
  readonly shownMax: number;
}

function cutSetText(shown: Shown, context: RenderContext): readonly Line[] {
  const { found } = shown;
  if (found.length === 0) {
    return noTargetLines(context);
  }
  const blocks = found
    .slice(0, shownTargets)
    .map((one) => cutSetLines(context, explained(shown, one)));
  return [
    ...blocks.flatMap((lines, index) => (index === 0 ? lines : [[], ...lines])),
    ...andMore(context, found.length - blocks.length, 'targets in -o json'),
    ...next(context, shown),
  ];
}

function explained({ model, topology, units, shownMax }: Shown, found: TargetCutSets): Explained {
  const target = topology.nodeById.get(found.target) ?? -1;
  const unitById = new Map(units.ids.map((id, unit) => [id, unit]));
  const systemsOf = (id: string): Int32Array => {
    const unit = unitById.get(id) ?? -1;
    return units.systems.subarray(units.start[unit], units.start[unit + 1]);
  };
  return {
    found,
    shownMax,
    derivationOf: (set) =>
      derivationOf(
        topology,
        set.flatMap((id) => [...systemsOf(id)]),
        target,
      ),
    unitOf: (set, system) => {
      const node = topology.nodeById.get(system) ?? -1;
      return set.find((id) => id !== system && systemsOf(id).includes(node));
    },
    // Where each system is a unit none is without.
    without: found.units.includes('system') ? 0 : unitless(model, topology, units, target),
  };
}

/** How many of the systems whose failure can matter to a target are in no unit, and could fail. */
function unitless(model: Model, topology: Topology, units: FailureUnits, target: number): number {
  const { graph, of } = faultTreesOf(topology, units);
  const isInUnit = new Set(units.systems);
  const nodes = Array.from(of(target).component).flatMap((each) => [
    ...graph.members.subarray(graph.memberStart[each], graph.memberStart[each + 1]),
  ]);
  return nodes.filter((node) => model.systems[node]?.logical === false && !isInUnit.has(node))
    .length;
}

/** What to look at next: what the first set does that can be simulated, and a target by itself where several are shown. */
function next(context: RenderContext, { model, found }: Shown): readonly Line[] {
  const canFail = (set: readonly string[]): boolean =>
    set.every((id) => systemsNamed(model, id).systems !== undefined);
  const worst = found.find(({ sets }) => sets.some(canFail));
  const set = worst?.sets.find(canFail);
  if (worst === undefined || set === undefined) {
    return [];
  }
  const commands = [
    ...(found.length > 1 ? [`tower cutsets ${worst.target}`] : []),
    `tower simulate ${set.map((id) => `--fail ${asArgument(id)}`).join(' ')}`,
  ];
  return [[], ...nextLines(context, commands)];
}
