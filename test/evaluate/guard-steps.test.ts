import fc from 'fast-check';
import { expect, test } from 'vitest';
import { load } from '../../src/config/load.ts';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import { emptyState, type State } from '../../src/evaluate/state.ts';
import type { Batch } from '../../src/model/batch.generated.ts';
import type { Model } from '../../src/model/model.ts';
import { history, stamped } from './histories.ts';
import { after, reloaded } from './model-builder.ts';

/** Policies of every scope that look at all that can change: their own subject, others, the whole and the time. */
const text = `tower: v1
config: { name: steps }
signals:
  latency: { better: lower }
  availability: { better: higher }
  status: { values: [ok, degraded, down] }
systems:
  a: { type: service, criticality: critical, version: "1", dependsOn: { pair: hard, d: soft } }
  b: { type: service, probe: { heartbeat: { every: 5s, timeout: 30s } } }
  c: { type: service, probe: { http: { url: "https://c.example", every: 5s } }, dependsOn: { a: auth } }
  d: { type: service, proxyFor: c }
groups:
  pair: { members: [b, c], need: 1 }
thresholds:
  slow: { signal: latency, match: { systems: [a, c] }, warn: { at: 5, for: 10s }, critical: 8, absent: { for: 15s } }
policies:
  own-latency: { enforcement: hard, scope: system, message: "{{ system.id }}", deny: { all: [{ fact: signal, params: { name: latency }, path: $.value, operator: greaterThan, value: 4 }] } }
  own-age: { enforcement: warn, scope: system, message: "{{ system.id }}", deny: { all: [{ fact: signal, params: { name: heartbeat_age }, path: $.value, operator: greaterThan, value: 12 }] } }
  stale: { enforcement: warn, scope: system, message: "{{ system.id }}", deny: { all: [{ fact: signal, params: { name: latency }, path: $.stale, operator: equal, value: true }] } }
  own-health: { enforcement: warn, scope: system, message: "{{ system.id }} is {{ system.status }}", deny: { any: [{ fact: system, path: $.status, operator: in, value: [degraded, unhealthy, offline] }, { fact: system, path: $.versionDrift, operator: equal, value: true }] } }
  message-reads: { enforcement: warn, scope: system, message: "{{ system.id }} has {{ system.score }}", deny: { all: [{ fact: system, path: $.replicas, operator: lessThan, value: 2 }] } }
  target-health: { enforcement: warn, scope: dependency, message: "{{ dependency.to.id }} is {{ dependency.to.status }}", deny: { all: [{ fact: dependency, path: $.to.status, operator: notEqual, value: healthy }] } }
  other: { enforcement: warn, scope: system, message: "{{ system.id }}", match: { systems: [b] }, deny: { all: [{ fact: system, params: { id: a }, path: $.own, operator: equal, value: unhealthy }] } }
  whole: { enforcement: warn, scope: repo, message: "{{ repo.status }}", deny: { all: [{ fact: repo, path: $.status, operator: notEqual, value: healthy }] } }
`;

function modelIn(source: string): Model {
  const { model, diagnostics } = load([{ path: 'tower.yaml', text: source }]);
  if (model === undefined) {
    throw new Error(diagnostics.map(({ message }) => message).join('; '));
  }
  return model;
}

const model = modelIn(text);

function reports(batches: readonly Batch[], between: (state: State) => State): string {
  let state = emptyState();
  return JSON.stringify(
    batches.map((batch) => {
      const step = evaluate(model, between(state), batch);
      state = step.state;
      return step.report;
    }),
  );
}

test('policies that are judged only for what changed find what they find from nothing', () => {
  fc.assert(
    fc.property(history(stamped), (batches) => {
      expect(reports(batches, (state) => state)).toBe(
        reports(batches, (state) => reloaded(model, state)),
      );
    }),
    { numRuns: 150 },
  );
});

function violating(rule: string, batches: readonly Batch[]): readonly string[] {
  let state = emptyState();
  let found: readonly string[] = [];
  for (const batch of batches) {
    const step = evaluate(model, state, batch);
    state = step.state;
    found = step.report.findings
      .filter((finding) => finding.rule === rule)
      .map(({ subject }) => subject);
  }
  return found;
}

test('the age of a heartbeat violates as it grows, although nothing is heard', () => {
  const batches = [{ at: after(0), heartbeats: [{ system: 'b' }] }, { at: after(20) }];
  expect(violating('own-age', batches)).toEqual(['b']);
});

test('what is heard of a system is judged for those that stand for it', () => {
  const batches = [1, 5].map((latency, step) => ({
    at: after(step * 10),
    signals: { c: { latency } },
  }));
  expect(violating('own-latency', batches)).toEqual(['c', 'd']);
});
