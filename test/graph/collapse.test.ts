import fc from 'fast-check';
import { expect, test } from 'vitest';
import { collapsed } from '../../src/graph/collapse.ts';
import type { GraphView } from '../../src/model/graph-view.ts';
import { compareText } from '../../src/model/order.ts';
import { collapsedByDefinition } from '../oracle/collapse.ts';
import { viewOf } from '../report/graph/views.ts';

/** The owner of each system is its first letter; what begins with `x` has none. */
const byLetter = {
  by: 'owner',
  sharedBy: (id: string) => (id.startsWith('x') ? undefined : id.slice(0, 1)),
  membersOf: () => [] as readonly string[],
};

test('systems of one owner are one node, with the worst kind of each edge and how many there are', () => {
  const view = viewOf(`
    a1 -soft-> b1
    a2 -hard-> b1
    a2 -auth-> b2
    a1 -hard-> a2
    b1 -data-> x1`);
  expect(collapsed(view, byLetter)).toEqual({
    nodes: [
      {
        id: 'no owner',
        kind: 'merged',
        note: '1 system',
        systems: 1,
        members: ['x1'],
        inside: 0,
      },
      {
        id: 'owner:a',
        kind: 'merged',
        note: '2 systems',
        systems: 2,
        members: ['a1', 'a2'],
        inside: 1,
      },
      {
        id: 'owner:b',
        kind: 'merged',
        note: '2 systems',
        systems: 2,
        members: ['b1', 'b2'],
        inside: 0,
      },
    ],
    edges: [
      { from: 'owner:a', to: 'owner:b', kind: 'auth', impact: 1, propagates: true, count: 3 },
      { from: 'owner:b', to: 'no owner', kind: 'data', impact: 0.8, propagates: false, count: 1 },
    ],
    omitted: 0,
  });
});

test('a group goes with its members where they are together, and stays where they are not', () => {
  const view = viewOf(`
    a1 -hard-> bus
    a1 -hard-> mix
    bus: 1 of b1 b2
    mix: 2 of b1 c1`);
  const members = new Map([
    ['bus', ['b1', 'b2']],
    ['mix', ['b1', 'c1']],
  ]);
  const merged = collapsed(view, { ...byLetter, membersOf: (id) => members.get(id) ?? [] });
  expect(merged.nodes.map(({ id, kind, members: inside }) => [id, kind, inside])).toEqual([
    ['mix', 'group', undefined],
    ['owner:a', 'merged', ['a1']],
    ['owner:b', 'merged', ['b1', 'b2', 'bus']],
    ['owner:c', 'merged', ['c1']],
  ]);
  expect(merged.edges.map(({ from, to, kind, count }) => [from, to, kind, count])).toEqual([
    ['mix', 'owner:b', 'member', 1],
    ['mix', 'owner:c', 'member', 1],
    ['owner:a', 'mix', 'hard', 1],
    ['owner:a', 'owner:b', 'hard', 1],
  ]);
});

test('marks of what is merged are the worst of them, and a part that is new is a change of the whole', () => {
  const view = viewOf('a1 -hard-> b1\n a2 -hard-> b1\n a3 -hard-> b1');
  const marked: GraphView = {
    ...view,
    focus: 'a2',
    nodes: view.nodes.map((node) => {
      const marks = {
        a1: { change: 'added', failure: 'fails' },
        a2: { failure: 'impaired' },
        b1: { change: 'removed', failure: 'failed' },
      } as const;
      return { ...node, ...Object.entries(marks).find(([id]) => id === node.id)?.[1] };
    }),
    edges: view.edges.map((edge) =>
      edge.from === 'a1' ? { ...edge, change: 'added', carries: true } : edge,
    ),
  };
  const merged = collapsed(marked, byLetter);
  expect(
    merged.nodes.map(({ id, change, changeIn, failure, failureIn }) => [
      id,
      change,
      changeIn,
      failure,
      failureIn,
    ]),
  ).toEqual([
    ['owner:a', 'changed', 1, 'fails', 1],
    ['owner:b', 'removed', 1, 'failed', 1],
  ]);
  expect(merged.edges.map(({ change, carries, count }) => [change, carries, count])).toEqual([
    ['changed', true, 3],
  ]);
  expect(merged.focus).toBe('owner:a');
});

test('what is merged is what the definition says', () => {
  const id = fc.constantFrom('a1', 'a2', 'b1', 'b2', 'c1', 'x1', '__proto__', 'constructor');
  const edge = fc.record({
    from: id,
    to: id,
    kind: fc.constantFrom('hard', 'soft', 'data', 'mirror'),
    impact: fc.constantFrom(0.1, 0.5, 1),
    propagates: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(edge, { maxLength: 20 }), fc.uniqueArray(id), (edges, lone) => {
      const ids = [...new Set([...lone, ...edges.flatMap(({ from, to }) => [from, to])])];
      const view: GraphView = {
        nodes: ids.sort(compareText).map((one) => ({ id: one, kind: 'system' })),
        edges,
        omitted: 0,
      };
      const nameOf = (one: string): string =>
        one.startsWith('x') ? 'no owner' : `owner:${one.slice(0, 1)}`;
      const expected = collapsedByDefinition(view, nameOf);
      const merged = collapsed(view, byLetter);
      expect(merged.nodes.map((node) => node.id)).toEqual(expected.names);
      expect(
        merged.edges.map(({ from, to, count, propagates, impact }) => ({
          from,
          to,
          count,
          propagates,
          impact,
        })),
      ).toEqual(expected.edges);
    }),
    { numRuns: 200 },
  );
});
