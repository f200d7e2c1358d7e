import { expect, test } from 'vitest';
import { propagate } from '../../src/graph/propagate.ts';
import { topologyOf } from '../../src/graph/topology.ts';
import { drawn, ownHealth } from './drawing.ts';

test('a chain of 100,000 systems fails from its end', () => {
  const length = 100_000;
  const source = {
    ...drawn(''),
    systems: Array.from({ length }, (_, index) => ({
      id: `s${index}`,
      dependsOn: index + 1 < length ? [{ to: `s${index + 1}`, kind: 'hard' }] : [],
    })),
  };
  const { systems } = propagate(topologyOf(source), ownHealth(source, 's99999 unhealthy'));
  const counts = new Map<string, number>();
  for (const { status, score } of systems) {
    counts.set(`${status} ${score}`, (counts.get(`${status} ${score}`) ?? 0) + 1);
  }
  expect([...counts]).toEqual([['unhealthy 2000', length]]);
  // Of a long path only its beginning and its end are told, so that all of them stay as small as the chain.
  expect(systems.reduce((sum, { via }) => sum + via.length, 0)).toBe(
    64 * (length - 64) + (64 * 63) / 2,
  );
  expect(systems[0]?.via.slice(-2)).toEqual([
    { from: 's62', to: 's63', kind: 'hard' },
    { from: 's99998', to: 's99999', kind: 'hard' },
  ]);
  expect(systems[99_990]?.via.at(-1)).toEqual({ from: 's99998', to: 's99999', kind: 'hard' });
});

test('a cycle of 10,000 systems fails from one of them', () => {
  const length = 10_000;
  const source = {
    ...drawn(''),
    systems: Array.from({ length }, (_, index) => ({
      id: `s${index}`,
      dependsOn: [{ to: `s${(index + 1) % length}`, kind: 'hard' }],
    })),
  };
  const { systems } = propagate(topologyOf(source), ownHealth(source, 's7 offline'));
  expect(systems.filter(({ status, score }) => status === 'unhealthy' && score === 0).length).toBe(
    length - 1,
  );
  expect(systems[8]?.via.length).toBe(64);
  expect(systems[6]?.via).toEqual([{ from: 's6', to: 's7', kind: 'hard' }]);
});

test('a cause is named even where a healthy system with a low score is all that there is to name', () => {
  const source = drawn(`
    a -data-> b
    b -hard-> a`);
  const own = source.systems.map(({ id }) => ({
    status: 'healthy' as const,
    score: id === 'b' ? 7_000 : 10_000,
    masked: false,
  }));
  const { systems } = propagate(topologyOf(source), own);
  expect(systems.map(({ status, score, cause }) => ({ status, score, cause }))).toEqual([
    {
      status: 'degraded',
      score: 7_600,
      cause: { to: 'b', kind: 'data', status: 'degraded', score: 7_000 },
    },
    {
      status: 'degraded',
      score: 7_000,
      cause: { to: 'a', kind: 'hard', status: 'degraded', score: 7_600 },
    },
  ]);
});

/** The target that each system names as the cause of its status. */
function causes(drawing: string, own: string): readonly string[] {
  const source = drawn(drawing);
  const topology = topologyOf(source);
  const { systems } = propagate(topology, ownHealth(source, own));
  return systems.flatMap(({ cause }, index) =>
    cause === undefined ? [] : [`${topology.systems[index]} because ${cause.to}`],
  );
}

test('what is degraded through a system is not the cause of it, however much it costs', () => {
  const drawing = `
    b -auth-> a
    b -soft-> down
    b -auth-> d
    b -auth-> g
    d -data-> b
    g -auth-> b
    g -auth-> down`;
  expect(causes(drawing, 'a healthy maintenance, down offline maintenance')).toEqual([
    'b because down',
    'd because b',
    'g because down',
  ]);
});

test('what is degraded through a system is not the cause of it where it costs the same', () => {
  const drawing = `
    u -hard-> m
    m -hard-> u
    u -data-> t
    t -hard-> u
    t -hard-> u2
    u2 -data-> x`;
  expect(causes(drawing, 'x offline')).toEqual([
    'm because u',
    't because u2',
    'u because t',
    'u2 because x',
  ]);
});
