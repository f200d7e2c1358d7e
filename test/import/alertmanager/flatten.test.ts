import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readSource } from '../../../src/config/source.ts';
import { flattened } from '../../../src/import/alertmanager/flatten.ts';
import { receiversOf } from '../../../src/import/alertmanager/receivers.ts';
import type { Selection } from '../../../src/import/alertmanager/selection.ts';
import { type RouteNode, routeTree } from '../../../src/import/alertmanager/tree.ts';
import { runs } from '../../fuzz/seed.ts';
import { receiverNames, routeTrees, type WrittenRoute } from './files.ts';

function treeOf(route: WrittenRoute): RouteNode {
  const value = { route, receivers: receiverNames.map((name) => ({ name })) };
  const { source } = readSource({ path: 'alertmanager.yml', text: JSON.stringify(value) });
  if (source === undefined) {
    throw new Error('not YAML');
  }
  const reading = { source, faults: [], notes: [] };
  const tree = routeTree(reading, value, receiversOf(reading, value));
  if (tree === undefined || reading.faults.length > 0) {
    throw new Error(JSON.stringify(reading.faults));
  }
  return tree;
}

/** An alert by its labels. A severity stands for the priorities that are guessed for it. */
interface Alert {
  readonly team: string;
  readonly env: string;
  readonly severity: string;
}

const alerts: readonly Alert[] = ['x', 'y', 'z'].flatMap((team) =>
  ['prod', 'test'].flatMap((env) =>
    ['critical', 'warning', 'info'].map((severity) => ({ team, env, severity })),
  ),
);
const priorityOf: ReadonlyMap<string, string> = new Map([
  ['critical', 'p2'],
  ['warning', 'p4'],
  ['info', 'p5'],
]);

/** Whom Alertmanager tells, as its documentation has it: depth first, the first that matches unless it says `continue`. */
function toldBy(node: RouteNode, alert: Alert): readonly string[] | undefined {
  const matches = node.matchers.every(({ label, operator, value }) => {
    const own = alert[label as keyof Alert];
    const isOne = operator.endsWith('~') ? value.split('|').includes(own) : value === own;
    return isOne !== operator.startsWith('!');
  });
  if (!matches) {
    return undefined;
  }
  const told: string[] = [];
  let isTaken = false;
  for (const child of node.children) {
    const below = toldBy(child, alert);
    told.push(...(below ?? []));
    isTaken ||= below !== undefined;
    if (below !== undefined && !child.goesOn) {
      break;
    }
  }
  return isTaken ? told : [node.delivery.receiver];
}

function takes(selection: Selection, { team, env, severity }: Alert): boolean {
  const own = new Map([
    ['owner', team],
    ['labels.env', env],
    ['priority', priorityOf.get(severity) ?? ''],
  ]);
  return [...selection].every(
    ([property, { isIn, values }]) => values.includes(own.get(property) ?? '') === isIn,
  );
}

test('the first route of the list that matches tells whom the tree tells', () => {
  let lists = 0;
  fc.assert(
    fc.property(routeTrees, (route) => {
      const tree = treeOf(route);
      const flat = flattened(tree, undefined);
      fc.pre(flat?.routes.every(({ lost }) => lost.length === 0) === true);
      lists += (flat?.routes.length ?? 0) > 3 ? 1 : 0;
      for (const alert of alerts) {
        const found = flat?.routes.find(({ selection }) => takes(selection, alert));
        const told = found?.deliveries.map(({ receiver }) => receiver) ?? [];
        expect(new Set(told)).toEqual(new Set(toldBy(tree, alert)));
      }
    }),
    runs(300),
  );
  expect(lists).toBeGreaterThan(20);
});
