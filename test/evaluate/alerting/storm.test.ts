import { expect, test } from 'vitest';
import { modelOf, threshold } from '../model-builder.ts';
import { channels, drive, executors, payments, route } from './fleet.ts';

test('a storm of two hundred alerts behind one database is one incident, and one page', () => {
  const slow = threshold('slow', { critical: 400, absentAs: 'hold' });
  const ids = Array.from({ length: 200 }, (_, index) => `s${String(index).padStart(3, '0')}`);
  const model = modelOf(
    [
      { id: 'db', criticality: 'critical', thresholds: [slow] },
      // Each depends on the database, every second one through the one before.
      ...ids.map((id, index) => ({
        id,
        criticality: 'high' as const,
        thresholds: [slow],
        dependsOn: { [index % 2 === 0 ? 'db' : (ids[index - 1] ?? 'db')]: 'hard' },
      })),
    ],
    {
      channels,
      executors,
      escalations: new Map([payments]),
      routes: [route(0, { escalation: 'payments' })],
    },
  );
  const all = Object.fromEntries(['db', ...ids].map((id) => [id, 500]));
  const { told, reports } = drive(model, [{ second: 0, values: all }], { until: 400 });
  const [first] = reports;
  expect({
    alerts: first?.alerts.length,
    suppressed: first?.alerts.filter(({ suppressedBy }) => suppressedBy.length > 0).length,
    incidents: first?.incidents.map(({ root, symptoms }) => [root, symptoms.length]),
    path: first?.incidents[0]?.symptoms[1]?.path,
    told,
  }).toEqual({
    alerts: 201,
    suppressed: 200,
    incidents: [['db', 200]],
    path: ['db', 's000', 's001'],
    told: [
      '5m00s pager escalated on_call p1 db+200 firing',
      '5m00s slack escalated on_call p1 db+200 firing',
    ],
  });
});
