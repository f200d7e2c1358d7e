import { describe, expect, test } from 'vitest';
import { readLine } from '../../src/import/exposition.ts';

function lineOf(text: string): ReturnType<typeof readLine> {
  return readLine(text, { from: 0, to: text.length }, () => true);
}

describe('lines with a value', () => {
  test.each<[string, string, readonly (readonly [string, string])[], number, number | undefined]>([
    ['up 1', 'up', [], 1, undefined],
    ['  up\t\t1  ', 'up', [], 1, undefined],
    ['up{} 1', 'up', [], 1, undefined],
    ['a:b_c{x="1"} 2.5', 'a:b_c', [['x', '1']], 2.5, undefined],
    [
      'a{x="1",y="2",} 3',
      'a',
      [
        ['x', '1'],
        ['y', '2'],
      ],
      3,
      undefined,
    ],
    [
      'a { x = "1" , y = "2" } 3',
      'a',
      [
        ['x', '1'],
        ['y', '2'],
      ],
      3,
      undefined,
    ],
    ['a{x="b,c}d=\\"e\\""} 1', 'a', [['x', 'b,c}d="e"']], 1, undefined],
    ['a{x="back\\\\slash"} 1', 'a', [['x', 'back\\slash']], 1, undefined],
    ['a{x="two\\nlines"} 1', 'a', [['x', 'two\nlines']], 1, undefined],
    ['a{x="\\\\n"} 1', 'a', [['x', '\\n']], 1, undefined],
    ['a{x="\\d"} 1', 'a', [['x', '\\d']], 1, undefined],
    ['a{x=""} 1', 'a', [['x', '']], 1, undefined],
    ['a{x="é 🗼"} 1', 'a', [['x', 'é 🗼']], 1, undefined],
    ['a 1e3', 'a', [], 1_000, undefined],
    ['a -1.5E-2', 'a', [], -0.015, undefined],
    ['a .5', 'a', [], 0.5, undefined],
    ['a 5.', 'a', [], 5, undefined],
    ['a +Inf', 'a', [], Number.POSITIVE_INFINITY, undefined],
    ['a -inf', 'a', [], Number.NEGATIVE_INFINITY, undefined],
    ['a Infinity', 'a', [], Number.POSITIVE_INFINITY, undefined],
    ['a NaN', 'a', [], Number.NaN, undefined],
    ['a 1 1395066363000', 'a', [], 1, 1_395_066_363_000],
    ['a 1 -3982045', 'a', [], 1, -3_982_045],
    ['a_total 1 1520879607.789', 'a_total', [], 1, 1_520_879_607.789],
    ['a_bucket{le="1"} 8 # {} 0.67', 'a_bucket', [['le', '1']], 8, undefined],
    [
      'a_bucket{le="1"} 8 # {trace_id="K"} 0.67 1520879607.789',
      'a_bucket',
      [['le', '1']],
      8,
      undefined,
    ],
    ['a_bucket{le="1"} 8 15208 # {trace_id="K"} 0.67', 'a_bucket', [['le', '1']], 8, 15_208],
    ['{"a.b"} 1', 'a.b', [], 1, undefined],
    ['{"a.b",x="1"} 1', 'a.b', [['x', '1']], 1, undefined],
    ['{"a.b","service.name"="web"} 1', 'a.b', [['service.name', 'web']], 1, undefined],
    [
      'a{__proto__="x",constructor="y"} 1',
      'a',
      [
        ['__proto__', 'x'],
        ['constructor', 'y'],
      ],
      1,
      undefined,
    ],
  ])('%s', (text, name, labels, value, timestamp) => {
    expect(lineOf(text)).toEqual({ name, labels: new Map(labels), value, timestamp });
  });

  test.each(['', '   ', '\t', '# HELP up the text', '#', '   # anything'])(
    '%j has none',
    (text) => {
      expect(lineOf(text)).toBe(undefined);
    },
  );

  test('labels of other metrics are read and not kept', () => {
    const text = 'other{x="1",x="2"} 4';
    expect(readLine(text, { from: 0, to: text.length }, () => false)).toEqual({
      name: 'other',
      labels: undefined,
      value: 4,
      timestamp: undefined,
    });
  });
});

describe('lines that are none', () => {
  test.each<[string, string, string]>([
    ['a{x="1} 2', '    ^', 'the quote is never closed'],
    ['a{x="1"', '       ^', 'the brace before the labels is never closed'],
    ['a{x=1} 2', '    ^', 'a value of a label stands in double quotes'],
    ['a{x} 2', '   ^', 'a label is a name, `=` and a value in double quotes'],
    ['a{x="1" y="2"} 2', '        ^', 'behind a label stands a comma or the closing brace'],
    ['a{x="1",x="2"} 2', '        ^', 'the label `x` stands twice'],
    ['a{"b"} 2', '      ^', 'the metric has two names'],
    ['a', ' ^', 'a value is missing'],
    ['a{}', '   ^', 'a value is missing'],
    ['a 0x10', '  ^^^^', '`0x10` is not a value'],
    ['a 1_000', '  ^^^^^', '`1_000` is not a value'],
    ['a one', '  ^^^', '`one` is not a value'],
    ['a 1 yesterday', '    ^^^^^^^^^', '`yesterday` is not a timestamp'],
    ['a 1 2 3', '      ^', 'the line goes on behind its value and its timestamp'],
    ['a 1 # 2', '      ^', 'an exemplar begins with its labels in braces'],
    ['a 1 # {}', '        ^', 'the value of an exemplar is missing'],
    ['a 1 # {} 1 2 3', '             ^', 'the line goes on behind its exemplar'],
    ['-a 1', '^', 'a line begins with the name of a metric'],
    ['9a 1', '^', 'a line begins with the name of a metric'],
    ['{x="1"} 1', '       ^', 'a line begins with the name of a metric'],
    ['a-b 1', ' ^^', '`-b` is not a value'],
    ['a "1"', '  ^^^', '`"1"` is not a value'],
  ])('%s', (text, mark, message) => {
    const read = lineOf(text);
    const fault = read !== undefined && 'message' in read ? read : undefined;
    const [from, to] = [mark.indexOf('^'), Math.min(mark.length, text.length)];
    expect({ from: fault?.from, to: fault?.to, message: fault?.message }).toEqual({
      from,
      to: Math.max(from, to),
      message,
    });
  });

  test.each([
    [
      '{"status":"success","data":{}}',
      'of JSON, such as the answer of a query, give the text of `/federate` instead',
    ],
    ['<html>', 'this looks like a page: give the text of `/metrics`'],
  ])('%s has a help of its own', (text, help) => {
    const read = lineOf(text);
    expect(read !== undefined && 'message' in read ? read.help : undefined).toBe(help);
  });
});
