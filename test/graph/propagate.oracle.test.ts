import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type OwnHealth, propagate } from '../../src/graph/propagate.ts';
import type { Effective } from '../../src/graph/propagation.ts';
import { topologyOf } from '../../src/graph/topology.ts';
import { compareText } from '../../src/model/order.ts';
import {
  type OracleInput,
  type OracleOutcome,
  type OracleSystem,
  propagationByDefinition,
} from '../oracle/propagation.ts';
import { kinds } from './drawing.ts';

const systemIds = ['a', 'b', 'c', 'constructor', 'd', 'e', 'f', 'g'];
const groupIds = ['bus', 'pool'];
const scores = { healthy: 10_000, degraded: 6_000, unhealthy: 2_000, offline: 0, unknown: 0 };

const ownHealth: fc.Arbitrary<OwnHealth> = fc
  .tuple(
    fc.constantFrom(
      'healthy' as const,
      'healthy' as const,
      'healthy' as const,
      'degraded' as const,
      'unhealthy' as const,
      'offline' as const,
      'unknown' as const,
    ),
    fc.integer({ min: 0, max: 9 }).map((digit) => digit === 0),
  )
  .map(([status, masked]) => ({ status, score: scores[status], masked }));

function systemOf(id: string): fc.Arbitrary<OracleSystem> {
  const targets = fc.subarray([...systemIds, ...groupIds].filter((target) => target !== id));
  const dependsOn = targets.chain((chosen) =>
    fc.tuple(
      ...chosen
        .slice(0, 4)
        .sort(compareText)
        .map((to) => fc.constantFrom(...kinds.keys()).map((kind) => ({ to, kind }))),
    ),
  );
  return fc.record({ id: fc.constant(id), dependsOn, own: ownHealth });
}

function groupOf(id: string): fc.Arbitrary<OracleInput['groups'][number]> {
  return fc
    .subarray(systemIds, { minLength: 1, maxLength: 4 })
    .chain((members) =>
      fc
        .integer({ min: 1, max: members.length })
        .map((need) => ({ id, members: [...members].sort(compareText), need })),
    );
}

const graph: fc.Arbitrary<OracleInput> = fc.record({
  systems: fc.tuple(...systemIds.map(systemOf)),
  groups: fc.tuple(...groupIds.map(groupOf)),
  kinds: fc.constant(kinds),
});

function propagated(input: OracleInput): ReadonlyMap<string, Effective> {
  const topology = topologyOf({ ...input, catalog: { kinds } });
  const { systems } = propagate(
    topology,
    input.systems.map(({ own }) => own),
  );
  return new Map(systems.map((system, index) => [topology.systems[index] ?? '', system]));
}

/** Statuses and scores of everything, and members up, as plain rows. */
function rowsOf(input: OracleInput): readonly unknown[] {
  const topology = topologyOf({ ...input, catalog: { kinds } });
  const { systems, groups } = propagate(
    topology,
    input.systems.map(({ own }) => own),
  );
  return [
    ...systems.map(({ status, score }, index) => [topology.systems[index], status, score]),
    ...groups.map(({ status, score, up }, index) => [topology.groups[index], status, score, up]),
  ];
}

/** Everything that is said of each system, by id. */
function saidOf(input: OracleInput): readonly unknown[] {
  return [...propagated(input)]
    .map(([id, { status, score, via, cause, impaired, unknownTargets }]) => [
      id,
      { status, score, via, cause, impaired, unknownTargets },
    ])
    .sort((a, b) => compareText(String(a[0]), String(b[0])));
}

test('scores, statuses and members up equal those of the definition', () => {
  fc.assert(
    fc.property(graph, (input) => {
      const { health, up } = propagationByDefinition(input);
      const expected = [
        ...input.systems.map(({ id }) => [id, health.get(id)?.status, health.get(id)?.score]),
        ...input.groups.map(({ id }) => [
          id,
          health.get(id)?.status,
          health.get(id)?.score,
          up.get(id),
        ]),
      ];
      expect(rowsOf(input)).toEqual(expected);
    }),
    { numRuns: 1_000 },
  );
});

/** The loss that a path brings to its beginning, worked out from the health of its end alone. */
function lossAlong(input: OracleInput, path: Effective['via']): number {
  const end = input.systems.find(({ id }) => id === path.at(-1)?.to)?.own;
  const own = end === undefined || end.status === 'unknown' ? 0 : 10_000 - end.score;
  const root = end?.masked ? Math.max(own, 4_000) : own;
  return path.reduceRight((loss, { kind }) => {
    const impact = kind === 'member' ? 100 : (kinds.get(kind)?.impact ?? 0);
    return Math.round((impact * loss) / 100);
  }, root);
}

test('a path follows edges without meeting a system twice, and composes to the score', () => {
  fc.assert(
    fc.property(graph, (input) => {
      for (const [id, { score, via }] of propagated(input)) {
        if (via.length > 0 && score !== null) {
          const stops = [id, ...via.map(({ to }) => to)];
          expect(via.map(({ from }) => from)).toEqual(stops.slice(0, -1));
          expect(new Set(stops).size).toBe(stops.length);
          expect(via.every((edge) => isEdge(input, edge))).toBe(true);
          expect(10_000 - lossAlong(input, via)).toBe(score);
        }
      }
    }),
    { numRuns: 500 },
  );
});

function isEdge(input: OracleInput, { from, to, kind }: Effective['via'][number]): boolean {
  const group = input.groups.find(({ id }) => id === from);
  return group === undefined
    ? (input.systems
        .find(({ id }) => id === from)
        ?.dependsOn.some((edge) => edge.to === to && edge.kind === kind) ?? false)
    : kind === 'member' && group.members.includes(to);
}

test('a path is empty exactly where a system has its own score, or has its own window around a cycle', () => {
  fc.assert(
    fc.property(graph, (input) => {
      const systems = propagated(input);
      for (const { id, own } of input.systems) {
        const { via, score, status } = systems.get(id) ?? {};
        const isOwn = score === (own.status === 'unknown' ? 10_000 : own.score);
        const isWindow = own.masked && (score ?? 0) >= 6_000;
        if (status !== 'unknown' && !isWindow) {
          expect(via?.length === 0).toBe(isOwn);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('what is noted are the dependencies that cost something and change no status', () => {
  fc.assert(
    fc.property(graph, (input) => {
      const { scoreOver, statusOver } = propagationByDefinition(input);
      const expected = input.systems.map(({ id, dependsOn }) => [
        id,
        dependsOn.filter((edge) => scoreOver(edge) < 10_000 && statusOver(edge) === 'healthy'),
      ]);
      const noted = [...propagated(input)].map(([id, { impaired }]) => [
        id,
        impaired.map(({ to, kind }) => ({ to, kind })),
      ]);
      expect(noted).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});

/** The dependencies that by themselves lead to the status of a system, the costliest first, then by target. */
function candidates(input: OracleInput, outcome: OracleOutcome, id: string): readonly string[] {
  const status = outcome.health.get(id)?.status;
  const { dependsOn = [] } = input.systems.find((system) => system.id === id) ?? {};
  return dependsOn
    .filter((edge) => outcome.statusOver(edge) === status)
    .sort((a, b) => outcome.scoreOver(a) - outcome.scoreOver(b) || compareText(a.to, b.to))
    .map(({ to }) => to);
}

test('a cause leads to the status, and is the costliest of those that do where there is no cycle', () => {
  fc.assert(
    fc.property(graph, fc.boolean(), (drawn, isAcyclic) => {
      const input = isAcyclic ? withoutCycles(drawn) : drawn;
      const outcome = propagationByDefinition(input);
      const systems = propagated(input);
      for (const { id, own } of input.systems) {
        const { cause, status } = systems.get(id) ?? {};
        const possible = status === own.status ? [] : candidates(input, outcome, id);
        const allowed = isAcyclic ? possible.slice(0, 1) : possible;
        expect(cause === undefined ? allowed.length === 0 : allowed.includes(cause.to)).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});

/** Only edges to larger ids of systems are kept. */
function withoutCycles(input: OracleInput): OracleInput {
  const systems = input.systems.map((system) => ({
    ...system,
    dependsOn: system.dependsOn.filter(({ to }) => !groupIds.includes(to) && to > system.id),
  }));
  return { ...input, systems };
}

test('following causes ends, on cycles too', () => {
  fc.assert(
    fc.property(graph, (drawn) => {
      const input = {
        ...drawn,
        groups: [],
        systems: drawn.systems.map((system) => ({
          ...system,
          dependsOn: system.dependsOn.filter(({ to }) => !groupIds.includes(to)),
        })),
      };
      const systems = propagated(input);
      for (const start of systems.keys()) {
        const seen = new Set<string>();
        let id: string | undefined = start;
        while (id !== undefined) {
          expect(seen.has(id)).toBe(false);
          seen.add(id);
          const cause: Effective['cause'] = systems.get(id)?.cause;
          // A window needs no other cause.
          id = cause?.status === 'maintenance' ? undefined : cause?.to;
        }
      }
    }),
    { numRuns: 500 },
  );
});

test('the order of the systems and groups changes nothing', () => {
  fc.assert(
    fc.property(graph, fc.array(fc.nat(), { minLength: 8, maxLength: 8 }), (input, keys) => {
      const shuffled = {
        ...input,
        systems: input.systems
          .map((system, index) => ({ system, key: keys[index] ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ system }) => system),
        groups: [...input.groups].reverse(),
      };
      expect(saidOf(shuffled)).toEqual(saidOf(input));
    }),
    { numRuns: 300 },
  );
});

test('one more hard dependency never raises a score and never improves a status', () => {
  const badness = ['healthy', 'unknown', 'degraded', 'unhealthy', 'offline'];
  fc.assert(
    fc.property(
      graph,
      fc.constantFrom(...systemIds),
      fc.constantFrom(...systemIds, ...groupIds),
      (input, from, to) => {
        fc.pre(from !== to);
        const more = {
          ...input,
          systems: input.systems.map((system) =>
            system.id === from
              ? {
                  ...system,
                  dependsOn: [
                    ...system.dependsOn.filter((edge) => edge.to !== to),
                    { to, kind: 'hard' },
                  ],
                }
              : system,
          ),
        };
        const before = propagated(input);
        for (const [id, { status, score }] of propagated(more)) {
          expect(score ?? 10_000).toBeLessThanOrEqual(before.get(id)?.score ?? 10_000);
          expect(badness.indexOf(status)).toBeGreaterThanOrEqual(
            badness.indexOf(before.get(id)?.status ?? 'healthy'),
          );
        }
      },
    ),
    { numRuns: 500 },
  );
});
