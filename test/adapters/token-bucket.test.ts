import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newBuckets } from '../../src/adapters/token-bucket.ts';

test('a bucket gives what it holds at once, and then what fills it', () => {
  const { take } = newBuckets({ perSecond: 2, burst: 3 });
  const asked = [0, 0, 0, 0, 100, 500, 500, 10_000, 10_000, 10_000, 10_000];
  expect(asked.map((now) => take('a', now))).toEqual([0, 0, 0, 500, 400, 0, 500, 0, 0, 0, 500]);
});

test('everybody has a bucket, and only so many are kept', () => {
  const { take } = newBuckets({ perSecond: 1, burst: 1 }, 2);
  expect(['a', 'b', 'a', 'c', 'a', 'c'].map((name) => take(name, 0))).toEqual([
    0, 0, 1_000, 0, 0, 1_000,
  ]);
});

test('over any time no more is given than the burst and what fills it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(300), { maxLength: 200 }),
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 20 }),
      (steps, perSecond, burst) => {
        const { take } = newBuckets({ perSecond, burst });
        let [now, given] = [0, 0];
        for (const step of steps) {
          now += step;
          given += take('a', now) === 0 ? 1 : 0;
        }
        return given <= burst + (now / 1_000) * perSecond + 1e-6;
      },
    ),
  );
});
