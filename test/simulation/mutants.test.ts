import { expect, test } from 'vitest';
import { mutants } from './mutants.ts';
import { simulate } from './simulate.ts';

/** Seeds within which a mistake is found. */
const seedsMax = 40;

test.each(mutants)('it is found out when $name', ({ machine }) => {
  const seeds = Array.from({ length: seedsMax }, (_, index) => index + 1);
  expect(seeds.find((seed) => simulate(seed, machine).failure !== undefined)).toBeTypeOf('number');
});
