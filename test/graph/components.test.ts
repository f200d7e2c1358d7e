import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Adjacency,
  componentsOf,
  componentsOfAdjacency,
  levelsOfComponents,
} from '../../src/graph/components.ts';
import { topologyOf } from '../../src/graph/topology.ts';
import { drawn } from './drawing.ts';

type Edge = readonly [from: number, to: number];

function adjacency(nodeCount: number, edges: readonly Edge[]): Adjacency {
  const sorted = edges.toSorted((a, b) => a[0] - b[0]);
  return {
    start: Int32Array.from(
      { length: nodeCount + 1 },
      (_, node) => sorted.filter(([from]) => from < node).length,
    ),
    to: Int32Array.from(sorted, ([, to]) => to),
  };
}

/** Whether a node leads to another, for all pairs, by adding edges until there is nothing to add. */
function reachable(
  nodeCount: number,
  edges: readonly Edge[],
): (from: number, to: number) => boolean {
  const reached = Array.from({ length: nodeCount }, (_, node) => new Set([node]));
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (const [from, to] of edges) {
      for (const node of reached[to] ?? []) {
        isChanged ||= reached[from]?.has(node) === false;
        reached[from]?.add(node);
      }
    }
  }
  return (from, to) => reached[from]?.has(to) ?? false;
}

const graph = fc.integer({ min: 1, max: 9 }).chain((nodeCount) => {
  const node = fc.integer({ min: 0, max: nodeCount - 1 });
  return fc.tuple(fc.constant(nodeCount), fc.array(fc.tuple(node, node), { maxLength: 20 }));
});

test('two nodes are in one component exactly where each leads to the other, and edges never lead to a larger number', () => {
  fc.assert(
    fc.property(graph, ([nodeCount, edges]) => {
      const { of, count } = componentsOfAdjacency(adjacency(nodeCount, edges));
      const leads = reachable(nodeCount, edges);
      const nodes = [...Array(nodeCount).keys()];
      expect(nodes.map((a) => nodes.map((b) => of[a] === of[b]))).toEqual(
        nodes.map((a) => nodes.map((b) => leads(a, b) && leads(b, a))),
      );
      expect([...new Set(of)].toSorted((a, b) => a - b)).toEqual([...Array(count).keys()]);
      expect(edges.filter(([from, to]) => (of[to] ?? 0) > (of[from] ?? 0))).toEqual([]);
    }),
    { numRuns: 1_000 },
  );
});

test('the level of a component is the length of the longest path to it', () => {
  fc.assert(
    fc.property(graph, ([nodeCount, edges]) => {
      const whole = adjacency(nodeCount, edges);
      const components = componentsOfAdjacency(whole);
      const expected = new Array<number>(components.count).fill(0);
      for (let round = 0; round < nodeCount; round += 1) {
        for (const [from, to] of edges) {
          const [above = 0, below = 0] = [components.of[from], components.of[to]];
          expected[below] =
            above === below
              ? (expected[below] ?? 0)
              : Math.max(expected[below] ?? 0, (expected[above] ?? 0) + 1);
        }
      }
      expect([...levelsOfComponents(whole, components)]).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});

const shapes: readonly {
  readonly name: string;
  readonly graph: Adjacency;
  readonly components: number;
  readonly highest: number;
}[] = [
  { name: 'nothing', graph: adjacency(0, []), components: 0, highest: -1 },
  {
    name: 'a chain of 100,000',
    graph: {
      start: Int32Array.from({ length: 100_001 }, (_, node) => Math.min(node, 99_999)),
      to: Int32Array.from({ length: 99_999 }, (_, node) => node + 1),
    },
    components: 100_000,
    highest: 99_999,
  },
  {
    name: 'a cycle of 10,000',
    graph: {
      start: Int32Array.from({ length: 10_001 }, (_, node) => node),
      to: Int32Array.from({ length: 10_000 }, (_, node) => (node + 1) % 10_000),
    },
    components: 1,
    highest: 0,
  },
  {
    name: 'a clique of 300 with edges to itself',
    graph: {
      start: Int32Array.from({ length: 301 }, (_, node) => 300 * node),
      to: Int32Array.from({ length: 90_000 }, (_, edge) => edge % 300),
    },
    components: 1,
    highest: 0,
  },
  {
    name: 'edges that stand twice, and to itself',
    graph: adjacency(3, [
      [0, 1],
      [0, 1],
      [1, 1],
      [2, 0],
      [2, 0],
    ]),
    components: 3,
    highest: 2,
  },
];

test.each(shapes)('$name has $components components', ({ graph: shape, components, highest }) => {
  const found = componentsOfAdjacency(shape);
  expect([
    found.count,
    levelsOfComponents(shape, found).reduce((a, b) => Math.max(a, b), -1),
  ]).toEqual([components, highest]);
});

test('components follow the edges that are chosen', () => {
  const topology = topologyOf(
    drawn(`
      a -hard-> __proto__
      __proto__ -soft-> a`),
  );
  const isHard = (edge: number): boolean => topology.kinds[topology.kind[edge] ?? 0] === 'hard';
  expect([componentsOf(topology).count, componentsOf(topology, isHard).count]).toEqual([1, 2]);
});
