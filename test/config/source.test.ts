import { expect, test } from 'vitest';
import { readSource } from '../../src/config/source.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import type { Location } from '../../src/model/location.ts';
import { sourceOf } from './source-of.ts';

function told(text: string): readonly Diagnostic[] {
  return readSource({ path: 'a.yaml', text }).diagnostics;
}

/** A place as `line:column-endColumn path`. */
function say({ line, column, endLine, endColumn, path }: Location): string {
  const end = endLine === line ? `${endColumn}` : `${endLine}:${endColumn}`;
  return `${line}:${column}-${end} ${path}`;
}

const document = `tower: v1
systems:
  web: # the shop
    type: "service"
    labels: { app: &app shop, 'a.b': x }
    dependsOn:
      orders-db:
        kind: hard   # it stores

    provides:
      - a b
      - *app
  empty:
targets: [
  web,
]
`;

test.each([
  [[], 'key', '1:1-6 $'],
  [['tower'], 'key', '1:1-6 $.tower'],
  [['tower'], 'value', '1:8-10 $.tower'],
  [['systems'], 'value', '3:3-6 $.systems'],
  [['systems', 'web', 'type'], 'value', '4:11-20 $.systems.web.type'],
  [['systems', 'web', 'labels'], 'value', '5:13-41 $.systems.web.labels'],
  [['systems', 'web', 'labels', 'app'], 'value', '5:25-29 $.systems.web.labels.app'],
  [['systems', 'web', 'labels', 'a.b'], 'key', '5:31-36 $.systems.web.labels["a.b"]'],
  [['systems', 'web', 'dependsOn', 'orders-db'], 'key', '7:7-16 $.systems.web.dependsOn.orders-db'],
  [
    ['systems', 'web', 'dependsOn', 'orders-db'],
    'value',
    '8:9-13 $.systems.web.dependsOn.orders-db',
  ],
  [
    ['systems', 'web', 'dependsOn', 'orders-db', 'kind'],
    'value',
    '8:15-19 $.systems.web.dependsOn.orders-db.kind',
  ],
  [['systems', 'web', 'provides'], 'value', '11:9-12 $.systems.web.provides'],
  [['systems', 'web', 'provides', 0], 'key', '11:9-12 $.systems.web.provides[0]'],
  [['systems', 'web', 'provides', 1], 'value', '12:9-13 $.systems.web.provides[1]'],
  [['systems', 'empty'], 'value', '13:3-8 $.systems.empty'],
  [['targets'], 'value', '14:10-16:2 $.targets'],
  [['targets', 0], 'value', '15:3-6 $.targets[0]'],
] as const)('%j as %s stands at %s', (path, part, expected) => {
  expect(say(sourceOf(document).locate(path, part))).toBe(expected);
});

test.each([
  [['systems', 'web', 'replicas'], '3:3-6 $.systems.web'],
  [['systems', 'web', 'probe', 'http', 'url'], '3:3-6 $.systems.web'],
  [['targets', 7], '14:1-8 $.targets'],
  [['policies'], '1:1-6 $'],
  [['systems', 'constructor'], '2:1-8 $.systems'],
] as const)(
  'what does not exist at %j is where the nearest part around it is',
  (path, expected) => {
    const { locate } = sourceOf(document);
    expect([say(locate(path, 'key')), say(locate(path, 'value'))]).toEqual([expected, expected]);
  },
);

test('a part of what an alias repeats stands where it is written', () => {
  const { locate, value } = sourceOf('a: &a { b: [1, { c: 2 }] }\nd: *a\n');
  expect(value).toEqual({ a: { b: [1, { c: 2 }] }, d: { b: [1, { c: 2 }] } });
  expect([say(locate(['d'], 'value')), say(locate(['d', 'b', 1, 'c'], 'value'))]).toEqual([
    '2:4-6 $.d',
    '1:21-22 $.d.b[1].c',
  ]);
});

test('an alias repeats the last anchor of its name before it', () => {
  expect(sourceOf('a: &x 1\nb: *x\nc: &x 2\nd: *x\n').value).toEqual({ a: 1, b: 1, c: 2, d: 2 });
});

test.each([
  ['CRLF', 'tower: v1\r\nsystems:\r\n  web: {}\r\n'],
  ['a byte order mark', '\uFEFFtower: v1\nsystems:\n  web: {}\n'],
  ['wide characters', '# 🗼 日本\ntower: v1\nsystems:\n  web: {}\n'],
  ['no line break at the end', 'tower: v1\nsystems:\n  web: {}'],
])('%s does not move a column', (_name, text) => {
  const { locate } = sourceOf(text);
  const { column, endColumn } = locate(['systems', 'web'], 'key');
  const version = locate(['tower'], 'value');
  expect([column, endColumn, version.column, version.endColumn]).toEqual([3, 6, 8, 10]);
});

test('columns count UTF-16 units', () => {
  const { locate } = sourceOf('{ "🗼": 1, b: 2 }');
  expect(say(locate(['b'], 'key'))).toBe('1:12-13 $.b');
});

test.each([
  ['plain', 'm: runs {{ a.b }} or {{ a.b }}', '1:22-31'],
  ['in double quotes', 'm: "runs {{ a.b }} or {{ a.b }}"', '1:23-32'],
  ['in single quotes', "m: 'runs {{ a.b }} or {{ a.b }}'", '1:23-32'],
  ['behind an escape', 'm: "\\u0022ns {{ a.b }} or {{ a.b }}"', '1:27-36'],
  ['in literal lines', 'm: |-\n  runs {{ a.b }} or {{ a.b }}', '2:21-30'],
  ['in folded lines', 'm: >-\n  runs {{ a.b }}\n  or {{ a.b }}', '3:6-15'],
  ['behind an anchor', 'm: &m runs {{ a.b }} or {{ a.b }}', '1:25-34'],
])('a part of a text %s has a place of its own', (_name, text, expected) => {
  const { offsetAt, value } = sourceOf(text);
  const offset = (value as { readonly m: string }).m.lastIndexOf('{{');
  expect(say(offsetAt(['m'], offset, 9))).toBe(`${expected} $.m`);
});

test('a part of a text that is written differently is where the text is', () => {
  const { offsetAt } = sourceOf('m: "a {{ \\u0062 }}"');
  expect(say(offsetAt(['m'], 2, 7))).toBe('1:4-20 $.m');
  expect(say(offsetAt(['m', 'x'], 0, 1))).toBe('1:1-2 $.m');
});

test('a scalar can be had as it is written', () => {
  const { written } = sourceOf('a: 1.10\nb: "x"\nc: {}\nd: *e\n'.replace('*e', '0x1F'));
  expect([['a'], ['b'], ['c'], ['d'], ['e']].map(written)).toEqual([
    '1.10',
    '"x"',
    undefined,
    '0x1F',
    undefined,
  ]);
});

test('names of the language are keys like any other', () => {
  const { value } = sourceOf('constructor: 1\n__proto__: { polluted: true }\ntoString: 2\n');
  expect(Object.entries(value as object)).toEqual([
    ['constructor', 1],
    ['__proto__', { polluted: true }],
    ['toString', 2],
  ]);
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
});

test.each([
  ['yes', 'yes'],
  ['off', 'off'],
  ['0o17', 15],
  ['017', 17],
  ['1_000', '1_000'],
  ['22:30', '22:30'],
  ['2027-01-31', '2027-01-31'],
  ['~', null],
  ['.inf', Number.POSITIVE_INFINITY],
])('`%s` is read as YAML 1.2 reads it', (text, expected) => {
  expect(sourceOf(`a: ${text}`).value).toEqual({ a: expected });
});

test('keys are texts, whatever they look like', () => {
  expect(sourceOf('5: a\ntrue: b\nnull: c\n').value).toEqual({ 5: 'a', true: 'b', null: 'c' });
});

test.each([
  ['a: [1, 2', '1:8-9 `[` is not closed by `]`'],
  ['a: {b: 1', '1:8-9 `{` is not closed by `}`'],
  ['a: "x\nb: 1\nc: 2', '1:4-5 the quote that opens here is never closed'],
  ["a: 'x", '1:4-5 the quote that opens here is never closed'],
  ['a: b: c', '1:4-5 a second `:` stands in this line'],
  ['a: 1\n  b: 2', '1:4-5 this value is followed by indented lines'],
  ['a:\n  b: 1\n c: 2', '3:2-3 this key is not indented like the others beside it'],
  ['a:\n- b: 1\n - c', '3:2-3 this item is not indented like the others beside it'],
  ['a: 1\n- b', '2:1-2 a list item cannot stand here'],
  ['- a\nb: 1', '2:1-2 `b` cannot stand here'],
  ['a: @x', '1:4-6 a text cannot begin with `@`'],
  ['a: `x`', '1:4-7 a text cannot begin with ```'],
  ['a: "\\q"', '1:5-7 `\\q` is not an escape'],
  ['a: |x\n y', '1:5-6 `x` stands behind the sign that begins a text of several lines'],
  ['a: 1\nbcd', '2:1-4 `bcd` is neither a key nor the value of one'],
  ['a: "x" y', '1:8-9 `y` cannot stand here'],
  ['a: [1,,2]', '1:7-8 there is a comma too many'],
  ['a: "x"#c', '1:7-9 a comment needs a blank before its `#`'],
  ['a: ]', '1:4-5 `]` cannot stand here'],
  ['a: - b', '1:4-5 a list cannot begin behind its key'],
  ['? [a]\n: b', '1:3-4 a key is a plain text, not a list, a map or an alias'],
  ['a: ["b" "c"]', '1:9-12 a comma is missing before this'],
  ['a: [{b: 1} {c: 2}]', '1:12-13 `{` cannot stand here'],
  ['{ a: 1', '1:6-7 `{` is not closed by `}`'],
  ['a: { b: 1 c: 2 }', '1:9-10 a comma is missing behind this entry'],
  ['a: [\n  b: 1\n  c: 2\n]', '2:6-7 a comma is missing behind this entry'],
  ['a: { b: - c }', '1:9-10 a list in brackets has no dashes'],
  ['a: |\n  b\n c', '3:2-3 this key is not indented like the others beside it'],
  ['a: {*x : 1}', '1:5-7 a key is a plain text, not a list, a map or an alias'],
  ['%TAG ! x\n---\na: 1', '1:1-9 the directive `%TAG ! x` cannot stand in a configuration'],
  [`${'x'.repeat(1100)}: 1`, '1:1-1101 a key is longer than 1,024 characters'],
])('%j is told as a sentence', (text, expected) => {
  const faults = told(text);
  expect(faults.map(({ code, at, message }) => `${code} ${say(at)} ${message}`)).toEqual([
    `yaml/syntax ${expected.replace(' ', ' $ ')}`,
  ]);
});

test.each([
  ['a: *b', '1:4-6 there is no anchor `&b` before this alias'],
  ['a: [*.yaml]', '1:5-11 there is no anchor `&.yaml` before this alias'],
  ['a: &x *x', '1:7-9 an alias cannot have an anchor of its own'],
  ['a: &\n', '1:4-5 an anchor or an alias has no name'],
  ['a: *\n', '1:4-5 an anchor or an alias has no name'],
  ['a: &x &y b', '1:7-9 a value has two anchors'],
  ['a: &x { b: *x }', '1:12-14 the alias `*x` stands inside of what it repeats'],
])('%j is a wrong alias', (text, expected) => {
  expect(told(text).map(({ code, at, message }) => `${code} ${say(at)} ${message}`)).toEqual([
    `yaml/alias ${expected.replace(' ', ' $ ')}`,
  ]);
});

test.each([
  ['a:\n\tb: 1', '2:1-2'],
  ['a:\n  - b\n\t\t- c', '3:1-3'],
  ['a: >\n\tx', '2:1-2'],
])('%j is indented with a tab', (text, expected) => {
  expect(told(text).map(({ code, at, message }) => `${code} ${say(at)} ${message}`)).toEqual([
    `yaml/tab ${expected} $ a tab stands in the indentation`,
  ]);
});

test.each([
  ['a: 1\n---\nb: 2\n', '2:1-4'],
  ['---\na: 1\n---\nb: 2\n---\nc: 3\n', '3:1-4'],
  ['a: 1\n---\n', '2:1-4'],
  ['a: 1\n...\nb: 2\n', '3:1-2'],
])('%j holds a second document', (text, expected) => {
  expect(told(text).map(({ code, at }) => `${code} ${say(at)}`)).toEqual([
    `yaml/several-documents ${expected} $`,
  ]);
});

test('the marks around a single document are no more than that', () => {
  expect(sourceOf('---\na: 1\n...\n').value).toEqual({ a: 1 });
});

test('a tab may stand between words, but not before a map that begins in a line', () => {
  expect(sourceOf('a: \tb # \t\n').value).toEqual({ a: 'b' });
  expect(told('-\ta: 1\n').map(({ code, at }) => `${code} ${say(at)}`)).toEqual([
    'yaml/tab 1:2-3 $',
  ]);
});

test('a key that stands three times is told twice, each with the first place', () => {
  const faults = told('a: 1\nb: 2\na: 3\n"a": 4\n');
  expect(
    faults.map(({ code, at, related }) => [code, say(at), related.map((one) => say(one.at))]),
  ).toEqual([
    ['yaml/duplicate-key', '3:1-2 $', ['1:1-2 $']],
    ['yaml/duplicate-key', '4:1-4 $', ['1:1-2 $']],
  ]);
});

test.each([
  ['', 'warning yaml/empty', null],
  ['# later\n', 'warning yaml/empty', null],
  ['---\n', 'warning yaml/empty', null],
  ['\uFEFF\r\n', 'warning yaml/empty', null],
  ['~\n', 'error yaml/not-a-map', undefined],
  ['text\n', 'error yaml/not-a-map', undefined],
  ['[]\n', 'error yaml/not-a-map', undefined],
])('%j at the top is no map of sections', (text, expected, value) => {
  const { source, diagnostics } = readSource({ path: 'a.yaml', text });
  expect([
    source?.value,
    ...diagnostics.map(({ severity, code }) => `${severity} ${code}`),
  ]).toEqual([value, expected]);
});

test.each([
  ['a: "\u0000"', '1:5-6 the control character U+0000 stands here'],
  ['a: 1 # \u001B[31m', '1:8-9 the control character U+001B stands here'],
  ['a: 1\nb: \u0085', '2:4-5 the control character U+0085 stands here'],
  ['a: 1\rb: 2\r', '1:5-6 a carriage return stands here that ends no line'],
])('%j holds a control character', (text, expected) => {
  expect(told(text).map(({ code, at, message }) => `${code} ${say(at)} ${message}`)).toEqual([
    `yaml/control-character ${expected.replace(' ', ' $ ')}`,
  ]);
});

const mebibyte = 1_048_576;

test.each([
  ['4 MiB', '#'.repeat(4 * mebibyte), ['yaml/empty']],
  ['one byte more', '#'.repeat(4 * mebibyte + 1), ['file/too-large']],
  ['as many characters of two bytes', `#${'é'.repeat(3 * mebibyte)}`, ['file/too-large']],
])('a file of %s', (_name, text, expected) => {
  expect(told(text).map(({ code }) => code)).toEqual(expected);
});

test.each([
  ['[', (levels: number) => `a: ${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}`],
  ['{', (levels: number) => '{ a: '.repeat(levels) + '}'.repeat(levels)],
  ['- ', (levels: number) => `a:\n${'- '.repeat(levels - 1)}b`],
  [
    'indentation',
    (levels: number) =>
      Array.from({ length: levels }, (_, level) => `${' '.repeat(level)}a:\n`).join(''),
  ],
  [
    'aliases',
    (levels: number) =>
      `a: &a ${'['.repeat(30)}${']'.repeat(30)}\nb: ${'['.repeat(levels - 31)}*a${']'.repeat(levels - 31)}`,
  ],
])('nesting by %s ends at 64 levels', (_name, nested) => {
  expect([64, 65].map((levels) => told(nested(levels)).map(({ code }) => code))).toEqual([
    [],
    ['yaml/too-deep'],
  ]);
});

test.each(['[', '{', '{ a: ', '- ', '? ', '[{a: '])(
  'a hundred thousand times `%s` is too deep and not a crash',
  (opening) => {
    expect(told(opening.repeat(100_000)).map(({ code }) => code)).toEqual(['yaml/too-deep']);
  },
);

test('aliases may repeat values, but not without end', () => {
  const laughs = (levels: number): string =>
    ['a0: &a0 [x, x, x, x, x, x, x, x, x]']
      .concat(
        Array.from({ length: levels }, (_, level) => {
          const aliases = Array.from({ length: 9 }, () => `*a${level}`).join(', ');
          return `a${level + 1}: &a${level + 1} [${aliases}]`;
        }),
      )
      .join('\n');
  expect(told(laughs(2))).toEqual([]);
  expect(told(laughs(30)).map(({ code, at, message }) => [code, say(at), message])).toEqual([
    ['yaml/alias', '5:10-13 $', 'aliases repeat more than 10,000 values'],
  ]);
});
