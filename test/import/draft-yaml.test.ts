import fc from 'fast-check';
import { expect, test } from 'vitest';
import { load } from '../../src/config/load.ts';
import { formatted } from '../../src/format/format.ts';
import { draftsOf } from '../../src/import/draft.ts';
import { fileText } from '../../src/import/draft-yaml.ts';
import { identified } from '../../src/import/identify.ts';
import type { SourceFile } from '../../src/model/diagnostic.ts';
import { runs } from '../fuzz/seed.ts';
import { sourceFiles } from './sources.ts';
import { differencesOf, importedFrom, readImport } from './told.ts';

const nothing = { systems: [], systemById: new Map(), groupById: new Map() };

function yamlOf(file: SourceFile): string {
  const imported = importedFrom(file);
  const { idByName } = identified(imported, nothing);
  return fileText(draftsOf(imported, idByName), { source: imported.source, file: file.path });
}

test('a service graph becomes systems with what people have to decide', () => {
  const text = `traces_service_graph_request_total{client="Web Shop",server="orders",server_service_version="2.10"} 3
traces_service_graph_request_total{client="orders",server="null",connection_type="database"} 3
`;
  expect(yamlOf({ path: 'metrics.txt', text })).toBe(`\
# From metrics.txt, by \`tower import otel\`. What is marked \`tower: decide\` is a guess:
# change it or not, and remove the mark. \`--update\` of the import adds what is new, and changes nothing.
tower: v1

systems:
  "null":
    type: database  # tower: decide (called as one)
    criticality: medium  # tower: decide
    # owner: TEAM  # tower: decide
  orders:
    type: service  # tower: decide
    criticality: medium  # tower: decide
    # owner: TEAM  # tower: decide
    version: "2.10"
    dependsOn:
      "null": hard  # tower: decide
  web-shop:  # "Web Shop"
    type: service  # tower: decide
    criticality: medium  # tower: decide
    # owner: TEAM  # tower: decide
    labels: { service.name: Web Shop }
    dependsOn:
      orders: hard  # tower: decide
`);
});

test('what a Compose file says is no guess', () => {
  const text = `services:
  web:
    image: "web:1.0"
    deploy: { replicas: 2 }
    labels: { tower.owner: "shop \\"1\\"", tower.criticality: high, tower.config-hash: 9f2c }
    environment: { OTEL_SERVICE_NAME: frontend }
    healthcheck: { test: "curl http://localhost/" }
`;
  expect(yamlOf({ path: 'compose.yaml', text }).split('\n').slice(4, -1)).toEqual([
    'systems:',
    '  web:',
    '    type: service  # tower: decide',
    '    criticality: high',
    '    owner: "shop \\"1\\""',
    '    version: "1.0"',
    '    configHash: "9f2c"',
    '    replicas: 2',
    '    labels: { service.name: frontend }',
    '    # probe: { http: { url: "http://web/" } }  # tower: decide (its health check)',
  ]);
});

test('what cannot be kept is left away', () => {
  const text = `services:
  web:
    image: "web:${'1'.repeat(121)}"
    labels: { tower.owner: "${'x'.repeat(121)}", tower.criticality: urgent, tower.config-hash: "a b" }
`;
  expect(yamlOf({ path: 'compose.yaml', text }).split('\n').slice(6, -1)).toEqual([
    '    type: service  # tower: decide',
    '    criticality: medium  # tower: decide',
    '    # owner: TEAM  # tower: decide',
  ]);
});

test('words of a source stay in the comment that they stand in', () => {
  const entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'web' },
    spec: { type: 'x)\n    criticality: low # (' },
  };
  const text = yamlOf({ path: 'catalog-info.yaml', text: JSON.stringify(entity) });
  expect(text.split('\n').slice(6, -1)).toEqual([
    '    type: service  # tower: decide (a x)?    criticality: low # ()',
    '    criticality: medium  # tower: decide',
    '    # owner: TEAM  # tower: decide',
    '    labels: { backstage.io/entity-ref: "component:default/web" }',
  ]);
});

test('whatever is imported loads without an error, is in canonical form, and differs in nothing from where it comes from', () => {
  fc.assert(
    fc.property(sourceFiles, (file) => {
      const { imported } = readImport(file);
      if (imported === undefined) {
        return;
      }
      const text = yamlOf(file);
      const own = { path: 'topology/imported.yaml', text };
      const { diagnostics } = load([{ path: 'tower.yaml', text: 'tower: v1\n' }, own]);
      const errors = diagnostics.filter(({ severity }) => severity === 'error');
      expect({ text, errors, form: formatted(own) }).toEqual({
        ...{ text, errors: [] },
        form: { text, kept: [] },
      });
      expect({ text, ...differencesOf(imported, [own]) }).toEqual({
        text,
        undeclared: [],
        uncalled: [],
        unknown: [],
        unseen: [],
        values: [],
        ignoredCount: 0,
      });
      expect(yamlOf(file)).toBe(text);
    }),
    runs(150),
  );
});
