import { expect, test } from 'vitest';
import { limits } from '../../src/model/limits.ts';
import { lettersOf } from '../../src/runtime/letters.ts';
import { alert, healthy, incident, notification, run } from '../report/parts.ts';

const at = '2026-11-21T14:52:15Z';

function naming(channel: string, roots: readonly string[]) {
  return notification(channel, {
    incidents: roots.map((root) => ({
      id: `incident-of-${root}`,
      root,
      state: 'firing',
      priority: 'p1',
      alerts: 1,
      symptoms: 0,
    })),
  });
}

test('a letter has the incidents that its notification names, and the alerts of their roots', () => {
  const report = {
    ...healthy,
    at,
    notifications: [naming('pager', ['db', 'bus'])],
    incidents: [
      incident('bus', { alerts: ['bus-lag'] }),
      incident('db', {
        alerts: ['db-errors', 'db-latency'],
        symptoms: [{ system: 'web', alerts: ['web-errors'], path: ['db', 'web'] }],
      }),
      incident('other', { alerts: ['other-errors'] }),
    ],
    alerts: [
      alert('db', 'errors', { incident: 'incident-of-db' }),
      alert('other', 'errors'),
      alert('bus', 'lag', { priority: 'p2', incident: 'incident-of-bus' }),
      alert('db', 'latency', { priority: 'p2', incident: 'incident-of-db' }),
      alert('web', 'errors', { priority: 'p3', incident: 'incident-of-db' }),
    ],
  };
  const [letter] = lettersOf(report, { delivers: true, executes: true });
  expect(letter?.incidents).toEqual([
    {
      ...{ id: 'incident-of-db', root: 'db', state: 'open', priority: 'p1' },
      ...{ openedAt: '2026-11-21T14:46:15Z', resolvedAt: null, acknowledged: null },
      symptoms: ['web'],
    },
    {
      ...{ id: 'incident-of-bus', root: 'bus', state: 'open', priority: 'p1' },
      ...{ openedAt: '2026-11-21T14:46:15Z', resolvedAt: null, acknowledged: null },
      symptoms: [],
    },
  ]);
  expect(letter?.alerts.map(({ id }) => id)).toEqual(['db-errors', 'bus-lag', 'db-latency']);
  expect(Object.keys(letter?.alerts[0] ?? {})).not.toContain('levels');
  expect([letter?.name, letter?.revision, letter?.at]).toEqual([
    healthy.name,
    healthy.revision,
    Date.parse(at),
  ]);
});

test('a report that tells nothing has no letters, and each notification has one', () => {
  expect(lettersOf(healthy, { delivers: true, executes: true })).toEqual([]);
  const report = {
    ...healthy,
    notifications: [naming('a', ['db']), naming('b', ['db'])],
    incidents: [incident('db')],
  };
  expect(
    lettersOf(report, { delivers: true, executes: true }).map(
      ({ notification: { channel } }) => channel,
    ),
  ).toEqual(['a', 'b']);
});

test('an incident that the report no longer has is told as far as the notification knows it', () => {
  const [gone] = naming('pager', ['db']).incidents;
  const told = notification('pager', {
    incidents: gone === undefined ? [] : [{ ...gone, state: 'resolved' }],
  });
  expect(
    lettersOf({ ...healthy, at, notifications: [told] }, { delivers: true, executes: true })[0]
      ?.incidents,
  ).toEqual([
    {
      ...{ id: 'incident-of-db', root: 'db', state: 'resolved', priority: 'p1' },
      ...{ openedAt: at, resolvedAt: at, acknowledged: null, symptoms: [] },
    },
  ]);
});

test('alerts and what follows are cut where a letter is full', () => {
  const many = Array.from({ length: 80 }, (_, index) => `s${String(index).padStart(2, '0')}`);
  const [letter] = lettersOf(
    {
      ...healthy,
      notifications: [naming('pager', ['db'])],
      incidents: [
        incident('db', {
          alerts: many.map((name) => `db-${name}`),
          symptoms: many.map((system) => ({ system, alerts: [], path: ['db', system] })),
        }),
      ],
      alerts: many.map((name) => alert('db', name)),
    },
    { delivers: true, executes: true },
  );
  expect(letter?.alerts.map(({ signal }) => signal)).toEqual(many.slice(0, limits.letterAlerts));
  expect(letter?.incidents[0]?.symptoms).toEqual(many.slice(0, limits.letterAlerts));
});

test('an order is a letter to its executor with the run, and only where something is executed', () => {
  const ordering = { ...healthy, runs: [run('mend', { incident: 'i-db', root: 'db' })] };
  const [letter] = lettersOf(ordering, { delivers: false, executes: true });
  expect([
    letter?.run,
    letter?.notification.key,
    letter?.notification.channel,
    letter?.notification.group,
    letter?.incidents.map(({ id, root }) => [id, root]),
    lettersOf(ordering, { delivers: true, executes: false }),
  ]).toEqual([ordering.runs[0], 'c3d2e1f0a9b8c7d6', 'run:mend', 'i-db', [['i-db', 'db']], []]);
});
