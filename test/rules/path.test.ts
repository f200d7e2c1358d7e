import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FactValue } from '../../src/model/trace.ts';
import { parsePath, pathText, resolvePath } from '../../src/rules/path.ts';

function at(value: FactValue, text: string): FactValue {
  const parsed = parsePath(text);
  if ('code' in parsed) {
    throw new Error(parsed.message);
  }
  return resolvePath(value, parsed.path);
}

const system: FactValue = {
  name: 'web',
  owner: null,
  replicas: 0,
  'a b': 1,
  "it's": 2,
  'a\\b': 3,
  größe: 4,
  labels: { 'cost-center': 'x1', 'app.kubernetes.io/name': 'web' },
  groups: [{ spare: 1 }, { spare: null }, {}, { spare: 3 }],
  matrix: [[1, [2]], [3]],
  none: [],
  numbered: { '0': 'zero' },
  own: { length: 7, constructor: 'mine' },
};

test.each<[string, FactValue]>([
  ['$', system],
  ['$.name', 'web'],
  ['$.replicas', 0],
  ['$.owner', null],
  ['$.owner.team', undefined],
  ['$.nothing', undefined],
  ['$.nothing.further', undefined],
  ["$['a b']", 1],
  ['$["a b"]', 1],
  ["$['it\\'s']", 2],
  ["$['a\\\\b']", 3],
  ['$.größe', 4],
  ['$.labels.cost-center', 'x1'],
  ["$.labels['app.kubernetes.io/name']", 'web'],
  ['$.groups[0].spare', 1],
  ['$.groups[-1].spare', 3],
  ['$.groups[4]', undefined],
  ['$.groups[-5]', undefined],
  ['$.groups[1].spare', null],
  ['$.groups.length', 4],
  ['$.groups[*].spare', [1, null, 3]],
  ['$.groups[*].nothing', []],
  ['$.groups.*', [{ spare: 1 }, { spare: null }, {}, { spare: 3 }]],
  ['$.labels.*', ['x1', 'web']],
  ['$.labels[*]', ['x1', 'web']],
  ['$.matrix[*]', [[1, [2]], [3]]],
  ['$.matrix[*][*]', [1, [2], 3]],
  ['$.none[*]', []],
  ['$.none[*].spare', []],
  ['$.nothing[*]', undefined],
  ['$.owner[*]', undefined],
  ['$.name[*]', undefined],
  ['$.numbered[0]', 'zero'],
  ['$.own.length', 7],
  ['$.own.constructor', 'mine'],
])('%s leads to %j', (text, expected) => {
  expect(at(system, text)).toEqual(expected);
});

test.each([
  '$.constructor',
  '$.constructor.constructor',
  '$.__proto__',
  '$.__proto__.polluted',
  '$.prototype',
  '$.toString',
  '$.name.length',
  '$.name[0]',
  '$.name.constructor',
  '$.groups.constructor',
  '$.groups.map',
  '$.groups.__proto__',
  "$['__proto__']",
  "$['constructor']['constructor']",
  '$.replicas.toFixed',
])('nothing but own data is reached by %s', (text) => {
  expect(at(system, text)).toBe(undefined);
  const wild = at(system, `${text}.*`);
  expect(wild).toBe(undefined);
});

test('an own field may have any name, even one that objects inherit', () => {
  const parsed: FactValue = JSON.parse('{"__proto__": {"polluted": 1}, "constructor": 2}');
  expect(at(parsed, '$.__proto__.polluted')).toBe(1);
  expect(at(parsed, '$.constructor')).toBe(2);
  expect(at(parsed, '$.*')).toEqual([{ polluted: 1 }, 2]);
});

test.each([
  '$[?(@.replicas > 1)]',
  '$.groups[?(@.spare)]',
  '$.groups[?@.spare]',
  '$[(@.length-1)]',
  "$[?(@.constructor.constructor('return process')().exit())]",
  '$..[?(({}).constructor.constructor("return this")())]',
  "$.*[?(@root.constructor('return 1')())]",
  '$[(globalThis.hacked=true)]',
  '$.groups[?(this.constructor.constructor("globalThis.hacked = true")())]',
  '$.name(1)',
])('code is refused in %s', (text) => {
  expect(parsePath(text)).toEqual({
    code: 'rule/unsafe-path',
    message: `path \`${text}\` contains a filter or a script, which could run code`,
    help: 'compare in the condition instead, with `all`, `any` or a decorator such as `someFact`',
  });
  expect(Object.hasOwn(globalThis, 'hacked')).toBe(false);
});

test.each([
  ['$..name', '..name'],
  ['$.groups[0,1]', '[0,1]'],
  ['$.groups[0:2]', '[0:2]'],
  ['$.groups[-1:]', '[-1:]'],
  ['$.groups[01]', '[01]'],
  ['$.groups[-0]', '[-0]'],
  ['$.name^', '^'],
  ['$.name~', '~'],
  ['$.@string()', undefined],
  ['$.`name', '.`name'],
  ['$.a b', ' b'],
  ['$.', '.'],
  ['$name', 'name'],
  ['$[name]', '[name]'],
  ["$['name", "['name"],
  ["$['a','b']", "['a','b']"],
])('what is not supported is refused in %s', (text, rest) => {
  const parsed = parsePath(text);
  const code = rest === undefined ? 'rule/unsafe-path' : 'rule/syntax';
  const message =
    rest === undefined
      ? `path \`${text}\` contains a filter or a script, which could run code`
      : `path \`${text}\` cannot be read from \`${rest}\` on`;
  expect(parsed).toEqual({ code, message, help: expect.any(String) });
});

test.each([
  ['replicas', 'did you mean `$.replicas`?'],
  ['.replicas', 'did you mean `$.replicas`?'],
  ['[0]', 'did you mean `$[0]`?'],
  [
    'a b',
    "write paths as `$.name`, `$['a name']`, `$.list[0]`, `$.list[-1]`, `$.list[*].name` or `$.map.*`",
  ],
])('a path starts at the fact: %s', (text, help) => {
  expect(parsePath(text)).toEqual({
    code: 'rule/syntax',
    message: `path \`${text}\` does not start with \`$\``,
    help,
  });
});

test('a path has a longest length', () => {
  expect(parsePath(`$.${'a'.repeat(254)}`)).toEqual({
    path: [{ kind: 'field', name: 'a'.repeat(254) }],
  });
  expect(parsePath(`$.${'a'.repeat(255)}`)).toEqual({
    code: 'rule/syntax',
    message: 'path is longer than 256 characters',
  });
});

test('a path written out and read again is the same path', () => {
  const segment = fc.oneof(
    fc.record({ kind: fc.constant('field' as const), name: fc.string({ maxLength: 8 }) }),
    fc.record({
      kind: fc.constant('item' as const),
      index: fc.integer({ min: -99, max: 99 }).map((index) => index + 0),
    }),
    fc.constant({ kind: 'every' as const }),
  );
  fc.assert(
    fc.property(fc.array(segment, { maxLength: 6 }), (path) => {
      expect(parsePath(pathText(path))).toEqual({ path });
    }),
  );
});

test('a path either reads or says why not, whatever the text', () => {
  const text = fc.oneof(fc.string(), fc.stringMatching(/^\$[.[\]'"*?()@:,a-c0-2\\-]{0,12}$/));
  const value = fc.jsonValue() as fc.Arbitrary<FactValue>;
  fc.assert(
    fc.property(text, value, (path, fact) => {
      const parsed = parsePath(path);
      if ('path' in parsed) {
        expect(JSON.stringify(resolvePath(fact, parsed.path)) ?? 'missing').toEqual(
          expect.any(String),
        );
      } else {
        expect(['rule/syntax', 'rule/unsafe-path']).toContain(parsed.code);
      }
    }),
  );
});
