import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { expect, test } from 'vitest';
import { thousandLines } from '../../bench/thousand-lines.ts';
import { type FrozenModel, freezeModel, thawModel } from '../../src/config/frozen-model.ts';
import { freezeSystems, thawSystems } from '../../src/config/frozen-systems.ts';
import { load } from '../../src/config/load.ts';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import { planOf } from '../../src/evaluate/plan.ts';
import { emptyState } from '../../src/evaluate/state.ts';
import type { Model } from '../../src/model/model.ts';
import { asData, filesOf, texts } from './loaded-data.ts';

const root = join(import.meta.dirname, '../..');

const rare = `tower: v1
regions: { eu: { zones: [a] } }
defaults: { owner: "t\u00eam", labels: { constructor: yes-it-is } }
systems:
  a-b: { type: service, name: Another, probe: { http: { url: "https://a.example/" } }, dependsOn: { c-d: soft, pool: hard } }
  c-d: { type: database, mtbf: 30d, mttr: 1h, renamedFrom: [old], provides: [x, b], description: "\u2713" }
  constructor: { type: service, logical: true, dependsOn: { e: { kind: hard, timeout: 1s, retries: 1, fallback: f } } }
  e: { type: service, proxyFor: f, objectives: { detectWithin: 5m } }
  f: { type: service, version: "1", configHash: abc, region: eu, zone: a, replicas: 3 }
groups: { pool: { members: [f, c-d], need: 1, spread: zone } }
thresholds: { slow: { match: { systems: [f] }, signal: latency, warn: 5 } }
silences:
  quiet: { match: { type: service }, until: 2027-01-01T00:00:00Z, reason: Known, createdBy: me }
  always: { thresholds: [slow], until: 2027-01-01T00:00:00Z, reason: Known }
maintenance:
  nightly: { match: { type: database }, weekly: { days: [sun], start: "02:00", for: 1h }, timezone: Europe/Berlin, reason: Backup }
`;

const example = globSync(['tower.yaml', 'topology/*.yaml', 'policies/*.yaml'], { cwd: root });

const configurations: readonly (readonly [string, ReadonlyMap<string, string>])[] = [
  ['something of everything', new Map(Object.entries(texts))],
  ['rare keys', new Map([['tower.yaml', rare]])],
  ['nothing', new Map([['tower.yaml', 'tower: v1\n']])],
  ['the example', new Map(example.map((path) => [path, readFileSync(join(root, path), 'utf8')]))],
  ['1,000 lines', thousandLines()],
];

/** A model as another run finds it: of plain data and the same texts. */
function thawed(model: Model, files: ReadonlyMap<string, string>): Model | undefined {
  return thawModel(deserialize(serialize(freezeModel(model))) as FrozenModel, filesOf(files));
}

test.each(configurations)('a model of %s that was kept is the model that is loaded', (_, files) => {
  const { model, diagnostics } = load(filesOf(files));
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const again = model && thawed(model, files);
  expect(asData({ model: again, diagnostics: again?.diagnostics ?? [] })).toEqual(
    asData({ model, diagnostics }),
  );
});

test.each(configurations)('rules of %s explain themselves as they did', (_, files) => {
  const { model } = load(filesOf(files));
  const again = model && thawed(model, files);
  const traces = ({ policies }: Model) =>
    policies.map(({ rule }) => rule.explain((fact) => ({ id: fact, replicas: 1 })));
  expect(again && traces(again)).toEqual(model && traces(model));
});

test('what is the same object in a model is the same object in one that was kept', () => {
  const files = new Map(Object.entries(texts));
  const { model } = load(filesOf(files));
  const again = model && thawed(model, files);
  const used = again?.systems.flatMap(({ thresholds }) => [...thresholds.values()]) ?? [];
  expect(used.length).toBeGreaterThan(4);
  expect(used.filter((threshold) => again?.thresholds.includes(threshold) !== true)).toEqual([]);
  const layers = [...(again?.layerOf.values() ?? [])];
  expect(layers.filter((layer) => again?.layers.includes(layer) !== true)).toEqual([]);
  expect(again && planOf(again).follows.map(({ threshold }) => threshold.id)).toEqual(
    model && planOf(model).follows.map(({ threshold }) => threshold.id),
  );
});

test('a place whose path is not what is expected there keeps it', () => {
  const { model } = load(filesOf(new Map(Object.entries(texts))));
  const systems = (model?.systems ?? []).map((system) => ({
    ...system,
    at: { ...system.at, path: `$.elsewhere.${system.id}` },
  }));
  const again = thawSystems(freezeSystems(systems), () => new Map());
  expect(again.map(({ at }) => at)).toEqual(systems.map(({ at }) => at));
});

test('a signal batch of the example comes to the same report', () => {
  const [, files = new Map<string, string>()] = configurations[3] ?? [];
  const batch = JSON.parse(readFileSync(join(root, 'examples/database-outage.json'), 'utf8'));
  const { model } = load(filesOf(files));
  const again = model && thawed(model, files);
  const report = (from: Model) => JSON.stringify(evaluate(from, emptyState(), batch).report);
  expect(again && report(again)).toBe(model && report(model));
});
