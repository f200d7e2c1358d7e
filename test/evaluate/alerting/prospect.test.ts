import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Prospect, prospectOf } from '../../../src/evaluate/alerting/prospect.ts';
import type { Escalation, Model } from '../../../src/model/model.ts';
import { start } from '../model-builder.ts';
import { clock, drive, escalation, route, shop } from './fleet.ts';

const levels = ['automated', 'on_call', 'team_lead', 'manager'] as const;
/** Systems by criticality, and values by severity: db is critical, api high, web medium, x low. */
const incidents = [
  ['db', 500, 'p1'],
  ['db', 300, 'p2'],
  ['web', 500, 'p3'],
  ['x', 500, 'p4'],
  ['x', 300, 'p5'],
] as const;

const step = fc.record({
  waitMs: fc.constantFrom(undefined, 10_000, 30_000, 90_000, 1_200_000),
  notify: fc.subarray(['board', 'pager', 'slack']),
});
const paths = fc.array(step, { maxLength: 4 });

function modelOf(steps: readonly Pick<Escalation['steps'][0], 'waitMs' | 'notify'>[]): Model {
  const path = escalation(
    'path',
    steps.map((one, index) => ({
      ...one,
      level: levels[index] ?? 'executive',
      run: one.notify.length === 0 ? 'restart' : undefined,
    })),
  );
  return shop({
    escalations: new Map(steps.length === 0 ? [] : [path]),
    routes: [
      route(0, { escalation: steps.length === 0 ? undefined : 'path', notify: ['mail', 'slack'] }),
    ],
  });
}

/** `0m30s pager on_call`, in order. Levels that are reached at once tell a channel that they share in one message. */
function saidOf(prospect: Prospect, untilMs: number): readonly string[] {
  const told = [
    ...prospect.levels.flatMap(({ step: { level, notify }, toldAtMs }) =>
      notify.map((channel) => ({ at: toldAtMs, channel, level })),
    ),
    ...prospect.direct.map((channel) => ({
      at: prospect.route?.groupWaitMs ?? 0,
      channel,
      level: '-',
    })),
  ];
  const messages = new Map(
    told.toReversed().map((one) => [`${one.at} ${one.channel}`, one] as const),
  );
  return [
    ...[...messages.values()]
      .filter(({ at }) => at < untilMs)
      .map(({ at, channel, level }) => `${clock(at / 1_000)} ${channel} ${level}`),
    ...(prospect.exhaustedAtMs < untilMs
      ? [`${clock(prospect.exhaustedAtMs / 1_000)} nobody is left`]
      : []),
  ].sort();
}

test('what is foreseen is what happens to an incident that nobody acknowledges', () => {
  const until = 5 * 3_600;
  fc.assert(
    fc.property(paths, fc.constantFrom(...incidents), (steps, [id, latency, priority]) => {
      const model = modelOf(steps);
      const root = model.systemById.get(id);
      const prospect = root === undefined ? undefined : prospectOf(model, root, priority);
      const { told, incidents: seen } = drive(model, [{ second: 0, values: { [id]: latency } }], {
        until,
      });
      const exhausted = seen.flatMap(({ timeline }) =>
        timeline
          .filter(({ kind }) => kind === 'exhausted')
          .map(({ at }) => `${clock((Date.parse(at) - start) / 1_000)} nobody is left`),
      );
      const rows = told.map((row) => row.split(' ').filter((_, index) => index !== 2));
      expect(prospect === undefined ? [] : saidOf(prospect, until * 1_000)).toEqual(
        [...rows.map((row) => row.slice(0, 3).join(' ')), ...exhausted].sort(),
      );
    }),
    { numRuns: 150 },
  );
});

test('an incident without a route is told to nobody', () => {
  const model = shop({ routes: [] });
  const [root] = model.systems;
  expect(root === undefined ? undefined : prospectOf(model, root, 'p1')).toEqual({
    priority: 'p1',
    route: undefined,
    escalation: undefined,
    levels: [],
    exhaustedAtMs: Number.POSITIVE_INFINITY,
    direct: [],
  });
});
