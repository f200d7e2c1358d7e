import fc from 'fast-check';
import type { SourceFile } from '../../src/model/diagnostic.ts';

const word = fc.constantFrom(
  'web',
  'orders',
  'Orders',
  'orders_db',
  'orders-db',
  'null',
  'true',
  '42',
  '1e5',
  'constructor',
  '__proto__',
  'é',
  'a "b" \\c',
  '# not a comment',
  '- x: y',
  '🗼',
  'x'.repeat(80),
);
const names = fc.oneof(
  { weight: 6, arbitrary: word },
  { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 12 }) },
);

function written(name: string): string {
  return name.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

/** Metrics of service graphs with awkward names. */
export const serviceGraphs: fc.Arbitrary<SourceFile> = fc
  .array(
    fc.record({
      client: names,
      server: names,
      connection: fc.constantFrom('', 'database', 'messaging_system', 'virtual_node'),
      version: fc.constantFrom('', '1.0', '2.10', '"', '\\'),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((edges) => ({
    path: 'metrics.txt',
    text: edges
      .map(
        ({ client, server, connection, version }) =>
          `traces_service_graph_request_total{client="${written(client)}",server="${written(server)}",connection_type="${connection}",server_service_version="${written(version)}"} 3\n`,
      )
      .join(''),
  }));

/** Compose files with awkward names. */
export const composeFiles: fc.Arbitrary<SourceFile> = fc
  .dictionary(
    names,
    fc.record({
      image: fc.constantFrom('web:1.0', 'postgres:16', 'redis', 'a:$TAG', ':', ''),
      depends_on: fc.array(names, { maxLength: 3 }),
      environment: fc.array(
        names.map((name) => `X_ADDR=http://${name}:80`),
        { maxLength: 2 },
      ),
      labels: fc.constantFrom({}, { 'tower.owner': 'a "b"\n' }, { 'tower.criticality': 'high' }),
      deploy: fc.constantFrom({}, { replicas: 0 }, { replicas: 3 }, { replicas: -1 }),
      healthcheck: fc.constantFrom({}, { test: 'curl http://localhost/"x', interval: '1m' }),
    }),
    { minKeys: 1, maxKeys: 6 },
  )
  .map((services) => ({
    path: 'compose.yaml',
    text: JSON.stringify({ services }).replace(
      /[\u007f-\u009f\ufeff]/g,
      (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  }));

export const sourceFiles: fc.Arbitrary<SourceFile> = fc.oneof(serviceGraphs, composeFiles);
