import { expect, test } from 'vitest';
import { isSelected } from '../../src/scenario/select.ts';

test.each([
  ['', true],
  ['outage', true],
  ['OUTAGE', true],
  ['an outage', true],
  ['outage*once', true],
  ['*once', true],
  ['once*outage', false],
  ['out.ge', false],
  ['(a+)+$', false],
])('%j selects "An outage pages once": %s', (pattern, expected) => {
  expect(isSelected(pattern, 'An outage pages once')).toBe(expected);
});

test('a pattern of many parts takes no longer for not being there', () => {
  expect(isSelected(`${'a*'.repeat(20_000)}b`, 'a'.repeat(50_000))).toBe(false);
});
