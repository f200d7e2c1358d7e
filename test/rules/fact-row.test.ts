import { expect, test } from 'vitest';
import type { FactValue } from '../../src/model/trace.ts';
import { isRow, KeptRow, LazyRow, MapRow, rowFields } from '../../src/rules/fact-row.ts';
import { fieldNumbers } from '../../src/rules/field-numbers.ts';
import { parsePath, resolvePath } from '../../src/rules/path.ts';
import { valueText } from '../../src/rules/value-text.ts';
import { walkOf } from '../../src/rules/walk.ts';

interface About {
  readonly asked: string[];
}

/** A row whose fields note that they are worked out; one of them has no number. */
const fields = rowFields<About>({
  replicas: ({ asked }) => asked.push('replicas'),
  owner: () => undefined,
  labels: ({ asked }) => {
    asked.push('labels');
    return new MapRow(
      new Map<string, FactValue>([
        ['tier', 'front'],
        ['replicas', 'many'],
        ['__proto__', 'mine'],
      ]),
    );
  },
  unheard: ({ asked }) => asked.push('unheard'),
});

/** The values at paths, by both ways of going there. */
function at(value: FactValue, ...paths: readonly string[]): readonly FactValue[] {
  return paths.map((text) => {
    const parsed = parsePath(text);
    if ('code' in parsed) {
      throw new Error(parsed.message);
    }
    const walked = walkOf(parsed.path)(value);
    expect(resolvePath(value, parsed.path)).toEqual(walked);
    return walked;
  });
}

test('a row works a field out each time that it is read', () => {
  const about = { asked: [] };
  const row = new LazyRow(fields, about);
  expect(about.asked).toEqual([]);
  expect([row.field('replicas'), row.at(fieldNumbers.get('replicas') ?? -1)]).toEqual([1, 2]);
  expect(row.field('unheard')).toBe(3);
});

test('a row that is kept works a field out once', () => {
  const about = { asked: [] };
  const row = new KeptRow(fields, about);
  expect(about.asked).toEqual([]);
  expect([row.field('replicas'), row.at(fieldNumbers.get('replicas') ?? -1)]).toEqual([1, 1]);
  expect(row.field('labels')).toBe(row.field('labels'));
  expect(row.field('owner')).toBe(undefined);
  expect(about.asked).toEqual(['replicas', 'labels']);
});

test('its names are those of the fields that are not missing', () => {
  expect(new LazyRow(fields, { asked: [] }).names()).toEqual(['replicas', 'labels', 'unheard']);
  expect(new MapRow(new Map([['a', 1]])).names()).toEqual(['a']);
});

test('a number of another kind of row is missing', () => {
  const row = new KeptRow(fields, { asked: [] });
  const others = ['id', 'capacity', 'crossRegion'].map((name) => fieldNumbers.get(name) ?? -1);
  expect([...others, -1, fieldNumbers.size].map((number) => row.at(number))).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test('paths lead through rows as through plain data', () => {
  const row = new KeptRow(fields, { asked: [] });
  expect(at(row, '$.replicas', '$.labels.tier', '$.labels.replicas', '$.labels.length')).toEqual([
    1,
    'front',
    'many',
    undefined,
  ]);
  expect(at(row, '$.replicas.tier', '$.owner', '$.owner.team', '$[0]', '$.nothing')).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  expect(at(row, '$.labels.*', '$.labels[*]')).toEqual([
    ['front', 'many', 'mine'],
    ['front', 'many', 'mine'],
  ]);
});

test.each([
  '$.constructor',
  '$.__proto__',
  '$.toString',
  '$.at',
  '$.field',
  '$.names',
  '$.labels.constructor',
  '$.labels.toString',
  '$.labels.get',
  '$.labels.size',
])('nothing that a row or its labels inherit is reached by %s', (path) => {
  expect(at(new KeptRow(fields, { asked: [] }), path)).toEqual([undefined]);
});

test('a label may have any name, even one that objects inherit', () => {
  expect(at(new KeptRow(fields, { asked: [] }), '$.labels.__proto__')).toEqual(['mine']);
});

test('a row in a sentence is told by its names', () => {
  expect(valueText(new LazyRow(fields, { asked: [] }))).toBe(
    'an object of replicas, labels, unheard',
  );
});

test('plain data is no row', () => {
  expect([{}, [], null, 'a', 1, undefined, { at: 1, names: 2 }].map(isRow)).toEqual([
    false,
    false,
    false,
    false,
    false,
    false,
    false,
  ]);
});

test('no field has the name of something that every object has', () => {
  const names = [...fieldNumbers.keys()];
  expect(names.filter((name) => name in Object.prototype)).toEqual([]);
});
