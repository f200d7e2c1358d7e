import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Alert, Incident, Report } from '../../../src/model/report.generated.ts';
import { changesOf } from '../../../src/report/watch/changes.ts';
import { differences } from '../../../src/report/watch/differences.ts';
import { alert, finding, healthy, incident, place, system } from '../parts.ts';

function words(before: Partial<Report>, after: Partial<Report>): readonly string[] {
  return changesOf({ ...healthy, ...before }, { ...healthy, ...after }, true, false).map(
    ({ subject, change }) => `${subject} ${change}`,
  );
}

const level = {
  path: 'payments',
  level: 'on_call',
  step: 1,
  enteredAt: '2026-11-21T14:46:15Z',
  dueAt: null,
  paused: false,
  exhausted: false,
  at: place('policies/escalation.yaml', 14, 9),
};
const clock = { dueAt: '2026-11-21T14:51:15Z', state: 'running', at: null } as const;
const acknowledged = { by: 'ada', at: '2026-11-21T14:52:00Z', until: null };
const ended = { state: 'resolved', resolvedAt: '2026-11-21T14:52:00Z' } as const;

test.each<readonly [string, Partial<Incident> | null, Partial<Incident> | null, string]>([
  ['opens', null, {}, 'opened'],
  ['was over before it was seen', null, ended, ''],
  ['stays', {}, {}, ''],
  ['ends', {}, ended, 'resolved'],
  ['turns out to follow', {}, { ...ended, mergedInto: 'other' }, 'merged'],
  ['is forgotten', ended, null, ''],
  ['is gone while it is open', {}, null, 'gone'],
  ['comes back', ended, { reopened: 1 }, 'reopened'],
  ['is more urgent', { priority: 'p2' }, { priority: 'p1' }, 'raised'],
  ['is less urgent', { priority: 'p1' }, { priority: 'p2' }, 'lowered'],
  ['is taken care of', {}, { acknowledged }, 'acknowledged'],
  [
    'is taken care of again',
    { acknowledged },
    { acknowledged: { ...acknowledged, at: '2026-11-21T14:53:00Z' } },
    'acknowledged',
  ],
  ['is no longer taken care of', { acknowledged }, {}, 'unacknowledged'],
  ['has its first level', {}, { escalation: level }, ''],
  ['has its next level', { escalation: level }, { escalation: { ...level, step: 2 } }, 'escalated'],
  ['is paused', { escalation: level }, { escalation: { ...level, paused: true } }, ''],
  [
    'is answered by nobody',
    { escalation: level },
    { escalation: { ...level, exhausted: true } },
    'unanswered',
  ],
  [
    'is late',
    { sla: { acknowledge: clock, resolve: null } },
    { sla: { acknowledge: { ...clock, state: 'breached' }, resolve: null } },
    'overdue',
  ],
])('an incident that %s', (_, before, after, word) => {
  const listOf = (rest: Partial<Incident> | null) => (rest === null ? [] : [incident('web', rest)]);
  expect(words({ incidents: listOf(before) }, { incidents: listOf(after) })).toEqual(
    word === '' ? [] : [`incident ${word}`],
  );
});

test.each<readonly [string, Partial<Alert> | null, Partial<Alert> | null, string]>([
  ['begins', null, { state: 'pending' }, 'pending'],
  ['fires at once', null, {}, 'firing'],
  ['fires', { state: 'pending' }, {}, 'firing'],
  ['has another value', { value: 1 }, { value: 2 }, ''],
  ['recovers', {}, { state: 'recovering' }, 'recovering'],
  ['fires again', { state: 'recovering' }, {}, 'firing'],
  ['is worse', { severity: 'warn' }, {}, 'raised'],
  ['is better', {}, { severity: 'warn' }, 'lowered'],
  ['ends', { state: 'recovering' }, null, 'resolved'],
  ['ends before it fired', { state: 'pending' }, null, 'cleared'],
])('an alert that %s', (_, before, after, word) => {
  const listOf = (rest: Partial<Alert> | null) =>
    rest === null ? [] : [alert('web', 'latency', rest)];
  expect(words({ alerts: listOf(before) }, { alerts: listOf(after) })).toEqual(
    word === '' ? [] : [`alert ${word}`],
  );
});

test('systems that come and go with another configuration are told where that matters', () => {
  const before = [system('a', { status: 'unhealthy' }), system('b')];
  const after = [system('b'), system('c', { status: 'offline' }), system('d')];
  expect(words({ systems: before }, { systems: after })).toEqual(['system offline', 'system gone']);
});

test('a finding is told of when it comes, when it goes, and when a waiver begins or ceases to accept it', () => {
  const waivedBy = {
    waiver: 'w',
    reason: 'soon',
    approvedBy: 'ada',
    expires: '2026-12-31',
    daysLeft: 40,
    ticket: null,
    at: place('policies/waivers.yaml', 3, 3),
  };
  const [bare, waived] = [finding('r', 'web'), finding('r', 'web', { waivedBy })];
  const day = finding('r', 'web', { waivedBy: { ...waivedBy, daysLeft: 39 } });
  expect([
    words({ findings: [] }, { findings: [bare] }),
    words({ findings: [bare] }, { findings: [waived] }),
    words({ findings: [waived] }, { findings: [day] }),
    words({ findings: [waived] }, { findings: [bare] }),
    words({ findings: [bare] }, { findings: [] }),
  ]).toEqual([['finding new'], ['finding waived'], [], ['finding unwaived'], ['finding gone']]);
});

test('of a first report, findings and weak points are what they have always been', () => {
  const report: Report = {
    ...healthy,
    findings: [finding('r', 'web')],
    systems: [system('a', { status: 'degraded' }), system('b')],
  };
  expect(changesOf(undefined, report, true, false).map(({ subject }) => subject)).toEqual([
    'overall',
    'system',
  ]);
});

const items = fc
  .uniqueArray(
    fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'constructor', '__proto__'), fc.nat(2)),
    {
      selector: ([id]) => id,
    },
  )
  .map((pairs) => pairs.map(([id, value]) => ({ id, value })));

test('differences of two lists lead from one to the other', () => {
  fc.assert(
    fc.property(items, items, fc.nat(3), (before, others, shared) => {
      // Some objects are the same ones.
      const after = [
        ...others.filter(({ id }) => !before.slice(0, shared).some((one) => one.id === id)),
        ...before.slice(0, shared),
      ];
      const { added, changed, removed } = differences(before, after, ({ id }) => id);
      const gone = new Set([...removed, ...changed.map((pair) => pair.before)]);
      const come = [...added, ...changed.map((pair) => pair.after)];
      const built = [...before.filter((item) => !gone.has(item)), ...come];
      expect(new Set(built)).toEqual(new Set(after));
      expect(built.length).toBe(after.length);
      expect(
        changed.every((pair) => pair.before.id === pair.after.id && pair.before !== pair.after),
      ).toBe(true);
    }),
  );
});
