import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { thousandLines } from '../../bench/thousand-lines.ts';
import type { Path, Places } from '../../src/config/places.ts';
import { plainValue } from '../../src/config/plain-value.ts';
import { quickDocument } from '../../src/config/quick-document.ts';
import { partsOf, plainOf } from '../../src/config/quick-node.ts';
import { quickPlaces } from '../../src/config/quick-places.ts';
import { composeYaml } from '../../src/config/yaml-document.ts';
import { yamlPlaces } from '../../src/config/yaml-places.ts';

const root = join(import.meta.dirname, '../..');
const example = [
  'tower.yaml',
  'schemas/catalog.yaml',
  ...['topology', 'policies'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((file) => `${folder}/${file}`),
  ),
].map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

/** All paths of a value, and beside each some that do not exist. */
function pathsOf(value: unknown, path: Path = []): readonly Path[] {
  const inner =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, part]) =>
          pathsOf(part, [...path, Array.isArray(value) ? Number(key) : key]),
        )
      : [];
  return [path, [...path, 'nowhere'], [...path, 7], ...inner];
}

function placesIn(places: Places, paths: readonly Path[]): unknown {
  return paths.map((path) => [
    places.find(path, 'key'),
    places.find(path, 'value'),
    places.findInside(path, { offset: 1, length: 2 }),
    places.written(path),
  ]);
}

/** What a reader says of a text. */
interface Read {
  readonly value: unknown;
  readonly parts: number;
  readonly faults: readonly unknown[];
  readonly places: unknown;
}

/** What the quick reader and the library say of a text; undefined where the quick reader leaves it to the library. */
function both(text: string): { readonly quick: Read; readonly library: Read } | undefined {
  const quick = quickDocument(text);
  if (quick === undefined) {
    return undefined;
  }
  const { document, faults, parts } = composeYaml(text);
  const plain = plainValue(document?.contents ?? null);
  const value = plainOf(quick);
  const paths = pathsOf(value);
  const places = yamlPlaces(document?.contents ?? null, plain.targets, text);
  return {
    quick: {
      value,
      parts: partsOf(quick, text),
      faults: [],
      places: placesIn(quickPlaces(quick, text), paths),
    },
    library: {
      value: plain.value,
      parts,
      faults: [...faults, ...plain.faults],
      places: placesIn(places, paths),
    },
  };
}

test('the example, the catalog and the configuration of the bench are read quickly, and like the library reads them', () => {
  const texts = [...example, ...[...thousandLines()].map(([path, text]) => ({ path, text }))];
  const results = texts.map(({ path, text }) => ({ path, read: both(text) }));
  expect(results.filter(({ read }) => read === undefined)).toEqual([]);
  for (const { read } of results) {
    expect(read?.quick).toEqual(read?.library);
  }
});

test.each<readonly [string, unknown]>([
  ['a: 1\n', { a: 1 }],
  ['a: -1.50 # half\nb: 0\nc: 007x\n', { a: -1.5, b: 0, c: '007x' }],
  ['a: true\nb: null\nc: ~\nd:\ne: yes\n', { a: true, b: null, c: null, d: null, e: 'yes' }],
  [
    'a: 10s\nb: 2026-11-21\nc: http://x.y/z#1\n',
    { a: '10s', b: '2026-11-21', c: 'http://x.y/z#1' },
  ],
  ['a: "x: # y"\nb: \'z\'\n"c d": 1\n', { a: 'x: # y', b: 'z', 'c d': 1 }],
  [
    '# first\n\na:\n  b: { c: [1, x y], d: {} }\n\n  # last',
    { a: { b: { c: [1, 'x y'], d: {} } } },
  ],
  ['a:\n- b: 1\n  c: 2\n- d\ne: 3\n', { a: [{ b: 1, c: 2 }, 'd'], e: 3 }],
  ['a:\n  - b:\n      - c\n    d: e\n', { a: [{ b: ['c'], d: 'e' }] }],
  ['a: >-\n  b\n  c\nd: |\n  e\n  # f\n', { a: 'b c', d: 'e\n# f\n' }],
  ['true: 1\n2: 3\n', { true: 1, 2: 3 }],
  ['a long name: { in it: 1 }\nnull 7: 2\n', { 'a long name': { 'in it': 1 }, 'null 7': 2 }],
  ['a:\n  { b: 1 }\nc:\n  text\n', { a: { b: 1 }, c: 'text' }],
  ['constructor: { toString: 1 }\n', { constructor: { toString: 1 } }],
])('%j is read as %j', (text, value) => {
  const read = both(text);
  expect(read?.quick).toEqual(read?.library);
  expect(read?.quick.value).toEqual(value);
});

test.each([
  '',
  '# nothing\n',
  '- a\n',
  'text\n',
  'a: 1\na: 2\n',
  'a: &x 1\nb: *x\n',
  'a: !!str 1\n',
  '---\na: 1\n',
  'a: 1\n---\nb: 2\n',
  '%YAML 1.2\n',
  'a: 0x1F\n',
  'a: 1e3\n',
  'a: 007\n',
  'a: .inf\n',
  'a: 12345678901234567890\n',
  'a: "x\\n"\n',
  "a: 'it''s'\n",
  'a: one\n  two\n',
  'a:\n# which the library joins with the key\n  one\nb: 2\n',
  'a: b: c\n',
  'a:\n    b: 1\n  c: 2\n',
  'a: [1,\n  2]\n',
  'a: [1, 2,]\n',
  'a: { b }\n',
  'a: {{ b }}\n',
  'a: |\n  b\n\n  c\n',
  'a: >\n  b\n   c\n',
  'a: |2\n   b\n',
  'a:\tb\n',
  'a: b\r\n',
  '? a\n: b\n',
  '__proto__: 1\n',
  'a: - b\n',
  'a: @b\n',
  'a: "b" c\n',
  'a: [b] c\n',
  `a: ${'['.repeat(40)}${']'.repeat(40)}\n`,
])('%j is left to the library', (text) => {
  expect(quickDocument(text)).toBe(undefined);
});

const signs = [
  ...' \n:-,[]{}#&*!|>\'"%@`~=?\t.019exXoO_/+<a\\é\u00a0\u2028\ufeff',
  '  ',
  ' #',
  '- ',
  ': ',
  '\n  ',
  '{ ',
  ' }',
  '|\n',
  '>-\n',
  '---\n',
  'k: ',
  '<<: ',
  'true',
  'null',
  '-0',
  '__proto__: ',
];

/** A few lines of the example, moved left, with some signs put in, put over others or left out. */
const mangled = fc
  .record({
    lines: fc.constantFrom(...example.map(({ text }) => text.split('\n'))),
    from: fc.nat(),
    count: fc.integer({ min: 1, max: 8 }),
    left: fc.constantFrom(0, 2, 4, 6),
    edits: fc.array(
      fc.record({ at: fc.nat(), cut: fc.nat(2), sign: fc.constantFrom('', ...signs) }),
      { maxLength: 4 },
    ),
  })
  .map(({ lines, from, count, left, edits }) => {
    const at = from % lines.length;
    const start = lines
      .slice(at, at + count)
      .map((line) => line.replace(new RegExp(`^ {0,${left}}`), ''))
      .join('\n');
    return edits.reduce((text, edit) => {
      const place = edit.at % (text.length + 1);
      return text.slice(0, place) + edit.sign + text.slice(place + edit.cut);
    }, `${start}\n`);
  });

test('whatever is read quickly, the library reads alike: value, places, and nothing wrong', () => {
  let readQuickly = 0;
  fc.assert(
    fc.property(mangled, (text) => {
      const read = both(text);
      readQuickly += read === undefined ? 0 : 1;
      expect(read?.quick).toEqual(read?.library);
    }),
    { numRuns: 3_000 },
  );
  expect(readQuickly).toBeGreaterThan(300);
});

/** Values of which most can be written as lines. */
const { value: tree } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(
      fc.constantFrom(true, false, null, 0, -1, 1.5, 0.00001, 1e21, -0, 'true', 'null', '1', '-'),
      fc.constantFrom(
        'a b',
        '',
        ' a',
        'a ',
        'a: b',
        'a #b',
        '#',
        '[',
        'x\ny',
        '"',
        "'",
        '1e3',
        '~',
      ),
      fc.string({ maxLength: 6 }),
    ),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b-c', '2', 'true', 'd e', 'é'), tie('value'), {
      maxKeys: 3,
      noNullPrototype: true,
    }),
  ),
}));

/** A value as JSON, with blanks as flow collections usually have them. */
function flow(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(flow).join(', ')}]`;
  }
  return typeof value === 'object' && value !== null
    ? `{ ${Object.entries(value)
        .map(([key, inner]) => `${JSON.stringify(key)}: ${flow(inner)}`)
        .join(', ')} }`.replace('{  }', '{}')
    : said(value);
}

/** Texts as they are, or in quotes where they end in a digit, so that both stand for themselves or for something else. */
function said(value: unknown): string {
  return typeof value === 'string' && /[a-z~\s]$/.test(value) ? value : JSON.stringify(value);
}

function block(value: unknown, indent: string): string {
  const isFlow = typeof value !== 'object' || value === null || Object.keys(value).length < 2;
  if (isFlow) {
    return ` ${flow(value)}\n`;
  }
  const lines = Object.entries(value).map(([key, inner]) =>
    Array.isArray(value)
      ? `${indent}-${block(inner, `${indent}  `)}`
      : `${indent}${key}:${block(inner, `${indent}  `)}`,
  );
  return `\n${lines.join('')}`;
}

test('values written as blocks and brackets are read alike', () => {
  let readQuickly = 0;
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('a', 'b'), tree, { minKeys: 1 }), (value) => {
      const text = Object.entries(value)
        .map(([key, inner]) => `${key}:${block(inner, '  ')}`)
        .join('');
      const read = both(text);
      readQuickly += read === undefined ? 0 : 1;
      expect(read?.quick).toEqual(read?.library);
    }),
    { numRuns: 1_500 },
  );
  expect(readQuickly).toBeGreaterThan(150);
});
