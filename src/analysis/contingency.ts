import { shareOf, targetsOf } from '../evaluate/spofs.ts';
import { type FailureGraph, failureGraphOf } from '../graph/failure-graph.ts';
import { byteAt, intAt } from '../graph/integers.ts';
import { singleFailures } from '../graph/single-failures.ts';
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
}

/** How many pairs are worked out at most. */
const pairsMax = 10_000_000;

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
  const offer: Offer = (places, counts, told) => {
    const measure = measureOf(fleet, places, counts);
    if (fleet.isTargeted ? measure.targetsTakenDown > 0 : measure.takesDown > 0) {
      const names = places.map((place) => units[place]?.name ?? '');
      worst.offer(measure, () => ({ ...measure, units: places, names, ...told() }));
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

/** Takes what fails with some units, by class, and what there is to tell of it. */
type Offer = (
  places: readonly number[],
  counts: Int32Array,
  told: () => Pick<Harm, 'through' | 'examples'>,
) => void;

interface Fleet extends Pick<ContingencyQuestion, 'order' | 'unit' | 'units'> {
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

function fleetOf(model: Model, question: ContingencyQuestion): Fleet {
  const { targets, source, order, unit, units } = question;
  const topology = topologyOf(source);
  const graph = failureGraphOf(topology, topology.propagates);
  const classOf = classesOf(model, topology, new Set(targets ?? targetsOf(model)));
  const { criticalities: rows } = model.catalog;
  return {
    model,
    order,
    unit,
    units,
    topology,
    graph,
    classOf,
    tally: tallyOf(graph, { of: classOf, count: classCount }),
    // What pairs do is told as far as it leads to the targets, what single units do in full.
    isRelevant:
      targets === undefined || order === 1
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
function workOf(fleet: Fleet, question: ContingencyQuestion, offer: Offer): PairFailures {
  const { topology, graph, isRelevant } = fleet;
  const { order, unit, units } = question;
  if (order === 1 && unit === 'system') {
    return singleWork(fleet, offer);
  }
  const asked = {
    units: units.map(({ systems }) => componentsOf(topology, graph, systems)),
    isRelevant,
  };
  const counts = new Int32Array(classCount + 1);
  const offerFailed = (places: readonly number[], failed: Int32Array, length: number): void => {
    countInto(counts, fleet, failed, length);
    offer(places, counts, () => toldOf(fleet, places, failed.subarray(0, length)));
  };
  return order === 2
    ? pairFailures(graph, {
        ...asked,
        pairsMax,
        onPair: (first, second, extra, length) => offerFailed([first, second], extra, length),
      })
    : {
        ...unitFailures(graph, {
          ...asked,
          onUnit: (place, failed, length) => offerFailed([place], failed, length),
        }),
        pairCount: () => 0,
        isCut: () => false,
      };
}

/** Each system by itself, all of them in one go: what they have in common is worked out once. */
function singleWork({ topology, graph, classOf, units }: Fleet, offer: Offer): PairFailures {
  let isDone = false;
  const run = (): void => {
    const nodes = units.map(({ name }) => topology.nodeById.get(name) ?? -1);
    const isUnit = new Uint8Array(topology.ids.length);
    for (const node of nodes) {
      isUnit[node] = 1;
    }
    const failures = singleFailures(topology, graph, {
      units: isUnit,
      classes: { of: classOf, count: classCount },
      listed: new Uint8Array(classCount).fill(1),
      listMax: examplesMax + 1,
    });
    const idByRank = new Array<string>(topology.ids.length);
    for (const [node, id] of topology.ids.entries()) {
      idByRank[intAt(topology.rank, node)] = id;
    }
    const counts = new Int32Array(classCount + 1);
    for (const [place, node] of nodes.entries()) {
      for (let each = 0; each < classCount; each += 1) {
        counts[each] = failures.count(node, each);
      }
      offer([place], counts, () => ({
        through: null,
        examples: (failures.ranks(node) ?? [])
          .map((rank) => idByRank[rank] ?? '')
          .filter((id) => id !== topology.ids[node])
          .slice(0, examplesMax),
      }));
    }
  };
  return {
    advance: () => {
      if (!isDone) {
        run();
        isDone = true;
      }
      return true;
    },
    progress: () => ({ done: isDone ? units.length : 0, total: units.length, noun: 'failures' }),
    pairCount: () => 0,
    isCut: () => false,
  };
}

function countInto(counts: Int32Array, { tally }: Fleet, failed: Int32Array, length: number): void {
  counts.fill(0);
  for (let place = 0; place < length; place += 1) {
    const component = intAt(failed, place);
    const end = intAt(tally.start, component + 1);
    for (let entry = intAt(tally.start, component); entry < end; entry += 1) {
      const its = byteAt(tally.classes, entry);
      counts[its] = intAt(counts, its) + intAt(tally.numbers, entry);
    }
  }
}

/**
 * How bad it is that something fails, without the systems of a single unit; but a target that stands in a region is down with it.
 * A pair is told without what each does alone.
 */
function measureOf(fleet: Fleet, places: readonly number[], counts: Int32Array): Measure {
  const { classOf, model, order, unit, units, topology } = fleet;
  let ownTargets = 0;
  for (const id of order === 1 ? (units[places[0] ?? -1]?.systems ?? []) : []) {
    const its = byteAt(classOf, topology.nodeById.get(id) ?? -1);
    counts[its] = intAt(counts, its) - 1;
    ownTargets += unit === 'system' ? 0 : its % 2;
  }
  let takesDown = 0;
  let targetsTakenDown = intAt(counts, groupTarget) + ownTargets;
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

function toldOf(
  { topology, graph, order, units, model }: Fleet,
  places: readonly number[],
  failed: Int32Array,
): Pick<Harm, 'through' | 'examples'> {
  const isOwn = new Set(places.flatMap((place) => units[place]?.systems ?? []));
  const idsOf = (component: number): readonly string[] => {
    const end = intAt(graph.memberStart, component + 1);
    return [...graph.members.subarray(intAt(graph.memberStart, component), end)].map(
      (node) => topology.ids[node] ?? '',
    );
  };
  const taken = [...failed]
    .flatMap(idsOf)
    .filter((id) => model.systemById.has(id) && !isOwn.has(id));
  return {
    through: order === 1 ? null : (idsOf(intAt(failed, 0))[0] ?? null),
    examples: taken.sort(compareText).slice(0, examplesMax),
  };
}

function rowOf({ weight, units }: Fleet, harm: Harm): ContingencyRow {
  const { names, takesDown, criticalTakenDown, targetsTakenDown, through, examples } = harm;
  return {
    fail: names,
    systems: harm.units.reduce((sum, place) => sum + (units[place]?.systems.length ?? 0), 0),
    takesDown,
    criticalTakenDown,
    targetsTakenDown,
    share: shareOf(harm.weight, weight),
    through,
    examples,
  };
}
