import { describe, expect, test } from 'vitest';
import { channel, escalation, maintenance, minuteMs, silence } from './alerting/fleet.ts';
import { threshold } from './model-builder.ts';
import {
  type Case,
  firing,
  first,
  fleet,
  live,
  outcome,
  over,
  paged,
  routed,
  slow,
} from './reloads.ts';

const raised = threshold('slow', { warn: 200, critical: 450, absentAs: 'hold' });
const critical = threshold('slow', { critical: 400, absentAs: 'hold' });

const thresholds: readonly Case[] = [
  {
    name: 'nothing changed: untouched',
    after: fleet(),
    told: [first],
    alerts: [live],
  },
  {
    name: 'texts, a runbook and labels: kept, and nobody is told',
    after: fleet({
      name: 'Web shop',
      description: 'It sells.',
      labels: new Map([['tier', 'front']]),
      thresholds: [{ ...slow, runbook: 'https://runbooks.example/slow' }],
    }),
    told: [first],
    alerts: [live],
  },
  {
    name: 'a limit that the last value does not reach: firing until the next sample, which decides',
    after: fleet({ thresholds: [raised] }),
    happenings: [...firing, { second: 150, values: { web: 430 } }],
    told: [first],
    alerts: [live, '2m30s web slow warn firing 0m00s'],
  },
  {
    name: 'the same where the alert had only one level',
    before: fleet({ thresholds: [critical] }),
    after: fleet({ thresholds: [threshold('slow', { critical: 450, absentAs: 'hold' })] }),
    happenings: [...firing, { second: 150, values: { web: 430 } }],
    told: [first, over('2m30s')],
    alerts: [live, '2m30s '],
  },
  {
    name: 'the same where the alert keeps firing for a while: it recovers',
    before: fleet({ thresholds: [{ ...critical, keepFiringMs: minuteMs }] }),
    after: fleet({
      thresholds: [threshold('slow', { critical: 450, keepFiringMs: minuteMs, absentAs: 'hold' })],
    }),
    happenings: [...firing, { second: 150, values: { web: 430 } }],
    until: 220,
    told: [first, over('3m30s')],
    alerts: [live, '2m30s web slow critical recovering 0m00s', '3m30s '],
  },
  {
    name: 'a limit that the next sample reaches again: the same alert, and nobody is told',
    after: fleet({ thresholds: [raised] }),
    happenings: [...firing, { second: 150, values: { web: 460 } }],
    told: [first],
    alerts: [live],
  },
  {
    name: 'a limit that the last value reaches only now: the next sample decides',
    after: fleet({ thresholds: [threshold('slow', { critical: 300, absentAs: 'hold' })] }),
    happenings: [
      { second: 0, values: { web: 150 } },
      { second: 60, values: { web: 190 } },
      { second: 150, values: { web: 350 } },
    ],
    told: ['2m30s slack first - p3 web firing'],
    alerts: ['2m00s ', '2m30s web slow critical firing 2m30s'],
  },
  {
    name: 'a lower limit below a value that is held: nothing, until a sample says so',
    after: fleet({ thresholds: [threshold('slow', { critical: 100, absentAs: 'hold' })] }),
    happenings: [{ second: 0, values: { web: 150 } }],
    told: [],
    alerts: ['2m00s '],
  },
  {
    name: '`for` raised while pending: the same start, a longer wait',
    before: fleet({
      thresholds: [threshold('slow', { critical: { limit: 400, forMs: 150_000 } })],
    }),
    after: fleet({ thresholds: [threshold('slow', { critical: { limit: 400, forMs: 160_000 } })] }),
    happenings: [...firing, { second: 119, values: { web: 430 } }],
    told: ['2m40s slack first - p3 web firing'],
    alerts: ['2m00s web slow critical pending 0m00s', '2m40s web slow critical firing 0m00s'],
  },
  {
    name: '`for` raised while firing: it stays firing',
    after: fleet({
      thresholds: [
        threshold('slow', {
          warn: 200,
          critical: { limit: 400, forMs: 3_600_000 },
          absentAs: 'hold',
        }),
      ],
    }),
    happenings: [...firing, { second: 150, values: { web: 430 } }],
    told: [first],
    alerts: [live],
  },
  {
    name: 'the level renamed: it goes on as the other one, and the next sample decides',
    before: fleet({ thresholds: [critical] }),
    after: fleet({ thresholds: [threshold('slow', { warn: 400, absentAs: 'hold' })] }),
    happenings: [...firing, { second: 150, values: { web: 430 } }],
    told: [first],
    alerts: ['2m00s web slow warn firing 0m00s'],
  },
  {
    name: 'a criticality that makes it more urgent: raised',
    after: fleet({ criticality: 'critical' }),
    told: [first, '2m00s slack severity-raised - p1 web firing'],
    alerts: [live],
  },
  {
    name: 'a criticality that makes it less urgent: lowered, which nobody is woken for',
    after: fleet({ criticality: 'low' }),
    told: [first],
    alerts: [live],
  },
  {
    name: 'the threshold removed: resolved as config-removed to everyone told',
    after: fleet({ thresholds: [] }),
    told: [first, over('2m00s', 'config-removed')],
    alerts: ['2m00s '],
  },
  {
    name: 'the system removed: the same',
    after: fleet({ id: 'api', owner: 'shop' }),
    told: [first, over('2m00s', 'config-removed')],
    alerts: ['2m00s '],
  },
];

describe('systems and thresholds', () => {
  test.each(thresholds)('$name', (row) => {
    expect(outcome(row)).toEqual({ told: row.told, alerts: row.alerts });
  });
});

const other = escalation('page', [{ level: 'manager', notify: ['mail'] }], { hash: 'other' });

const destinations: readonly Case[] = [
  {
    name: 'another channel: the old one hears that it moved, the new one the first notice',
    after: fleet({}, routed({ notify: ['mail'] })),
    told: [first, '2m00s mail first - p3 web firing', '2m00s slack moved - p3 web resolved'],
    alerts: [live],
  },
  {
    name: 'another channel, which alone is told of the end',
    after: fleet({}, routed({ notify: ['mail'] })),
    happenings: [...firing, { second: 600, values: { web: 100 } }],
    until: 600,
    told: [
      first,
      '2m00s mail first - p3 web firing',
      '2m00s slack moved - p3 web resolved',
      '10m00s mail all-resolved - p3 web resolved',
    ],
    alerts: [live, '10m00s '],
  },
  {
    name: 'another owner, and so another route',
    before: fleet(
      {},
      routed({ matches: ({ owner }) => owner === 'shop', notify: ['slack'] }, { notify: ['mail'] }),
    ),
    after: fleet(
      { owner: 'search' },
      routed({ matches: ({ owner }) => owner === 'shop', notify: ['slack'] }, { notify: ['mail'] }),
    ),
    told: [first, '2m00s mail first - p3 web firing', '2m00s slack moved - p3 web resolved'],
    alerts: [live],
  },
  {
    name: 'moved and back again: it begins anew',
    after: fleet({}, routed({ notify: ['mail'] })),
    happenings: [...firing, { second: 150, model: fleet() }],
    told: [
      first,
      '2m00s mail first - p3 web firing',
      '2m00s slack moved - p3 web resolved',
      '2m30s mail moved - p3 web resolved',
      '2m30s slack first - p3 web firing',
    ],
    alerts: [live],
  },
  {
    name: 'moved while it is silenced: the old one hears of it at once, the new one when that is over',
    after: fleet({}, { ...routed({ notify: ['mail'] }), silences: [silence('known', 100, 150)] }),
    told: [first, '2m00s slack moved - p3 web resolved', '2m30s mail unsuppressed - p3 web firing'],
    alerts: [live],
  },
  {
    name: 'a channel that is gone cannot be told',
    after: fleet(
      {},
      { ...routed({ notify: ['mail'] }), channels: new Map([channel('mail', 'email')]) },
    ),
    told: [first, '2m00s mail first - p3 web firing'],
    alerts: [live],
  },
  {
    name: 'a channel that an escalation calls as well is told by that',
    before: fleet({}, { ...routed({ notify: ['pager'] }), escalations: new Map([paged]) }),
    after: fleet({}, { ...routed({ escalation: 'page' }), escalations: new Map([paged]) }),
    told: ['0m00s pager first - p3 web firing', '2m00s pager first on_call p3 web firing'],
    alerts: [live],
  },
  {
    name: 'a priority that rises is no change of the configuration: the old channel is told of the end',
    before: fleet({}, routed({ priorities: ['p4'], notify: ['slack'] }, { notify: ['mail'] })),
    after: fleet({}, routed({ priorities: ['p4'], notify: ['slack'] }, { notify: ['mail'] })),
    happenings: [
      { second: 0, values: { web: 300 } },
      { second: 60, values: { web: 430 } },
      { second: 600, values: { web: 100 } },
    ],
    until: 600,
    told: [
      '0m00s slack first - p4 web firing',
      '1m00s mail first - p3 web firing',
      '10m00s mail all-resolved - p3 web resolved',
      '10m00s slack all-resolved - p3 web resolved',
    ],
    alerts: ['2m00s web slow critical firing 1m00s', '10m00s '],
  },
  {
    name: 'the path of an escalation: pinned for open incidents, and nobody moves',
    before: fleet({}, { ...routed({ escalation: 'page' }), escalations: new Map([paged]) }),
    after: fleet({}, { ...routed({ escalation: 'page' }), escalations: new Map([other]) }),
    until: 900,
    told: [
      '0m00s pager first on_call p3 web firing',
      '10m00s mail escalated manager p3 web firing',
    ],
    alerts: [live],
  },
];

describe('destinations', () => {
  test.each(destinations)('$name', (row) => {
    expect(outcome(row)).toEqual({ told: row.told, alerts: row.alerts });
  });
});

const window = maintenance('w', {
  once: { year: 2026, month: 11, day: 21, hour: 12, minute: 0 },
  forMs: 60 * minuteMs,
});

const suppressions: readonly Case[] = [
  {
    name: 'a maintenance window removed: it ends now',
    before: fleet({}, { windows: [window] }),
    after: fleet(),
    told: ['2m00s slack unsuppressed - p3 web firing'],
    alerts: [live],
  },
  {
    name: 'a silence removed: it ends now',
    before: fleet({}, { silences: [silence('known', 0, 3_600)] }),
    after: fleet(),
    told: ['2m00s slack unsuppressed - p3 web firing'],
    alerts: [live],
  },
  {
    name: 'a silence removed when what it was for is over: nobody hears of it',
    before: fleet({}, { silences: [silence('known', 0, 3_600)] }),
    after: fleet(),
    happenings: [...firing, { second: 60, values: { web: 100 } }],
    told: [],
    alerts: ['2m00s '],
  },
  {
    name: 'a silence added: who was told is told of the end',
    after: fleet({}, { silences: [silence('known', 0, 3_600)] }),
    happenings: [...firing, { second: 150, values: { web: 100 } }],
    told: [first, over('2m30s')],
    alerts: [live, '2m30s '],
  },
];

describe('suppressions', () => {
  test.each(suppressions)('$name', (row) => {
    expect(outcome(row)).toEqual({ told: row.told, alerts: row.alerts });
  });
});
