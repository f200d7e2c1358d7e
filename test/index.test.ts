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

test('the public API reads batches from text and from bytes, with the same verdict', () => {
  const { model } = tower.load([
    { path: 'a.yaml', text: 'tower: v1\nsystems: { web: { type: service } }\n' },
  ]);
  if (model === undefined) {
    throw new Error('a configuration without errors has a model');
  }
  const path = 'batches.ndjson';
  const text = '{"at":"2026-11-21T14:00:00Z","checks":[{"system":"web","status":"offline"}]}\n';
  const scanner = tower.batchScanner(tower.vocabularyOf(model));
  const { batches } = tower.readBatches({ path, text });
  const { readings } = tower.readReadings(scanner, { path, bytes: new TextEncoder().encode(text) });
  const parsed = batches.map((batch) => tower.evaluate(model, tower.emptyState(), batch));
  const scanned = readings.map((one) => tower.evaluateReadings(model, tower.emptyState(), one));
  expect(scanned.map(({ report }) => report)).toEqual(parsed.map(({ report }) => report));
  expect(scanned.map(({ report }) => report.systems[0]?.status)).toEqual(['offline']);
});

test('the public API runs scenarios of texts', () => {
  const path = 'shop.scenario.yaml';
  const files = [{ path: 'tower.yaml', text: 'tower: v1\nsystems: { web: { type: service } }\n' }];
  const { model } = tower.load(files);
  if (model === undefined) {
    throw new Error('a configuration without errors has a model');
  }
  const text = (status: string): string => `tower: v1
scenarios:
  nothing happens:
    expect: [{ at: 30s, health: { web: ${status} } }]
`;
  const outcomes = ['healthy', 'offline', 'fine'].map((status) => {
    const { results, diagnostics } = tower.runScenarios({
      ...{ model, files, scenarios: [{ path, text: text(status) }] },
    });
    return [results?.exitReason, diagnostics.map(({ code, at }) => `${code} ${at.line}`)];
  });
  const noise = tower.runScenarios({ model, files, scenarios: [{ path, text: ': [' }] });
  expect([...outcomes, noise.results]).toEqual([
    ['1 scenario passed', []],
    ['1 scenario failed', []],
    [undefined, ['schema/bad-value 4']],
    undefined,
  ]);
});

test('a batch that was never read and has no instant throws a RangeError, as documented', () => {
  const { model } = tower.load([{ path: 'tower.yaml', text: 'tower: v1\n' }]);
  if (model === undefined) {
    throw new Error('a configuration without errors has a model');
  }
  expect(() => tower.evaluate(model, tower.emptyState(), { at: 'noon' })).toThrow(RangeError);
});
