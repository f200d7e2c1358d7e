import { expect, test } from 'vitest';
import { start } from '../model-builder.ts';
import { clock, drive, minuteMs, route, shop } from './fleet.ts';

const hour = 3_600;

test('an incident tells everything that happened to it, in order', () => {
  const { incidents } = drive(
    shop(),
    [
      { second: 0, values: { db: 500 } },
      { second: 10, values: { api: 500 } },
      { second: 360, acknowledge: 'db' },
      { second: 700, values: { db: 100, api: 100 } },
    ],
    { until: 800 },
  );
  expect(
    incidents.map(({ root, timeline }) => [
      root,
      timeline.map(
        ({ at, kind, message }) => `${clock((Date.parse(at) - start) / 1_000)} ${kind}: ${message}`,
      ),
    ]),
  ).toEqual([
    [
      'db',
      [
        '0m00s opened: an alert of `db` fired',
        '0m00s escalated: escalation `payments` began at automated',
        '0m10s joined: `api` follows from `db`',
        '0m30s ordered: `restart` is to run for db: first, level automated',
        '0m31s stale: `db` slow: its data are out of date',
        '1m41s stale: `api` slow: its data are out of date',
        '4m00s sla-warning: 1m of 5m are left to acknowledge it',
        '4m00s sla-warning: 1m of 5m are left to resolve it',
        '5m00s sla-breach: the 5m to acknowledge it have passed',
        '5m00s sla-breach: the 5m to resolve it have passed',
        '5m00s escalated: escalated to on_call: nobody acknowledged within 5m',
        '5m00s told: `pager` is told: escalated, level on_call',
        '5m00s told: `slack` is told: escalated, level on_call',
        '6m00s acknowledged: ada takes care of it, until 2026-11-21T12:36:00Z',
        '6m00s paused: the escalation stands still: it is acknowledged',
        '11m40s resolved: its last alert ended',
        '11m40s told: `pager` is told: all-resolved, level on_call',
        '11m40s told: `slack` is told: all-resolved, level on_call',
      ],
    ],
  ]);
});

test('a route tells only within its hours, and why it does not is said', () => {
  const { told, reports } = drive(
    shop({
      routes: [
        route(0, {
          notify: ['mail'],
          active: {
            schedule: { weekly: [6], hour: 12, minute: 10, forMs: 20 * minuteMs },
            timezone: 'UTC',
          },
        }),
      ],
    }),
    [
      { second: 0, values: { web: 500 } },
      { second: 2_400, values: { web: 100, one: 500 } },
    ],
    { until: hour },
  );
  expect(told).toEqual([
    '10m00s mail first - p3 web firing',
    '40m00s mail all-resolved - p3 web resolved',
  ]);
  expect(
    [reports[0], reports.at(-1)].map((report) =>
      report?.incidents.map(({ root, suppressedBy }) => [
        root,
        suppressedBy.map(({ message }) => message),
      ]),
    ),
  ).toEqual([
    [['web', ['it is not within the hours of route 1']]],
    [['one', ['it is not within the hours of route 1']]],
  ]);
});

test('data that grow old are told once in the timeline', () => {
  const model = shop({
    routes: [],
    escalations: new Map(),
  });
  const { incidents } = drive(model, [{ second: 0, values: { web: 500 } }], { until: hour });
  expect(
    incidents.map(({ timeline }) => timeline.map(({ at, kind }) => `${at.slice(11, 19)} ${kind}`)),
  ).toEqual(
    [['12:00:00 opened', '12:03:01 stale'].map((line) => line)].map((lines) => [
      ...lines,
      '12:48:00 sla-warning',
      '12:48:00 sla-warning',
      '13:00:00 sla-breach',
      '13:00:00 sla-breach',
    ]),
  );
});

test('keys are never the same for two messages, also where a group was forgotten in between', () => {
  const { reports } = drive(
    shop({ routes: [route(0, { notify: ['mail'], groupBy: ['owner'] })] }),
    [
      { second: 0, values: { web: 500 } },
      { second: 600, values: { web: 100 } },
      { second: 2 * hour, values: { web: 500 } },
      { second: 2 * hour + 600, values: { web: 100 } },
    ],
    { until: 3 * hour },
  );
  const keys = reports.flatMap(({ notifications }) => notifications.map(({ key }) => key));
  expect([keys.length, new Set(keys).size]).toEqual([4, 4]);
});

test('a channel that leaves the configuration is not waited for', () => {
  const { reports } = drive(
    shop(),
    [
      { second: 0, values: { db: 300 } },
      { second: 60, model: shop({ revision: '2', channels: new Map() }) },
      { second: 120, values: { db: 500 } },
    ],
    { until: 4 * hour },
  );
  expect(reports.length).toBeLessThan(40);
});

test('an escalation rests while nothing but a symptom that flaps keeps its incident open', () => {
  const flaps = [60, 90, 120, 150, 180].map((second, index) => ({
    second,
    values: { api: index % 2 === 0 ? 500 : 100 },
  }));
  const { told, reports, incidents } = drive(
    shop(),
    [{ second: 0, values: { db: 500 } }, ...flaps, { second: 200, values: { db: 100, api: 100 } }],
    { until: hour },
  );
  expect(told).toEqual([]);
  expect(
    incidents.map(({ root, timeline }) => [
      root,
      timeline
        .filter(({ kind }) => ['paused', 'resumed', 'escalated', 'resolved'].includes(kind))
        .map(({ at, message }) => `${clock((Date.parse(at) - start) / 1_000)} ${message}`),
    ]),
  ).toEqual([
    [
      'db',
      [
        '0m00s escalation `payments` began at automated',
        '3m20s the escalation stands still: nothing of it lasts',
        '18m20s its last alert ended',
      ],
    ],
  ]);
  // What was due for ever would be looked at all the time.
  expect(reports.length).toBeLessThan(40);
});
