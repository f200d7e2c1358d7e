import { expect, test } from 'vitest';
import { drive, escalation, type Happening, minuteMs, route, shop } from './fleet.ts';

interface Case {
  readonly name: string;
  readonly model: Parameters<typeof shop>[0];
  readonly happenings: readonly Happening[];
  /** What each group is told by each channel, in order. */
  readonly groups: readonly (readonly string[])[];
}

const cases: readonly Case[] = [
  {
    name: 'an escalation that begins later calls who knows already in the group that they know, and ends it there',
    model: {
      escalations: new Map([
        escalation('urgent', [{ level: 'on_call', notify: ['mail'], waitMs: 60 * minuteMs }]),
      ]),
      routes: [
        route(0, { priorities: ['p3'], escalation: 'urgent' }),
        route(1, { notify: ['mail'], groupWaitMs: 0 }),
      ],
    },
    happenings: [
      { second: 0, values: { web: 300 } },
      { second: 60, values: { web: 500 } },
      { second: 600, values: { web: 100 } },
    ],
    groups: [
      [
        'mail first firing',
        'mail severity-raised firing',
        'mail first firing',
        'mail all-resolved resolved',
      ],
    ],
  },
];

test.each(cases)('$name', ({ model, happenings, groups }) => {
  const { reports } = drive(shop(model), happenings, { until: 3_600 });
  const told = reports.flatMap(({ notifications }) => notifications);
  const byGroup = Map.groupBy(told, ({ group, channel }) => `${group} ${channel}`);
  expect(
    [...byGroup.values()].map((messages) =>
      messages.map(({ channel, reasons, state }) => `${channel} ${reasons.join('+')} ${state}`),
    ),
  ).toEqual(groups);
});
