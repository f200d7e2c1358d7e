import { expect, test } from 'vitest';
import { readBatches } from '../../src/config/batch.ts';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import { emptyState } from '../../src/evaluate/state.ts';
import { identified } from '../../src/import/identify.ts';
import { observedBatch } from '../../src/import/observed-batch.ts';
import { importedFrom, modelOf } from './told.ts';

const at = '2026-11-21T14:52:15Z';
const nothing = { systems: [], systemById: new Map(), groupById: new Map() };

test('an import is what was observed, by ids, and drift judges it', () => {
  const model = modelOf([
    {
      path: 'tower.yaml',
      text: `tower: v1
systems:
  web: { type: service, version: "2.0", labels: { service.name: WebShop }, dependsOn: { orders: hard } }
  orders: { type: service }
`,
    },
  ]);
  const text = `traces_service_graph_request_total{client="WebShop",server="orders",client_service_version="2.1"} 2
traces_service_graph_request_total{client="WebShop",server="legacy"} 2
`;
  const imported = importedFrom({ path: 'metrics.txt', text });
  const batch = observedBatch(imported, identified(imported, model).idByName, at);
  expect(batch).toEqual({
    at,
    observed: [
      { system: 'web', version: '2.1' },
      { system: 'web', dependsOn: ['legacy', 'orders'] },
    ],
  });
  const { diagnostics } = readBatches({ path: 'batch.json', text: JSON.stringify(batch) });
  const { report } = evaluate(model, emptyState(), batch);
  expect([diagnostics, report.findings.map(({ rule, subject }) => `${rule} ${subject}`)]).toEqual([
    [],
    ['drift/dependencies web->legacy', 'drift/version web'],
  ]);
});

test('calls of which there are too many for one observation are told in several', () => {
  const lines = Array.from(
    { length: 2_500 },
    (_, index) => `traces_service_graph_request_total{client="web",server="s${index}"} 1\n`,
  );
  const imported = importedFrom({ path: 'metrics.txt', text: lines.join('') });
  const batch = observedBatch(imported, identified(imported, nothing).idByName, at);
  const { diagnostics } = readBatches({ path: 'batch.json', text: JSON.stringify(batch) });
  expect([diagnostics, batch.observed?.map(({ dependsOn }) => dependsOn?.length)]).toEqual([
    [],
    [1_000, 1_000, 500],
  ]);
});

test('what a batch cannot hold is left away', () => {
  const text = `services: { web: { image: "web:${'1'.repeat(120)}", labels: { tower.config-hash: "${'x'.repeat(201)}" } } }`;
  const imported = importedFrom({ path: 'compose.yaml', text });
  const batch = observedBatch(imported, identified(imported, nothing).idByName, at);
  expect(batch).toEqual({ at, observed: [{ system: 'web', version: '1'.repeat(120) }] });
});
