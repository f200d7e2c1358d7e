import fc from 'fast-check';
import { expect, test } from 'vitest';
import { importedFrom, readImport } from '../import/told.ts';
import { expectSoundImport } from './import-soundness.ts';
import { expectUntouched } from './invariants.ts';
import { mutated, mutations } from './mutation.ts';
import { runs } from './seed.ts';

const manifests = `# The shop.
apiVersion: v1
kind: List
items:
  - &web
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: web, namespace: shop, labels: { team: a, app.kubernetes.io/name: front } }
    spec:
      replicas: 2
      template:
        metadata: { labels: { app: web } }
        spec:
          nodeSelector: { topology.kubernetes.io/zone: a }
          initContainers: [{ name: i, image: busybox, command: [sh, -c, "until nc -z db 1; do :; done"] }]
          containers:
            - name: web
              image: web:1
              envFrom: [{ configMapRef: { name: c } }]
              env: [{ name: DB, value: "pg://db.shop.svc:5432" }, { name: X, value: "http://$(DB)" }]
              readinessProbe: { httpGet: { port: 80, path: / } }
          volumes: [{ configMap: { name: c } }]
  - { <<: *web, metadata: { name: other } }
---
apiVersion: v1
kind: Service
metadata: { name: db, namespace: shop }
spec: { selector: { app: db }, ports: [{ port: 80 }] }
---
{ "apiVersion": "apps/v1", "kind": "StatefulSet", "metadata": { "name": "db", "namespace": "shop" },
  "spec": { "template": { "metadata": { "labels": { "app": "db" } }, "spec": { "containers": [{ "image": "postgres:16" }] } } } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web, namespace: shop }
spec: { scaleTargetRef: { kind: Deployment, name: web }, minReplicas: 3 }
`;

const catalog = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: web, annotations: { tower.owner: us } }
spec: { type: website, lifecycle: production, owner: "group:a/b", system: shop, consumesApis: [x], dependsOn: ["resource:db"] }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: orders, namespace: eu }
spec: { type: service, providesApis: ["api:default/x"], subcomponentOf: default/web }
---
{ "apiVersion": "backstage.io/v1alpha1", "kind": "Resource", "metadata": { "name": "db" }, "spec": { "type": "s3" } }
`;

test.each([
  ['manifests', 'k8s/all.yaml', manifests],
  ['a catalog', 'catalog-info.yaml', catalog],
])('whatever is changed in %s, it is imported or it is told why not', (_name, path, text) => {
  let imports = 0;
  fc.assert(
    fc.property(mutations, (by) => {
      const file = { path, text: mutated(text, by) };
      expectSoundImport(file);
      imports += readImport(file).imported === undefined ? 0 : 1;
    }),
    runs(60),
  );
  expect(imports).toBeGreaterThan(5);
});

const deployment = (name: string, more = ''): string =>
  `---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ${name} }\nspec: { template: { metadata: { labels: { a: b } }, spec: { containers: [{ image: x${more} }] } } }\n`;
const component = (name: string, spec: string): string =>
  `---\napiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: ${name} }\nspec: { ${spec} }\n`;

/** Objects that are large in one way. */
const heavyObjects: readonly (readonly [string, string, string])[] = [
  ['marks of documents', 'k8s/a.yaml', '---\n'.repeat(500_000)],
  ['marks of documents behind a name', 'k8s/a.yaml', `apiVersion: v1\n${'---\n'.repeat(50_000)}`],
  ['very many small documents', 'k8s/a.yaml', 'apiVersion: v1\n---\n'.repeat(3_000)],
  ['levels', 'k8s/a.yaml', `apiVersion: v1\nkind: ${'['.repeat(100_000)}`],
  [
    'a bomb of aliases',
    'k8s/a.yaml',
    `apiVersion: v1\nkind: List\nx0: &x0 [a]\n${Array.from({ length: 12 }, (_, i) => `x${i + 1}: &x${i + 1} [${`*x${i}, `.repeat(9)}]\n`).join('')}items: *x12\n`,
  ],
  [
    'Services before very many workloads',
    'k8s/a.yaml',
    Array.from(
      { length: 150 },
      (_, i) =>
        `${deployment(`w${i}`)}---\napiVersion: v1\nkind: Service\nmetadata: { name: s${i} }\nspec: { selector: { a: b } }\n`,
    ).join(''),
  ],
  [
    'variables that double',
    'k8s/a.yaml',
    deployment(
      'a',
      `, env: [{ name: V0, value: "http://b/" }${Array.from({ length: 2_000 }, (_, i) => `, { name: V${i + 1}, value: "$(V${i})$(V${i})" }`).join('')}]`,
    ),
  ],
  [
    'an argument of a million signs',
    'k8s/a.yaml',
    deployment('a', `, args: ["${'--a=http://b,'.repeat(80_000)}"]`),
  ],
  [
    'very many arguments',
    'k8s/a.yaml',
    deployment('a', `, args: [${'"--a=b:1",'.repeat(10_000)}"x"]`),
  ],
  ['braces', 'k8s/a.yaml', `apiVersion: v1\nkind: Pod\nx: "${'{{'.repeat(100_000)}"\n`],
  ['one name very often', 'k8s/a.yaml', deployment('a').repeat(500)],
  [
    'a ConfigMap of a million signs that many mount',
    'k8s/a.yaml',
    `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c }\ndata:\n  f: |\n${'    a: http://b:1\n'.repeat(10_000)}${Array.from({ length: 50 }, (_, i) => deployment(`w${i}`).replace('containers', 'volumes: [{ configMap: { name: c } }], containers')).join('')}`,
  ],
  [
    'a reference of a million signs',
    'catalog-info.yaml',
    component('a', `dependsOn: ["${'component:/'.repeat(90_000)}"]`),
  ],
  [
    'very many references',
    'catalog-info.yaml',
    component('a', `dependsOn: [${'"component:b",'.repeat(10_000)}"resource:c"]`),
  ],
  [
    'very many entities',
    'catalog-info.yaml',
    Array.from({ length: 2_000 }, (_, i) =>
      component(
        `c${i}`,
        `providesApis: [x], consumesApis: [y${i}], dependsOn: ["component:c${(i + 1) % 2_000}"]`,
      ),
    ).join(''),
  ],
  [
    'an API that very many provide and consume',
    'catalog-info.yaml',
    Array.from({ length: 80 }, (_, i) =>
      component(`c${i}`, 'providesApis: [x], consumesApis: [x]'),
    ).join(''),
  ],
];

test.each(heavyObjects)('%s are told, or imported', (_name, path, text) => {
  expectSoundImport({ path, text });
});

test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
  '%s may be a name, a namespace, a label, a variable and a key',
  (name) => {
    const text = `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: ${name}, labels: { ${name}: x }, annotations: { ${name}: y } }
spec: { template: { metadata: { labels: { ${name}: x } }, spec: { nodeSelector: { ${name}: z }, containers: [{ image: ${name}, env: [{ name: ${name}, value: "http://web" }] }] } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: ${name} }
spec: { template: { metadata: { labels: { ${name}: w } }, spec: { containers: [{ image: x, envFrom: [{ configMapRef: { name: ${name} } }] }] } } }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: ${name}, namespace: ${name} }
data: { ${name}: "http://${name}" }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: ${name} }
spec: { selector: { ${name}: w } }
`;
    const calls = importedFrom({ path: 'k8s/a.yaml', text }).calls;
    expect(calls.map(({ from, to }) => `${from} -> ${to}`)).toEqual([
      `${name}/${name} -> ${name}/web`,
      // Hosts are compared in lower case, and only one of these is a host.
      ...(name === 'constructor' ? [`${name}/web -> ${name}/${name}`] : []),
    ]);
    const entity = `${component(name, `type: ${name}, owner: ${name}, system: ${name}, dependsOn: ["component:web"]`)}${component('web', `subcomponentOf: ${name}`)}`;
    expect(
      importedFrom({ path: 'catalog-info.yaml', text: entity }).calls.map(({ to }) => to),
    ).toEqual(['component:default/web']);
    expectUntouched();
  },
);
