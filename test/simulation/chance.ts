/** Numbers that look random and follow from a seed. */
export interface Chance {
  /** From 0, below 1. */
  readonly next: () => number;
  /** A whole number from 0, below `count`. */
  readonly below: (count: number) => number;
  /** A whole number between two, both included. */
  readonly between: (from: number, to: number) => number;
  /** True with a probability. */
  readonly isLucky: (probability: number) => boolean;
  readonly pick: <T>(list: readonly [T, ...(readonly T[])]) => T;
}

/**
 * Chance of a name in a world of a seed. Each part of a world has its own, so that one part can do more or less without all others
 * doing something else.
 */
export function chanceOf(seed: number, name: string): Chance {
  let state = seed >>> 0;
  for (const letter of name) {
    state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 0x9e3779b1) >>> 0;
  }
  // Mulberry32 by T. Ettinger: 32 bits of state are enough for histories of some thousand draws.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  const below = (count: number): number => Math.floor(next() * count);
  return {
    next,
    below,
    between: (from, to) => from + below(to - from + 1),
    isLucky: (probability) => next() < probability,
    pick: (list) => list[below(list.length)] ?? list[0],
  };
}
