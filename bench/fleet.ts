import { load } from '../src/config/load.ts';
import type { Dependency, Model, System } from '../src/model/model.ts';
import type { Readings } from '../src/model/readings.ts';

/** One system of each kind, with six followed signals each, and policies such as teams write them. */
const template = `tower: v1
config: { name: fleet }
signals:
  latency_p99: { unit: ms, better: lower }
  error_rate: { unit: ratio, better: lower }
  availability: { unit: ratio, better: higher }
  saturation: { unit: ratio, better: lower }
  queue_age: { unit: s, better: lower }
  mode: { values: [normal, limited, readonly] }
systems:
  critical-service: { type: service, criticality: critical, owner: payments, replicas: 3, labels: { tier: edge } }
  high-service: { type: service, criticality: high, owner: search, replicas: 2, labels: { tier: core } }
  medium-agent: { type: agent, criticality: medium, owner: agents }
  low-queue: { type: queue, criticality: low, owner: data, replicas: 2 }
thresholds:
  latency: { signal: latency_p99, match: { criticality: [critical, high, medium, low] }, warn: 200, critical: { at: 400, for: 30s } }
  errors: { signal: error_rate, match: { criticality: [critical, high, medium, low] }, warn: 0.01, critical: { at: 0.05, for: 1m }, keepFiring: 2m }
  up: { signal: availability, match: { criticality: [critical, high, medium, low] }, warn: 0.99, critical: 0.95 }
  full: { signal: saturation, match: { criticality: [critical, high, medium, low] }, warn: { at: 0.8, clear: 0.7 }, critical: { at: 0.95, for: 5m } }
  waiting: { signal: queue_age, match: { criticality: [critical, high, medium, low] }, warn: 60, critical: 300 }
  mode: { signal: mode, match: { criticality: [critical, high, medium, low] }, warn: limited, critical: readonly }
policies:
  redundant:
    enforcement: warn
    scope: system
    match: { criticality: [critical, high] }
    require: { any: [{ fact: system, path: $.replicas, operator: greaterThanInclusive, value: 2 }, { fact: system, path: $.group.spare, operator: greaterThanInclusive, value: 1 }] }
    message: "{{ system.id }} has no spare"
  owned:
    enforcement: hard
    scope: system
    require: { all: [{ fact: system, path: $.owner, operator: in, value: [payments, search, agents, data] }] }
    message: "{{ system.id }} has no owner"
  few-dependencies:
    enforcement: warn
    scope: system
    deny: { all: [{ fact: system, path: "$.dependsOn[*].kind", operator: contains, value: auth }, { fact: system, path: $.criticality, operator: equal, value: low }] }
    message: "{{ system.id }} is odd"
  edge-is-up:
    enforcement: warn
    scope: system
    match: { labels: { tier: edge } }
    deny: { all: [{ fact: system, path: $.status, operator: equal, value: offline }, { fact: system, path: $.maintenance, operator: equal, value: false }] }
    message: "{{ system.id }} at the edge is offline"
`;

/** Numbers that look random and are the same on every run, from 0 up to 1. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 8) / 2 ** 24;
  };
}

/**
 * A model of `count` systems in five layers: each depends on up to three of the layer before, one in ten times on one of its
 * ten hubs. Of eight edges one is hard, one data, three soft and three optional.
 */
export function fleetOf(count: number): Model {
  const { model, diagnostics } = load([{ path: 'tower.yaml', text: template }]);
  if (model === undefined) {
    throw new Error(diagnostics.map(({ message }) => message).join('; '));
  }
  const random = randomFrom(7);
  const layerSize = Math.max(10, Math.ceil(count / 5));
  const idOf = (index: number): string => `s${String(index).padStart(7, '0')}`;
  const kinds = ['hard', 'soft', 'soft', 'soft', 'optional', 'optional', 'optional', 'data'];
  const systems = Array.from({ length: count }, (_, index): System => {
    const like = model.systems[index % model.systems.length];
    if (like === undefined) {
      throw new Error('the template has no systems');
    }
    const id = idOf(index);
    const above = index - (index % layerSize);
    const targets = new Set<number>();
    for (let edge = 0; above > 0 && edge < 3; edge += 1) {
      const isHub = random() < 0.1;
      const size = isHub ? 10 : layerSize;
      targets.add(above - layerSize + Math.floor(random() * size));
    }
    const dependsOn = [...targets]
      .sort((a, b) => a - b)
      .map(
        (target): Dependency => ({
          from: id,
          to: idOf(target),
          kind: kinds[Math.floor(random() * kinds.length)] ?? 'soft',
          protocol: undefined,
          timeoutMs: undefined,
          retries: 0,
          fallback: undefined,
          at: like.at,
        }),
      );
    return { ...like, id, name: id, dependsOn };
  });
  return { ...model, systems, systemById: new Map(systems.map((system) => [system.id, system])) };
}

/** Values of the six signals of some systems at an instant in milliseconds; one in `oddEvery` is beyond a limit. */
export function readingsFor(
  vocabulary: { readonly signalById: ReadonlyMap<string, number> },
  systems: readonly number[],
  {
    at,
    signals,
    oddEvery,
    seed,
  }: { at: number; signals: readonly string[]; oddEvery: number; seed: number },
): Readings {
  const random = randomFrom(seed);
  const count = systems.length * signals.length;
  const samples = {
    count,
    system: new Int32Array(count),
    signal: new Int32Array(count),
    value: new Float64Array(count),
    at: new Float64Array(count).fill(at),
  };
  let row = 0;
  for (const system of systems) {
    for (const signal of signals) {
      samples.system[row] = system;
      samples.signal[row] = vocabulary.signalById.get(signal) ?? -1;
      samples.value[row] = measuredValue(signal, random() * oddEvery < 1, random());
      row += 1;
    }
  }
  return {
    at,
    samples,
    checks: [],
    heartbeats: [],
    observations: [],
    acknowledgements: [],
    silences: [],
    missingCount: 0,
    unmatchedCount: 0,
    unmatched: [],
  };
}

export const sixSignals = [
  'availability',
  'error_rate',
  'latency_p99',
  'mode',
  'queue_age',
  'saturation',
];

function measuredValue(signal: string, isOdd: boolean, spread: number): number {
  switch (signal) {
    case 'latency_p99':
      return isOdd ? 300 : 20 + 100 * spread;
    case 'error_rate':
      return isOdd ? 0.02 : 0.005 * spread;
    case 'availability':
      return isOdd ? 0.9 : 0.999;
    case 'saturation':
      return isOdd ? 0.85 : 0.6 * spread;
    case 'queue_age':
      return isOdd ? 90 : 30 * spread;
    default:
      return isOdd ? 1 : 0;
  }
}
