import { expect, test } from 'vitest';
import { sayLocation } from '../../src/model/location.ts';
import { tested } from './shop.ts';

function explained(text: string): readonly (readonly string[])[] {
  return tested(text).files.flatMap((file) =>
    file.scenarios.flatMap(({ failures }) =>
      failures.map(({ about, after, why }) => [
        `${after} ${about}`,
        ...why.map(({ message, at }) =>
          at === null ? message : `${message} (${sayLocation(at)})`,
        ),
      ]),
    ),
  );
}

test('why somebody was not told is the step that waits, who cares, and what happened', () => {
  expect(
    explained(`  a:
    heartbeats: [agent]
    failures: [{ at: 0s, system: orders-db }]
    acknowledge: [{ at: 7m, system: orders-db, by: ada }]
    expect:
      - { at: 4m, notified: [pager] }
      - { at: 8m, escalation: { orders-db: team_lead } }
`),
  ).toEqual([
    [
      '4m notified',
      '`payments` is at step `automated`, which waits 5m, so `on_call` is due at 5m (policies/guard.yaml:38:9)',
      '0s: escalation `payments` began at automated (policies/guard.yaml:38:9)',
      '30s: `recovery` is to run for orders-db: first, level automated (policies/guard.yaml:38:9)',
      '4m: 1m of 5m are left to acknowledge it',
      '4m: 1m of 5m are left to resolve it',
    ],
    [
      '8m escalation of `orders-db`',
      '`payments` is at step `on_call`, which waits 15m, and its time stands still (policies/guard.yaml:39:9)',
      'nobody is told of `orders-db`: ada takes care of it since 2026-01-01T00:07:00Z, until 2026-01-01T04:07:00Z',
      '5m: `chat` is told: escalated, level on_call (policies/guard.yaml:39:9)',
      '5m: `pager` is told: escalated, level on_call (policies/guard.yaml:39:9)',
      '7m: ada takes care of it, until 2026-01-01T04:07:00Z',
      '7m: the escalation stands still: it is acknowledged',
    ],
  ]);
});

test('why something is healthy is the limit that it does not reach, or the time that it must hold', () => {
  expect(
    explained(`  a:
    heartbeats: [agent]
    signals: { checkout.latency: 120x3 450x3, orders-db.up: 1x9, orders-db.mode: okx9 }
    expect:
      - { at: 1m, health: { checkout: degraded, agent: offline, orders-db: degraded } }
      - { at: 2m, alerts: [{ system: checkout, severity: critical, state: firing }] }
      - { at: 2m, decisions: [{ policy: checkout-is-up, subject: checkout, outcome: denied }] }
`),
  ).toEqual([
    [
      '1m health of `checkout`',
      '`checkout-latency` does not fire: it is warn at ≥ 200, critical at ≥ 400 for 1m of `latency` (policies/guard.yaml:3:3)',
    ],
    [
      '1m health of `agent`',
      'nothing is wrong with `agent` that Tower heard of (topology/shop.yaml:9:3)',
    ],
    [
      '1m health of `orders-db`',
      '`db-up` does not fire: it is critical at ≤ 0 of `up` (policies/guard.yaml:8:3)',
      '`db-mode` does not fire: it is warn at down of `mode` (policies/guard.yaml:12:3)',
    ],
    [
      '2m alerts',
      'latency is 450 ms, the limit is 200 ms, since 2026-01-01T00:02:00Z (policies/guard.yaml:6:11)',
      '`checkout-latency` critical is pending since 2m and must hold for 1m, so it fires at 3m (policies/guard.yaml:7:21)',
    ],
    [
      '2m decisions',
      'hard policy `checkout-is-up` is violated by nobody of these (policies/guard.yaml:17:3)',
      'latency is 450 ms, the limit is 200 ms, since 2026-01-01T00:02:00Z (policies/guard.yaml:6:11)',
      '`checkout-latency` critical is pending since 2m and must hold for 1m, so it fires at 3m (policies/guard.yaml:7:21)',
    ],
  ]);
});

test('a picture is the series of the system with the moments of its alerts', () => {
  const [file] = tested(`  a:
    signals: { checkout.latency: 120x3 250 _ 450, orders-db.mode: okx3 down }
    expect:
      - { at: 2m, health: { checkout: healthy } }
      - { at: 3m, overall: healthy }
`).files;
  expect(
    file?.scenarios.flatMap(({ failures }) => failures.map(({ pictures }) => pictures)),
  ).toEqual([
    [
      {
        name: 'checkout.latency',
        unit: 'ms',
        everyMs: 30_000,
        values: [120, 120, 120, 120, 250, null, 450],
        words: null,
        marks: [
          { afterMs: 120_000, text: 'fires 2m' },
          { afterMs: 120_000, text: 'here 2m' },
        ],
      },
    ],
    [
      {
        name: 'checkout.latency',
        unit: 'ms',
        everyMs: 30_000,
        values: [120, 120, 120, 120, 250, null, 450],
        words: null,
        marks: [
          { afterMs: 120_000, text: 'fires 2m' },
          { afterMs: 180_000, text: 'here 3m' },
        ],
      },
      {
        name: 'orders-db.mode',
        unit: null,
        everyMs: 30_000,
        values: [0, 0, 0, 0, 2],
        words: ['ok', 'slow', 'down'],
        marks: [
          { afterMs: 120_000, text: 'fires 2m' },
          { afterMs: 180_000, text: 'here 3m' },
        ],
      },
    ],
  ]);
});

test('of a long series, a value of its picture stands for several', () => {
  const [file] = tested(`  a:
    signals: { checkout.latency: 0+1x599 }
    expect: [{ health: { checkout: healthy } }]
`).files;
  const [picture] = file?.scenarios[0]?.failures[0]?.pictures ?? [];
  expect({ everyMs: picture?.everyMs, values: picture?.values }).toEqual({
    everyMs: 300_000,
    values: Array.from({ length: 60 }, (_, index) => index * 10 + 9),
  });
});
