import { describe, expect, test } from 'vitest';
import { drive, minuteMs } from './alerting/fleet.ts';
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

const renamedSystem = fleet({ id: 'shop', renamedFrom: ['store', 'web'] });

const renames: readonly Case[] = [
  {
    name: 'a system renamed: its alert, its incident and who was told go along, and nobody is told',
    after: renamedSystem,
    told: [first],
    alerts: ['2m00s shop slow critical firing 0m00s'],
  },
  {
    name: 'the end is told to who was told of the beginning, under the new name',
    after: renamedSystem,
    happenings: [...firing, { second: 150, values: { shop: 100 } }],
    told: [first, '2m30s slack all-resolved - p3 shop resolved'],
    alerts: ['2m00s shop slow critical firing 0m00s', '2m30s '],
  },
  {
    name: 'not renamed but removed and added: over for everybody, and begun anew',
    after: fleet({ id: 'shop' }),
    happenings: [...firing, { second: 150, values: { shop: 430 } }],
    told: [first, over('2m00s', 'config-removed'), '2m30s slack first - p3 shop firing'],
    alerts: ['2m00s ', '2m30s shop slow critical firing 2m30s'],
  },
  {
    name: 'a threshold renamed: the same alert',
    after: fleet({
      thresholds: [{ ...slow, id: 'latency', renamedFrom: ['slow'] }],
    }),
    happenings: [...firing, { second: 150, values: { web: 430 } }],
    told: [first],
    alerts: ['2m00s web latency critical firing 0m00s'],
  },
  {
    name: 'both renamed, and another limit: kept until the next sample',
    after: fleet({
      id: 'shop',
      renamedFrom: ['web'],
      thresholds: [
        threshold('latency', { critical: 450, absentAs: 'hold', renamedFrom: ['slow'] }),
      ],
    }),
    happenings: [...firing, { second: 150, values: { shop: 100 } }],
    told: [first, '2m30s slack all-resolved - p3 shop resolved'],
    alerts: ['2m00s shop latency critical firing 0m00s', '2m30s '],
  },
  {
    name: 'data that are missing, of a system and a threshold that were renamed: the same alert',
    before: fleet({
      thresholds: [threshold('slow', { warn: 500, absentAs: 'unhealthy', absentForMs: minuteMs })],
    }),
    after: fleet({
      id: 'shop',
      renamedFrom: ['web'],
      thresholds: [
        threshold('latency', {
          warn: 500,
          absentAs: 'unhealthy',
          absentForMs: minuteMs,
          renamedFrom: ['slow'],
        }),
      ],
    }),
    told: ['1m01s slack first - p3 web firing'],
    alerts: ['2m00s shop latency critical firing 1m00s'],
  },
  {
    name: 'an acknowledgement goes along',
    before: fleet({}, { ...routed({ escalation: 'page' }), escalations: new Map([paged]) }),
    after: fleet(
      { id: 'shop', renamedFrom: ['web'] },
      { ...routed({ escalation: 'page' }), escalations: new Map([paged]) },
    ),
    happenings: [...firing, { second: 60, acknowledge: 'web' }],
    until: 3_600,
    told: ['0m00s pager first on_call p3 web firing'],
    alerts: ['2m00s shop slow critical firing 0m00s'],
  },
  {
    name: 'an old id of which nothing is remembered: harmless',
    before: fleet({ renamedFrom: ['store'] }),
    after: fleet({ renamedFrom: ['store'], thresholds: [{ ...slow, renamedFrom: ['quick'] }] }),
    told: [first],
    alerts: [live],
  },
];

describe('renames', () => {
  test.each(renames)('$name', (row) => {
    expect(outcome(row)).toEqual({ told: row.told, alerts: row.alerts });
  });

  test('an incident keeps its id and its story, and says when it got another name', () => {
    const { incidents } = drive(fleet(), [...firing, { second: 120, model: renamedSystem }], {
      until: 180,
    });
    expect(
      incidents.map(({ root, timeline }) => [
        root,
        timeline.map(({ kind, message }) => [kind, message]),
      ]),
    ).toEqual([
      [
        'shop',
        [
          ['opened', 'an alert of `web` fired'],
          ['told', '`slack` is told: first'],
          ['renamed', '`web` is `shop` now'],
        ],
      ],
    ]);
  });
});
