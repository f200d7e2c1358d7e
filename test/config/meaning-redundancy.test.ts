import { expect, test } from 'vitest';
import { load } from '../../src/config/load.ts';

/** A chain of systems, and groups of two that both need all of it. */
function chainWith(groups: number): string {
  const length = 2_000;
  const links = Array.from({ length }, (_, index) => {
    const next = index + 1 < length ? `, dependsOn: { s${index + 1}: hard }` : '';
    return `  s${index}: { type: service${next} }`;
  });
  const pairs = Array.from({ length: groups }, (_, index) =>
    ['a', 'b'].map((side) => `  ${side}${index}: { type: service, dependsOn: { s0: hard } }`),
  );
  const names = Array.from(
    { length: groups },
    (_, index) => `  g${index}: { members: [a${index}, b${index}], need: 1 }`,
  );
  return ['tower: v1', 'systems:', ...links, ...pairs.flat(), 'groups:', ...names, ''].join('\n');
}

function told(groups: number): ReadonlyMap<string, number> {
  const { diagnostics } = load([{ path: 'tower.yaml', text: chainWith(groups) }]);
  const byCode = Map.groupBy(diagnostics, ({ code }) => code);
  return new Map([...byCode].map(([code, those]) => [code, those.length]));
}

test('what members of a group share is looked for as long as it costs no more than a few passes', () => {
  expect(told(5)).toEqual(new Map([['topology/shared-dependency', 5]]));
  expect(told(40).get('topology/redundancy-unchecked')).toBe(1);
});

test('groups that were not looked at are counted, and the first is named', () => {
  const { diagnostics } = load([{ path: 'tower.yaml', text: chainWith(40) }]);
  const shared = diagnostics.filter(({ code }) => code === 'topology/shared-dependency').length;
  expect(
    diagnostics.flatMap(({ code, message, at: { path } }) =>
      code === 'topology/redundancy-unchecked' ? [{ message, path }] : [],
    ),
  ).toEqual([
    {
      message: `${40 - shared} groups, from \`g16\` on in the order of ids, were not looked at for what their members share`,
      path: '$.groups.g16',
    },
  ]);
});
