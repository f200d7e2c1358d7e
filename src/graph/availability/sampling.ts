import { byteAt, intAt } from '../integers.ts';
import type { Bounds } from './gate-bounds.ts';
import type { Gates } from './gates.ts';
import { numberAt } from './numbers.ts';
import { randomBits } from './random-bits.ts';
import { votesInBits } from './votes-in-bits.ts';

/** What came of trying. */
export interface Sample {
  readonly trials: number;
  /** In how many of them the top failed. */
  readonly failures: number;
}

/** Words of 32 trials that are worked out at a time: what is needed at once stays close to the processor. */
const wordCount = 64;

/** How many trials a batch has: numbers of trials are rounded up to whole batches. */
export const batchTrials = 32 * wordCount;

/**
 * Lets the events fail at random, by their probabilities, and counts how often the top fails: 32 trials in the bits of an integer.
 * The same gates, chances and seed give the same trials. The cost grows with nodes and edges, times trials / 32.
 */
export function sampled(
  gates: Gates,
  chance: Float64Array,
  { trials, seed }: { readonly trials: number; readonly seed: number },
): Sample {
  const { threshold, event, knotStart, top } = gates;
  const rows = new Int32Array(threshold.length * wordCount);
  const bits = randomBits(seed);
  const votes = votesInBits(gates, rows, wordCount);
  const isKnot = knotsOf(gates);
  const batches = Math.ceil(trials / batchTrials);
  let failures = 0;
  for (let batch = 0; batch < batches; batch += 1) {
    for (let node = 0; node < threshold.length; node += 1) {
      const its = intAt(event, node);
      if (its >= 0) {
        bits.fill(rows, node * wordCount, wordCount, numberAt(chance, its));
      }
    }
    for (let knot = 0; knot + 1 < knotStart.length; knot += 1) {
      const [begin, end] = [intAt(knotStart, knot), intAt(knotStart, knot + 1)];
      if (byteAt(isKnot, knot) === 1) {
        rows.fill(0, begin * wordCount, end * wordCount);
      }
      settle(begin, end, byteAt(isKnot, knot) === 1, votes);
    }
    failures += countOfBits(rows.subarray(top * wordCount, (top + 1) * wordCount));
  }
  return { trials: batches * batchTrials, failures };

  function settle(
    begin: number,
    end: number,
    isCyclic: boolean,
    count: (gate: number) => boolean,
  ): void {
    for (let isChanged = true; isChanged; ) {
      isChanged = false;
      for (let node = begin; node < end; node += 1) {
        if (intAt(event, node) < 0) {
          isChanged = count(node) || isChanged;
        }
      }
      isChanged &&= isCyclic;
    }
  }
}

/** By knot, 1 where it has more than one node. */
function knotsOf({ knotStart }: Gates): Uint8Array {
  return Uint8Array.from({ length: Math.max(0, knotStart.length - 1) }, (_, knot) =>
    Number(intAt(knotStart, knot + 1) - intAt(knotStart, knot) > 1),
  );
}

function countOfBits(words: Int32Array): number {
  let count = 0;
  for (const word of words) {
    let pairs = word - ((word >>> 1) & 0x55555555);
    pairs = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
    count += Math.imul((pairs + (pairs >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return count;
}

/** Standard deviations within which 99 of 100 values of a normal distribution lie. */
const deviations = 2.5758293035489004;

/** The interval in which the probability lies in 99 of 100 samples (Wilson, 1927): it is one also where nothing failed. */
export function intervalOf({ trials, failures }: Sample): Bounds {
  const square = deviations ** 2;
  const share = failures / trials;
  const middle = share + square / (2 * trials);
  const spread =
    deviations * Math.sqrt((share * (1 - share)) / trials + square / (4 * trials * trials));
  const whole = 1 + square / trials;
  return {
    from: failures === 0 ? 0 : Math.max(0, (middle - spread) / whole),
    to: failures === trials ? 1 : Math.min(1, (middle + spread) / whole),
  };
}
