import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import schema from '../../schemas/state.v1.schema.json' with { type: 'json' };
import { evaluate } from '../../src/evaluate/evaluate.ts';
import {
  emptyState,
  forkState,
  loadState,
  migrateState,
  type State,
  saveState as saveWhole,
} from '../../src/evaluate/state.ts';
import type { SavedState } from '../../src/model/state.generated.ts';
import { after, modelOf, signals, start, threshold, type WrittenSystem } from './model-builder.ts';

const slow = threshold('slow', {
  warn: 200,
  critical: { limit: 400, forMs: 30_000 },
  keepFiringMs: 60_000,
});
const web: WrittenSystem = {
  id: 'web',
  thresholds: [slow],
  probe: { heartbeat: { every: '10s', timeout: '60s' } },
  heartbeatTimeoutMs: 60_000,
};
const model = modelOf([web, { id: 'db', thresholds: [slow] }]);

const batches = [
  { at: after(0), signals: { web: { latency: 500, status: 'down' } } },
  {
    at: after(40),
    signals: { web: { latency: 300, availability: '+Inf' } },
    checks: [{ system: 'web', status: 'offline' as const, message: 'refused' }],
    heartbeats: [{ system: 'web' }],
    observed: [
      { system: 'web', version: '2.1', at: after(20) },
      { system: 'web', version: '2.0', at: after(20) },
      { system: 'web', configHash: 'f0', dependsOn: ['db', 'api'], complete: true },
    ],
  },
];

/** What is remembered of systems; alerts and incidents have tests of their own. */
function saveState(of: Parameters<typeof saveWhole>[0], state: State): SavedState {
  const { alerting: _, ...remembered } = saveWhole(of, state);
  return remembered;
}

function evaluated() {
  return batches.reduce((state, batch) => evaluate(model, state, batch).state, emptyState());
}

const saved: SavedState = {
  schemaVersion: 1,
  name: 'test',
  revision: '000000000001',
  at: start + 40_000,
  systems: {
    db: {
      series: {},
      conditions: { slow: { signal: 'latency', expectedSince: start, before: {} } },
    },
    web: {
      series: {
        availability: { at: start + 40_000, value: '+Inf' },
        heartbeat_age: { at: start + 40_000, value: 0 },
        latency: { at: start + 40_000, value: 300 },
        status: { at: start, value: 'down' },
      },
      conditions: {
        slow: {
          signal: 'latency',
          expectedSince: start,
          before: {
            warn: { state: 'firing', since: start, firedAt: start },
            critical: { state: 'firing', since: start, firedAt: start + 30_000 },
          },
          now: {
            warn: { state: 'firing', since: start, firedAt: start },
            critical: {
              state: 'recovering',
              since: start,
              firedAt: start + 30_000,
              clearSince: start + 40_000,
            },
          },
        },
      },
      check: { at: start + 40_000, status: 'offline', message: 'refused' },
      heartbeatAt: start + 40_000,
      expectedSince: start,
      observed: {
        version: { at: start + 20_000, values: ['2.0', '2.1'] },
        configHash: { at: start + 40_000, values: ['f0'] },
        dependsOn: { at: start + 40_000, values: ['api', 'db'], complete: true },
      },
    },
  },
};

test('a state is saved as plain JSON that its schema accepts', () => {
  const written = saveState(model, evaluated());
  const validate = new Ajv({ strictTypes: false }).compile(schema);
  expect(written).toEqual(saved);
  expect([validate(written), validate.errors]).toEqual([true, null]);
});

test('a saved state that is loaded is saved as it was, byte for byte', () => {
  const text = JSON.stringify(saved);
  expect(JSON.stringify(saveState(model, loadState(JSON.parse(text))))).toBe(text);
});

test('keys are sorted, whatever the order of what was observed', () => {
  const state = evaluate(modelOf([{ id: 'b' }, { id: 'a' }, { id: 'constructor' }]), emptyState(), {
    at: after(0),
    signals: {
      constructor: { latency: 1 },
      b: { status: 'ok', latency: 1 },
      a: { latency: 1, availability: 1 },
    },
  }).state;
  const { systems } = saveState(model, state);
  expect(Object.entries(systems).map(([id, { series }]) => [id, Object.keys(series)])).toEqual([
    ['a', ['availability', 'latency']],
    ['b', ['latency', 'status']],
    ['constructor', ['latency']],
  ]);
});

test('a level that recovers says since when it is clear', () => {
  const state = evaluated();
  evaluate(model, state, { at: after(50), signals: { web: { latency: 100 } } });
  evaluate(model, state, { at: after(60), signals: { web: { latency: 100 } } });
  expect(saveState(model, state).systems['web']?.conditions['slow']?.before).toEqual({
    warn: { state: 'recovering', since: start, firedAt: start, clearSince: start + 50_000 },
    critical: {
      state: 'recovering',
      since: start,
      firedAt: start + 30_000,
      clearSince: start + 40_000,
    },
  });
});

test('a fork is evaluated without a trace in the original', () => {
  const original = evaluated();
  const fork = forkState(original);
  evaluate(model, fork, {
    at: after(90),
    signals: { web: { latency: 1, check_latency: 3 }, db: { latency: 900 } },
    checks: [{ system: 'web', status: 'healthy' }],
    heartbeats: [{ system: 'web' }],
  });
  expect(saveState(model, original)).toEqual(saved);
  expect(saveState(model, fork).at).toBe(start + 90_000);
});

test('what left the model is forgotten, and what is new is expected from then on', () => {
  const fast = threshold('fast', { signal: 'availability', warn: 0.9 });
  const later = modelOf(
    [
      { id: 'new', thresholds: [slow] },
      { id: 'web', thresholds: [fast] },
    ],
    {
      signals: signals.filter(({ id }) => id !== 'status' && id !== 'heartbeat_age'),
      revision: '000000000002',
    },
  );
  const { state } = evaluate(later, loadState(saved), { at: after(100) });
  expect(saveState(later, state)).toEqual({
    ...saved,
    revision: '000000000002',
    at: start + 100_000,
    systems: {
      new: {
        series: {},
        conditions: { slow: { signal: 'latency', expectedSince: start + 100_000, before: {} } },
      },
      web: {
        series: {
          availability: { at: start + 40_000, value: '+Inf' },
          latency: { at: start + 40_000, value: 300 },
        },
        conditions: {
          fast: { signal: 'availability', expectedSince: start + 100_000, before: {} },
        },
        check: { at: start + 40_000, status: 'offline', message: 'refused' },
        heartbeatAt: start + 40_000,
        observed: saved.systems['web']?.observed,
      },
    },
  });
});

test('a series whose values no longer fit its signal is forgotten', () => {
  const turned = signals.map((signal) =>
    signal.id === 'latency'
      ? { ...signal, values: ['fast', 'slow'] }
      : { ...signal, values: undefined },
  );
  const later = modelOf([{ id: 'web' }], { signals: turned });
  const { state } = evaluate(later, loadState(saved), { at: after(40) });
  expect(Object.keys(saveState(later, state).systems['web']?.series ?? {})).toEqual([
    'availability',
    'heartbeat_age',
  ]);
});

test('a threshold that follows another signal than before begins anew', () => {
  const turned = threshold('slow', { signal: 'availability', warn: 0.9 });
  const later = modelOf([{ ...web, thresholds: [turned] }]);
  const { state } = evaluate(later, loadState(saved), { at: after(41) });
  expect(saveState(later, state).systems['web']?.conditions).toEqual({
    slow: { signal: 'availability', expectedSince: start + 41_000, before: {} },
  });
});

test.each([
  ['a limit that the held value does not reach ends the alert', 600, []],
  ['a limit that it reaches begins one, since the sample', 250, [['warn', after(40)]]],
])('%s', (_, limit, alerts) => {
  const calm = evaluate(modelOf([{ id: 'web' }]), emptyState(), {
    at: after(40),
    signals: { web: { latency: 300 } },
  }).state;
  const changed = modelOf([{ id: 'web', thresholds: [threshold('new', { warn: limit })] }]);
  const { report } = evaluate(changed, calm, { at: after(45) });
  expect(report.alerts.map(({ severity, since }) => [severity, since])).toEqual(alerts);
});

test('a level that left its threshold is over', () => {
  const onlyCritical = threshold('slow', { critical: 400, keepFiringMs: 60_000 });
  const later = modelOf([{ id: 'web', thresholds: [onlyCritical] }]);
  const { report } = evaluate(later, loadState(saved), {
    at: after(41),
    signals: { web: { latency: 500 } },
  });
  const alerts = report.alerts.filter(({ kind }) => kind === 'threshold');
  expect(alerts.map(({ severity, since }) => [severity, since])).toEqual([['critical', after(0)]]);
});

test('the state that is given is the one that comes back', () => {
  const state = emptyState();
  expect(evaluate(model, state, { at: after(0) }).state).toBe(state);
});

test('a state is brought in line with another model by ids, wherever they stand in it', () => {
  const later = modelOf([{ id: 'a', thresholds: [slow] }, web]);
  const migrated = migrateState(evaluated(), later);
  expect(saveState(later, migrated).systems['web']).toEqual(saved.systems['web']);
  expect(Object.keys(saveState(later, migrated).systems)).toEqual(['a', 'web']);
  const step = evaluate(later, migrated, { at: after(45) });
  expect(saveState(later, step.state)).toEqual(
    saveState(later, evaluate(later, loadState(saved), { at: after(45) }).state),
  );
});
