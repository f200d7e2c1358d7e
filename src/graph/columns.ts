import { badness } from '../model/words.ts';
import type { Components } from './components.ts';
import { full, instantAt, lossAt } from './instants.ts';
import type { NodeSet } from './node-set.ts';
import type { Support } from './support.ts';
import type { Kinds, OwnColumns } from './terrains.ts';
import { at, type Topology } from './topology.ts';
import type { Moving } from './wave.ts';

/** What lies on cycles around which failure, or degradation, can come back, whatever the present state (decision 10). */
export interface Cycles {
  readonly failure: Components;
  readonly degradation: Components;
}

/** What a step has changed so far. Nothing in it counts beyond the step. */
export interface Changes {
  /** What may be different in any way. */
  readonly touched: NodeSet;
  /** By touched node, before the step. */
  readonly level: Uint8Array;
  readonly masked: Uint8Array;
  /** Systems and groups of which something else may be told now. */
  readonly answered: NodeSet;
  /** What has another path to the root of its loss. */
  readonly moved: NodeSet;
}

/** The health of every node of a graph, as columns by node. `repropagate` changes them in place. */
export interface Propagation {
  readonly topology: Topology;
  readonly kinds: Kinds;
  readonly own: OwnColumns;
  readonly loss: Moving;
  /** These two share a journal. */
  readonly failure: Moving;
  readonly degradation: Moving;
  /** How many edges of a system cost it too much and do not propagate. */
  readonly shortfalls: Int32Array;
  /** Badness of the effective status, no window applied. */
  readonly level: Uint8Array;
  /** By group, then by badness: how many of its members show it. */
  readonly memberLevels: Int32Array;
  /** Paths that somebody asked for. */
  readonly supports: (Support | undefined)[];
  readonly changes: Changes;
  /** Worked out when first needed, once. */
  readonly cycles: () => Cycles;
}

/** How bad a node is in the eyes of its dependents: a window makes it degraded, whatever is behind it. */
export function shownLevel({ own, level }: Propagation, node: number): number {
  return at(own.masked, node) === 1 ? badness.degraded : at(level, node);
}

/** In hundredths of a point, no window applied; null exactly where the status is unknown. */
export function scoreOf({ kinds, loss, level }: Propagation, node: number): number | null {
  return at(level, node) === badness.unknown
    ? null
    : full - lossAt(kinds.clock, instantAt(loss.wave.arrival, node));
}
