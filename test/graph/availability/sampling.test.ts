import { expect, test } from 'vitest';
import { gatesOf } from '../../../src/graph/availability/gates.ts';
import { randomBits } from '../../../src/graph/availability/random-bits.ts';
import { batchTrials, intervalOf, sampled } from '../../../src/graph/availability/sampling.ts';
import { systemUnits } from '../../../src/graph/fault-tree/failure-units.ts';
import { faultTreesOf } from '../../../src/graph/fault-tree/fault-tree.ts';
import { topologyOf } from '../../../src/graph/topology.ts';
import { drawn } from '../drawing.ts';

function bitsOf(seed: number, chance: number): Int32Array {
  const words = new Int32Array(4_096);
  randomBits(seed).fill(words, 0, words.length, chance);
  return words;
}

function shareOf(words: Int32Array): number {
  const set = words.reduce((sum, word) => {
    let count = 0;
    for (let rest = word; rest !== 0; rest &= rest - 1) {
      count += 1;
    }
    return sum + count;
  }, 0);
  return set / (32 * words.length);
}

test.each([0, 0.0001, 0.01, 0.3, 0.5, 0.8, 0.999, 1])(
  'bits are set with probability %d',
  (chance) => {
    const share = shareOf(bitsOf(11, chance));
    // Four standard deviations of the mean of 131,072 bits.
    const spread = 4 * Math.sqrt((chance * (1 - chance)) / 131_072);
    expect(share).toBeGreaterThanOrEqual(chance - spread);
    expect(share).toBeLessThanOrEqual(chance + spread);
  },
);

test('the same seed gives the same bits, another one gives others', () => {
  expect(bitsOf(3, 0.5)).toEqual(bitsOf(3, 0.5));
  const other = bitsOf(4, 0.5);
  expect(bitsOf(3, 0.5).filter((word, index) => word === other[index]).length).toBe(0);
});

test('bits are filled where they are asked for and nowhere else', () => {
  const words = new Int32Array(6).fill(7);
  randomBits(1).fill(words, 2, 2, 1);
  expect([...words]).toEqual([7, 7, -1, -1, 7, 7]);
});

const cyclic = drawn(`
  web -hard-> bus
  bus: 2 of a b c
  a -hard-> ring
  b -hard-> disk
  c -hard-> disk
  ring: 1 of d e
  d -hard-> bus
`);

test('trials go around cycles and through groups, and tell about how often the top fails', () => {
  const topology = topologyOf(cyclic);
  const units = systemUnits(topology, () => true);
  const tree = faultTreesOf(topology, units).of(topology.nodeById.get('web') ?? -1);
  const gates = gatesOf(tree, units.ids.length);
  const only = (id: string): Float64Array =>
    Float64Array.from(units.ids, (each) => Number(each === id));
  const failing = (chance: Float64Array) => sampled(gates, chance, { trials: 1, seed: 5 }).failures;
  // Alone, a member can be spared, and the disk takes two.
  expect(['a', 'd', 'e', 'disk', 'web'].map((id) => failing(only(id)))).toEqual([
    0,
    0,
    0,
    batchTrials,
    batchTrials,
  ]);
  const half = new Float64Array(units.ids.length).fill(0.5);
  expect(sampled(gates, half, { trials: 5_000, seed: 5 }).trials).toBe(3 * batchTrials);
});

test('an interval is one also where nothing or everything failed', () => {
  expect(intervalOf({ trials: 1_000, failures: 0 })).toEqual({
    from: 0,
    to: expect.closeTo(0.00659, 5),
  });
  expect(intervalOf({ trials: 1_000, failures: 1_000 })).toEqual({
    from: expect.closeTo(0.99341, 5),
    to: 1,
  });
  const { from, to } = intervalOf({ trials: 10_000, failures: 100 });
  expect([from, to].map((each) => each.toFixed(4))).toEqual(['0.0077', '0.0129']);
});
