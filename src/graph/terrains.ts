import { badness } from '../model/words.ts';
import { byteAt, intAt } from './integers.ts';
import { membership, type Topology } from './topology.ts';
import { instantAt, never, type Terrain } from './wave.ts';

/** Full availability, in hundredths of a point. */
export const full = 10_000;

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

const hopsEnd = 2 ** 32;

/**
 * A loss as an instant: the larger one is earlier, and of equal ones the one with fewer edges to its root. Both fit in one
 * exact number, 14 bits above 32.
 */
export function instantOfLoss(lost: number, hops: number): number {
  return lost > 0 ? (full - lost) * hopsEnd + hops : never;
}

/** The loss, in hundredths of a point, that comes at an instant. */
export function lossAt(instant: number): number {
  return instant === never ? 0 : full - Math.floor(instant / hopsEnd);
}

/** Whether a loss that comes at an instant has its root right there. */
export function isRootAt(instant: number): boolean {
  return Math.floor(instant / hopsEnd) * hopsEnd === instant && instant !== never;
}

/** What edges of each kind do. */
export interface Kinds {
  /** By kind: how much of a loss goes over, in hundredths. */
  readonly impact: Int32Array;
  /** By kind: 1 where the status of the target counts, not only its score. */
  readonly carries: Uint8Array;
  /**
   * By kind: a loss that departs from the target before this instant makes the dependent degraded. 0 where the status counts
   * instead.
   */
  readonly noticedBefore: Float64Array;
  /** The last of these instants. */
  readonly noticedBeforeMax: number;
}

export function kindsOf({ impact, propagates }: Topology): Kinds {
  const carries = Uint8Array.from(propagates, (carried, kind) =>
    kind === membership ? 1 : carried,
  );
  const noticedBefore = Float64Array.from(impact, (share, kind) => {
    // Half a hundredth rounds up.
    const least = share === 0 ? full + 1 : Math.ceil((bearable * 100 + 50) / share);
    return carries[kind] === 1 ? 0 : Math.max(0, full + 1 - least) * hopsEnd;
  });
  return { impact, carries, noticedBefore, noticedBeforeMax: Math.max(...noticedBefore) };
}

/** Whether a loss that departs from the target makes the dependent degraded over an edge of a kind, whatever the status. */
export function isNoticed({ noticedBefore }: Kinds, kind: number, departure: number): boolean {
  return departure < (noticedBefore[kind] ?? 0);
}

/** What of a loss that departs from the target goes over an edge of a kind, in hundredths of a point. */
export function lossOver({ impact }: Kinds, kind: number, departure: number): number {
  return Math.round((intAt(impact, kind) * lossAt(departure)) / 100);
}

/**
 * How impairment moves: the least that satisfies every edge, on cycles too. The largest loss comes first: no edge adds to it
 * (Knuth's generalization of Dijkstra's algorithm, 1977). A system in maintenance offers at most 60 points.
 */
export function lossTerrain({ kind }: Topology, { impact }: Kinds, own: OwnColumns): Terrain {
  const windowAt = instantOfLoss(lostToMaintenance, 0);
  return {
    sourceOf: (node) => instantOfLoss(intAt(own.lost, node), 0),
    departureOf: (node, arrival) =>
      own.masked[node] === 1 ? Math.min(arrival, windowAt) : arrival,
    arrivalOver: (edge, departure) => {
      const share = impact[kind[edge] ?? 0] ?? 0;
      if (share === 100 || departure === never) {
        return departure + 1;
      }
      const high = Math.floor(departure / hopsEnd);
      const lost = Math.round((share * (full - high)) / 100);
      return instantOfLoss(lost, departure - high * hopsEnd + 1);
    },
  };
}

/** How failure moves, in steps: what fails takes down what depends on it, unless a window is in between. */
export function failureTerrain({ kind }: Topology, { carries }: Kinds, own: OwnColumns): Terrain {
  return {
    sourceOf: (node) => (byteAt(own.level, node) >= badness.unhealthy ? 0 : never),
    departureOf: (node, arrival) => (own.masked[node] === 1 ? never : arrival),
    arrivalOver: (edge, departure) => (carries[kind[edge] ?? 0] === 1 ? departure + 1 : never),
  };
}

/** What degradation needs to know of losses, which have settled. */
export interface Losses {
  /** By node: when the loss departs. */
  readonly departure: Float64Array;
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
      return isCarried ? departure + 1 : never;
    },
  };
}
