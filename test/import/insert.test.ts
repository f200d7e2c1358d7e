import { expect, test } from 'vitest';
import { type Insertion, inserted } from '../../src/import/insert.ts';

/** Puts `new: 1` into the map at a path. */
function into(...path: readonly string[]): Insertion {
  return {
    path,
    block: (indent, step) => [
      `${' '.repeat(indent)}new:  # decide`,
      `${' '.repeat(indent + step)}type: x`,
    ],
    flow: ['new: { type: x }'],
    above: ['# decide new'],
  };
}

const block = (indent: number, step = 2): string =>
  `${' '.repeat(indent)}new:  # decide\n${' '.repeat(indent + step)}type: x`;

test.each<[string, string, readonly string[], string]>([
  [
    'behind the last line of a block',
    'a:\n  b: 1\n  c: 2\n',
    ['a'],
    `a:\n  b: 1\n  c: 2\n${block(2)}\n`,
  ],
  [
    'behind a comment on that line',
    'a:\n  b: 1  # why\n',
    ['a'],
    `a:\n  b: 1  # why\n${block(2)}\n`,
  ],
  [
    'before what comes next',
    'a:\n  b: 1\n\n# next\nc: 2\n',
    ['a'],
    `a:\n  b: 1\n${block(2)}\n\n# next\nc: 2\n`,
  ],
  [
    'behind nested blocks',
    'a:\n  b:\n    c:\n      d: 1\n',
    ['a'],
    `a:\n  b:\n    c:\n      d: 1\n${block(2)}\n`,
  ],
  [
    'behind a list',
    'a:\n  b:\n    - 1\n    - c: 2\n      d: 3\n',
    ['a'],
    `a:\n  b:\n    - 1\n    - c: 2\n      d: 3\n${block(2)}\n`,
  ],
  [
    'behind braces of several lines',
    'a:\n  b: { c: 1,\n    d: 2 }  # why\n',
    ['a'],
    `a:\n  b: { c: 1,\n    d: 2 }  # why\n${block(2)}\n`,
  ],
  [
    'behind a quoted text of several lines',
    'a:\n  b: "c\n    d"\n',
    ['a'],
    `a:\n  b: "c\n    d"\n${block(2)}\n`,
  ],
  [
    'behind a text of several lines',
    'a:\n  b: |\n    c\n    d\n\ne: 1\n',
    ['a'],
    `a:\n  b: |\n    c\n    d\n${block(2)}\n\ne: 1\n`,
  ],
  [
    'behind a text at the end of the file',
    'a:\n  b: |\n    c',
    ['a'],
    `a:\n  b: |\n    c\n${block(2)}\n`,
  ],
  ['behind an alias', 'z: &z 1\na:\n  b: *z\n', ['a'], `z: &z 1\na:\n  b: *z\n${block(2)}\n`],
  ['behind a key without a value', 'a:\n  b:\n', ['a'], `a:\n  b:\n${block(2)}\n`],
  ['at the end of a file without a line break', 'a:\n  b: 1', ['a'], `a:\n  b: 1\n${block(2)}`],
  ['as far in as the file does', 'a:\n    b: 1\n', ['a'], `a:\n    b: 1\n${block(4, 4)}\n`],
  [
    'with line ends as in the file',
    'a:\r\n  b: 1\r\n',
    ['a'],
    `a:\r\n  b: 1\r\n${block(2).replace('\n', '\r\n')}\r\n`,
  ],
  ['into a map that is missing', 'a:\n  b: 1\n', ['a', 'c'], `a:\n  b: 1\n  c:\n${block(4)}\n`],
  ['into two maps that are missing', 'a: 1\n', ['b', 'c'], `a: 1\nb:\n  c:\n${block(4)}\n`],
  ['into braces', 'a: { b: 1 }\n', ['a'], '# decide new\na: { b: 1, new: { type: x } }\n'],
  [
    'into braces inside of a block',
    'a:\n  b: { c: 1 }  # why\n',
    ['a', 'b'],
    'a:\n  # decide new\n  b: { c: 1, new: { type: x } }  # why\n',
  ],
  [
    'into braces inside of braces',
    'a:\n  b: { c: { d: 1 } }\n',
    ['a', 'b', 'c'],
    'a:\n  # decide new\n  b: { c: { d: 1, new: { type: x } } }\n',
  ],
  ['into empty braces', 'a: {}\n', ['a'], '# decide new\na: { new: { type: x } }\n'],
  [
    'into braces with a comma at the end',
    'a: { b: 1, }\n',
    ['a'],
    '# decide new\na: { b: 1, new: { type: x }, }\n',
  ],
  [
    'into braces of several lines',
    'a: {\n  b: 1 # why\n}\n',
    ['a'],
    '# decide new\na: {\n  b: 1, new: { type: x } # why\n}\n',
  ],
  [
    'into a map that is missing in braces',
    'a: { b: 1 }\n',
    ['a', 'c'],
    '# decide new\na: { b: 1, c: { new: { type: x } } }\n',
  ],
])('a key goes %s', (_name, text, path, expected) => {
  expect(inserted(text, [into(...path)])).toEqual({ text: expected, refused: [] });
});

test('nothing goes into what others share, or into something other than a map', () => {
  const text = 'z: &z { b: 1 }\na: *z\nc: [1]\n';
  const insertions = [into('a'), into('z'), into('z', 'd'), into('c'), into('a', 'b')];
  expect(inserted(text, insertions)).toEqual({ text, refused: insertions });
});

test('several go in at once, the inner ones first', () => {
  const text = 'a:\n  b:\n    c: 1\n';
  expect(inserted(text, [into('a', 'b'), into('a')]).text).toBe(
    `a:\n  b:\n    c: 1\n${block(4)}\n${block(2)}\n`,
  );
});
