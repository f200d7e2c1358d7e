import { expect, test } from 'vitest';
import * as tower from '../src/index.ts';

test('the public API takes a configuration from text to a verdict and keeps its state', () => {
  const text = `tower: v1
systems:
  web: { type: service }
thresholds:
  slow: { match: { systems: [web] }, signal: latency, critical: 400 }
`;
  const { model, diagnostics } = tower.load([{ path: 'shop.yaml', text }]);
  expect(diagnostics).toEqual([]);
  if (model === undefined) {
    throw new Error('a configuration without errors has a model');
  }
  const batch = { at: '2026-11-21T14:00:00Z', signals: { web: { latency: 500 } } };
  const first = tower.evaluate(model, tower.emptyState(), batch);
  const saved = tower.saveState(model, tower.forkState(first.state));
  const later = tower.evaluate(model, tower.loadState(saved), { at: '2026-11-21T14:00:10Z' });
  expect([
    later.report.systems.map(({ id, status }) => [id, status]),
    tower.verdict(later.report, { failOn: 'error', failOnStatus: 'degraded' }).exitCode,
  ]).toEqual([[['web', 'unhealthy']], 1]);
});

test('the public API is these names', () => {
  expect(Object.keys(tower).sort()).toEqual([
    'emptyState',
    'evaluate',
    'evaluateReadings',
    'forkState',
    'load',
    'loadState',
    'migrateState',
    'renderReport',
    'renderValidation',
    'saveState',
    'verdict',
  ]);
});
