import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Topology, type TopologySource, topologyOf } from '../../../src/graph/topology.ts';
import { longestChain } from '../../../src/graph/what-if/longest-chain.ts';
import { drawn } from '../drawing.ts';
import { randomSource } from '../random-source.ts';

/** Every node by the set of those that it reaches and that reach it, itself included. */
function wholes({ ids, from, to }: Topology, cost: Float64Array): readonly ReadonlySet<number>[] {
  const reach = ids.map((_, node) => {
    const found = new Set([node]);
    for (const here of found) {
      for (const [edge, start] of from.entries()) {
        if (start === here && (cost[edge] ?? -1) >= 0) {
          found.add(to[edge] ?? -1);
        }
      }
    }
    return found;
  });
  return reach.map((found, node) => new Set([...found].filter((other) => reach[other]?.has(node))));
}

/** The most that any walk over the wholes costs, by trying all. */
function mostFrom(
  topology: Topology,
  cost: Float64Array,
  parts: readonly ReadonlySet<number>[],
  node: number,
): number {
  const inside = parts[node] ?? new Set();
  return Math.max(
    0,
    ...[...topology.from.entries()].flatMap(([edge, start]) => {
      const target = topology.to[edge] ?? -1;
      const its = cost[edge] ?? -1;
      return its >= 0 && inside.has(start) && !inside.has(target)
        ? [its + mostFrom(topology, cost, parts, target)]
        : [];
    }),
  );
}

test('the longest chain costs what trying all chains finds, and is one', () => {
  fc.assert(
    fc.property(
      randomSource,
      fc.array(fc.integer({ min: -1, max: 5 }), { minLength: 40, maxLength: 40 }),
      fc.option(fc.nat(), { nil: undefined }),
      (source, draw, start) => {
        const topology = topologyOf(source);
        const cost = Float64Array.from(topology.to, (_, edge) => draw[edge % 40] ?? 0);
        const from = start === undefined ? undefined : start % topology.ids.length;
        const parts = wholes(topology, cost);
        const chain = longestChain(topology, { cost, from });
        const starts = from === undefined ? [...topology.systems.keys()] : [from];
        expect(chain.cost).toBe(
          Math.max(...starts.map((node) => mostFrom(topology, cost, parts, node))),
        );
        expect(chain.edges.reduce((sum, edge) => sum + (cost[edge] ?? -1), 0)).toBe(chain.cost);
        let here = chain.first;
        for (const edge of chain.edges) {
          expect(parts[here]?.has(topology.from[edge] ?? -1)).toBe(true);
          here = topology.to[edge] ?? -1;
        }
        const met = [chain.first, ...chain.edges.map((edge) => topology.to[edge] ?? -1)];
        const cycles = met.map((node) => parts[node] ?? new Set()).filter(({ size }) => size > 1);
        expect(chain.cycles.map((nodes) => new Set(nodes))).toEqual(cycles);
      },
    ),
    { numRuns: 600 },
  );
});

function hops(source: TopologySource): readonly string[] {
  const topology = topologyOf(source);
  const { edges } = longestChain(topology, {
    cost: new Float64Array(topology.to.length).fill(1),
    from: undefined,
  });
  return edges.map((edge) => topology.ids[topology.to[edge] ?? -1] ?? '');
}

test('of chains that are equally long the one with the smaller ids is told', () => {
  expect(hops(drawn('b -hard-> c\na -hard-> d\na -hard-> c'))).toEqual(['c']);
});

test('a chain of 100,000 is as long as it is, and a cycle of 10,000 has no length', () => {
  const padded = (index: number): string => `s${String(index).padStart(6, '0')}`;
  const chain = (length: number, isClosed: boolean): TopologySource => ({
    ...drawn(''),
    systems: Array.from({ length }, (_, index) => ({
      id: padded(index),
      dependsOn:
        index + 1 < length || isClosed ? [{ to: padded((index + 1) % length), kind: 'hard' }] : [],
    })),
  });
  expect(hops(chain(100_000, false)).length).toBe(99_999);
  expect(hops(chain(10_000, true)).length).toBe(0);
});
