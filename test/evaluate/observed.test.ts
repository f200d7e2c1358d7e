import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Observation, observedAfter } from '../../src/evaluate/observed.ts';
import type { Observed } from '../../src/model/state.generated.ts';

const known: Observed = {
  version: { at: 100, values: ['2.1'] },
  dependsOn: { at: 50, values: ['db'], complete: true },
};

test.each<[string, Observation, Observed | undefined]>([
  [
    'a newer version replaces the version and leaves the rest',
    { at: 101, version: '2.2' },
    { ...known, version: { at: 101, values: ['2.2'] } },
  ],
  ['an older version is late', { at: 99, version: '2.2' }, undefined],
  [
    'another version of the same instant stands beside it',
    { at: 100, version: '2.0' },
    { ...known, version: { at: 100, values: ['2.0', '2.1'] } },
  ],
  ['the same version of the same instant changes nothing', { at: 100, version: '2.1' }, known],
  [
    'what was never seen is new, however old',
    { at: 1, configHash: 'f0' },
    { ...known, configHash: { at: 1, values: ['f0'] } },
  ],
  [
    'each part is late or not by itself',
    { at: 70, version: '1.0', dependsOn: ['cache', 'cache'] },
    { ...known, dependsOn: { at: 70, values: ['cache'], complete: false } },
  ],
  [
    'calls of one instant come together, and are complete if each list is',
    { at: 50, dependsOn: ['cache'], complete: true },
    { ...known, dependsOn: { at: 50, values: ['cache', 'db'], complete: true } },
  ],
  [
    'one list that may lack something makes all of the instant incomplete',
    { at: 50, dependsOn: [] },
    { ...known, dependsOn: { at: 50, values: ['db'], complete: false } },
  ],
])('%s', (_, observation, expected) => {
  expect(observedAfter(known, observation)).toEqual(expected);
});

test('of one instant 20 values and 1,000 calls are kept, and what was cut is not complete', () => {
  const ids = Array.from({ length: 1_001 }, (_, index) => `s${String(index).padStart(4, '0')}`);
  const calls = observedAfter(undefined, { at: 1, dependsOn: ids.toReversed(), complete: true });
  expect(calls).toEqual({ dependsOn: { at: 1, values: ids.slice(0, 1_000), complete: false } });
  const versions = ids.reduce<Observed>(
    (before, version) => observedAfter(before, { at: 1, version }) ?? before,
    {},
  );
  expect(versions).toEqual({ version: { at: 1, values: ids.slice(0, 20) } });
});

const word = fc.constantFrom('a', 'b', 'constructor', '__proto__');
const observation = fc.record(
  {
    at: fc.integer({ min: 0, max: 3 }),
    version: word,
    configHash: word,
    dependsOn: fc.array(word, { maxLength: 3 }),
    complete: fc.boolean(),
  },
  { requiredKeys: ['at'] },
);

test('the order in which observations arrive makes no difference', () => {
  const after = (observations: readonly Observation[]): Observed =>
    observations.reduce<Observed>((before, one) => observedAfter(before, one) ?? before, {});
  fc.assert(
    fc.property(fc.array(observation, { maxLength: 8 }), fc.func(fc.nat()), (all, keyOf) => {
      const shuffled = all
        .map((one, index) => ({ one, key: keyOf(index) }))
        .sort((a, b) => a.key - b.key)
        .map(({ one }) => one);
      expect(JSON.stringify(after(shuffled))).toBe(JSON.stringify(after(all)));
    }),
    { numRuns: 300 },
  );
});
