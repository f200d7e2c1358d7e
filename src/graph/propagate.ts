import { compareText } from '../model/order.ts';
import { badness } from '../model/words.ts';
import { type Cause, type Cycles, causeOf, cyclesOf } from './cause.ts';
import { full, lossOver, pathsToRoot, type Step } from './impairment.ts';
import {
  type Levels,
  levelOver,
  levelsOf,
  type OwnHealth,
  shownLevel,
  statusAt,
  type Unmasked,
} from './levels.ts';
import { at, edgesFrom, type Topology } from './topology.ts';

export type { OwnHealth, Unmasked };

/** The health of a system with what it depends on. */
export interface Effective {
  /** Whatever a window makes of it. */
  readonly status: Unmasked;
  /** In hundredths of a point; null exactly where the status is unknown. */
  readonly score: number | null;
  /**
   * The edges to the system that set the score; empty where it is itself that one. Of a path longer than 64 edges the first
   * 63 and the last. Made when first asked for.
   */
  readonly via: readonly Step[];
  /** Undefined where the status is its own. */
  readonly cause: Cause | undefined;
  /** Dependencies that take something from the score and leave the status as it is, by target. */
  readonly impaired: readonly { readonly to: string; readonly kind: string }[];
  /** What it depends on itself whose status is unknown, sorted. What is in maintenance is not listed. */
  readonly unknownTargets: readonly string[];
}

/** The health of a group: that of the last member it needs. */
export interface EffectiveGroup {
  readonly status: Unmasked;
  /** In hundredths of a point; null exactly where the status is unknown. */
  readonly score: number | null;
  /** Members that do not fail. Unknown ones and those in maintenance count. */
  readonly up: number;
}

/** In the order of the model. */
export interface Propagation {
  readonly systems: readonly Effective[];
  readonly groups: readonly EffectiveGroup[];
}

/**
 * Carries the health of each system to those that depend on it: the weakest link, as the greatest fixpoint, which exists
 * and is unique on cycles too. `own` is in the order of `topology.systems`.
 *
 * The score of a system is its own, or less where a dependency leaves less: the impact of its kind times what the target
 * lacks. Its status is its own, or worse where the target of a propagating kind is worse, or where another kind leaves
 * it below 80 points. A group is as its last needed member. An unknown system takes nothing from others by itself; one
 * in maintenance offers at most 60 points and makes others at most degraded.
 */
export function propagate(topology: Topology, own: readonly OwnHealth[]): Propagation {
  const levels = levelsOf(topology, own);
  const cycles = cyclesOf(levels);
  const pathOf = pathsToRoot(topology, levels.impairment);
  return {
    systems: own.map(({ status }, node) => effectiveOf(levels, { cycles, pathOf }, node, status)),
    groups: topology.groups.map((_, index) => groupOf(levels, topology.systems.length + index)),
  };
}

function groupOf(levels: Levels, group: number): EffectiveGroup {
  const { topology } = levels;
  let up = 0;
  for (const edge of edgesFrom(topology, group)) {
    up += Number(shownLevel(levels, at(topology.to, edge)) < badness.unhealthy);
  }
  return { status: statusAt(levels, group), score: scoreAt(levels, group), up };
}

/** An unknown status has no score, whatever is noted of its dependencies. */
function scoreAt(levels: Levels, node: number): number | null {
  return statusAt(levels, node) === 'unknown' ? null : full - at(levels.impairment.lost, node);
}

function effectiveOf(
  levels: Levels,
  { cycles, pathOf }: { readonly cycles: Cycles; readonly pathOf: (node: number) => Step[] },
  node: number,
  own: Unmasked,
): Effective {
  const { impairment } = levels;
  const status = statusAt(levels, node);
  const found = {
    status,
    score: scoreAt(levels, node),
    cause: badness[status] > badness[own] ? causeOf(levels, cycles, node) : undefined,
    impaired: impairedBy(levels, node),
    unknownTargets: unknownTargetsOf(levels, node),
  };
  if (at(impairment.through, node) < 0) {
    return { ...found, via: [] };
  }
  let path: readonly Step[] | undefined;
  return {
    ...found,
    // Made where somebody reads it.
    get via() {
      path ??= pathOf(node);
      return path;
    },
  };
}

function impairedBy(levels: Levels, node: number): Effective['impaired'] {
  const { topology, impairment } = levels;
  const impaired: { readonly to: string; readonly kind: string }[] = [];
  for (const edge of edgesFrom(topology, node)) {
    if (lossOver(topology, impairment, edge) > 0 && levelOver(levels, edge) === badness.healthy) {
      const to = topology.ids[at(topology.to, edge)] ?? '';
      impaired.push({ to, kind: topology.kinds[at(topology.kind, edge)] ?? '' });
    }
  }
  return impaired.sort((a, b) => compareText(a.to, b.to) || compareText(a.kind, b.kind));
}

function unknownTargetsOf(levels: Levels, node: number): readonly string[] {
  const { topology } = levels;
  const targets: string[] = [];
  for (const edge of edgesFrom(topology, node)) {
    const target = at(topology.to, edge);
    if (shownLevel(levels, target) === badness.unknown) {
      targets.push(topology.ids[target] ?? '');
    }
  }
  return targets.sort(compareText);
}
