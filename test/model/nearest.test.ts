import { expect, test } from 'vitest';
import { didYouMean, nearest } from '../../src/model/nearest.ts';

test.each([
  ['one letter less', 'orders-d', ['orders-db', 'identity'], 'orders-db'],
  ['one letter more', 'replicass', ['replicas', 'region'], 'replicas'],
  ['one letter else', 'replicaz', ['replicas', 'region'], 'replicas'],
  ['two neighbors swapped count once', 'orders-bd', ['orders-xy', 'orders-db'], 'orders-db'],
  ['a short word may differ by two', 'kidn', ['kind'], 'kind'],
  ['a short word may not differ by three', 'kidney', ['kin'], undefined],
  [
    'a long word may differ by a third',
    'greaterThanOrEqul',
    ['greaterThanOrXXXXX'],
    'greaterThanOrXXXXX',
  ],
  ['a long word may not differ by more', 'abcdefghi', ['abcdeXXXX'], undefined],
  ['the smaller distance wins', 'owne', ['owns', 'owner', 'town'], 'owner'],
  ['a tie goes to code-unit order', 'b1', ['b3', 'b2'], 'b2'],
  ['capital letters come first in a tie', 'a1', ['aa', 'aA'], 'aA'],
  ['a word with nothing in common is not meant', 'db', ['xy'], undefined],
  ['nothing is known', 'web', [], undefined],
  ['the empty word means nothing', '', ['a', 'ab'], undefined],
  ['names of the language itself are ordinary words', 'constructr', ['constructor'], 'constructor'],
])('%s', (_, word, known, expected) => {
  expect(nearest(word, known)).toBe(expected);
});

test('a word of 128 characters is still compared, a longer one is not', () => {
  const long = 'a'.repeat(128);
  expect(nearest(long, [`${long}b`])).toBe(`${long}b`);
  expect(nearest(`${long}b`, [long])).toBe(undefined);
});

test('the order of what is known does not matter', () => {
  const known = ['alpha', 'alphb', 'alphc'];
  expect(nearest('alphx', known)).toBe('alpha');
  expect(nearest('alphx', known.toReversed())).toBe('alpha');
});

test('help names the nearest word', () => {
  expect(didYouMean('ownr', new Set(['kind', 'owner']))).toBe('did you mean `owner`?');
});

test('help lists what is known, sorted and once, where nothing is near', () => {
  expect(didYouMean('zzzzzz', ['b', 'a', 'b'])).toBe('known: `a`, `b`');
});

test('help lists eight and counts the rest', () => {
  const known = Array.from({ length: 15 }, (_, index) => `name-${String.fromCharCode(97 + index)}`);
  expect(didYouMean('zzzzzzzzzz', known.slice(0, 8))).toBe(
    'known: `name-a`, `name-b`, `name-c`, `name-d`, `name-e`, `name-f`, `name-g`, `name-h`',
  );
  expect(didYouMean('zzzzzzzzzz', known)).toBe(
    'known: `name-a`, `name-b`, `name-c`, `name-d`, `name-e`, `name-f`, `name-g`, `name-h`, … (and 7 more)',
  );
});

test('there is no help where nothing is known', () => {
  expect(didYouMean('web', [])).toBe('');
});
