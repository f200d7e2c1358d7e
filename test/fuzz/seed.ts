import type fc from 'fast-check';

const { CI: ci = '', FUZZ_SEED: wanted = '', FUZZ_RUNS: times = '1' } = process.env;

/** One seed for all runs, so that every run of the tests is the same; FUZZ_SEED=N tries another. */
export const seed = /^[0-9]{1,9}$/.test(wanted) ? Number(wanted) : 20_261_121;

if (ci !== '') {
  process.stdout.write(`fuzz: FUZZ_SEED=${seed}\n`);
}

/** Parameters of a property that runs so many times, FUZZ_RUNS times as often where that is asked for. */
export function runs(count: number): fc.Parameters<unknown> {
  const factor = /^[1-9][0-9]{0,3}$/.test(times) ? Number(times) : 1;
  return { seed, numRuns: count * factor };
}
