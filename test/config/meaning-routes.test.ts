import fc from 'fast-check';
import { expect, test } from 'vitest';
import { load } from '../../src/config/load.ts';

const priorities = ['p1', 'p2', 'p3', 'p4', 'p5'] as const;
const owners = ['data', 'shop', 'web'] as const;

/** Three systems of three owners, and a list of routes. */
function withRoutes(routes: readonly string[]): string {
  const systems = owners.map((owner) => `  of-${owner}: { type: service, owner: ${owner} }\n`);
  const list = routes.map((route) => `  - { ${route}notify: [out] }\n`);
  return `tower: v1\nsystems:\n${systems.join('')}channels:\n  out: { stdout: {} }\nroutes:\n${list.join('')}`;
}

function told(routes: readonly string[]) {
  return load([{ path: 'tower.yaml', text: withRoutes(routes) }]).diagnostics;
}

interface Written {
  readonly owners: readonly string[] | undefined;
  readonly priorities: readonly string[] | undefined;
}

function sayRoute({ owners: roots, priorities: own }: Written): string {
  const keys = [
    ...(roots === undefined ? [] : [`owner: [${roots.join(', ')}]`]),
    ...(own === undefined ? [] : [`priority: [${own.join(', ')}]`]),
  ];
  return keys.length === 0 ? '' : `match: { ${keys.join(', ')} }, `;
}

/** Places of the routes that no incident takes, one incident at a time. `another` stands for systems that there are not yet. */
function neverTaken(routes: readonly Written[]): readonly number[] {
  const taken = new Set<number>();
  for (const root of [...owners, 'another']) {
    for (const priority of priorities) {
      taken.add(
        routes.findIndex(
          (route) =>
            (route.owners?.includes(root) ?? true) &&
            (route.priorities?.includes(priority) ?? true),
        ),
      );
    }
  }
  return routes.flatMap((_, index) => (taken.has(index) ? [] : [index]));
}

test('the routes that are never reached are those that no incident takes', () => {
  const route = fc.record({
    owners: fc.option(fc.subarray([...owners], { minLength: 1 }), { nil: undefined }),
    priorities: fc.option(fc.subarray([...priorities], { minLength: 1 }), { nil: undefined }),
  });
  let dead = 0;
  fc.assert(
    fc.property(fc.array(route, { maxLength: 6 }), (first) => {
      const routes = [...first, { owners: undefined, priorities: undefined }];
      const found = told(routes.map(sayRoute));
      const expected = neverTaken(routes);
      dead += expected.length;
      expect(found.map(({ code, at }) => `${code} ${at.path}`)).toEqual(
        expected.map((index) => `route/never-reached $.routes[${index}]`),
      );
    }),
    { numRuns: 200 },
  );
  expect(dead).toBeGreaterThan(40);
});

test('a route that is never reached is told with those that take its incidents, and no others', () => {
  const [only, ...others] = told([
    'match: { owner: shop }, ',
    'match: { owner: data, priority: [p1, p2] }, ',
    'match: { priority: [p3, p4, p5] }, ',
    'match: { owner: data }, ',
    '',
  ]);
  expect(others).toEqual([]);
  expect({
    line: only?.at.line,
    message: only?.message,
    related: only?.related.map(({ message, at }) => `${message}: ${at.line}`),
  }).toEqual({
    line: 12,
    message: 'route 4 is never reached: earlier routes take all that it matches',
    related: ['route 2 stands here: 10', 'route 3 stands here: 11'],
  });
});

test('one route must take everything, at any time', () => {
  const active =
    'active: { weekly: { days: [mon], start: "09:00", for: 8h }, timezone: UTC }, ' as const;
  const codes = (routes: readonly string[]): readonly string[] =>
    told(routes).map(({ code, at }) => `${code} ${at.path}`);
  expect(codes([''])).toEqual([]);
  expect(codes(['match: { owner: shop }, '])).toEqual(['route/no-default $.routes[0].match']);
  expect(codes(['match: { priority: [p1, p2, p3, p4, p5] }, '])).toEqual([
    'route/no-default $.routes[0].match',
  ]);
  expect(codes(['', 'match: { owner: shop }, '])).toEqual(['route/never-reached $.routes[1]']);
  expect(codes([active])).toEqual(['route/no-default $.routes[0].active']);
  expect(codes([active, ''])).toEqual(['route/never-reached $.routes[1]']);
});

test('what follows only from another mistake is not told', () => {
  const broken = withRoutes(['match: { owner: shop }, ', 'mtach: { owner: shop }, ']).replace(
    'notify: [out] }\n  -',
    'notify: [uot] }\n  -',
  );
  const { diagnostics } = load([{ path: 'tower.yaml', text: broken }]);
  expect(diagnostics.map(({ code, at }) => `${code} ${at.path}`)).toEqual([
    'channel/unknown-channel $.routes[0].notify[0]',
    'schema/unknown-key $.routes[1]',
  ]);
});
