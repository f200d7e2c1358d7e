import { expect, test } from 'vitest';
import { sayAvailable, sayChance, sayDowntime, sayFactor } from '../../src/cli/likelihood-words.ts';

test.each([
  [0, '100%'],
  [1, '0.0%'],
  [0.996, '0.4%'],
  [0.324591, '67.5%'],
  [0.00478, '99.52%'],
  [0.0005, '99.950%'],
  [0.00001234, '99.9988%'],
  [1.37e-9, '99.99999986%'],
  [1e-16, '>99.999999999%'],
])('what is down %d of the time is up %s', (share, text) => {
  expect(sayAvailable(share)).toBe(text);
});

test.each([
  [0, '0%'],
  [0.0005, '0.05%'],
  [0.98624, '99%'],
  [1, '100%'],
  [1e-9, '1.0e-7%'],
])('a probability of %d is %s', (chance, text) => {
  expect(sayChance(chance)).toBe(text);
});

test.each([
  [0, '0'],
  [1, '1'],
  [72.4486, '72'],
  [1972.41, '1972'],
  [0.00199, '0.002'],
])('a factor of %d is %s', (value, text) => {
  expect(sayFactor(value)).toBe(text);
});

test.each([
  [0, '0s'],
  [0.4, '<1ms'],
  [15_988_578.2, '4h26m'],
  [31_536_000_000, '365d'],
])('%d milliseconds of downtime are %s', (durationMs, text) => {
  expect(sayDowntime(durationMs)).toBe(text);
});
