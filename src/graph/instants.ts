/** The instant of what never comes: later than all others. */
export const never = 2 ** 31 - 1;

/** Instants by node: whole numbers. As long as all of them fit, 32 bits are enough, which is much faster. */
export type Instants = Int32Array | Float64Array;

/** An element of a column of instants; the node is inside of it. */
export function instantAt(instants: Instants, node: number): number {
  return instants[node] ?? never;
}

/** Full availability, in hundredths of a point. */
export const full = 10_000;

/**
 * How losses are told as instants: the larger one is earlier, and of equal ones the one with fewer edges to its root. Where
 * that does not fit into 31 bits, it begins so far before 0 that nothing comes later than `never`.
 */
export interface LossClock {
  /** From a loss to the next smaller one: more than there can be edges on a path. */
  readonly span: number;
  readonly origin: number;
}

export function lossClockOf(nodeCount: number): LossClock {
  const span = nodeCount + 2;
  return { span, origin: isWide(nodeCount) ? -(full * span) : 0 };
}

function isWide(nodeCount: number): boolean {
  return full * (nodeCount + 2) >= never;
}

/** A column for instants, each `never`. */
export function emptyInstants(nodeCount: number): Instants {
  return isWide(nodeCount)
    ? new Float64Array(nodeCount).fill(never)
    : new Int32Array(nodeCount).fill(never);
}

/** When a loss comes whose root is some edges away. */
export function instantOfLoss({ span, origin }: LossClock, lost: number, hops: number): number {
  return lost > 0 ? origin + (full - lost) * span + hops : never;
}

/** The loss, in hundredths of a point, that comes at an instant. */
export function lossAt({ span, origin }: LossClock, instant: number): number {
  return instant === never ? 0 : full - Math.floor((instant - origin) / span);
}

/** Whether a loss that comes at an instant has its root right there. */
export function isRootAt({ span, origin }: LossClock, instant: number): boolean {
  return instant !== never && (instant - origin) % span === 0;
}
