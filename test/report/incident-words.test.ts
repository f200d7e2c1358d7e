import { expect, test } from 'vitest';
import type { Incident } from '../../src/model/report.generated.ts';
import {
  careOf,
  pressingFirst,
  sayCare,
  sayFollowers,
  sayIncidents,
} from '../../src/report/incident-words.ts';
import { type Line, sayLine } from '../../src/report/look.ts';
import { incidentLines } from '../../src/report/pretty/incidents.ts';
import { notificationLines } from '../../src/report/pretty/notifications.ts';
import { healthy, incident, notification, place, wide } from './parts.ts';

const escalation: NonNullable<Incident['escalation']> = {
  path: 'shop',
  level: 'on_call',
  step: 1,
  enteredAt: '2026-11-21T14:46:15Z',
  dueAt: '2026-11-21T14:55:15Z',
  paused: false,
  exhausted: false,
  at: place('e.yaml', 1, 1),
};
const silence = { code: 'silence', message: 'silenced by `disks`' };
const hours = { code: 'route-hours', message: 'not within the hours' };
const ada = { by: 'ada', at: '2026-11-21T14:50:00Z', until: null };
const told = (channel: string, isOpen: boolean): Incident['told'][number] => ({
  channel,
  at: '2026-11-21T14:46:45Z',
  reasons: ['first'],
  isOpen,
});

test.each<readonly [string, Partial<Incident>, string, string]>([
  ['nobody was told', {}, 'open', 'nobody told yet'],
  ['no route takes it', { route: null }, 'open', 'nobody is told: it has no route'],
  ['a route told', { told: [told('mail', true), told('old', false)] }, 'open', 'told mail'],
  ['a level has time left', { escalation }, 'open', 'shop › on_call, 3m left'],
  [
    'a level that nothing ends',
    { escalation: { ...escalation, dueAt: null } },
    'open',
    'shop › on_call',
  ],
  [
    'a level stands still',
    { escalation: { ...escalation, dueAt: null, paused: true } },
    'open',
    'shop › on_call, stands still',
  ],
  [
    'the last level is over',
    { escalation: { ...escalation, dueAt: null, exhausted: true } },
    'open',
    'shop › on_call, nobody answered',
  ],
  [
    'somebody acknowledged',
    { escalation, acknowledged: ada, suppressedBy: [{ code: 'acknowledged', message: 'ada' }] },
    'acknowledged',
    'ada takes care of it',
  ],
  [
    'somebody acknowledged for a time',
    { acknowledged: { ...ada, until: '2026-11-21T15:52:15Z' } },
    'acknowledged',
    'ada takes care of it, 1h left',
  ],
  [
    'a silence mutes it',
    { suppressedBy: [silence, { code: 'maintenance', message: 'window' }] },
    'muted',
    'nobody is told: silenced by `disks`; window',
  ],
  [
    'a silence hides other alerts',
    { suppressedBy: [silence], hidden: 1, told: [told('mail', true)] },
    'open',
    '1 alert hidden behind a silence, told mail',
  ],
  [
    'it is not the hour of its route',
    { suppressedBy: [hours] },
    'muted',
    'nobody is told: not within the hours',
  ],
  [
    'it is not the hour of its route, and somebody was told before',
    { suppressedBy: [hours], told: [told('mail', true)] },
    'open',
    'told mail',
  ],
  [
    'it is not the hour of its route, but its escalation goes on',
    { suppressedBy: [hours], escalation },
    'open',
    'shop › on_call, 3m left',
  ],
  ['it came back once', { reopened: 1 }, 'open', 'nobody told yet, came back once'],
  [
    'it is late',
    {
      sla: {
        acknowledge: { dueAt: '2026-11-21T14:51:15Z', state: 'breached', at: null },
        resolve: { dueAt: '2026-11-21T14:53:15Z', state: 'warning', at: null },
      },
    },
    'open',
    'nobody told yet, acknowledge overdue by 1m, resolve due in 1m',
  ],
  [
    'it was acknowledged late',
    {
      acknowledged: ada,
      sla: {
        acknowledge: { dueAt: '2026-11-21T14:49:15Z', state: 'breached', at: null },
        resolve: { dueAt: '2026-11-21T15:53:15Z', state: 'running', at: null },
      },
    },
    'acknowledged',
    'ada takes care of it',
  ],
  [
    'it is over',
    { state: 'resolved', resolvedAt: '2026-11-21T14:50:15Z', told: [told('mail', false)] },
    'resolved',
    'over for 2m',
  ],
  [
    'it turned out to follow',
    { state: 'resolved', resolvedAt: '2026-11-21T14:50:15Z', mergedInto: 'incident-of-db' },
    'resolved',
    'follows from db',
  ],
])('where an incident stands when %s', (_, rest, care, said) => {
  const one = incident('api', rest);
  const report = { ...healthy, incidents: [one, incident('db')] };
  expect([careOf(one), sayCare(report, one)]).toEqual([care, said]);
});

const path = (system: string): Incident['symptoms'][number] => ({ system, alerts: [], path: [] });

test.each<readonly [Incident['symptoms'], string]>([
  [[], ''],
  [[path('a')], '1 follows'],
  [[path('a'), path('b')], '2 follow'],
])('%j are said as %j', (symptoms, said) => {
  expect(sayFollowers(incident('db', { symptoms }))).toBe(said);
});

const kinds = [
  incident('over', { state: 'resolved', resolvedAt: '2026-11-21T14:50:15Z' }),
  incident('known', { suppressedBy: [silence] }),
  incident('taken', { acknowledged: ada }),
  incident('new'),
];

test('what nobody takes care of comes first, then what is taken care of, is muted, is over', () => {
  expect([pressingFirst(kinds).map(({ root }) => root), sayIncidents(kinds)]).toEqual([
    ['new', 'taken', 'known', 'over'],
    '1 open, 1 acknowledged, 1 told to nobody, 1 resolved',
  ]);
});

function said(lines: readonly Line[]): readonly string[] {
  return lines.map((line) => sayLine(wide, line));
}

test('at most 20 incidents are listed, the pressing ones, and how many more there are', () => {
  const taken = Array.from({ length: 9 }, (_, index) =>
    incident(`t${index}`, { acknowledged: ada }),
  );
  const open = Array.from({ length: 14 }, (_, index) => incident(`o${index}`));
  const lines = said(incidentLines({ ...healthy, incidents: [...taken, ...open] }, wide));
  expect([lines.length, lines[0], lines[1]?.trim().split(/ +/)[2], lines.at(-1)]).toEqual([
    22,
    'Incidents  14 open, 9 acknowledged',
    'o0',
    '  … and 3 more',
  ]);
});

test('at most 20 notifications are listed, and where the others are', () => {
  const notifications = Array.from({ length: 21 }, (_, index) => notification(`c${index}`));
  const lines = said(notificationLines({ ...healthy, notifications }, wide));
  expect([lines.length, lines[0], lines.at(-1)]).toEqual([
    22,
    'Notifications  21 of this step',
    '  … and 1 more in -o json',
  ]);
});

test('a report without incidents and notifications says nothing of them', () => {
  expect([incidentLines(healthy, wide), notificationLines(healthy, wide)]).toEqual([[], []]);
});
