import { shareOf, targetsOf } from '../evaluate/spofs.ts';
import { type FailureGraph, failureGraphOf } from '../graph/failure-graph.ts';
import { byteAt, intAt } from '../graph/integers.ts';
import { type Tally, tallyOf } from '../graph/tally.ts';
import { type Topology, type TopologySource, topologyOf } from '../graph/topology.ts';
import { type PairFailures, pairFailures } from '../graph/what-if/pair-failures.ts';
import { leadingTo, unitFailures } from '../graph/what-if/unit-failures.ts';
import type { Contingency, ContingencyRow } from '../model/contingency.ts';
import type { Model } from '../model/model.ts';
import { compareText } from '../model/order.ts';
import { criticalities } from '../model/words.ts';
import type { Work } from '../model/work.ts';
import { type Harm, type Measure, ranking } from './contingency-ranking.ts';
import type { FailureUnit } from './failure-units.ts';

export interface ContingencyQuestion {
  readonly order: 1 | 2;
  /** What fails as one, as it was written. */
  readonly unit: string;
  /** Their systems are all in the source. */
  readonly units: readonly FailureUnit[];
  /** Ids of systems and groups that rows must take down one of; undefined where any other system will do. */
  readonly targets: readonly string[] | undefined;
  /** What the graph is made of: the model, or what of it still works. */
  readonly source: TopologySource;
  /** How many pairs are worked out at most. */
  readonly pairsMax?: number;
}

/** How many pairs are worked out where nothing else is said. */
export const pairsAtMost = 10_000_000;

/** Two classes for each criticality, of which the second one holds the targets; then the groups that are targets. */
const groupTarget = 2 * criticalities.length;
const classCount = groupTarget + 1;

const rowsMax = 1_000;
const examplesMax = 10;

/** What each unit, or each pair of them, takes down besides itself; the worst first. */
export function contingencyOf(model: Model, question: ContingencyQuestion): Work<Contingency> {
  const { order, unit, units, targets } = question;
  const fleet = fleetOf(model, question);
  const worst = ranking(rowsMax);
  const offer = (places: readonly number[], failed: Int32Array, length: number): void => {
    const measure = measureOf(fleet, places, failed.subarray(0, length));
    if (fleet.isTargeted ? measure.targetsTakenDown > 0 : measure.takesDown > 0) {
      worst.offer(measure, () => ({
        ...measure,
        units: places,
        names: places.map((place) => units[place]?.name ?? ''),
        failed: failed.slice(0, length),
      }));
    }
  };
  const { advance, progress, pairCount, isCut } = workOf(fleet, question, offer);
  let isDone = false;
  return {
    advance: (looks) => {
      isDone = advance(looks);
      return isDone;
    },
    progress,
    found: () => ({
      order,
      unit,
      targets: targets ?? null,
      complete: isDone && !isCut(),
      units: units.length,
      pairs: pairCount(),
      harmful: worst.count(),
      rows: worst.worst().map((harm) => rowOf(fleet, harm)),
    }),
  };
}

interface Fleet extends Pick<ContingencyQuestion, 'order' | 'units'> {
  readonly model: Model;
  readonly topology: Topology;
  readonly graph: FailureGraph;
  readonly tally: Tally;
  readonly classOf: Uint8Array;
  readonly isRelevant: Uint8Array;
  readonly isTargeted: boolean;
  /** Weight of all systems, in hundredths. */
  readonly weight: number;
}

function fleetOf(model: Model, { targets, source, order, units }: ContingencyQuestion): Fleet {
  const topology = topologyOf(source);
  const graph = failureGraphOf(topology, topology.propagates);
  const classOf = classesOf(model, topology, new Set(targets ?? targetsOf(model)));
  const { criticalities: rows } = model.catalog;
  return {
    model,
    order,
    units,
    topology,
    graph,
    classOf,
    tally: tallyOf(graph, { of: classOf, count: classCount }),
    isRelevant:
      targets === undefined
        ? new Uint8Array(graph.count).fill(1)
        : leadingTo(graph, componentsOf(topology, graph, targets)),
    isTargeted: targets !== undefined,
    weight: model.systems.reduce((sum, { criticality }) => sum + rows[criticality].weight, 0),
  };
}

function classesOf(model: Model, { ids }: Topology, targets: ReadonlySet<string>): Uint8Array {
  return Uint8Array.from(ids, (id) => {
    const system = model.systemById.get(id);
    if (system === undefined) {
      return targets.has(id) ? groupTarget : classCount;
    }
    return 2 * criticalities.indexOf(system.criticality) + Number(targets.has(id));
  });
}

function componentsOf(
  { nodeById }: Topology,
  { componentOf }: FailureGraph,
  ids: readonly string[],
): Int32Array {
  const nodes = ids.flatMap((id) => nodeById.get(id) ?? []);
  return Int32Array.from(new Set(nodes.map((node) => intAt(componentOf, node))));
}

/** What is done, step by step, whatever the order. */
function workOf(
  { topology, graph, isRelevant }: Fleet,
  { order, units, pairsMax = pairsAtMost }: ContingencyQuestion,
  offer: (places: readonly number[], failed: Int32Array, length: number) => void,
): PairFailures {
  const question = {
    units: units.map(({ systems }) => componentsOf(topology, graph, systems)),
    isRelevant,
  };
  return order === 2
    ? pairFailures(graph, {
        ...question,
        pairsMax,
        onPair: (first, second, extra, length) => offer([first, second], extra, length),
      })
    : {
        ...unitFailures(graph, {
          ...question,
          onUnit: (unit, failed, length) => offer([unit], failed, length),
        }),
        pairCount: () => 0,
        isCut: () => false,
      };
}

/** How bad it is that something fails, without the systems of a single unit. A pair is told without what each does alone. */
function measureOf(fleet: Fleet, places: readonly number[], failed: Int32Array): Measure {
  const { tally, classOf, model, order, units, topology } = fleet;
  const counts = new Int32Array(classCount + 1);
  for (let place = 0; place < failed.length; place += 1) {
    const component = intAt(failed, place);
    const end = intAt(tally.start, component + 1);
    for (let entry = intAt(tally.start, component); entry < end; entry += 1) {
      const its = byteAt(tally.classes, entry);
      counts[its] = intAt(counts, its) + intAt(tally.numbers, entry);
    }
  }
  for (const id of order === 1 ? (units[places[0] ?? -1]?.systems ?? []) : []) {
    const its = byteAt(classOf, topology.nodeById.get(id) ?? -1);
    counts[its] = intAt(counts, its) - 1;
  }
  let takesDown = 0;
  let targetsTakenDown = intAt(counts, groupTarget);
  let weight = 0;
  for (const [rank, criticality] of criticalities.entries()) {
    const those = intAt(counts, 2 * rank) + intAt(counts, 2 * rank + 1);
    takesDown += those;
    targetsTakenDown += intAt(counts, 2 * rank + 1);
    weight += those * model.catalog.criticalities[criticality].weight;
  }
  const criticalTakenDown = intAt(counts, 0) + intAt(counts, 1);
  return { takesDown, criticalTakenDown, targetsTakenDown, weight };
}

function rowOf(fleet: Fleet, harm: Harm): ContingencyRow {
  const { topology, graph, weight, order, units } = fleet;
  const { names, takesDown, criticalTakenDown, targetsTakenDown, failed } = harm;
  const own = harm.units.flatMap((place) => units[place]?.systems ?? []);
  const isOwn = new Set(own);
  const idsOf = (component: number): readonly string[] => {
    const end = intAt(graph.memberStart, component + 1);
    return [...graph.members.subarray(intAt(graph.memberStart, component), end)].map(
      (node) => topology.ids[node] ?? '',
    );
  };
  const taken = [...failed]
    .flatMap(idsOf)
    .filter((id) => fleet.model.systemById.has(id) && !isOwn.has(id));
  return {
    fail: names,
    systems: own.length,
    takesDown,
    criticalTakenDown,
    targetsTakenDown,
    share: shareOf(harm.weight, weight),
    through: order === 1 ? null : (idsOf(intAt(failed, 0))[0] ?? null),
    examples: taken.sort(compareText).slice(0, examplesMax),
  };
}
