import { expect, test } from 'vitest';
import { asAscii, columnsOf, cut, padded, plain, wrapped } from '../../src/report/text.ts';

test.each([
  ['', 0],
  ['web', 3],
  ['é', 1],
  ['e\u0301', 1],
  ['决策', 4],
  ['ﾊﾝｶｸ', 4],
  ['ｗｅｂ', 6],
  ['한국', 4],
  ['😀', 2],
  ['👨‍👩‍👧', 2],
  ['❤️', 2],
  ['a\u200bb', 2],
  ['●▲✖◆○?✔│─└', 10],
  ['\u{20000}', 2],
])('%j takes %i columns', (text, columns) => {
  expect(columnsOf(text)).toBe(columns);
});

test('a sign takes as many columns among simple signs as beside one that needs a closer look', () => {
  const signs = Array.from({ length: 0x3000 - 0xa0 }, (_, index) =>
    String.fromCharCode(0xa0 + index),
  );
  const wrong = signs.filter((sign) => columnsOf(`a${sign}b`) + 2 !== columnsOf(`a${sign}b决`));
  expect(wrong).toEqual([]);
});

test.each([
  ['web', 3, 'web'],
  ['website', 5, 'webs…'],
  ['决策协调器', 6, '决策…'],
  ['决策协调器', 5, '决策…'],
  ['abc', 1, '…'],
])('%j cut to %i columns is %j', (text, columns, expected) => {
  expect(cut(text, columns, '…')).toBe(expected);
});

test('an ellipsis that is wider than the columns is cut itself', () => {
  expect(cut('website', 2, '...')).toBe('..');
});

test('blanks go behind or before', () => {
  expect([padded('决', 4), padded('决', 4, 'right'), padded('long', 2)]).toEqual([
    '决  ',
    '  决',
    'long',
  ]);
});

test.each([
  ['one two three', 7, ['one two', 'three']],
  ['one  two', 20, ['one two']],
  ['abcdefgh ij', 3, ['abc', 'def', 'gh', 'ij']],
  ['决策协调', 3, ['决', '策', '协', '调']],
  ['', 5, []],
  [' ', 5, []],
])('%j in %i columns wraps to %j', (text, columns, lines) => {
  expect(wrapped(text, columns)).toEqual(lines);
});

test.each([
  ['`web` is fine — ≥ 2', '`web` is fine — ≥ 2'],
  ['a\r\nb\tc', 'a  b c'],
  ['\u001b[2J\u0000\u007f', '␛[2J␀␡'],
  ['\u0085\u009b31m', '\ufffd\ufffd31m'],
  ['a\u202eb\u2066c\u2028d', 'a\ufffdb\ufffdc\ufffdd'],
  ['\ud800', '\ufffd'],
  ['##[error]x', '##(error]x'],
  ['👨‍👩‍👧', '👨‍👩‍👧'],
])('%j is shown as %j', (text, shown) => {
  expect(plain(text)).toBe(shown);
});

test('signs of tower become ASCII, words of other scripts stay', () => {
  expect(asAscii('决策 ≥ 2 → 3 … a · b – ␛ \ufffd')).toBe('决策 >= 2 -> 3 ... a | b - ? ?');
});
