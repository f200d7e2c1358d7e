/** One line of the results. */
export interface Row {
  /** What was done, such as `guard rules: 18 rules, 42 conditions, one system`. */
  readonly name: string;
  /** In `unit`. */
  readonly value: number;
  /** `ns`, `ms`, `MB` or what else is counted; `ms by the clock` where others at work on the machine count, too. */
  readonly unit: string;
  /** The same work by a named peer in the same run, in the same unit. */
  readonly peer?: { readonly name: string; readonly value: number };
  /** The bound that holds; times are divided by the calibration before they are judged. */
  readonly budget?: Bound;
  /** A bound worth reaching. Missing it fails nothing. */
  readonly stretch?: Bound;
}

/** A bound of the value, of how often it goes into its peer, or of what it takes beyond its peer. */
export type Bound =
  | { readonly atMost: number }
  | { readonly timesFasterThanPeer: number }
  | { readonly atMostAbovePeer: number };

/** What a file `*.bench.ts` exports as `bench`. Each file runs in a process of its own. */
export type Bench = () => readonly Row[] | Promise<readonly Row[]>;

/** Milliseconds of CPU, user and system, that one call of `work` takes: the median of `runs` after `warmups` that do not count. */
export function cpuMs(
  work: () => void,
  { runs = 5, warmups = 1 }: { readonly runs?: number; readonly warmups?: number } = {},
): number {
  for (let warmup = 0; warmup < warmups; warmup += 1) {
    work();
  }
  return median(
    Array.from({ length: runs }, () => {
      const before = process.cpuUsage();
      work();
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1_000;
    }),
  );
}

/** Nanoseconds of CPU for one of `count` repetitions inside `work`. */
export function cpuNsEach(
  count: number,
  work: () => void,
  options?: Parameters<typeof cpuMs>[1],
): number {
  return (cpuMs(work, options) * 1_000_000) / count;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

/**
 * How slow this machine is now, 1 being the one on which the budgets were set: the median time of a fixed loop of integer and
 * floating-point work over a megabyte, divided by what it took there.
 */
export function calibration(): number {
  return cpuMs(calibrationLoop, { runs: 9, warmups: 3 }) / calibrationMs;
}

const calibrationMs = 17.7;

function calibrationLoop(): void {
  const numbers = new Float64Array(131_072);
  let state = 1;
  for (let round = 0; round < 56; round += 1) {
    for (let index = 0; index < numbers.length; index += 1) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
      const place = (state >>> 8) & 131_071;
      numbers[place] = (numbers[place] ?? 0) * 0.5 + (state & 1023);
    }
  }
}
