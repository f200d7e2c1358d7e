import { expect, test } from 'vitest';
import { propagate } from '../../src/graph/propagate.ts';
import {
  effectiveAt,
  groupAt,
  levelAt,
  type Propagation,
  repropagate,
  startPropagation,
} from '../../src/graph/propagation.ts';
import { type TopologySource, topologyOf } from '../../src/graph/topology.ts';
import { badness } from '../../src/model/words.ts';
import { drawn, ownHealth } from './drawing.ts';
import { changesOf } from './histories.ts';

function chainOf(size: number): TopologySource {
  const systems = Array.from({ length: size }, (_, index) => ({
    id: `s${index}`,
    dependsOn: index + 1 < size ? [{ to: `s${index + 1}`, kind: 'hard' }] : [],
  }));
  return { ...drawn(''), systems };
}

function cycleOf(size: number): TopologySource {
  const systems = Array.from({ length: size }, (_, index) => ({
    id: `s${index}`,
    dependsOn: [{ to: `s${(index + 1) % size}`, kind: 'hard' }],
  }));
  return { ...drawn(''), systems };
}

const length = 100_000;
const chain = chainOf(length);

test('a chain of 100,000 systems fails from its end', () => {
  const { systems } = propagate(topologyOf(chain), ownHealth(chain, 's99999 unhealthy'));
  const counts = new Map<string, number>();
  for (const { status, score } of systems) {
    counts.set(`${status} ${score}`, (counts.get(`${status} ${score}`) ?? 0) + 1);
  }
  expect([...counts]).toEqual([['unhealthy 2000', length]]);
  // Of a long path only its beginning and its end are told, so that all of them stay as small as the chain.
  const told = systems.filter((_, index) => index % 50 === 0).map(({ via }) => via.length);
  expect(told).toEqual([...Array<number>(1_999).fill(64), 49]);
  expect(systems[0]?.via.slice(-2)).toEqual([
    { from: 's62', to: 's63', kind: 'hard' },
    { from: 's99998', to: 's99999', kind: 'hard' },
  ]);
  expect(systems[99_990]?.via.at(-1)).toEqual({ from: 's99998', to: 's99999', kind: 'hard' });
});

test('a cycle of 10,000 systems fails from one of them', () => {
  const size = 10_000;
  const source = cycleOf(size);
  const { systems } = propagate(topologyOf(source), ownHealth(source, 's7 offline'));
  expect(systems.filter(({ status, score }) => status === 'unhealthy' && score === 0).length).toBe(
    size - 1,
  );
  expect(systems[8]?.via.length).toBe(64);
  expect(systems[6]?.via).toEqual([{ from: 's6', to: 's7', kind: 'hard' }]);
});

/** The nodes that may read differently after some systems, by place, have come to a status. */
function answered(
  propagation: Propagation,
  places: readonly number[],
  status: 'healthy' | 'unhealthy',
): number {
  const score = status === 'healthy' ? 10_000 : 2_000;
  const own = { status, score, masked: false };
  return repropagate(propagation, changesOf(places.map((place) => ({ place, own })))).length;
}

test('a chain of 100,000 systems fails, is cut in the middle, and recovers', () => {
  const topology = topologyOf(chain);
  const propagation = startPropagation(topology);
  expect(answered(propagation, [length - 1], 'unhealthy')).toBe(length);
  // Half of the paths end in the middle now.
  expect(answered(propagation, [length / 2], 'unhealthy')).toBe(length / 2 + 1);
  expect(effectiveAt(propagation, 0).via.at(-1)?.to).toBe(`s${length / 2}`);
  expect(answered(propagation, [length - 1], 'healthy')).toBe(length / 2);
  expect(answered(propagation, [length / 2], 'healthy')).toBe(length / 2 + 1);
  expect(effectiveAt(propagation, 0)).toEqual(effectiveAt(startPropagation(topology), 0));
});

test('a cycle of 10,000 systems fails from two of them and recovers when both do', () => {
  const size = 10_000;
  const topology = topologyOf(cycleOf(size));
  const propagation = startPropagation(topology);
  expect(answered(propagation, [7], 'unhealthy')).toBe(size);
  // Those between, and the one before them, whose target was reached in another order.
  expect(answered(propagation, [5_007], 'unhealthy')).toBe(5_001);
  expect(answered(propagation, [7], 'healthy')).toBe(5_001);
  expect(levelAt(propagation, 7)).toBe(badness.unhealthy);
  expect(answered(propagation, [5_007], 'healthy')).toBe(size);
  expect(topology.systems.every((_, node) => levelAt(propagation, node) === 0)).toBe(true);
});

test('a group of 5,000 members fails with the first that it cannot spare, one by one and all at once', () => {
  const size = 5_000;
  const members = Array.from({ length: size }, (_, index) => `m${String(index).padStart(4, '0')}`);
  const topology = topologyOf({
    ...drawn(''),
    systems: [
      ...members.map((id) => ({ id, dependsOn: [] })),
      { id: 'web', dependsOn: [{ to: 'all', kind: 'hard' }] },
    ],
    groups: [{ id: 'all', members, need: 2_500 }],
  });
  const propagation = startPropagation(topology);
  const places = members.map((_, place) => place);
  for (const place of places.slice(0, 2_500)) {
    expect(answered(propagation, [place], 'unhealthy')).toBe(2);
  }
  expect(answered(propagation, [2_500], 'unhealthy')).toBe(3);
  expect(groupAt(propagation, size + 1)).toEqual({ status: 'unhealthy', score: 2_000, up: 2_499 });
  expect(answered(propagation, places, 'healthy')).toBe(2_503);
  expect(answered(propagation, places, 'unhealthy')).toBe(size + 2);
  expect(effectiveAt(propagation, size).via.at(-1)?.to).toBe('m2500');
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
