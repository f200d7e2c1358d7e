import type { Loaded } from '../../src/config/load.ts';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import { emptyState } from '../../src/evaluate/state.ts';
import type { SourceFile } from '../../src/model/diagnostic.ts';
import type { Matches, Model } from '../../src/model/model.ts';

/** A configuration with something of everything, free of errors: the text of each file by its path. */
export const texts: Readonly<Record<string, string>> = {
  'tower.yaml': `tower: v1
config: { name: shop, ownership: { required: true } }
types:
  shop-service: { extends: service, weight: 1.2 }
signals:
  mood: { values: [good, fair, bad] }
  load: { unit: ratio, better: lower, min: 0, max: 1 }
regions:
  eu: { zones: [a, b] }
  us: { zones: [a] }
resources:
  gpu: { type: compute, capacity: 8 }
  disk: { type: storage, capacity: 100 }
catalog:
  protocols:
    sql: { timeout: 5s, retryable: true }
  dependencyKinds:
    shadow: { impact: 0.1, propagates: false }
targets: [web]
`,
  'topology/a.yaml': `tower: v1
defaults: { owner: shop, region: eu, labels: { tier: front } }
systems:
  web:
    type: shop-service
    criticality: high
    replicas: 3
    dependsOn:
      api: { kind: hard, protocol: sql, retries: 2 }
      stores: soft
      cache: shadow
  api:
    type: service
    zone: a
    uses: { gpu: { request: 2, limit: 4 }, disk: { request: 10 } }
    dependsOn: { db: { kind: hard, timeout: 2s }, cache: optional }
groups:
  stores: { members: [db, db-spare], need: 1 }
thresholds:
  web-latency: { match: { systems: [web] }, signal: latency, warn: 200, critical: { at: 400, for: 1m } }
`,
  'topology/b.yaml': `tower: v1
defaults: { owner: data, region: us }
systems:
  db: { type: database, labels: { tier: back }, probe: { heartbeat: { every: 10s, timeout: 30s } } }
  db-spare: { type: database, criticality: low, labels: { tier: back } }
  cache:
    type: cache
    labels: { tier: back, app: shop }
    dependsOn: { db: data }
thresholds:
  back-load: { match: { labels: { tier: back } }, signal: load, warn: 0.8, clear: 10% }
  data-load: { match: { owner: data, type: cache }, signal: load, warn: 0.9 }
  mood: { match: { region: [eu, us] }, signal: mood, warn: fair, critical: bad }
`,
  'policies/guard.yaml': `tower: v1
conditions:
  spare: { all: [{ fact: system, path: $.replicas, operator: greaterThan, value: 1 }] }
policies:
  redundant:
    enforcement: warn
    scope: system
    match: { criticality: [high, critical], not: { labels: { app: shop } } }
    require: { all: [{ condition: spare }] }
    message: "{{ system.id }} has no spare"
layers:
  - { name: front, match: { labels: { tier: front } } }
  - { name: back, match: { labels: { tier: back } } }
channels:
  ops: { slack: { channel: "#ops", token: { env: TOWER_SECRET_SLACK } } }
escalations:
  all: { steps: [{ level: on_call, notify: [ops] }] }
routes:
  - { match: { owner: data }, escalation: all }
  - { notify: [ops] }
waivers:
  one: { policy: redundant, subjects: [web], reason: A second one is ordered, ticket: A-1, approvedBy: me, expires: "2027-01-31" }
`,
};

export function filesOf(all: ReadonlyMap<string, string>): readonly SourceFile[] {
  return [...all].map(([path, text]) => ({ path, text: `${text}` }));
}

/** What loading came to as data: a selection is the systems that it selects, and a model is also what a step comes to with it. */
export function asData({ model, diagnostics }: Loaded): unknown {
  if (model === undefined) {
    return { diagnostics };
  }
  const { policies, windows, routes, silences, systems, systemById, ...rest } = model;
  const idsOf = (matches: Matches | undefined): readonly string[] | undefined =>
    matches && systems.filter(matches).map(({ id }) => id);
  const selected = <T extends { readonly matches?: Matches | undefined }>(items: readonly T[]) =>
    items.map((item) => ({ ...item, matches: idsOf(item.matches) }));
  return {
    diagnostics,
    rest,
    systems: systems.map((system) => ({ ...system, origins: [...system.origins] })),
    isById: systems.every((system) => systemById.get(system.id) === system),
    policies: selected(policies).map(({ rule: { about, reads }, ...policy }) => ({
      ...policy,
      about,
      reads,
    })),
    windows: selected(windows),
    routes: selected(routes),
    silences: selected(silences),
    report: reportOf(model),
  };
}

function reportOf(model: Model): string {
  const signals = ['web', 'db', 'cache'].map((system) => ({ system, signal: 'load', value: 0.84 }));
  const batch = { schemaVersion: 1 as const, at: '2026-11-21T12:00:00Z', signals };
  return JSON.stringify(evaluate(model, emptyState(), batch).report);
}
