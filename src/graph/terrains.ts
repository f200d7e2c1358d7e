import { badness } from '../model/words.ts';
import {
  full,
  type Instants,
  instantAt,
  instantOfLoss,
  type LossClock,
  lossAt,
  lossClockOf,
  never,
} from './instants.ts';
import { byteAt, intAt } from './integers.ts';
import { membership, type Topology } from './topology.ts';
import type { Terrain } from './wave.ts';

/** What a window of maintenance takes from what dependents see, at least: it leaves them 60 points. */
const lostToMaintenance = 4_000;

/** What may be lost over an edge that does not propagate before its dependent is degraded: it keeps 80 points. */
const bearable = 2_000;

/** The health of each system by itself, by node. */
export interface OwnColumns {
  /** Badness of the status, no window applied. */
  readonly level: Uint8Array;
  /** In hundredths of a point below full; 0 where it is unknown. */
  readonly lost: Int32Array;
  /** 1 where a window shows it as in maintenance. */
  readonly masked: Uint8Array;
}

/** What edges of each kind do to a loss. */
export interface Kinds {
  readonly clock: LossClock;
  /** By kind: how much of a loss goes over, in hundredths. */
  readonly impact: Int32Array;
  /** By kind: 1 where the status of the target counts, not only its score. */
  readonly carries: Uint8Array;
  /**
   * By kind: a loss that departs from the target before this instant makes the dependent degraded. None does so where the
   * status counts instead.
   */
  readonly noticedBefore: Float64Array;
  /** The last of these instants. */
  readonly noticedBeforeMax: number;
}

export function kindsOf({ impact, propagates, ids }: Topology): Kinds {
  const clock = lossClockOf(ids.length);
  const carries = Uint8Array.from(propagates, (carried, kind) =>
    kind === membership ? 1 : carried,
  );
  const noticedBefore = Float64Array.from(impact, (share, kind) => {
    // Half a hundredth rounds up.
    const least = share === 0 ? full + 1 : Math.ceil((bearable * 100 + 50) / share);
    return carries[kind] === 1 || least > full ? clock.origin : instantOfLoss(clock, least - 1, 0);
  });
  return { clock, impact, carries, noticedBefore, noticedBeforeMax: Math.max(...noticedBefore) };
}

/** Whether a loss that departs from the target makes the dependent degraded over an edge of a kind, whatever the status. */
export function isNoticed({ noticedBefore }: Kinds, kind: number, departure: number): boolean {
  return departure < (noticedBefore[kind] ?? never);
}

/** What of a loss that departs from the target goes over an edge of a kind, in hundredths of a point. */
export function lossOver({ clock, impact }: Kinds, kind: number, departure: number): number {
  return Math.round((intAt(impact, kind) * lossAt(clock, departure)) / 100);
}

/**
 * How impairment moves: the least that satisfies every edge, on cycles too. The largest loss comes first: no edge adds to it
 * (Knuth's generalization of Dijkstra's algorithm, 1977). A system in maintenance offers at most 60 points.
 */
export function lossTerrain(
  { kind }: Topology,
  { clock, impact }: Kinds,
  own: OwnColumns,
): Terrain {
  const { span, origin } = clock;
  const windowAt = instantOfLoss(clock, lostToMaintenance, 0);
  return {
    sourceOf: (node) => instantOfLoss(clock, intAt(own.lost, node), 0),
    departureOf: (node, arrival) =>
      own.masked[node] === 1 ? Math.min(arrival, windowAt) : arrival,
    arrivalOver: (edge, departure) => {
      const share = impact[kind[edge] ?? 0] ?? 0;
      if (departure === never) {
        return never;
      }
      if (share === 100) {
        return departure + 1;
      }
      const level = Math.floor((departure - origin) / span);
      const hops = departure - origin - level * span;
      return instantOfLoss(clock, Math.round((share * (full - level)) / 100), hops + 1);
    },
  };
}

/** How failure moves, in steps: what fails takes down what depends on it, unless a window is in between. */
export function failureTerrain({ kind }: Topology, { carries }: Kinds, own: OwnColumns): Terrain {
  return {
    sourceOf: (node) => (byteAt(own.level, node) >= badness.unhealthy ? 0 : never),
    departureOf: (node, arrival) => (own.masked[node] === 1 ? never : arrival),
    arrivalOver: (edge, departure) =>
      departure < never && carries[kind[edge] ?? 0] === 1 ? departure + 1 : never,
  };
}

/** What degradation needs to know of losses, which have settled. */
export interface Losses {
  /** By node: when the loss departs. */
  readonly departure: Instants;
  /** By system: how many of its edges cost too much. */
  readonly shortfalls: Int32Array;
}

/**
 * How degradation moves, in steps. It goes on over the edges of status, from windows of maintenance too, and over those
 * that cost too much. What is short of something that is not degraded itself is degraded after everything else.
 */
export function degradationTerrain(
  topology: Topology,
  kinds: Kinds,
  own: OwnColumns,
  losses: Losses,
): Terrain {
  const { kind, to } = topology;
  const { departure: lossDeparture, shortfalls } = losses;
  const late = topology.ids.length;
  return {
    sourceOf: (node) => {
      if (byteAt(own.level, node) >= badness.degraded) {
        return 0;
      }
      return intAt(shortfalls, node) > 0 ? late : never;
    },
    departureOf: (node, arrival) => (own.masked[node] === 1 ? 0 : arrival),
    arrivalOver: (edge, departure) => {
      const edgeKind = kind[edge] ?? 0;
      const isCarried =
        kinds.carries[edgeKind] === 1 ||
        isNoticed(kinds, edgeKind, instantAt(lossDeparture, intAt(to, edge)));
      return isCarried && departure < never ? departure + 1 : never;
    },
  };
}
