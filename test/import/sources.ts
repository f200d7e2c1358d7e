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

const dnsNames = fc.constantFrom(
  'web',
  'orders',
  'orders-db',
  'null',
  '42',
  'constructor',
  'x'.repeat(63),
);
const namespaces = fc.constantFrom(undefined, 'shop', 'lab', 'é');
const hosts = fc
  .tuple(dnsNames, fc.constantFrom('', '.shop', '.lab.svc', '.shop.svc.cluster.local'))
  .map((parts) => parts.join(''));

/** Objects as documents of a file. */
export function inJson(values: readonly unknown[]): string {
  const escaped = (sign: string): string =>
    `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return values
    .map((value) => `---\n${JSON.stringify(value).replace(/[\u007f-\u009f\ufeff]/g, escaped)}\n`)
    .join('');
}

/** Objects of Kubernetes with awkward names. */
export const manifests: fc.Arbitrary<readonly object[]> = fc.array(
  fc.oneof({ weight: 2, arbitrary: workloads() }, { weight: 1, arbitrary: services() }),
  { minLength: 1, maxLength: 8 },
);

function workloads(): fc.Arbitrary<object> {
  return fc
    .record({
      kind: fc.constantFrom('Deployment', 'StatefulSet', 'CronJob'),
      name: fc.oneof({ weight: 6, arbitrary: dnsNames }, { weight: 1, arbitrary: names }),
      namespace: namespaces,
      label: fc.option(names, { nil: undefined }),
      owner: fc.constantFrom(undefined, 'a "b"\n', 'team'),
      image: fc.constantFrom('web:1.0', 'postgres:16', 'redis', ':', '', 'prometheus'),
      replicas: fc.constantFrom(undefined, 0, 3, -1),
      value: hosts.map((host) => `http://${host}:80`),
    })
    .map(({ kind, name, namespace, label, owner, image, replicas, value }) => {
      const labels = {
        app: name,
        ...(label === undefined ? {} : { 'app.kubernetes.io/name': label }),
      };
      const own = {
        metadata: { labels },
        spec: { containers: [{ image, env: [{ name: 'A', value }] }] },
      };
      const spec =
        kind === 'CronJob'
          ? { jobTemplate: { spec: { template: own } } }
          : { replicas, template: own };
      const metadata = { name, namespace, labels: owner === undefined ? {} : { owner } };
      return { apiVersion: kind === 'CronJob' ? 'batch/v1' : 'apps/v1', kind, metadata, spec };
    });
}

function services(): fc.Arbitrary<object> {
  return fc
    .record({ name: dnsNames, namespace: namespaces, app: fc.option(dnsNames, { nil: undefined }) })
    .map(({ name, namespace, app }) => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace },
      spec:
        app === undefined
          ? { type: 'ExternalName', externalName: 'x.example' }
          : { selector: { app } },
    }));
}

/** Entities of Backstage with awkward names. */
export const entities: fc.Arbitrary<readonly object[]> = fc.array(
  fc
    .record({
      kind: fc.constantFrom('Component', 'Resource', 'API', 'System', 'Group'),
      name: names,
      namespace: fc.constantFrom(undefined, 'default', 'eu'),
      type: fc.constantFrom(undefined, 'service', 'website', 'library', 's3-bucket', 'a "b"\n# c'),
      owner: fc.constantFrom(undefined, 'team', 'group:eu/team', 'a "b"\n'),
      system: fc.option(names, { nil: undefined }),
      dependsOn: fc.array(
        fc
          .tuple(fc.constantFrom('component:', 'resource:eu/', ''), names)
          .map((parts) => parts.join('')),
        { maxLength: 3 },
      ),
      providesApis: fc.array(names, { maxLength: 2 }),
      consumesApis: fc.array(names, { maxLength: 2 }),
    })
    .map(({ kind, name, namespace, ...spec }) => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind,
      metadata: { name, namespace },
      spec: {
        ...spec,
        dependsOn: spec.dependsOn.filter((text) => text !== ''),
        lifecycle: 'production',
      },
    })),
  { minLength: 1, maxLength: 8 },
);

export const manifestFiles: fc.Arbitrary<SourceFile> = manifests.map((objects) => ({
  path: 'k8s/all.yaml',
  text: inJson(objects),
}));

export const catalogFiles: fc.Arbitrary<SourceFile> = entities.map((objects) => ({
  path: 'catalog-info.yaml',
  text: inJson(objects),
}));

export const sourceFiles: fc.Arbitrary<SourceFile> = fc.oneof(
  serviceGraphs,
  composeFiles,
  manifestFiles,
  catalogFiles,
);
