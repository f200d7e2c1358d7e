import { expect, test } from 'vitest';
import { ofTheEnd } from './laws-of-the-end.ts';
import { mutants } from './mutants.ts';
import { harsh } from './profile.ts';
import { simulate } from './simulate.ts';

/** Seeds within which a mistake is found. */
const seedsMax = 25;

test.each(mutants)('it is found out when $name', ({ machine }) => {
  const seeds = Array.from({ length: seedsMax }, (_, index) => index + 1);
  const isFoundIn = (seed: number): boolean => {
    const { failure } = simulate(seed, machine, harsh);
    return failure !== undefined && !ofTheEnd.has(failure.law);
  };
  // What only shows in the end is looked for in worlds that come to it.
  const isFound =
    seeds.slice(0, 2).some((seed) => simulate(seed, machine).failure !== undefined) ||
    seeds.some(isFoundIn);
  expect(isFound).toBe(true);
});

test('what finds the mistakes finds none in the machine as it is', () => {
  const laws = [1, 2, 3, 4, 5].map((seed) => simulate(seed, undefined, harsh).failure?.law);
  expect(laws.filter((law) => law !== undefined && !ofTheEnd.has(law))).toEqual([]);
});
