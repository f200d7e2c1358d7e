import { expect, test } from 'vitest';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import { emptyState } from '../../src/evaluate/state.ts';
import { digest } from '../../src/model/digest.ts';
import type { Criticality } from '../../src/model/words.ts';
import { after, modelOf, place, reportsOf, threshold } from './model-builder.ts';

test('an alert says what is reached, by which value, since when and what to do', () => {
  const slow = threshold('slow', {
    warn: { limit: 200, forMs: 30_000, as: 'unhealthy' },
    runbook: 'https://runbooks.example/slow',
  });
  const model = modelOf([{ id: 'web', criticality: 'high', thresholds: [slow] }]);
  const [pending, firing] = reportsOf(model, emptyState(), [
    { at: after(0), signals: { web: { latency: 300 } } },
    { at: after(30), signals: { web: { latency: 310 } } },
  ]);
  const alert = {
    id: digest(['alert', 'web', 'slow'], 16),
    system: 'web',
    signal: 'latency',
    source: 'slow',
    kind: 'threshold',
    severity: 'warn',
    priority: 'p3',
    since: after(0),
    limit: 200,
    comparison: '≥',
    unit: 'ms',
    stale: false,
    incident: null,
    flapping: false,
    suppressedBy: [],
    runbook: 'https://runbooks.example/slow',
    at: place('$.thresholds.slow.warn'),
  };
  const levels = (state: string): object[] => [
    { severity: 'warn', state, since: after(0), limit: 200 },
  ];
  expect(pending?.alerts).toEqual([
    { ...alert, state: 'pending', levels: levels('pending'), status: 'healthy', value: 300 },
  ]);
  expect(firing?.alerts).toEqual([
    {
      ...alert,
      state: 'firing',
      levels: levels('firing'),
      status: 'unhealthy',
      value: 310,
      incident: '20eb4bc05e358d16',
    },
  ]);
});

test('a more severe level that is still pending is told beside the one that fires', () => {
  const slow = threshold('slow', { warn: 200, critical: { limit: 400, forMs: 60_000 } });
  const model = modelOf([{ id: 'web', criticality: 'high', thresholds: [slow] }]);
  const [report] = reportsOf(model, emptyState(), [
    { at: after(0), signals: { web: { latency: 500 } } },
  ]);
  expect(
    report?.alerts.map(({ severity, state, levels }) => ({ severity, state, levels })),
  ).toEqual([
    {
      severity: 'warn',
      state: 'firing',
      levels: [
        { severity: 'critical', state: 'pending', since: after(0), limit: 400 },
        { severity: 'warn', state: 'firing', since: after(0), limit: 200 },
      ],
    },
  ]);
});

test('missing data are an alert of their own', () => {
  const slow = threshold('slow', { critical: 200, absentAs: 'alert' });
  const model = modelOf([{ id: 'web', criticality: 'high', thresholds: [slow] }]);
  const reports = reportsOf(model, emptyState(), [{ at: after(0) }, { at: after(100) }]);
  expect(reports.map(({ alerts }) => alerts)).toEqual([
    [],
    [
      {
        id: digest(['alert', 'web', 'slow', 'no-data'], 16),
        system: 'web',
        signal: 'latency',
        source: 'slow',
        kind: 'no-data',
        state: 'firing',
        severity: 'warn',
        priority: 'p3',
        levels: [],
        status: 'unknown',
        since: after(90),
        value: null,
        limit: null,
        comparison: 'absent',
        unit: 'ms',
        stale: true,
        incident: '6c7a37ee6a4773e8',
        flapping: false,
        suppressedBy: [],
        runbook: null,
        at: place('$.thresholds.slow'),
      },
    ],
  ]);
});

test.each<[Criticality, string, string]>([
  ['critical', 'p2', 'p1'],
  ['high', 'p3', 'p2'],
  ['medium', 'p4', 'p3'],
  ['low', 'p5', 'p4'],
])('on a %s system a warning is %s and a critical alert %s', (criticality, warn, critical) => {
  const slow = threshold('slow', { warn: 200, critical: 400 });
  const model = modelOf([{ id: 'web', criticality, thresholds: [slow] }]);
  const priorities = [300, 500].map(
    (latency) =>
      evaluate(model, emptyState(), { at: after(0), signals: { web: { latency } } }).report
        .alerts[0]?.priority,
  );
  expect(priorities).toEqual([warn, critical]);
});

test.each([
  ['latency', 200, 300, 200, '≥'],
  ['availability', 0.9, 0.5, 0.9, '≤'],
  ['status', 1, 'down', 'degraded', '≥'],
  ['status', 2, 'down', 'down', '='],
])('a limit of %s at %s is said in its own terms', (signal, limit, value, said, comparison) => {
  const model = modelOf([{ id: 'web', thresholds: [threshold('t', { signal, warn: limit })] }]);
  const { report } = evaluate(model, emptyState(), {
    at: after(0),
    signals: { web: { [signal]: value } },
  });
  expect(report.alerts.map((alert) => [alert.value, alert.limit, alert.comparison])).toEqual([
    [value, said, comparison],
  ]);
});

test('alerts come by priority, system and threshold', () => {
  const thresholds = [
    threshold('a', { warn: 200 }),
    threshold('b', { signal: 'availability', warn: 0.9 }),
  ];
  const model = modelOf([
    { id: 'x', thresholds },
    { id: 'w', thresholds },
    { id: 'y', criticality: 'critical', thresholds },
  ]);
  const bad = { latency: 300, availability: 0.1 };
  const { report } = evaluate(model, emptyState(), {
    at: after(0),
    signals: { w: bad, x: bad, y: bad },
  });
  expect(report.alerts.map(({ priority, system, source }) => [priority, system, source])).toEqual([
    ['p2', 'y', 'a'],
    ['p2', 'y', 'b'],
    ['p4', 'w', 'a'],
    ['p4', 'w', 'b'],
    ['p4', 'x', 'a'],
    ['p4', 'x', 'b'],
  ]);
});

test('an id depends on the system and the threshold alone', () => {
  const idOf = (limit: number, latency: number, revision: string): string | undefined => {
    const slow = threshold('slow', { critical: limit });
    const model = modelOf([{ id: 'web', thresholds: [slow] }], { revision });
    const step = evaluate(model, emptyState(), {
      at: after(latency),
      signals: { web: { latency } },
    });
    return step.report.alerts[0]?.id;
  };
  expect(idOf(100, 200, 'a')).toBe(idOf(300, 900, 'b'));
});
