import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type TopologySource, topologyOf } from '../../../src/graph/topology.ts';
import { groundedOf } from '../../../src/graph/what-if/grounded.ts';
import { compareText } from '../../../src/model/order.ts';
import { wavesByDefinition } from '../../oracle/grounded.ts';
import { drawn } from '../drawing.ts';
import { randomSource } from '../random-source.ts';

interface Restart {
  /** Ids of systems and groups, by wave, sorted. */
  readonly waves: readonly (readonly string[])[];
  readonly deadlocks: readonly (readonly string[])[];
}

function restart(source: TopologySource): Restart {
  const topology = topologyOf(source);
  const { graph, wave, waveCount, deadlocks } = groundedOf(topology);
  const idsOf = (isMeant: (component: number) => boolean): readonly string[] =>
    topology.ids.filter((_, node) => isMeant(graph.componentOf[node] ?? -1)).toSorted(compareText);
  return {
    waves: Array.from({ length: waveCount }, (_, number) => idsOf((one) => wave[one] === number)),
    deadlocks: deadlocks
      .map((components) => idsOf((one) => components.includes(one)))
      .toSorted((a, b) => compareText(a[0] ?? '', b[0] ?? '')),
  };
}

test.each([
  {
    name: 'a chain comes up link by link',
    drawing: 'web -hard-> api\napi -auth-> db',
    waves: [['db'], ['api'], ['web']],
  },
  {
    name: 'what is not needed to work is not waited for',
    drawing: 'web -soft-> api\napi -hard-> db',
    waves: [['db', 'web'], ['api']],
  },
  {
    name: 'a circle of hard dependencies comes up as one',
    drawing: 'a -hard-> b\nb -hard-> a\na -hard-> db',
    waves: [['db'], ['a', 'b']],
  },
  {
    name: 'a group is up with the last member that it needs, which is not the slowest one',
    drawing: 'bus: 2 of a b c\nb -hard-> db\nc -hard-> b\nweb -hard-> bus',
    waves: [
      ['a', 'db'],
      ['b', 'bus'],
      ['c', 'web'],
    ],
  },
  {
    name: 'a quorum on its own members never comes up',
    drawing:
      'quorum: 2 of a b c\na -hard-> quorum\nb -hard-> quorum\nc -hard-> quorum\nweb -hard-> a\ndb',
    waves: [['db']],
    deadlocks: [['a', 'b', 'c', 'quorum']],
  },
  {
    name: 'a quorum that its other members can found comes up, and takes the last one with it',
    drawing: 'quorum: 2 of a b c\nc -hard-> quorum',
    waves: [['a', 'b', 'quorum'], ['c']],
  },
  {
    name: 'two circles are two, and what waits for one of them is in none',
    drawing:
      'p: 1 of a b\na -hard-> p\nb -hard-> p\nq: 1 of c d\nc -hard-> q\nd -hard-> q\nd -hard-> a\nc -hard-> b',
    waves: [],
    deadlocks: [
      ['a', 'b', 'p'],
      ['c', 'd', 'q'],
    ],
  },
  {
    name: 'a circle that only another one holds back is none',
    drawing: 'p: 1 of a b\na -hard-> p\nb -hard-> p\nq: 2 of c d e\nc -hard-> a\ne -hard-> q\nd',
    waves: [['d']],
    deadlocks: [['a', 'b', 'p']],
  },
])('$name', ({ drawing, waves, deadlocks = [] }) => {
  expect(restart(drawn(drawing))).toEqual({ waves, deadlocks });
});

test('what comes up, and in which wave, is what the definition says', () => {
  fc.assert(
    fc.property(randomSource, (source) => {
      const { waves } = restart(source);
      const found = waves.flatMap((ids, wave) => ids.map((id) => [id, wave] as const));
      expect(new Map(found)).toEqual(wavesByDefinition(source));
    }),
    { numRuns: 1_500 },
  );
});

test('a deadlock is one by itself: it is gone once the groups in it have another member that is up', () => {
  fc.assert(
    fc.property(randomSource, (source) => {
      const { deadlocks } = restart(source);
      const held = new Set(deadlocks.flat());
      // What holds itself is what never comes up although all that is not in the set is there.
      for (const deadlock of deadlocks) {
        const set = new Set(deadlock);
        const alone = {
          ...source,
          systems: source.systems.map((system) =>
            set.has(system.id) ? system : { id: system.id, dependsOn: [] },
          ),
          groups: source.groups.map((group) =>
            set.has(group.id) ? group : { ...group, members: [], need: 1 },
          ),
        };
        const up = new Set(restart(alone).waves.flat());
        expect(deadlock.filter((id) => up.has(id))).toEqual([]);
      }
      // And nothing else does: with one member of each group in them up by itself, everything comes up.
      const freed = {
        ...source,
        groups: source.groups.map((group) =>
          held.has(group.id) ? { ...group, members: [] } : group,
        ),
      };
      expect(
        restart(freed)
          .deadlocks.flat()
          .filter((id) => held.has(id)),
      ).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

const padded = (index: number): string => `s${String(index).padStart(6, '0')}`;

test('a chain of 100,000 has as many waves, a circle of 10,000 one, and a group of 5,000 that waits for itself none', () => {
  const chain = (length: number, isClosed: boolean): TopologySource => ({
    ...drawn(''),
    systems: Array.from({ length }, (_, index) => ({
      id: padded(index),
      dependsOn:
        index + 1 < length || isClosed ? [{ to: padded((index + 1) % length), kind: 'hard' }] : [],
    })),
  });
  expect(restart(chain(2_000, false)).waves.length).toBe(2_000);
  expect(groundedOf(topologyOf(chain(100_000, false))).waveCount).toBe(100_000);
  expect(groundedOf(topologyOf(chain(10_000, true))).waveCount).toBe(1);
  const members = Array.from({ length: 5_000 }, (_, index) => padded(index));
  const quorum = {
    ...drawn(''),
    systems: members.map((id) => ({ id, dependsOn: [{ to: 'quorum', kind: 'hard' }] })),
    groups: [{ id: 'quorum', members, need: 2_501 }],
  };
  const { waveCount, deadlocks } = groundedOf(topologyOf(quorum));
  expect([waveCount, deadlocks.map(({ length }) => length)]).toEqual([0, [5_001]]);
});
