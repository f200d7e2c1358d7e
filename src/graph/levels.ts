import { badness } from '../model/words.ts';
import { full, type Impairment, impairmentOf, lossOver } from './impairment.ts';
import { type Reach, spread } from './spread.ts';
import { at, edgesFrom, membership, type Topology } from './topology.ts';

/** A status that no window of maintenance masks. */
export type Unmasked = keyof typeof badness;

/** The health of a system by itself. */
export interface OwnHealth {
  readonly status: Unmasked;
  /** In hundredths of a point, 0 to 10,000; that of an unknown system does not count. */
  readonly score: number;
  /** Whether a window shows it as in maintenance. */
  readonly masked: boolean;
}

/** How bad every node is, by node, and what that was derived from. */
export interface Levels {
  readonly topology: Topology;
  readonly impairment: Impairment;
  readonly masked: Uint8Array;
  /** How many steps from a root each node fails. */
  readonly fails: Reach;
  /** How many steps from a root each node is degraded or worse. */
  readonly worsens: Reach;
  /** Badness of the effective status. */
  readonly level: Uint8Array;
}

/** Below this score over an edge that does not propagate, its dependent is degraded. */
const noticeable = 8_000;

const byBadness: readonly Unmasked[] = ['healthy', 'unknown', 'degraded', 'unhealthy', 'offline'];

/** The effective score and status of every node. `own` is in the order of the systems. */
export function levelsOf(topology: Topology, own: readonly OwnHealth[]): Levels {
  const nodeCount = topology.ids.length;
  const masked = new Uint8Array(nodeCount);
  const ownLost = new Int32Array(nodeCount);
  const level = new Uint8Array(nodeCount);
  for (const [node, { status, score, masked: isMasked }] of own.entries()) {
    masked[node] = Number(isMasked);
    ownLost[node] = status === 'unknown' ? 0 : full - score;
    level[node] = badness[status];
  }
  const impairment = impairmentOf(topology, ownLost, masked);
  const systems = [...own.keys()];
  const fails = spread(topology, {
    carries: (edge) => carriesStatus(topology, edge),
    masked,
    roots: systems.filter((node) => at(level, node) >= badness.unhealthy),
    seeming: [],
    late: [],
  });
  raise(level, fails, badness.unhealthy);
  const worsens = spread(topology, {
    carries: (edge) => carriesDegradation(topology, impairment, edge),
    masked,
    roots: systems.filter((node) => at(level, node) >= badness.degraded),
    seeming: systems.filter((node) => at(masked, node) === 1),
    late: systems.filter((node) => isShort(topology, impairment, node)),
  });
  raise(level, worsens, badness.degraded);
  const levels = { topology, impairment, masked, fails, worsens, level };
  for (const index of topology.groups.keys()) {
    const group = topology.systems.length + index;
    level[group] = levelOfGroup(levels, group);
  }
  return levels;
}

/** The effective status of a node. */
export function statusAt({ level }: Levels, node: number): Unmasked {
  return byBadness[at(level, node)] ?? 'unknown';
}

/** How bad a node is in the eyes of its dependents: a window makes it degraded, whatever is behind it. */
export function shownLevel({ masked, level }: Levels, node: number): number {
  return at(masked, node) === 1 ? badness.degraded : at(level, node);
}

/** How bad an edge makes its dependent: unhealthy, degraded or not at all. */
export function levelOver(levels: Levels, edge: number): number {
  const { topology, impairment } = levels;
  if (!carriesStatus(topology, edge)) {
    return isNoticed(topology, impairment, edge) ? badness.degraded : badness.healthy;
  }
  const level = shownLevel(levels, at(topology.to, edge));
  return level <= badness.unknown ? badness.healthy : Math.min(level, badness.unhealthy);
}

/** Whether the status of the target counts over an edge, not only its score. */
export function carriesStatus(topology: Topology, edge: number): boolean {
  const kind = at(topology.kind, edge);
  return kind === membership || at(topology.propagates, kind) === 1;
}

/** Whether a degraded target makes its dependent degraded, by its status or by its score. */
export function carriesDegradation(
  topology: Topology,
  impairment: Impairment,
  edge: number,
): boolean {
  return carriesStatus(topology, edge) || isNoticed(topology, impairment, edge);
}

function raise(level: Uint8Array, reach: Reach, to: number): void {
  for (const [node, steps] of reach.entries()) {
    if (steps >= 0) {
      level[node] = Math.max(at(level, node), to);
    }
  }
}

/** Whether a system is noticeably short of something whose status does not count. */
function isShort(topology: Topology, impairment: Impairment, node: number): boolean {
  for (const edge of edgesFrom(topology, node)) {
    if (isNoticed(topology, impairment, edge) && !carriesStatus(topology, edge)) {
      return true;
    }
  }
  return false;
}

function isNoticed(topology: Topology, impairment: Impairment, edge: number): boolean {
  return full - lossOver(topology, impairment, edge) < noticeable;
}

/** That of the last member it needs, best first. */
function levelOfGroup(levels: Levels, group: number): number {
  const { topology } = levels;
  const counts = [0, 0, 0, 0, 0];
  for (const edge of edgesFrom(topology, group)) {
    const level = shownLevel(levels, at(topology.to, edge));
    counts[level] = (counts[level] ?? 0) + 1;
  }
  let missing = at(topology.need, group);
  const last = counts.findIndex((count) => {
    missing -= count;
    return missing <= 0;
  });
  return Math.max(0, last);
}
