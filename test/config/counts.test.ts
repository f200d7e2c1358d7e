import { expect, test } from 'vitest';
import { areCountsBounded } from '../../src/config/counts.ts';
import { mergeSources } from '../../src/config/merge-sources.ts';
import { newProblems } from '../../src/config/problems.ts';
import { readSource } from '../../src/config/source.ts';
import type { Item, Section, Tree } from '../../src/config/tree.ts';
import type {
  Match,
  Route,
  RouteMatch,
  System,
  Threshold,
} from '../../src/model/config.generated.ts';
import { dependenciesMax, itemsMaxOf, limits } from '../../src/model/limits.ts';

const { source: found } = readSource({ path: 'tower.yaml', text: 'tower: v1\nsystems: {}\n' });
if (found === undefined) {
  throw new Error('the file is YAML');
}
const source = found;
const { tree: empty } = mergeSources(source, [source], {
  broken: () => false,
  brokenItself: () => false,
  isPartial: false,
});

/** A section with as many items as asked for, all of one value. */
function table(count: number, value: unknown): ReadonlyMap<string, Item<unknown>> {
  return new Map(
    Array.from({ length: count }, (_, index) => {
      const id = `i${index}`;
      return [id, { id, value, source, path: ['systems', id], builtIn: false }];
    }),
  );
}

function treeOf(tables: Partial<Record<Section, ReadonlyMap<string, Item<unknown>>>>): Tree {
  return { ...empty, table: ((section: Section) => tables[section] ?? new Map()) as Tree['table'] };
}

function told(tables: Parameters<typeof treeOf>[0]): readonly string[] {
  const problems = newProblems();
  const isBounded = areCountsBounded(treeOf(tables), problems);
  const said = problems.found.map(({ code, message }) => `${code} ${message}`);
  return isBounded ? ['bounded', ...said] : said;
}

const service: System = { type: 'service' };
const ids = (count: number): readonly string[] => Array.from({ length: count }, (_, i) => `i${i}`);

test.each([
  ['systems', 250_000, '250,001', '250,000'],
  ['groups', 100_000, '100,001', '100,000'],
  ['waivers', 100_000, '100,001', '100,000'],
  ['types', 1_000, '1,001', '1,000'],
  ['policies', 10_000, '10,001', '10,000'],
  ['silences', 10_000, '10,001', '10,000'],
  ['catalog.levels', 10_000, '10,001', '10,000'],
] as const)('%s may have %d items and no more', (section, most, found, said) => {
  expect(itemsMaxOf(section)).toBe(most);
  expect([
    told({ [section]: table(most, service) }),
    told({ [section]: table(most + 1, service) }),
  ]).toEqual([
    ['bounded'],
    [`config/too-many \`${section}\` has ${found} items; at most ${said} are held`],
  ]);
});

test('there may be a million dependencies and no more', () => {
  const system: System = {
    type: 'service',
    dependsOn: Object.fromEntries(ids(1_000).map((id) => [id, 'hard'])),
  };
  const most = dependenciesMax / 1_000;
  const one = table(most + 1, { ...service, dependsOn: { i0: 'hard' } });
  const last = [...one].slice(most);
  expect([
    told({ systems: table(most, system) }),
    told({ systems: new Map([...table(most, system), ...last]) }),
  ]).toEqual([['bounded'], ['config/too-many there are more than 1,000,000 dependencies']]);
});

test('selections are compared with systems 500 million times and no more', () => {
  const threshold = (match: Match): Threshold => ({ match, signal: 'latency', warn: 1 });
  const broad = threshold({ owner: 'payments' });
  const systems = table(250_000, service);
  const most = limits.selections / 250_000 / 4;
  const narrow = threshold({ systems: ids(100) });
  expect([
    told({ systems, thresholds: table(most, broad) }),
    told({ systems, thresholds: table(most + 1, broad) }),
    told({ systems, thresholds: table(100_000, narrow) }),
  ]).toEqual([
    ['bounded'],
    [
      'config/too-many the selections up to here are compared with systems more than 500,000,000 times',
    ],
    ['bounded'],
  ]);
});

test('routes may be 10,000 and no more, and their matches are compared with systems', () => {
  const route = (index: number, match: RouteMatch): Item<Route> => ({
    id: `route ${index + 1}`,
    value: { match, notify: ['out'] },
    source,
    path: ['routes', index],
    builtIn: false,
  });
  const full = treeOf({ systems: table(250_000, service) });
  const saying = (count: number, tree: Tree, match: RouteMatch): readonly string[] => {
    const problems = newProblems();
    const routes = Array.from({ length: count }, (_, index) => route(index, match));
    areCountsBounded({ ...tree, routes }, problems);
    return problems.found.map(({ message }) => message);
  };
  const most = limits.selections / 250_000 / 5;
  expect([
    saying(10_000, empty, { priority: 'p1' }),
    saying(10_001, empty, { priority: 'p1' }),
    saying(most, full, { type: 'service' }),
    saying(most + 1, full, { type: 'service' }),
  ]).toEqual([
    [],
    ['`routes` has 10,001 items; at most 10,000 are held'],
    [],
    ['the selections up to here are compared with systems more than 500,000,000 times'],
  ]);
});
