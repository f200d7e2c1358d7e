import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cheapestCut } from '../../../src/graph/coupling/cheapest-cut.ts';
import { contracted } from '../../../src/graph/coupling/contract.ts';
import { fewBackArcs } from '../../../src/graph/coupling/greedy-order.ts';
import { arcOnEveryCycle } from '../../../src/graph/coupling/one-arc.ts';
import { cheapestBackArcs } from '../../../src/graph/coupling/order-subsets.ts';
import { membersOfLarge, propagatingComponents } from '../../../src/graph/cycles.ts';
import { type Topology, topologyOf } from '../../../src/graph/topology.ts';
import { hasCycle, leastFeedbackCost, type OracleEdge } from '../../oracle/feedback.ts';
import { kinds } from '../drawing.ts';

/** Few nodes with few edges, of which some are doubled, some lead to their own node, and most lie on cycles. */
const fewEdges = fc.integer({ min: 2, max: 6 }).chain((nodeCount) =>
  fc
    .array(
      fc.record({
        from: fc.nat({ max: nodeCount - 1 }),
        to: fc.nat({ max: nodeCount - 1 }),
        cost: fc.constantFrom(100, 101, 103, 110),
      }),
      { minLength: 1, maxLength: 11 },
    )
    .map((edges) => ({ nodeCount, edges })),
);

function arcsOf({
  nodeCount,
  edges,
}: {
  readonly nodeCount: number;
  readonly edges: readonly OracleEdge[];
}) {
  return {
    nodeCount,
    from: Int32Array.from(edges, ({ from }) => from),
    to: Int32Array.from(edges, ({ to }) => to),
    cost: Float64Array.from(edges, ({ cost }) => cost),
  };
}

function costOf(edges: readonly OracleEdge[], arcs: readonly number[]): number {
  return arcs.reduce((sum, arc) => sum + (edges[arc]?.cost ?? Number.NaN), 0);
}

function without(edges: readonly OracleEdge[], arcs: readonly number[]): readonly OracleEdge[] {
  const cut = new Set(arcs);
  return edges.filter((_, arc) => !cut.has(arc));
}

test('the best order of the nodes leaves the least to cut', () => {
  fc.assert(
    fc.property(fewEdges, (graph) => {
      const cut = cheapestBackArcs(arcsOf(graph));
      expect(hasCycle(graph.nodeCount, without(graph.edges, cut))).toBe(false);
      expect(costOf(graph.edges, cut)).toBe(leastFeedbackCost(graph.nodeCount, graph.edges));
    }),
    { numRuns: 150 },
  );
});

test('what is contracted has the same least cost as the whole', () => {
  fc.assert(
    fc.property(fewEdges, (graph) => {
      const left = contracted(arcsOf(graph));
      const cut = [
        ...left.settled,
        ...cheapestBackArcs(left).flatMap((arc) => left.standsFor[arc] ?? []),
      ];
      expect(hasCycle(graph.nodeCount, without(graph.edges, cut))).toBe(false);
      expect(costOf(graph.edges, cut)).toBe(leastFeedbackCost(graph.nodeCount, graph.edges));
    }),
    { numRuns: 150 },
  );
});

test('an edge is found on every cycle exactly where there is one, and it is the cheapest', () => {
  fc.assert(
    fc.property(fewEdges, (graph) => {
      const single = graph.edges
        .map((edge, arc) => ({ ...edge, arc }))
        .filter(({ arc }) => !hasCycle(graph.nodeCount, without(graph.edges, [arc])))
        .map(({ cost }) => cost);
      const found = arcOnEveryCycle(arcsOf(graph), 1_000_000);
      const isNeeded = hasCycle(graph.nodeCount, graph.edges);
      expect(found === undefined ? [] : [costOf(graph.edges, [found])]).toEqual(
        isNeeded && single.length > 0 ? [Math.min(...single)] : [],
      );
    }),
    { numRuns: 300 },
  );
});

test('a greedy cut leaves no cycle, and nothing in it is needless', () => {
  fc.assert(
    fc.property(fewEdges, (graph) => {
      const cut = fewBackArcs(arcsOf(graph), 1_000_000);
      expect(hasCycle(graph.nodeCount, without(graph.edges, cut))).toBe(false);
      const needless = cut.filter((arc) => {
        const others = cut.filter((other) => other !== arc);
        return !hasCycle(graph.nodeCount, without(graph.edges, others));
      });
      expect(needless).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('a greedy cut that may not look twice still leaves no cycle', () => {
  fc.assert(
    fc.property(fewEdges, (graph) => {
      const cut = fewBackArcs(arcsOf(graph), 0);
      expect(hasCycle(graph.nodeCount, without(graph.edges, cut))).toBe(false);
    }),
    { numRuns: 200 },
  );
});

/** Systems in a ring of hard dependencies, some with a second one to a system further on. */
function ring(length: number, chords: readonly (readonly [number, number])[]): Topology {
  const id = (index: number): string => `s${String(index % length).padStart(6, '0')}`;
  const extra = Map.groupBy(chords, ([from]) => from);
  return topologyOf({
    systems: Array.from({ length }, (_, index) => ({
      id: id(index),
      dependsOn: [
        { to: id(index + 1), kind: 'hard' },
        ...(extra.get(index) ?? []).map(([, to]) => ({ to: id(to), kind: 'hard' })),
      ],
    })),
    groups: [],
    catalog: { kinds },
  });
}

function cutOf(topology: Topology) {
  const components = propagatingComponents(topology);
  return membersOfLarge(topology, components).map((members) => {
    const { edges, isCheapest } = cheapestCut(topology, components, members, () => 1);
    return { size: members.length, edges, isCheapest };
  });
}

test('a ring of 10,000 with chords is cut at its cheapest edges, however many there are', () => {
  expect(cutOf(ring(10_000, []))).toEqual([{ size: 10_000, edges: [0], isCheapest: true }]);
  // Chords that lead forward share the edge at the end with the ring.
  const forward = Array.from({ length: 1_000 }, (_, index) => [index * 9, index * 9 + 5] as const);
  expect(
    cutOf(ring(10_000, forward)).map(({ edges, isCheapest }) => [edges.length, isCheapest]),
  ).toEqual([[1, true]]);
  // Two that lead back, apart from each other: three cycles, of which two share nothing.
  const back = [
    [2_000, 1_000],
    [7_000, 6_000],
  ] as const;
  expect(
    cutOf(ring(10_000, back)).map(({ edges, isCheapest }) => [edges.length, isCheapest]),
  ).toEqual([[2, true]]);
  const many = Array.from({ length: 300 }, (_, index) => {
    const from = 100 + index * 33;
    return [from, from - 40 - (index % 50)] as const;
  });
  const [cut] = cutOf(ring(10_000, many));
  expect([Number(cut?.edges.length) <= 301, cut?.size]).toEqual([true, 10_000]);
});

test('a clique in which everybody depends on everybody is cut in half of its edges', () => {
  const length = 120;
  const ids = Array.from({ length }, (_, index) => `s${String(index).padStart(3, '0')}`);
  const clique = topologyOf({
    systems: ids.map((id) => ({
      id,
      dependsOn: ids.map((to) => ({ to, kind: 'hard' })),
    })),
    groups: [],
    catalog: { kinds },
  });
  expect(cutOf(clique).map(({ edges, isCheapest }) => [edges.length, isCheapest])).toEqual([
    [(length * (length - 1)) / 2, false],
  ]);
});
