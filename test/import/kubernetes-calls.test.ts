import { describe, expect, test } from 'vitest';
import { kubernetesOf } from '../../src/import/kubernetes.ts';
import { type Short, shortOf } from './fleet.ts';
import { document, env, service, workload } from './manifests.ts';

function short(...texts: readonly string[]): Short {
  return shortOf(kubernetesOf([{ path: 'k8s.yaml', text: texts.join('') }]));
}

const orders =
  workload('orders', 'orders', { namespace: 'shop' }) + service('orders', { namespace: 'shop' });

describe('the address of another', () => {
  test.each<[string, string, boolean]>([
    ['A_URL', 'http://orders', true],
    ['A_URL', 'http://ORDERS/', true],
    ['A', 'orders:8080', true],
    ['A', 'orders.shop:8080', true],
    ['A', 'http://orders.shop.svc/', true],
    ['A', 'http://orders.shop.svc.cluster.local:80/x?y#z', true],
    ['A', 'http://orders.shop.svc.cluster.local.:80', true],
    ['A', 'http://orders.shop.svc.other.domain', true],
    ['A', 'http://orders-0.orders.shop.svc.cluster.local', true],
    ['A', 'http://orders-0.orders.shop:80', true],
    ['A', 'http://orders-0.orders:80', true],
    ['A_HOST', 'orders', true],
    ['A', 'amqp://user:secret@orders:5672/v', true],
    ['A', 'Host=orders;Port=1', true],
    ['A', 'orders', false],
    ['A', 'http://orders.billing', false],
    ['A', 'http://orders.billing.svc', false],
    ['A', 'http://api.orders.com', false],
    ['A_URL', 'http://$(UNKNOWN)', false],
    ['A_URL', `http://orders/${'x'.repeat(5_000)}`, false],
  ])('%s=%s', (name, value, isOne) => {
    const web = workload('web', 'web', { namespace: 'shop', container: env({ [name]: value }) });
    expect(short(orders, web).calls).toEqual(
      isOne ? [`shop/web -> shop/orders hard (address in ${name})`] : [],
    );
  });

  test.each<[string, string, object, boolean]>([
    ['without namespaces', 'http://orders', {}, true],
    ['with one that is said nowhere', 'http://orders.shop', {}, true],
    ['with a whole one that is said nowhere', 'http://orders.shop.svc.cluster.local', {}, true],
    ['with an end of the internet', 'http://orders.com', {}, false],
  ])('%s', (_name, value, told, isOne) => {
    const web = workload('web', 'web', { ...told, container: env({ A: value }) });
    const calls = isOne ? ['web -> orders hard (address in A)'] : [];
    expect(short(workload('orders', 'orders'), service('orders'), web).calls).toEqual(calls);
  });

  test('is filled in with variables that stand before it', () => {
    const values = { HOST: 'orders', PORT: '80', URL: 'http://$(HOST):$(PORT)/$(NONE)' };
    const web = workload('web', 'web', {
      namespace: 'shop',
      container: env({ ...values, HOST: 'orders.shop' }),
    });
    expect(short(orders, web).calls).toEqual(['shop/web -> shop/orders hard (address in HOST)']);
    const late = workload('web', 'web', {
      namespace: 'shop',
      container: env({ URL: 'http://$(A):80', A: 'orders' }),
    });
    expect(short(orders, late).calls).toEqual([]);
    const only = workload('web', 'web', {
      namespace: 'shop',
      container: env({ A: 'orders', URL: 'http://$(A):$(P)' }),
    });
    expect(short(orders, only).calls).toEqual(['shop/web -> shop/orders hard (address in URL)']);
  });

  test('that doubles with each variable is given up', () => {
    const values = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [
        `V${index}`,
        index === 0 ? 'http://orders/' : `$(V${index - 1})$(V${index - 1})`,
      ]),
    );
    const web = workload('web', 'web', { namespace: 'shop', container: env(values) });
    expect(short(orders, web).calls).toEqual(['shop/web -> shop/orders hard (address in V0)']);
  });

  test.each<[string, object, string]>([
    ['an argument', { args: ['--orders-url=http://orders:80'] }, 'address in its arguments'],
    [
      'an argument behind its flag',
      { args: ['--orders-host', 'orders'] },
      'address in its arguments',
    ],
    ['a flag like an address', { args: ['-ordersAddr=orders'] }, 'address in its arguments'],
    ['a command', { command: ['serve', 'orders:80'] }, 'address in its arguments'],
    ['no word of a command', { command: ['serve', 'orders'] }, ''],
    [
      'a key of a ConfigMap',
      { env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'c', key: 'URL' } } }] },
      'address in A',
    ],
    [
      'no key that it lacks',
      { env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'c', key: 'no' } } }] },
      '',
    ],
    [
      'a whole ConfigMap',
      { envFrom: [{ prefix: 'P_', configMapRef: { name: 'c' } }] },
      'address in P_URL',
    ],
  ])('stands in %s', (_name, container, because) => {
    const web = workload('web', 'web', { namespace: 'shop', container });
    expect(short(orders, web, configMap('c', { URL: 'http://orders' })).calls).toEqual(
      because === '' ? [] : [`shop/web -> shop/orders hard (${because})`],
    );
  });

  test.each<[string, boolean]>([
    ['url: "http://orders:80"', true],
    ['proxy_pass http://orders;', true],
    ['orders.host = orders', true],
    ['  "ordersHost": "orders",', true],
    ['orders: orders', false],
    ['# orders', false],
  ])('stands in a file of a ConfigMap as %s', (line, isOne) => {
    const pod = { volumes: [{ name: 'v', configMap: { name: 'c' } }] };
    const web = workload('web', 'web', { namespace: 'shop', container: {} });
    const mounted = web.replace(
      '"containers"',
      `"volumes": ${JSON.stringify(pod.volumes)}, "containers"`,
    );
    expect(short(orders, mounted, configMap('c', { 'app.conf': `a\n${line}\nb` })).calls).toEqual(
      isOne ? ['shop/web -> shop/orders hard (address in ConfigMap c)'] : [],
    );
  });

  test.each<[string, string, readonly string[], string]>([
    [
      'a shell that waits',
      'busybox',
      ['sh', '-c', 'until nc -z orders 80; do sleep 1; done'],
      'hard (an init container waits for it)',
    ],
    [
      'a look-up',
      'busybox',
      ['nslookup', 'orders.shop.svc.cluster.local'],
      'hard (an init container waits for it)',
    ],
    [
      'a question',
      'postgres',
      ['pg_isready', '-h', 'orders'],
      'hard (an init container waits for it)',
    ],
    ['a tool', 'acme/wait-for', ['orders'], 'hard (an init container waits for it)'],
    ['something else', 'orders', ['migrate', 'orders'], ''],
    ['an address', 'orders', ['migrate', 'http://orders'], 'hard (address in its arguments)'],
  ])('stands in an init container: %s', (_name, image, command, kind) => {
    const web = workload('web', 'web', { namespace: 'shop', container: {} }).replace(
      '"containers"',
      `"initContainers": ${JSON.stringify([{ name: 'init', image, command }])}, "containers"`,
    );
    expect(short(orders, web).calls).toEqual(
      kind === '' ? [] : [`shop/web -> shop/orders ${kind}`],
    );
  });

  test.each<[string, readonly string[]]>([
    ['bitnami/kubectl', ['wait', '--for=condition=complete', 'job/migrate']],
    ['acme/k8s-wait-for', ['job', 'migrate']],
  ])('is no address where %s waits for a Job', (image, args) => {
    const job = workload('migrate', 'm', { kind: 'Job', apiVersion: 'batch/v1' });
    const web = workload('web', 'web').replace(
      '"containers"',
      `"initContainers": ${JSON.stringify([{ name: 'init', image, args }])}, "containers"`,
    );
    expect(short(job, web).calls).toEqual(['web -> migrate optional (waits until it has run)']);
  });
});

function configMap(name: string, data: object): string {
  return document({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'shop' },
    data,
  });
}

describe('what a Service leads to', () => {
  const web = workload('web', 'web', { container: env({ A_HOST: 'any' }) });
  const any = (spec: object): string => service('any', { spec });
  test.each<[string, string, readonly string[]]>([
    [
      'the workloads with its labels',
      any({ selector: { app: 'a' } }) + workload('a', 'a') + workload('b', 'b'),
      ['web -> a hard (address in A_HOST)'],
    ],
    [
      'several',
      any({ selector: { tier: 'x' } }) +
        ['a', 'b']
          .map((name) =>
            workload(name, name, { podMetadata: { labels: { tier: 'x', app: name } } }),
          )
          .join(''),
      ['web -> a hard (address in A_HOST)', 'web -> b hard (address in A_HOST)'],
    ],
    [
      'a workload of its name where there is none',
      workload('any', 'x'),
      ['web -> any hard (address in A_HOST)'],
    ],
    [
      'what watches',
      any({ selector: { app: 'a' } }) + workload('a', 'otel/opentelemetry-collector:1'),
      ['web -> a soft (telemetry)'],
    ],
    ['itself', any({ selector: { app: 'web' } }), []],
    [
      'a function',
      workload('any', 'x', { kind: 'Service', apiVersion: 'serving.knative.dev/v1' }),
      ['web -> any hard (address in A_HOST)'],
    ],
  ])('%s', (_name, text, calls) => {
    expect(short(web, text)).toEqual({ systems: expect.anything(), calls, told: [] });
  });

  test('nothing that is known is told', () => {
    expect(short(web, any({ selector: { app: 'gone' } }))).toEqual({
      systems: ['web service'],
      calls: [],
      told: [
        'import/left-out k8s.yaml:23:18 1 call is left out: no workload is behind the Service that it leads to',
      ],
    });
  });

  test('what is outside of the cluster', () => {
    expect(
      short(
        web,
        workload('x', 'x', { container: env({ B: 'https://api.psp.example/v1' }) }),
        any({ type: 'ExternalName', externalName: 'API.psp.example' }),
        service('unused', { spec: {} }),
        service('manual', { spec: { ports: [{ port: 5432 }] } }),
        workload('y', 'y', { container: env({ DB_HOST: 'manual' }) }),
      ),
    ).toEqual({
      systems: [
        'any integration (Service with an ExternalName) | host: api.psp.example …',
        'manual integration (Service with no selector) …',
        'web service',
        'x service',
        'y service',
      ],
      calls: [
        'web -> any hard (address in A_HOST)',
        'x -> any hard (address in B)',
        'y -> manual hard (address in DB_HOST)',
      ],
      told: [],
    });
  });

  test('a Service without a selector beside a workload of its name leads there', () => {
    expect(short(web, any({}), workload('any', 'x')).calls).toEqual([
      'web -> any hard (address in A_HOST)',
    ]);
  });
});

test('what Secrets and missing ConfigMaps hold is not known, and nothing of it is shown', () => {
  const secret = document({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 's' },
    stringData: { URL: 'http://orders' },
  });
  const from = (valueFrom: object): object => ({ env: [{ name: 'A', valueFrom }] });
  expect(
    short(
      workload('orders', 'orders') + secret,
      document({
        apiVersion: 'v1',
        kind: 'List',
        items: [
          {
            apiVersion: 'v1',
            kind: 'Secret',
            metadata: { name: 's' },
            stringData: { URL: 'http://orders' },
          },
        ],
      }),
      workload('a', 'a', { container: from({ secretKeyRef: { name: 's', key: 'URL' } }) }),
      workload('b', 'b', { container: { envFrom: [{ secretRef: { name: 's' } }] } }),
      workload('c', 'c', { container: from({ configMapKeyRef: { name: 'gone', key: 'URL' } }) }),
      workload('d', 'd', { container: from({ fieldRef: { fieldPath: 'metadata.name' } }) }),
    ),
  ).toEqual({
    systems: ['a service …', 'b service …', 'c service …', 'd service', 'orders service'],
    calls: [],
    told: [
      'import/variable k8s.yaml:74:8 2 workloads take values from Secrets, which are not read: addresses in them are not known',
      'import/variable k8s.yaml:142:8 1 workload takes values from ConfigMaps that are not among the manifests: addresses in them are not known',
    ],
  });
});

describe('more than is read', () => {
  const list = (items: readonly object[]): string =>
    document({ apiVersion: 'v1', kind: 'List', items });
  const front = (name: string): object => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { selector: { a: 'b' } },
  });
  const worker = (name: string, hosts: readonly string[]): object => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      template: {
        metadata: { labels: { a: 'b' } },
        spec: { containers: [{ image: 'x', args: hosts.map((host) => `${host}:1`) }] },
      },
    },
  });
  const names = (prefix: string, count: number): readonly string[] =>
    Array.from({ length: count }, (_, index) => `${prefix}${index}`);
  test.each<[string, string, string]>([
    [
      'pairs of Services and workloads',
      list([...names('s', 1_100).map(front), ...names('w', 1_000).map((name) => worker(name, []))]),
      'there are more than 1,000,000 pairs of what selects and what is selected',
    ],
    [
      'addresses that lead to very many',
      list([
        ...names('s', 300).map(front),
        ...names('w', 300).map((name) => worker(name, names('s', 300))),
      ]),
      'there are more than 1,000,000 dependencies',
    ],
  ])('%s', (_name, text, told) => {
    const { imported, diagnostics } = kubernetesOf([{ path: 'k8s.yaml', text }]);
    expect([imported, diagnostics.map(({ code, message }) => `${code} ${message}`)]).toEqual([
      undefined,
      [`config/too-many ${told}`],
    ]);
  });
});
