import { expect, test } from 'vitest';
import { type Remembered, untold } from '../../../src/evaluate/alerting/untold.ts';
import { type Upcoming, upcoming } from '../../../src/evaluate/alerting/upcoming.ts';
import type { Model } from '../../../src/model/model.ts';
import { start } from '../model-builder.ts';
import {
  clock,
  drive,
  escalation,
  type Happening,
  minuteMs,
  payments,
  route,
  shop,
  silence,
} from './fleet.ts';

/** What is remembered of the incident of a root at the end of a history. */
function rememberedOf(model: Model, until: number, happenings: readonly Happening[], root = 'db') {
  const { state } = drive(model, happenings, { until });
  const incident = [...state.alerting.incidents.values()].find((one) => one.root === root);
  if (incident === undefined) {
    throw new Error(`nothing is remembered of ${root}`);
  }
  const last = happenings.findLast((happening) => happening.model !== undefined)?.model ?? model;
  return { model: last, alerting: state.alerting, incident, now: start + until * 1_000 };
}

function codes(remembered: Remembered): readonly string[] {
  return untold(remembered).map(({ code }) => code);
}

const outage: Happening = { second: 0, values: { db: 500 } };
const onCall = escalation('payments', [{ level: 'on_call', notify: ['pager'] }]);
const paged = { escalations: new Map([onCall]) };
const direct = (rest: Parameters<typeof route>[1]) => ({
  routes: [route(0, { notify: ['mail'], ...rest })],
});
interface Case {
  readonly name: string;
  readonly model: Model;
  readonly until: number;
  readonly happenings?: readonly Happening[];
  readonly codes: readonly string[];
}

const cases: readonly Case[] = [
  {
    name: 'the first notice of a level waits',
    model: shop(paged),
    until: 10,
    codes: ['group-wait'],
  },
  { name: 'the level was told', model: shop(paged), until: 40, codes: [] },
  {
    name: 'the first notice of a route waits',
    model: shop(direct({ groupWaitMs: minuteMs })),
    until: 40,
    codes: ['group-wait'],
  },
  { name: 'a route told', model: shop(direct({})), until: 40, codes: [] },
  {
    name: 'the group was told a moment ago',
    model: shop({ routes: [route(0, { notify: ['mail'], groupBy: ['type'] })] }),
    until: 100,
    happenings: [
      { second: 0, values: { one: 300 } },
      { second: 60, values: { db: 500 } },
    ],
    codes: ['group-interval'],
  },
  {
    name: 'no route takes it',
    model: shop({ routes: [route(0, { priorities: ['p5'], notify: ['mail'] })] }),
    until: 0,
    codes: ['no-route'],
  },
  {
    name: 'a silence mutes it',
    model: shop({ ...paged, silences: [silence('known', 0, 600)] }),
    until: 10,
    codes: [],
  },
  { name: 'a level only runs something', model: shop(), until: 60, codes: ['no-target'] },
  {
    name: 'nobody is left and nothing repeats',
    model: shop(paged),
    until: 20 * 60,
    codes: ['exhausted'],
  },
  {
    name: 'a channel has left the configuration',
    model: shop(paged),
    until: 60,
    happenings: [outage, { second: 40, model: shop({ ...paged, channels: new Map() }) }],
    codes: ['exhausted', 'channel-removed'],
  },
  {
    name: 'it was over before anybody was told',
    model: shop(paged),
    until: 20,
    happenings: [outage, { second: 10, values: { db: 100 } }],
    codes: ['over'],
  },
  {
    name: 'everybody was told of its end',
    model: shop(paged),
    until: 60,
    happenings: [outage, { second: 50, values: { db: 100 } }],
    codes: [],
  },
  {
    name: 'its end waits for the interval of its group',
    model: shop(direct({})),
    until: 60,
    happenings: [outage, { second: 50, values: { db: 100 } }],
    codes: ['interval'],
  },
];

test.each(cases)(
  'why nobody is told when $name',
  ({ model, until, happenings = [outage], codes: expected }) => {
    expect(codes(rememberedOf(model, until, happenings))).toEqual(expected);
  },
);

function say(remembered: Remembered): readonly string[] {
  return upcoming(remembered).map(
    ({ at, message }: Upcoming) => `${clock((at - start) / 1_000)} ${message}`,
  );
}

const served = [
  '5m00s the time to acknowledge it ends',
  '5m00s the time to resolve it ends',
] as const;

test.each<readonly [string, Model, number, readonly Happening[], readonly string[]]>([
  [
    'a level is reached',
    shop(paged),
    10,
    [outage],
    ['0m30s `pager` told first', ...served, '15m00s nobody is left to escalate to'],
  ],
  [
    'another level is next',
    shop(),
    10,
    [outage],
    ['0m30s `restart` runs', '5m00s escalates to on_call', ...served],
  ],
  [
    'the last level is repeated',
    shop({ escalations: new Map([payments]) }),
    40 * 60,
    [outage],
    ['50m00s nobody is left to escalate to', '1h35m00s manager is told again'],
  ],
  [
    'somebody acknowledged',
    shop(),
    6 * 60,
    [outage, { second: 60, acknowledge: 'db' }],
    ['31m00s the acknowledgement of ada ends'],
  ],
  ['a silence mutes it', shop({ silences: [silence('known', 0, 600)] }), 10, [outage], [...served]],
  [
    'it is over',
    shop(paged),
    60,
    [outage, { second: 50, values: { db: 100 } }],
    ['5m50s what fires later is a new incident'],
  ],
])('what is to come when %s', (_, model, until, happenings, expected) => {
  expect(say(rememberedOf(model, until, happenings))).toEqual(expected);
});
