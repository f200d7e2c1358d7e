import fc from 'fast-check';
import { expect, test } from 'vitest';
import { derivationOf } from '../../src/analysis/derivation.ts';
import { type TopologySource, topologyOf } from '../../src/graph/topology.ts';
import type { DownStep } from '../../src/model/cut-sets.ts';
import { drawn } from '../graph/drawing.ts';
import { randomSource } from '../graph/random-source.ts';
import { downWith, everySystem, minimalCutSets } from '../oracle/cut-sets.ts';
import { faultOfDerivation } from '../oracle/derivation.ts';

function derivation(
  source: TopologySource,
  failing: readonly string[],
  target: string,
): readonly DownStep[] {
  const topology = topologyOf(source);
  const nodeOf = (id: string): number => topology.nodeById.get(id) ?? -1;
  return derivationOf(topology, failing.map(nodeOf), nodeOf(target));
}

test('whatever is down can be derived, step by step, and whatever is up cannot', () => {
  fc.assert(
    fc.property(randomSource, fc.nat(), (source, bits) => {
      const failing = source.systems.flatMap(({ id }, index) => ((bits >> index) & 1 ? [id] : []));
      const down = downWith(source, failing);
      for (const { id } of [...source.systems, ...source.groups]) {
        const steps = derivation(source, failing, id);
        expect(
          down.has(id)
            ? faultOfDerivation(source, new Set(failing), id, steps)
            : steps.map((step) => step.id).join(),
        ).toEqual(down.has(id) ? undefined : '');
      }
    }),
    { numRuns: 300 },
  );
});

test('the derivation of a minimal cut set needs every failure of it', () => {
  fc.assert(
    fc.property(randomSource, (source) => {
      const target = source.groups[0]?.id ?? '';
      for (const set of minimalCutSets(source, target, everySystem(source)).slice(0, 20)) {
        const steps = derivation(source, set, target);
        expect(
          steps.flatMap(({ id, because }) => (because.length === 0 ? [id] : [])).sort(),
        ).toEqual(set);
      }
    }),
    { numRuns: 60 },
  );
});

test('a step tells of the dependency or of the members that are missing', () => {
  const source = drawn(`
    web -hard-> bus
    bus: 2 of a b c
    a -auth-> net
    lone
  `);
  expect(derivation(source, ['net', 'c', 'lone'], 'web')).toEqual([
    { id: 'net', because: [] },
    { id: 'c', because: [] },
    { id: 'a', because: ['net'], kind: 'auth' },
    { id: 'bus', because: ['a', 'c'], group: { members: 3, need: 2 } },
    { id: 'web', because: ['bus'], kind: 'hard' },
  ]);
});

test('the checker of derivations finds what is wrong with them', () => {
  const source = drawn('web -hard-> bus\nbus: 2 of a b c\na -soft-> net');
  const failing = new Set(['a', 'b', 'net']);
  const right = derivation(source, ['a', 'b'], 'web');
  const without = (id: string): readonly DownStep[] => right.filter((step) => step.id !== id);
  expect([
    faultOfDerivation(source, failing, 'web', right),
    faultOfDerivation(source, failing, 'web', without('a')),
    faultOfDerivation(source, failing, 'web', without('web')),
    faultOfDerivation(source, failing, 'web', []),
    faultOfDerivation(source, new Set(['a']), 'web', right),
    faultOfDerivation(source, failing, 'a', [
      { id: 'net', because: [] },
      { id: 'a', because: ['net'], kind: 'soft' },
    ]),
    faultOfDerivation(source, failing, 'bus', [
      { id: 'a', because: [] },
      { id: 'bus', because: ['a'] },
    ]),
    faultOfDerivation(source, failing, 'a', [
      { id: 'b', because: [] },
      { id: 'a', because: [] },
    ]),
  ]).toEqual([
    undefined,
    'bus is down because of a, which was not told to be down',
    'bus takes down nothing',
    'it does not end with web',
    'b need not be down because of itself',
    'a need not be down because of net',
    'bus need not be down because of a',
    'b takes down nothing',
  ]);
});
