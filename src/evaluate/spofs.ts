import { failureGraphOf, touchingKinds } from '../graph/failure-graph.ts';
import { type SingleFailures, singleFailures } from '../graph/single-failures.ts';
import type { Topology } from '../graph/topology.ts';
import type { CriticalityRow, Model } from '../model/model.ts';
import { compareText } from '../model/order.ts';
import type { Report, Spof } from '../model/report.generated.ts';
import { type Criticality, criticalities } from '../model/words.ts';

/** How many systems a single point of failure lists. */
export const takesDownMax = 50;

/** What the failure of each system alone does. */
export interface WeakPoints {
  /** In the order of the model: how many other systems fail with each; 0 for a logical one, which has no failure. */
  readonly blastRadius: Int32Array;
  readonly spofs: Report['spofs'];
}

/** Two classes for each criticality, of which the second one holds the targets; then the groups that are targets. */
const groupTarget = 2 * criticalities.length;
const classCount = groupTarget + 1;

/** A model is judged again and again, and its weak points are always the same. */
const known = new WeakMap<Model, WeakPoints>();

/** The single points of failure of a model, for its own targets. */
export function spofsOf(model: Model, topology: Topology): Report['spofs'] {
  return modelWeakPoints(model, topology).spofs;
}

/** What policies ask of the weakness of a system. */
export interface Weakness {
  readonly blastRadius: number;
  /** Whether it is a single point of failure that runs once. */
  readonly isSpof: boolean;
}

/** Answers how weak each system of a model is, for its own targets. */
export function weaknessOf(model: Model, topology: Topology): (id: string) => Weakness | undefined {
  const { blastRadius, spofs } = modelWeakPoints(model, topology);
  const once = new Set(spofs.filter(({ replicas }) => replicas < 2).map(({ system }) => system));
  return (id) => {
    const node = topology.nodeById.get(id) ?? -1;
    const radius = blastRadius[node];
    return radius === undefined ? undefined : { blastRadius: radius, isSpof: once.has(id) };
  };
}

/** The weak points of a model for its own targets, found once for each model. */
function modelWeakPoints(model: Model, topology: Topology): WeakPoints {
  const found = known.get(model) ?? weakPointsOf(model, topology, targetsOf(model));
  known.set(model, found);
  return found;
}

/** What a model says must not fail: its `targets`, or without those all critical and high systems. Ids, sorted. */
export function targetsOf({ targets, systems }: Model): readonly string[] {
  return targets.length > 0
    ? targets
    : systems
        .filter(({ criticality }) => criticality === 'critical' || criticality === 'high')
        .map(({ id }) => id);
}

/**
 * The weak points of a model for some targets, which are ids of systems and groups. A system fails whatever its replicas; one
 * that is logical never fails by itself. The cost is that of `singleFailures`.
 */
export function weakPointsOf(
  model: Model,
  topology: Topology,
  targets: readonly string[],
): WeakPoints {
  const isTarget = new Set(targets.flatMap((id) => topology.nodeById.get(id) ?? []));
  const units = new Uint8Array(topology.ids.length);
  const classOf = new Uint8Array(topology.ids.length).fill(classCount);
  for (const [node, { criticality, logical }] of model.systems.entries()) {
    units[node] = Number(!logical);
    classOf[node] = 2 * criticalities.indexOf(criticality) + Number(isTarget.has(node));
  }
  for (const node of isTarget) {
    classOf[node] = Math.min(groupTarget, classOf[node] ?? groupTarget);
  }
  const failures = singleFailures(topology, failureGraphOf(topology, topology.propagates), {
    units,
    classes: { of: classOf, count: classCount },
    listed: Uint8Array.from({ length: classCount }, (_, each) => Number(isOfTargets(each))),
    listMax: takesDownMax + 1,
  });
  const nodes = [...model.systems.keys()];
  const blasts = nodes.map((node) =>
    units[node] === 1 ? blastOf(failures, node, classOf[node] ?? 0) : nothing,
  );
  const spofs = nodes.filter((node) => (blasts[node]?.targets ?? 0) > 0);
  return {
    blastRadius: Int32Array.from(blasts, ({ systems }) => systems),
    spofs: reportsOf({ model, topology, failures, blasts }, spofs),
  };
}

function isOfTargets(itsClass: number): boolean {
  return itsClass === groupTarget || itsClass % 2 === 1;
}

/** What fails with a system, without itself. */
interface Blast {
  readonly systems: number;
  readonly targets: number;
  /** Number of systems of each criticality. */
  readonly by: readonly number[];
}

const nothing: Blast = { systems: 0, targets: 0, by: [0, 0, 0, 0] };

function blastOf(failures: SingleFailures, node: number, itsClass: number): Blast {
  const countOf = (each: number): number => failures.count(node, each) - Number(each === itsClass);
  const by = criticalities.map((_, index) => countOf(2 * index) + countOf(2 * index + 1));
  const targets = criticalities.reduce(
    (sum, _, index) => sum + countOf(2 * index + 1),
    countOf(groupTarget),
  );
  return { systems: by.reduce((sum, count) => sum + count, 0), targets, by };
}

interface Found {
  readonly model: Model;
  readonly topology: Topology;
  readonly failures: SingleFailures;
  /** In the order of the model. */
  readonly blasts: readonly Blast[];
}

function reportsOf(found: Found, spofs: readonly number[]): Report['spofs'] {
  if (spofs.length === 0) {
    return [];
  }
  const { model, topology, failures, blasts } = found;
  const weightOf = weighing(model.catalog.criticalities);
  const fleet = weightOf(
    criticalities.map((each) => model.systems.filter((one) => one.criticality === each).length),
  );
  const idByRank = new Array<string>(topology.ids.length);
  for (const [node, id] of topology.ids.entries()) {
    idByRank[topology.rank[node] ?? 0] = id;
  }
  const touched = touchedBy(topology, spofs);
  const rows = spofs.flatMap(
    (node): readonly { readonly weight: number; readonly spof: Spof }[] => {
      const system = model.systems[node];
      if (system === undefined) {
        return [];
      }
      const { systems, by } = blasts[node] ?? nothing;
      const weight = weightOf(by);
      const own = model.catalog.criticalities[system.criticality].weight;
      const takesDown = (failures.ranks(node) ?? [])
        .map((rank) => idByRank[rank] ?? '')
        .filter((id) => id !== system.id)
        .slice(0, takesDownMax);
      const spof = {
        system: system.id,
        replicas: system.replicas,
        takesDown,
        omitted: systems - takesDown.length,
        criticalTakenDown: by[0] ?? 0,
        blastRadius: systems,
        impaired: touched(node) - systems,
        share: shareOf(weight + own, fleet),
      };
      return [{ weight, spof }];
    },
  );
  return rows
    .sort((a, b) => b.weight - a.weight || compareText(a.spof.system, b.spof.system))
    .map(({ spof }) => spof);
}

function weighing(
  rows: Readonly<Record<Criticality, CriticalityRow>>,
): (counts: readonly number[]) => number {
  const weights = criticalities.map((criticality) => rows[criticality].weight);
  return (counts) => counts.reduce((sum, count, index) => sum + count * (weights[index] ?? 0), 0);
}

/** The share that a part has in a whole, 0 to 1 with four decimal places. */
export function shareOf(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part * 10_000) / whole) / 10_000;
}

/** How many other systems lose something of their score, or fail, when a system does: however little, whatever the kind. */
function touchedBy(topology: Topology, spofs: readonly number[]): (node: number) => number {
  const units = new Uint8Array(topology.ids.length);
  for (const node of spofs) {
    units[node] = 1;
  }
  const failures = singleFailures(topology, failureGraphOf(topology, touchingKinds(topology)), {
    units,
    classes: {
      of: Uint8Array.from(topology.ids, (_, node) => Number(node >= topology.systems.length)),
      count: 1,
    },
    listed: Uint8Array.of(0),
    listMax: 0,
  });
  return (node) => failures.count(node, 0) - 1;
}
