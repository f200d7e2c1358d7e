import { expect, test } from 'vitest';
import type { TopologySource } from '../../../src/graph/topology.ts';
import { kinds } from '../drawing.ts';
import { cutSetsOf } from './asking.ts';

type Systems = TopologySource['systems'];

const numbered = (name: string, index: number): string =>
  `${name}${String(index).padStart(6, '0')}`;

function hardEdges(...ids: readonly string[]): Systems[number]['dependsOn'] {
  return ids.map((to) => ({ to, kind: 'hard' }));
}

/** Systems that depend on the next one; the last one on nothing, or on the first. */
function chain(name: string, length: number, isClosed = false): Systems {
  return Array.from({ length }, (_, index) => ({
    id: numbered(name, index),
    dependsOn:
      index + 1 < length || isClosed ? hardEdges(numbered(name, (index + 1) % length)) : [],
  }));
}

function lone(name: string, count: number, ...needed: readonly string[]): Systems {
  return Array.from({ length: count }, (_, index) => ({
    id: numbered(name, index),
    dependsOn: hardEdges(...needed),
  }));
}

function source(systems: Systems, groups: TopologySource['groups'] = []): TopologySource {
  return { systems, groups, catalog: { kinds } };
}

const ids = (systems: Systems): readonly string[] => systems.map(({ id }) => id);

test('a chain of 100,000 systems has 100,000 single failures', () => {
  const { isComplete, counts } = cutSetsOf(source(chain('s', 100_000)), 's000000', { setsMax: 3 });
  expect({ isComplete, counts }).toEqual({ isComplete: true, counts: [100_000] });
});

test('a ring of 10,000 systems fails with any of them', () => {
  const { counts, sets } = cutSetsOf(source(chain('s', 10_000, true)), 's000700', { setsMax: 2 });
  expect({ counts, sets }).toEqual({ counts: [10_000], sets: [['s000000'], ['s000001']] });
});

test('400 systems that all depend on each other, and on themselves twice, fail with any of them', () => {
  const all = lone('s', 400);
  const clique = all.map(({ id }) => ({ id, dependsOn: hardEdges(...ids(all), id) }));
  expect(cutSetsOf(source(clique), 's000007', { setsMax: 1 })).toEqual({
    isComplete: true,
    completeTo: undefined,
    counts: [400],
    sets: [['s000000']],
  });
});

test('two chains of 50,000 that stand in for each other have 2,500,000,000 pairs, of which the first are listed', () => {
  const [a, b] = [chain('a', 50_000), chain('b', 50_000)];
  const group = { id: 'g', members: ['a000000', 'b000000'], need: 1 };
  expect(cutSetsOf(source([...a, ...b], [group]), 'g', { setsMax: 2 })).toEqual({
    isComplete: true,
    completeTo: undefined,
    counts: [0, 2_500_000_000],
    sets: [
      ['a000000', 'b000000'],
      ['a000000', 'b000001'],
    ],
  });
});

test.each([
  { need: 4_999, orderMax: 6, counts: [0, 12_497_500] },
  { need: 4_998, orderMax: 6, counts: [0, 0, 20_820_835_000] },
  { need: 2_500, orderMax: 6, counts: [] },
  { need: 1, orderMax: 2, counts: [] },
])('a group of 5,000 of which $need are needed', ({ need, orderMax, counts }) => {
  const members = lone('m', 5_000);
  const group = { id: 'g', members: ids(members), need };
  const found = cutSetsOf(source(members, [group]), 'g', { orderMax, setsMax: 1 });
  expect({ isComplete: found.isComplete, counts: found.counts }).toEqual({
    isComplete: true,
    counts,
  });
});

test('a group of 5,000 of which one is needed goes down with all of them, and nothing less', () => {
  const members = lone('m', 5_000);
  const found = cutSetsOf(source(members, [{ id: 'g', members: ids(members), need: 1 }]), 'g');
  expect({ orders: found.counts.length, sets: found.sets }).toEqual({
    orders: 5_000,
    sets: [ids(members)],
  });
});

test('a group of 1,000 that share seven databases goes down with four of them', () => {
  const shared = lone('d', 7);
  const members = shared.flatMap(({ id }, index) =>
    lone(`m${index}-`, index === 0 ? 148 : 142, id),
  );
  const group = { id: 'g', members: ids(members), need: 500 };
  const { counts } = cutSetsOf(source([...shared, ...members], [group]), 'g', {
    orderMax: 4,
    setsMax: 0,
  });
  expect(counts).toEqual([0, 0, 0, 35]);
});

test('a cycle of 2,000 through groups comes to an end, with one set for each way around it', () => {
  const size = 2_000;
  const spares = lone('b', size);
  const links = Array.from({ length: size }, (_, index) => ({
    id: numbered('a', index),
    dependsOn: hardEdges(numbered('g', (index + 1) % size)),
  }));
  const groups = links.map(({ id }, index) => ({
    id: numbered('g', index),
    members: [id, numbered('b', index)],
    need: 1,
  }));
  expect(cutSetsOf(source([...links, ...spares], groups), 'a000000', { orderMax: 3 })).toEqual({
    isComplete: true,
    completeTo: 3,
    counts: [1, 1, 1],
    sets: [['a000000'], ['a000001', 'b000001'], ['a000002', 'b000001', 'b000002']],
  });
});
