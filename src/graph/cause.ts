import { compareText } from '../model/order.ts';
import { badness, byBadness, type Status } from '../model/words.ts';
import { type Propagation, scoreOf, shownLevel } from './columns.ts';
import { instantAt, never } from './instants.ts';
import { isNoticed, lossOver } from './terrains.ts';
import { at } from './topology.ts';

/** A dependency, and what its target shows. */
export interface Influence {
  readonly to: string;
  readonly kind: string;
  /** `maintenance` where a window masks it. */
  readonly status: Status;
  /** In hundredths of a point, no window applied; null exactly where the status behind any window is unknown. */
  readonly score: number | null;
}

/**
 * Of the dependencies of a system that lead to its effective status, the one that takes most from the score, then the
 * one with the smallest target; undefined where there is none. On a cycle those count whose targets were this bad without
 * the system itself, so that two systems do not name each other. What can be on a cycle is so by the graph alone, whatever
 * its present state.
 */
export function causeOf(propagation: Propagation, node: number): Influence | undefined {
  const { topology, level } = propagation;
  let cause = -1;
  let isCauseFounded = false;
  const end = at(topology.outStart, node + 1);
  for (let edge = at(topology.outStart, node); edge < end; edge += 1) {
    if (levelOver(propagation, edge) === at(level, node)) {
      const isEdgeFounded = isFounded(propagation, edge);
      const isBetter =
        cause < 0 ||
        (isEdgeFounded === isCauseFounded ? isGraver(propagation, edge, cause) : isEdgeFounded);
      if (isBetter) {
        cause = edge;
        isCauseFounded = isEdgeFounded;
      }
    }
  }
  return cause < 0 ? undefined : influenceOver(propagation, cause);
}

/** The dependencies of a system that take something from its score and leave its status as it is, by target. */
export function impairedBy(propagation: Propagation, node: number): readonly Influence[] {
  const { topology } = propagation;
  const impaired: Influence[] = [];
  const end = at(topology.outStart, node + 1);
  for (let edge = at(topology.outStart, node); edge < end; edge += 1) {
    if (lostOver(propagation, edge) > 0 && levelOver(propagation, edge) === badness.healthy) {
      impaired.push(influenceOver(propagation, edge));
    }
  }
  return impaired.sort((a, b) => compareText(a.to, b.to) || compareText(a.kind, b.kind));
}

/** The targets of a system whose status is unknown, sorted. */
export function unknownTargetsOf(propagation: Propagation, node: number): readonly string[] {
  const { topology } = propagation;
  const targets: string[] = [];
  const end = at(topology.outStart, node + 1);
  for (let edge = at(topology.outStart, node); edge < end; edge += 1) {
    const target = at(topology.to, edge);
    if (shownLevel(propagation, target) === badness.unknown) {
      targets.push(topology.ids[target] ?? '');
    }
  }
  return targets.sort(compareText);
}

function influenceOver(propagation: Propagation, edge: number): Influence {
  const { topology, own, level } = propagation;
  const target = at(topology.to, edge);
  const isMasked = at(own.masked, target) === 1;
  return {
    to: topology.ids[target] ?? '',
    kind: topology.kinds[at(topology.kind, edge)] ?? '',
    status: isMasked ? 'maintenance' : (byBadness[at(level, target)] ?? 'unknown'),
    score: scoreOf(propagation, target),
  };
}

function lostOver({ topology, kinds, loss }: Propagation, edge: number): number {
  const departure = instantAt(loss.wave.departure, at(topology.to, edge));
  return lossOver(kinds, at(topology.kind, edge), departure);
}

/** How bad an edge makes its dependent: unhealthy, degraded or not at all. */
function levelOver(propagation: Propagation, edge: number): number {
  const { topology, kinds, loss } = propagation;
  const target = at(topology.to, edge);
  const kind = at(topology.kind, edge);
  if (at(kinds.carries, kind) === 0) {
    const departure = instantAt(loss.wave.departure, target);
    return isNoticed(kinds, kind, departure) ? badness.degraded : badness.healthy;
  }
  const level = shownLevel(propagation, target);
  return level <= badness.unknown ? badness.healthy : Math.min(level, badness.unhealthy);
}

/** Of two edges from a node, whether the first takes more, or as much from a smaller target, or stands first. */
function isGraver(propagation: Propagation, edge: number, other: number): boolean {
  const { rank, to } = propagation.topology;
  const difference =
    lostOver(propagation, edge) - lostOver(propagation, other) ||
    at(rank, at(to, other)) - at(rank, at(to, edge)) ||
    other - edge;
  return difference > 0;
}

/** Whether the target was this bad before its dependent was. It can be otherwise only on a cycle. */
function isFounded(propagation: Propagation, edge: number): boolean {
  const { topology, own, level, cycles } = propagation;
  const node = at(topology.from, edge);
  const target = at(topology.to, edge);
  const isDegraded = at(level, node) === badness.degraded;
  const { arrival } = (isDegraded ? propagation.degradation : propagation.failure).wave;
  const reached = instantAt(arrival, target);
  if (at(own.masked, target) === 1 || reached === never || reached < instantAt(arrival, node)) {
    return true;
  }
  const { of } = isDegraded ? cycles().degradation : cycles().failure;
  return at(of, node) !== at(of, target);
}
