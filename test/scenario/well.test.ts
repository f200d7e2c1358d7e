import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluateReadings } from '../../src/evaluate/evaluate.ts';
import { planOf } from '../../src/evaluate/plan.ts';
import { emptyState } from '../../src/evaluate/state.ts';
import { feedOf } from '../../src/scenario/feed.ts';
import { goodValue } from '../../src/scenario/well.ts';
import { modelOf as modelWith, threshold } from '../evaluate/model-builder.ts';
import { exampleFiles, modelOf } from '../examples/project.ts';

test('with all others healthy the whole example is, at ticks and between them', () => {
  const model = modelOf(exampleFiles());
  const startsAt = Date.UTC(2026, 10, 24, 12);
  const scenario = {
    name: 'well',
    at: model.systems[0]?.at ?? {
      file: '',
      line: 1,
      column: 1,
      endLine: 1,
      endColumn: 1,
      path: '$',
    },
    startsAt,
    everyMs: 600_000,
    endsAt: startsAt + 600_000,
    isElseWell: true,
    signals: [],
    checks: [],
    failures: [],
    heartbeats: [],
    observed: [],
    acknowledged: [],
    reloads: [],
    expectations: [],
    instants: [],
  };
  const feed = feedOf(scenario, model);
  const state = emptyState();
  const counts = [
    [0, 0],
    [200_000, -1],
    [400_000, -1],
    [600_000, 1],
  ].map(([after = 0, tick = 0]) => {
    const { report } = evaluateReadings(model, state, feed.at(startsAt + after, tick));
    return [report.overall.counts.healthy, report.alerts.length];
  });
  expect(counts).toEqual(counts.map(() => [model.systems.length, 0]));
});

const limit = fc.integer({ min: -50, max: 50 });

test('a good value reaches no limit, and is clear of all of them', () => {
  fc.assert(
    fc.property(limit, limit, fc.boolean(), fc.nat(10), (a, b, isLower, margin) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      const [warn, critical] = isLower ? [low, high] : [high, low];
      const clear = (at: number): number => (isLower ? at - margin : at + margin);
      const one = threshold('t', {
        signal: isLower ? 'latency' : 'availability',
        warn: { limit: warn, clear: clear(warn) },
        critical: { limit: critical, clear: clear(critical) },
      });
      const [follow] = planOf(modelWith([{ id: 'web', thresholds: [one] }])).follows;
      const value = follow === undefined ? Number.NaN : goodValue(follow);
      const worst = clear(warn);
      expect(isLower ? value < warn && value <= worst : value > warn && value >= worst).toBe(true);
    }),
  );
});
