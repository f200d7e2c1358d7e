import { expect, test } from 'vitest';
import {
  drive,
  escalation,
  type Happening,
  maintenance,
  minuteMs,
  payments,
  route,
  shop,
  silence,
} from './fleet.ts';

const hour = 3_600;

/** What is told, and what happened to each incident: `root: 0m00s opened, …`. */
interface Case {
  readonly name: string;
  readonly model?: Parameters<typeof shop>[0];
  readonly happenings: readonly Happening[];
  readonly until: number;
  readonly told: readonly string[];
}

const cases: readonly Case[] = [
  {
    name: 'maintenance that outlasts what it was for tells nobody of an alert that only flapped in it',
    model: {
      windows: [
        maintenance(
          'w',
          { once: { year: 2026, month: 11, day: 21, hour: 12, minute: 0 }, forMs: 30 * minuteMs },
          { matches: ({ id }) => id === 'web' },
        ),
      ],
    },
    happenings: [60, 90, 120, 150, 180]
      .map((second, index) => ({
        second,
        values: { web: index % 2 === 0 ? 500 : 100 },
      }))
      .concat([{ second: 210, values: { web: 100 } }]),
    until: 2 * hour,
    told: [],
  },
  {
    name: 'what comes back after an acknowledgement is told again: nobody takes care of what was over',
    happenings: [
      { second: 0, values: { db: 500 } },
      { second: 360, acknowledge: 'db' },
      { second: 500, values: { db: 100 } },
      { second: 560, values: { db: 500 } },
    ],
    until: 600,
    told: [
      '5m00s pager escalated on_call p1 db firing',
      '5m00s slack escalated on_call p1 db firing',
      '8m20s pager all-resolved on_call p1 db resolved',
      '8m20s slack all-resolved on_call p1 db resolved',
      '9m20s pager reopened on_call p1 db firing',
      '9m20s slack reopened on_call p1 db firing',
    ],
  },
  {
    name: 'another system in an acknowledged incident calls again, also in the place of one that left',
    happenings: [
      { second: 0, values: { db: 500, api: 500 } },
      { second: 360, acknowledge: 'db' },
      { second: 420, values: { api: 100 } },
      { second: 480, values: { web: 500 } },
    ],
    until: 540,
    told: [
      '5m00s pager escalated on_call p1 db+1 firing',
      '5m00s slack escalated on_call p1 db+1 firing',
      '8m00s pager re-paged on_call p1 db+1 firing',
      '8m00s slack re-paged on_call p1 db+1 firing',
    ],
  },
  {
    name: 'a channel of the escalation that the route names as well hears what is urgent',
    model: {
      routes: [route(0, { escalation: 'short', notify: ['pager'] })],
      escalations: new Map([
        escalation('short', [{ level: 'on_call', notify: ['pager'], waitMs: 60 * minuteMs }]),
      ]),
    },
    happenings: [
      { second: 0, values: { web: 300 } },
      { second: 600, values: { web: 500 } },
    ],
    until: 900,
    told: [
      '0m30s pager first on_call p4 web firing',
      '10m00s pager severity-raised on_call p3 web firing',
    ],
  },
  {
    name: 'who takes care of what follows takes care of the root',
    happenings: [
      { second: 0, values: { db: 500, api: 500 } },
      { second: 60, acknowledge: 'api' },
    ],
    until: 1_200,
    told: [],
  },
  {
    name: 'what becomes more urgent takes the escalation of its new route',
    model: {
      escalations: new Map([
        payments,
        escalation('calm', [{ level: 'on_call', notify: ['mail'], waitMs: 120 * minuteMs }]),
      ]),
      routes: [
        route(0, { priorities: ['p1'], escalation: 'payments' }),
        route(1, { escalation: 'calm' }),
      ],
    },
    happenings: [
      { second: 0, values: { db: 300 } },
      { second: 180, values: { db: 500 } },
    ],
    until: 500,
    told: [
      '0m30s mail first on_call p2 db firing',
      '8m00s pager escalated on_call p1 db firing',
      '8m00s slack escalated on_call p1 db firing',
    ],
  },
  {
    name: 'an outage that nobody acknowledges goes up level by level, is repeated, and its end is told to all',
    happenings: [
      { second: 0, values: { db: 500 } },
      { second: 4 * hour, values: { db: 100 } },
    ],
    until: 4 * hour + 60,
    told: [
      '5m00s pager escalated on_call p1 db firing',
      '5m00s slack escalated on_call p1 db firing',
      '20m00s pager escalated team_lead p1 db firing',
      '35m00s mail escalated manager p1 db firing',
      '1h35m00s mail repeat manager p1 db firing',
      '2h35m00s mail repeat manager p1 db firing',
      '3h35m00s mail repeat manager p1 db firing',
      '4h0m00s mail all-resolved manager p1 db resolved',
      '4h0m00s pager all-resolved on_call p1 db resolved',
      '4h0m00s slack all-resolved on_call p1 db resolved',
    ],
  },
  {
    name: 'what follows from an outage is never told by itself, in whatever order it arrives',
    happenings: [
      { second: 0, values: { web: 500 } },
      { second: 10, values: { api: 500 } },
      { second: 20, values: { db: 500 } },
    ],
    until: 10 * 60,
    told: [
      '5m20s pager escalated on_call p1 db+2 firing',
      '5m20s slack escalated on_call p1 db+2 firing',
    ],
  },
  {
    name: 'a first level that is shorter than the wait is told when it is over, and not passed over',
    model: {
      escalations: new Map([
        escalation('payments', [
          { level: 'on_call', notify: ['slack'], waitMs: 10_000 },
          { level: 'manager', notify: ['mail'] },
        ]),
      ]),
    },
    happenings: [{ second: 0, values: { db: 500 } }],
    until: 60,
    told: ['0m10s mail escalated manager p1 db firing', '0m10s slack first on_call p1 db firing'],
  },
  {
    name: 'a problem and its end inside the wait cancel out',
    happenings: [
      { second: 0, values: { web: 500 } },
      { second: 20, values: { web: 100 } },
    ],
    until: hour,
    told: [],
  },
  {
    name: 'a route that tells directly waits, groups by owner, repeats, and tells the end',
    happenings: [
      { second: 0, values: { web: 500 } },
      { second: 20, values: { one: 300 } },
      { second: 3 * hour, values: { web: 100, one: 100 } },
    ],
    until: 3 * hour + 600,
    told: [
      '0m30s mail first - p3 web,one firing',
      '2h0m30s mail repeat - p3 web,one firing',
      '3h0m00s mail all-resolved - p3 web,one resolved',
    ],
  },
  {
    name: 'what begins soon after the end of others in its group waits for the interval, also once those are forgotten',
    model: { routes: [route(0, { notify: ['mail'], groupBy: [], groupWaitMs: 0 })] },
    happenings: [
      { second: 0, values: { web: 500 } },
      { second: 10, values: { web: 100 } },
      { second: 311, values: { one: 500 } },
      { second: 420, values: { db: 300 } },
    ],
    until: 700,
    told: [
      '0m00s mail first - p3 web firing',
      '5m00s mail all-resolved - p3 web resolved',
      '10m00s mail first - p2 db,one firing',
    ],
  },
  {
    name: 'what comes while its group knows of nothing open is the first, however soon it comes after the others',
    happenings: [
      { second: 0, values: { web: 300 } },
      { second: 602, values: { web: 100 } },
      { second: 880, values: { one: 300 } },
    ],
    until: 1_000,
    told: [
      '0m30s mail first - p4 web firing',
      '10m02s mail all-resolved - p4 web resolved',
      '15m10s mail first - p4 one firing',
    ],
  },
  {
    name: 'an acknowledgement stops the escalation, expires, and the level is told again',
    happenings: [
      { second: 0, values: { db: 500 } },
      { second: 360, acknowledge: 'db' },
    ],
    until: hour,
    told: [
      '5m00s pager escalated on_call p1 db firing',
      '5m00s slack escalated on_call p1 db firing',
      '36m00s pager ack-expired on_call p1 db firing',
      '36m00s slack ack-expired on_call p1 db firing',
      '51m00s pager escalated team_lead p1 db firing',
    ],
  },
  {
    name: 'an acknowledged incident that grows is told again',
    happenings: [
      { second: 0, values: { db: 500 } },
      { second: 360, acknowledge: 'db' },
      { second: 600, values: { api: 500 } },
    ],
    until: 15 * 60,
    told: [
      '5m00s pager escalated on_call p1 db firing',
      '5m00s slack escalated on_call p1 db firing',
      '10m00s pager re-paged on_call p1 db+1 firing',
      '10m00s slack re-paged on_call p1 db+1 firing',
    ],
  },
  {
    name: 'what ends while it is silenced is told to those who know of it',
    model: { silences: [silence('s', 400, 4 * hour)] },
    happenings: [
      { second: 0, values: { db: 500 } },
      { second: 1000, values: { db: 100 } },
    ],
    until: hour,
    told: [
      '5m00s pager escalated on_call p1 db firing',
      '5m00s slack escalated on_call p1 db firing',
      '16m40s pager all-resolved on_call p1 db resolved',
      '16m40s slack all-resolved on_call p1 db resolved',
    ],
  },
  {
    name: 'a silence that ends tells what still fires, and nothing of what came and went',
    model: { silences: [silence('s', 0, 1_200)] },
    happenings: [
      { second: 0, values: { web: 500, x: 500 } },
      { second: 900, values: { x: 100 } },
    ],
    until: 1_800,
    told: ['20m30s mail unsuppressed - p3 web firing'],
  },
  {
    name: 'a silence of the root that was not meant for what follows tells how much it hides',
    model: {
      silences: [silence('s', 0, 2 * hour, { matches: ({ id }) => id === 'web' })],
      routes: [route(0, { notify: ['mail'] })],
    },
    happenings: [{ second: 0, values: { web: 500 } }],
    until: 1_800,
    told: [],
  },
  {
    name: 'alerts behind a silenced root are told as hidden',
    model: {
      silences: [silence('s', 0, 2 * hour, { matches: ({ id }) => id === 'db' })],
      routes: [route(0, { notify: ['mail'] })],
    },
    happenings: [{ second: 0, values: { db: 500, api: 500 } }],
    until: 1_800,
    told: ['0m30s mail first - p1 db+1 firing'],
  },
  {
    name: 'maintenance keeps an escalation from beginning',
    model: {
      windows: [
        maintenance('w', {
          once: { year: 2026, month: 11, day: 21, hour: 12, minute: 0 },
          forMs: 30 * minuteMs,
        }),
      ],
    },
    happenings: [{ second: 0, values: { db: 500 } }],
    until: 40 * 60,
    told: [
      '35m00s pager escalated on_call p1 db firing',
      '35m00s slack escalated on_call p1 db firing',
    ],
  },
  {
    name: 'what comes back soon is the same incident at the same level',
    happenings: [
      { second: 0, values: { db: 500 } },
      { second: 400, values: { db: 100 } },
      { second: 600, values: { db: 500 } },
    ],
    until: 24 * 60,
    told: [
      '5m00s pager escalated on_call p1 db firing',
      '5m00s slack escalated on_call p1 db firing',
      '6m40s pager all-resolved on_call p1 db resolved',
      '6m40s slack all-resolved on_call p1 db resolved',
      '10m00s pager reopened on_call p1 db firing',
      '10m00s slack reopened on_call p1 db firing',
      // The 200 seconds in which it was over do not count.
      '23m20s pager escalated team_lead p1 db firing',
    ],
  },
  {
    name: 'a flapping alert is told once, and then only when it is worse or over',
    model: { routes: [route(0, { notify: ['mail'], groupWaitMs: 0 })] },
    happenings: [0, 60, 120, 180, 240, 300, 360, 420, 480].map((second, index) => ({
      second,
      values: { web: index % 2 === 0 ? 300 : 100 },
    })),
    until: hour,
    told: [
      '0m00s mail first - p4 web firing',
      '3m00s mail flapping-start - p4 web firing',
      '23m00s mail flapping-end - p4 web firing',
    ],
  },
  {
    name: 'a cycle has one root, and whoever began is it',
    happenings: [
      { second: 0, values: { y: 500 } },
      { second: 5, values: { x: 500 } },
    ],
    until: 600,
    told: ['0m30s board first - p4 y+1 firing'],
  },
  {
    name: 'a threshold that leaves the configuration ends its incident with that reason',
    happenings: [
      { second: 0, values: { x: 500 } },
      { second: 600, model: shop({ revision: '2', routes: [route(0, { notify: ['board'] })] }) },
    ],
    until: 700,
    told: ['0m30s board first - p4 x firing'],
  },
  {
    name: 'the wait of a priority that does not escalate by itself never ends',
    model: {
      routes: [route(0, { escalation: 'payments' })],
    },
    happenings: [{ second: 0, values: { x: 300 } }],
    until: 10 * hour,
    told: [
      '5m00s pager escalated on_call p5 x firing',
      '5m00s slack escalated on_call p5 x firing',
      '20m00s pager escalated team_lead p5 x firing',
    ],
  },
];

test.each(cases)('$name', ({ model, happenings, until, told }) => {
  expect(drive(shop(model), happenings, { until }).told).toEqual(told);
});
