import fc from 'fast-check';
import { expect, test } from 'vitest';
import { betweennessOf, betweennessWork } from '../../../src/graph/coupling/betweenness.ts';
import { type TopologySource, topologyOf } from '../../../src/graph/topology.ts';
import { betweennessByDefinition } from '../../oracle/betweenness.ts';
import { drawn, kinds } from '../drawing.ts';
import { randomSource } from '../random-source.ts';

test('a system counts for the ways that lead over it, in parts where there are several', () => {
  const source = drawn(`
    web -hard-> api
    api -soft-> left
    api -hard-> right
    left -hard-> db
    right -hard-> db
    db -hard-> db`);
  const { shares, sources } = betweennessOf(topologyOf(source));
  // Of 12 pairs of others: over api 3 (to left, right and db), over left and right half of api's and web's ways to db.
  expect(source.systems.map(({ id }, node) => [id, shares[node]])).toEqual([
    ['api', 3 / 12],
    ['db', 0],
    ['left', 1 / 12],
    ['right', 1 / 12],
    ['web', 0],
  ]);
  expect(sources).toBe(5);
});

test('betweenness is what its definition says, with groups, cycles and edges to itself', () => {
  fc.assert(
    fc.property(randomSource, (source) => {
      const { shares } = betweennessOf(topologyOf(source));
      const rounded = (values: Iterable<number>): readonly number[] =>
        Array.from(values, (value) => Math.round(value * 1e9) / 1e9);
      expect(rounded(shares)).toEqual(rounded(betweennessByDefinition(source)));
    }),
    { numRuns: 300 },
  );
});

test('where the work is bounded the estimate is the same every time, and right where all sources are alike', () => {
  const ring = ringOf(1_000);
  const bounded = betweennessOf(topologyOf(ring), 100_000);
  expect(bounded.sources).toBe(100);
  expect(betweennessOf(topologyOf(ring), 100_000)).toEqual(bounded);
  const exact = betweennessOf(topologyOf(ring));
  const mean = (shares: Float64Array): number => shares.reduce((sum, one) => sum + one, 0) / 1_000;
  expect(exact.sources).toBe(1_000);
  expect(mean(bounded.shares)).toBeCloseTo(mean(exact.shares), 9);
});

test('work in slices comes to the same, and stands wherever it is left', () => {
  fc.assert(
    fc.property(randomSource, fc.array(fc.integer({ min: 1, max: 20 })), (source, slices) => {
      const topology = topologyOf(source);
      const work = betweennessWork(topology);
      expect(work.found()).toEqual({
        shares: new Float64Array(topology.systems.length),
        sources: 0,
      });
      for (const looks of slices) {
        work.advance(looks);
        const { shares, sources } = work.found();
        expect(work.progress().done).toBe(sources);
        expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
      }
      expect(work.advance(Number.POSITIVE_INFINITY)).toBe(true);
      expect(work.found()).toEqual(betweennessOf(topology));
    }),
    { numRuns: 100 },
  );
});

test('more ways than a number can count are still shared out', () => {
  const length = 1_200;
  const source: TopologySource = {
    systems: Array.from({ length }, (_, index) => [
      { id: joint(index), dependsOn: [`${joint(index)}-a`, `${joint(index)}-b`].map(hard) },
      ...['a', 'b'].map((side) => ({
        id: `${joint(index)}-${side}`,
        dependsOn: index + 1 < length ? [hard(joint(index + 1))] : [],
      })),
    ]).flat(),
    groups: [],
    catalog: { kinds },
  };
  const topology = topologyOf(source);
  // The first joint is a source, and so is the last system: ways over the whole chain are followed.
  const { shares } = betweennessOf(topology, 6_000_000);
  expect(shares.every((share) => Number.isFinite(share) && share >= 0 && share <= 1)).toBe(true);
  const of = (id: string): number => shares[topology.nodeById.get(id) ?? -1] ?? 0;
  expect(of(`${joint(600)}-a`)).toBeCloseTo(of(`${joint(600)}-b`), 6);
  expect(of(joint(600)) / of(`${joint(600)}-a`)).toBeCloseTo(2, 1);
});

test('a chain of 100,000, no system and one system have an answer', () => {
  const chain: TopologySource = {
    systems: Array.from({ length: 100_000 }, (_, index) => ({
      id: joint(index),
      dependsOn: index + 1 < 100_000 ? [hard(joint(index + 1))] : [],
    })),
    groups: [],
    catalog: { kinds },
  };
  const { shares, sources } = betweennessOf(topologyOf(chain), 1_000_000);
  expect([shares.length, sources < 1_000, shares[0], Number(shares[50_000]) > 0]).toEqual([
    100_000,
    true,
    0,
    true,
  ]);
  expect(betweennessOf(topologyOf(drawn('')))).toEqual({
    shares: new Float64Array(0),
    sources: 0,
  });
  expect(betweennessOf(topologyOf(drawn('__proto__')))).toEqual({
    shares: new Float64Array(1),
    sources: 1,
  });
});

function joint(index: number): string {
  return `j${String(index).padStart(6, '0')}`;
}

function hard(to: string): { readonly to: string; readonly kind: string } {
  return { to, kind: 'hard' };
}

function ringOf(length: number): TopologySource {
  return {
    systems: Array.from({ length }, (_, index) => ({
      id: joint(index),
      dependsOn: [hard(joint((index + 1) % length))],
    })),
    groups: [],
    catalog: { kinds },
  };
}
