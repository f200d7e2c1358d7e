import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSeries, type Run } from '../../src/scenario/series.ts';

/** The values of runs, one a tick. */
function valuesOf(runs: readonly Run[]): readonly (number | string)[] {
  return runs.flatMap(({ count, first, step }) =>
    Array.from({ length: count }, (_, index) =>
      typeof first === 'string' ? first : first + step * index,
    ),
  );
}

const { NaN: none, POSITIVE_INFINITY: most, NEGATIVE_INFINITY: least } = Number;

test.each<[string, readonly number[]]>([
  ['1', [1]],
  ['120x4', [120, 120, 120, 120, 120]],
  ['7x0', [7]],
  ['1+2x3', [1, 3, 5, 7]],
  ['1-2x4', [1, -1, -3, -5, -7]],
  ['-2+4x3', [-2, 2, 6, 10]],
  ['-1.5e1-.5x1', [-15, -15.5]],
  ['1e3-1e1x2', [1000, 990, 980]],
  ['1E-2', [0.01]],
  ['5.', [5]],
  ['-0', [0]],
  ['_', [none]],
  ['_x3', [none, none, none]],
  ['1 _x0 2', [1, 2]],
  ['1 _x3 stale', [1, none, none, none, none]],
  ['4 _ 6 stale', [4, none, 6, none]],
  ['NaN NaNx1', [none, none, none]],
  ['+Inf Inf -Inf -Infx1', [most, most, least, least, least]],
  ['  120x1\n\t150+60x1 ', [120, 120, 150, 210]],
])('%j is read as promtool reads it', (text, values) => {
  const { runs, faults } = parseSeries(text);
  expect({ values: valuesOf(runs), faults }).toEqual({ values, faults: [] });
});

test.each<[string, readonly string[], readonly (string | number)[]]>([
  ['ok down', ['ok', 'down'], ['ok', 'down']],
  ['okx2 down', ['ok', 'down'], ['ok', 'ok', 'ok', 'down']],
  ['_x1 ok', ['ok', 'down'], [none, 'ok']],
  ['maxx3 maxx1', ['max', 'maxx3'], ['maxx3', 'max', 'max']],
  ['stale stalex1', ['fresh', 'stale'], ['stale', 'stale', 'stale']],
])('%j is a series of the words %j', (text, words, values) => {
  const { runs, faults } = parseSeries(text, words);
  expect({ values: valuesOf(runs), faults }).toEqual({ values, faults: [] });
});

const known = 'a value is a number such as `120`, `120x4`, `120+5x4`, `_` or `stale`';

test.each<[string, readonly string[] | undefined, number, string, string, string]>([
  ['1 150+60*12', undefined, 2, '150+60*12', 'is not a value here', 'write `150+60x12`'],
  ['1 1,2', undefined, 2, '1,2', 'is not a value here', 'values are separated by blanks'],
  [
    '120 x4',
    undefined,
    4,
    'x4',
    'is not a value here',
    'write how often directly behind the value, as in `120x4`',
  ],
  ['1+2', undefined, 0, '1+2', 'does not say how often', 'write `1+2x4` for four steps'],
  ['3 _4', undefined, 2, '_4', 'is not a value here', 'write `_x4`'],
  ['down', undefined, 0, 'down', 'is not a value here', known],
  ['nan', undefined, 0, 'nan', 'is not a value here', known],
  ['0x1F', undefined, 0, '0x1F', 'is not a value here', known],
  ['1x-2', undefined, 0, '1x-2', 'is not a value here', known],
  ['ok dwn', ['ok', 'down'], 3, 'dwn', 'is not a value here', 'did you mean `down`?'],
  ['okx2 dwnx2', ['ok', 'down'], 5, 'dwnx2', 'is not a value here', 'did you mean `down`?'],
  ['1', ['ok', 'down'], 0, '1', 'is not a value here', 'known: `down`, `ok`'],
])('of %j with words %j, the part from %i on is wrong', (text, words, offset, part, what, help) => {
  expect(parseSeries(text, words).faults).toEqual([
    { offset, length: part.length, message: `\`${part}\` ${what}`, help },
  ]);
});

test('a series without values, one that is too long, and a value that is too long are told', () => {
  const faultsOf = (text: string): readonly string[] =>
    parseSeries(text).faults.map(({ offset, length, message }) => `${offset}+${length} ${message}`);
  expect(faultsOf(' ')).toEqual(['0+1 the series has no values']);
  expect(faultsOf('1 2x99998')).toEqual([]);
  expect(faultsOf('1 2x99999 3')).toEqual(['2+7 a series has at most 100,000 values']);
  expect(faultsOf('1x999999999')).toEqual(['0+11 a series has at most 100,000 values']);
  expect(faultsOf('1'.repeat(101))).toEqual(['0+101 this is too long for a value']);
});

test('of many mistakes the first five are told', () => {
  expect(parseSeries('a b c d e f g').faults.map(({ offset }) => offset)).toEqual([0, 2, 4, 6, 8]);
});

test('any values that are written in the notation are read back', () => {
  const number = fc.integer({ min: -1_000, max: 1_000 }).map((value) => value / 4);
  const piece = fc.oneof(
    number.map((value) => ({ text: String(value), values: [value] })),
    fc.tuple(number, fc.nat(9)).map(([value, times]) => ({
      text: `${value}x${times}`,
      values: Array.from({ length: times + 1 }, () => value),
    })),
    fc.tuple(number, fc.nat(1_000), fc.boolean(), fc.nat(9)).map(([value, by, isUp, times]) => ({
      text: `${value}${isUp ? '+' : '-'}${by}x${times}`,
      values: Array.from({ length: times + 1 }, (_, index) => value + (isUp ? by : -by) * index),
    })),
    fc
      .nat(5)
      .map((count) => ({ text: `_x${count}`, values: Array.from({ length: count }, () => none) })),
  );
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 8 }), (pieces) => {
      const { runs, faults } = parseSeries(`1 ${pieces.map(({ text }) => text).join('  ')}`);
      expect(faults).toEqual([]);
      expect(valuesOf(runs)).toEqual([1, ...pieces.flatMap(({ values }) => values)]);
    }),
    { numRuns: 200 },
  );
});

test('no text makes reading a series fail', () => {
  fc.assert(
    fc.property(fc.string(), fc.boolean(), (text, hasWords) => {
      const { faults } = parseSeries(text, hasWords ? ['ok', 'down'] : undefined);
      return faults.every(({ offset, length }) => offset + length <= text.length);
    }),
    { numRuns: 300 },
  );
});
