import { expect, test } from 'vitest';
import { simulate } from './simulate.ts';

const { SIMULATION_SEED: wanted = '', SIMULATION_SEEDS: many = '' } = process.env;

/** One seed, or as many as are asked for; CI runs 200. */
const seeds = /^[0-9]+$/.test(wanted)
  ? [Number(wanted)]
  : Array.from({ length: /^[0-9]+$/.test(many) ? Number(many) : 200 }, (_, index) => index + 1);

test(`in ${seeds.length} worlds every law holds`, () => {
  for (const seed of seeds) {
    const { failure } = simulate(seed);
    if (failure !== undefined) {
      throw new Error(failure.story);
    }
  }
}, 3_600_000);

test('a seed stands for one history', () => {
  const checksums = [7, 8, 9].map((seed) => simulate(seed).checksum);
  expect([7, 8, 9].map((seed) => simulate(seed).checksum)).toEqual(checksums);
  expect(new Set(checksums).size).toBe(3);
});
