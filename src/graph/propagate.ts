import { badness, type Unmasked } from '../model/words.ts';
import {
  type Effective,
  type EffectiveGroup,
  effectiveAt,
  groupAt,
  type OwnChanges,
  repropagate,
  startPropagation,
} from './propagation.ts';
import type { Topology } from './topology.ts';

/** The health of a system by itself. */
export interface OwnHealth {
  readonly status: Unmasked;
  /** In hundredths of a point, 0 to 10,000; that of an unknown system does not count. */
  readonly score: number;
  /** Whether a window shows it as in maintenance. */
  readonly masked: boolean;
}

/** The health of everything with what it depends on, in the order of the model. */
export interface Propagated {
  readonly systems: readonly Effective[];
  readonly groups: readonly EffectiveGroup[];
}

/** Carries the health of each system to those that depend on it, at once. `own` is in the order of `topology.systems`. */
export function propagate(topology: Topology, own: readonly OwnHealth[]): Propagated {
  const propagation = startPropagation(topology);
  repropagate(propagation, ownChanges(own));
  return {
    systems: own.map((_, node) => effectiveAt(propagation, node)),
    groups: topology.groups.map((_, index) =>
      groupAt(propagation, topology.systems.length + index),
    ),
  };
}

/** The own health of all systems as columns. */
export function ownChanges(own: readonly OwnHealth[]): OwnChanges {
  return {
    count: own.length,
    nodes: Int32Array.from(own.keys()),
    level: Uint8Array.from(own, ({ status }) => badness[status]),
    score: Int32Array.from(own, ({ score }) => score),
    masked: Uint8Array.from(own, ({ masked }) => Number(masked)),
  };
}
