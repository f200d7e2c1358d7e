import { describe, expect, test } from 'vitest';
import { kubernetesOf } from '../../src/import/kubernetes.ts';
import { type Short, shortOf } from './fleet.ts';
import { document, env, service, workload } from './manifests.ts';

function short(...texts: readonly string[]): Short {
  return shortOf(kubernetesOf([{ path: 'k8s.yaml', text: texts.join('') }]));
}

describe('a workload', () => {
  const template = { spec: { containers: [{ image: 'web:1' }] } };
  test.each<[string, string, readonly string[]]>([
    ['a Deployment', workload('web', 'web:1.0', { spec: { replicas: 3 } }), ['web service 1.0 x3']],
    [
      'a StatefulSet',
      workload('db', 'postgres:16', { kind: 'StatefulSet' }),
      ['db database (from its image) 16'],
    ],
    [
      'a DaemonSet',
      workload('agent', 'a:1', { kind: 'DaemonSet' }),
      ['agent service 1 | runs on every node (DaemonSet)'],
    ],
    ['a ReplicaSet', workload('web', 'web:1', { kind: 'ReplicaSet' }), ['web service 1']],
    [
      'a Rollout',
      workload('web', 'web:1', { kind: 'Rollout', apiVersion: 'argoproj.io/v1alpha1' }),
      ['web service 1'],
    ],
    [
      'a Service of Knative',
      workload('fn', 'fn:1', {
        kind: 'Service',
        apiVersion: 'serving.knative.dev/v1',
        podMetadata: { annotations: { 'autoscaling.knative.dev/min-scale': '2' } },
      }),
      ['fn service 1 x2'],
    ],
    [
      'a Job',
      workload('load', 'load:1', { kind: 'Job', apiVersion: 'batch/v1' }),
      ['load pipeline (runs once) 1'],
    ],
    [
      'a Job that the cluster is to name',
      document({
        apiVersion: 'batch/v1',
        kind: 'Job',
        metadata: { generateName: 'load-' },
        spec: { template },
      }),
      ['load pipeline (runs once) 1'],
    ],
    [
      'a CronJob',
      document({
        apiVersion: 'batch/v1',
        kind: 'CronJob',
        metadata: { name: 'report' },
        spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template } } },
      }),
      ['report pipeline (runs on a schedule) 1 | schedule: 0 3 * * *'],
    ],
    [
      'a Pod',
      document({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'one' }, spec: template.spec }),
      ['one service 1'],
    ],
    [
      'one of an old version',
      workload('web', 'web:1', { apiVersion: 'extensions/v1beta1' }),
      ['web service 1'],
    ],
  ])('%s', (_name, text, systems) => {
    expect(short(text)).toEqual({ systems, calls: [], told: [] });
  });

  test('is not what another one owns', () => {
    const owned = (kind: string): object => ({
      ownerReferences: [{ kind, name: 'web', controller: true }],
    });
    expect(
      short(
        workload('web', 'web:1'),
        workload('web-7f', 'web:1', { kind: 'ReplicaSet', metadata: owned('Deployment') }),
        workload('cron-1', 'web:1', {
          kind: 'Job',
          apiVersion: 'batch/v1',
          metadata: owned('CronJob'),
        }),
        document({
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: 'web-7f-x', ...owned('ReplicaSet') },
          spec: {},
        }),
        workload('of-operator', 'it:1', { metadata: owned('Cluster') }),
      ).systems,
    ).toEqual(['of-operator service 1', 'web service 1']);
  });

  test('takes its version from its image, else from a label', () => {
    const labels = { labels: { 'app.kubernetes.io/version': '7.7' } };
    expect(
      short(
        workload('digest', 'r.example:5000/a/b@sha256:9f2c', { metadata: labels }),
        workload('moving', 'b:latest', { metadata: labels }),
        workload('none', 'b'),
        workload('tag', 'r.example/b:2.1', { metadata: labels }),
      ).systems,
    ).toEqual([
      'digest service sha256:9f2c',
      'moving service 7.7',
      'none service',
      'tag service 2.1',
    ]);
  });

  test('is about its main container', () => {
    const containers = (...names: readonly string[]): object => ({
      containers: names.map((name, index) => ({ name, image: `${name}:${index}` })),
    });
    const annotations = { 'kubectl.kubernetes.io/default-container': 'second' };
    expect(
      short(
        workload('a', '', { pod: containers('proxy', 'a') }),
        workload('b', '', { pod: containers('first', 'second'), podMetadata: { annotations } }),
        workload('c', '', { pod: containers('one', 'two') }),
      ).systems,
    ).toEqual(['a service 1', 'b service 1', 'c service 0']);
  });

  test.each<[string, object, string]>([
    ['nobody', {}, ''],
    ['what is said to Tower', { labels: { 'tower.owner': 'shop', team: 'x' } }, ' of shop'],
    ['an owner', { annotations: { owner: 'shop' }, labels: { team: 'x' } }, ' of shop? (owner)'],
    ['a team', { labels: { team: 'shop', 'app.kubernetes.io/part-of': 'x' } }, ' of shop? (team)'],
    [
      'a team under a prefix',
      { labels: { 'example.com/team': 'shop' } },
      ' of shop? (example.com/team)',
    ],
    [
      'a whole',
      { labels: { 'app.kubernetes.io/part-of': 'shop' } },
      ' of shop? (app.kubernetes.io/part-of)',
    ],
    [
      'what else is said to Tower',
      { annotations: { 'tower.criticality': 'high', 'tower.config-hash': '9f2c' } },
      ' high #9f2c',
    ],
  ])('belongs to %s', (_name, metadata, said) => {
    expect(short(workload('web', 'web:1', { metadata })).systems).toEqual([`web service 1${said}`]);
  });

  test.each<[string, object, string]>([
    [
      'a region',
      { nodeSelector: { 'topology.kubernetes.io/region': 'eu-west-1' } },
      ' | region: eu-west-1  # tower: decide (where its nodes are)',
    ],
    [
      'a zone of old',
      { nodeSelector: { 'failure-domain.beta.kubernetes.io/zone': 'a' } },
      ' | zone: a  # tower: decide (where its nodes are)',
    ],
    [
      'a zone of one that it requires',
      { affinity: affinity(['eu-1a']) },
      ' | zone: eu-1a  # tower: decide (where its nodes are)',
    ],
    ['no zone of several', { affinity: affinity(['eu-1a', 'eu-1b']) }, ''],
    [
      'no region that no id can be',
      { nodeSelector: { 'topology.kubernetes.io/region': 'EU West' } },
      '',
    ],
    [
      'several zones',
      { topologySpreadConstraints: [{ topologyKey: 'topology.kubernetes.io/zone' }] },
      ' | spread over zones (topologySpreadConstraints)',
    ],
  ])('runs in %s', (_name, pod, said) => {
    expect(short(workload('web', 'web:1', { pod })).systems).toEqual([`web service 1${said}`]);
  });

  test('is called in its traces as its variables or an annotation say', () => {
    const annotations = { 'resource.opentelemetry.io/service.name': 'Front' };
    expect(
      short(
        workload('a', 'a', {
          container: env({ OTEL_SERVICE_NAME: 'Shop' }),
          podMetadata: { annotations },
        }),
        workload('b', 'b', {
          container: env({ OTEL_RESOURCE_ATTRIBUTES: 'a=b,service.name=Cart' }),
        }),
        workload('c', 'c', { podMetadata: { annotations } }),
      ).systems,
    ).toEqual([
      'a service service.name=Shop',
      'b service service.name=Cart',
      'c service service.name=Front',
    ]);
  });
});

function affinity(values: readonly string[]): object {
  const expression = { key: 'topology.kubernetes.io/zone', operator: 'In', values };
  const terms = [{ matchExpressions: [expression] }];
  return {
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms } },
  };
}

describe('what others say of a workload', () => {
  const web = workload('web', 'web:1', { spec: { replicas: 2 } });
  const scaled = (kind: string, name: string, minReplicas?: number): string =>
    document({
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'any' },
      spec: {
        scaleTargetRef: { kind, name },
        ...(minReplicas === undefined ? {} : { minReplicas }),
        maxReplicas: 9,
      },
    });
  const budget = (spec: object): string =>
    document({
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'any' },
      spec,
    });
  const selector = { matchLabels: { app: 'web' } };
  const ingress = (apiVersion: string, spec: object): string =>
    document({ apiVersion, kind: 'Ingress', metadata: { name: 'any' }, spec });
  test.each<[string, string, string]>([
    [
      'the least of an autoscaler',
      scaled('Deployment', 'web', 4),
      'x4 | HorizontalPodAutoscaler: 4 to 9 replicas',
    ],
    [
      'one, where it says no least',
      scaled('Deployment', 'web'),
      'x1 | HorizontalPodAutoscaler: 1 to 9 replicas',
    ],
    ['nothing of one for something else', scaled('StatefulSet', 'web', 4), 'x2'],
    [
      'a budget',
      budget({ minAvailable: '50%', selector }),
      'x2 | PodDisruptionBudget: minAvailable 50%',
    ],
    [
      'another budget',
      budget({ maxUnavailable: 1, selector }),
      'x2 | PodDisruptionBudget: maxUnavailable 1',
    ],
    ['no budget that selects nothing', budget({ maxUnavailable: 1, selector: {} }), 'x2'],
    [
      'an Ingress',
      ingress('networking.k8s.io/v1', {
        rules: [
          {
            host: 'shop.example',
            http: { paths: [{ path: '/', backend: { service: { name: 'web' } } }] },
          },
          {
            host: 'shop.example',
            http: { paths: [{ path: '/v1', backend: { service: { name: 'web' } } }] },
          },
          { http: { paths: [{ backend: { service: { name: 'other' } } }] } },
        ],
        defaultBackend: { service: { name: 'web' } },
      }),
      'x2 | reached from outside: any host (Ingress), shop.example (Ingress), shop.example/v1 (Ingress)',
    ],
    [
      'an Ingress of old',
      ingress('extensions/v1beta1', {
        rules: [{ host: 'h', http: { paths: [{ backend: { serviceName: 'web' } }] } }],
      }),
      'x2 | reached from outside: h (Ingress)',
    ],
    [
      'a route to many hosts',
      document({
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'HTTPRoute',
        metadata: { name: 'any' },
        spec: {
          hostnames: ['a', 'b', 'c', 'd', 'e'],
          rules: [{ backendRefs: [{ name: 'web', port: 80 }] }],
        },
      }),
      'x2 | reached from outside: a (HTTPRoute), b (HTTPRoute), c (HTTPRoute) and 2 more',
    ],
    [
      'a Service with a port of its own',
      service('public', { spec: { type: 'LoadBalancer', selector: { app: 'web' } } }),
      'x2 | reached from outside: LoadBalancer',
    ],
    [
      'a Rollout that rolls it out',
      document({
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Rollout',
        metadata: { name: 'web-rollout' },
        spec: { replicas: 5, workloadRef: { kind: 'Deployment', name: 'web' } },
      }),
      'x5',
    ],
  ])('%s', (_name, text, said) => {
    expect(short(web, service('web'), text)).toEqual({
      systems: [`web service 1 ${said}`],
      calls: [],
      told: [],
    });
  });

  test.each<[string, object, object, string]>([
    [
      'a page',
      { httpGet: { path: '/healthz', port: 8080 } },
      { port: 80, targetPort: 8080 },
      ' { http: { url: "http://web/healthz" } }',
    ],
    [
      'a page by the name of its port',
      {
        httpGet: { port: 'http', scheme: 'HTTPS' },
        periodSeconds: 5,
        timeoutSeconds: 2,
        failureThreshold: 3,
      },
      { port: 8443, targetPort: 'http' },
      ' { http: { url: "https://web:8443/", every: 5s, timeout: 2s, failures: 3 } }',
    ],
    [
      'a port',
      { tcpSocket: { port: 8080 } },
      { port: 8080 },
      ' { tcp: { host: web, port: 8080 } }',
    ],
    [
      'gRPC',
      { grpc: { port: 8080 }, periodSeconds: 0 },
      { port: 9, targetPort: 'http' },
      ' { tcp: { host: web, port: 9 } }',
    ],
    ['a command', { exec: { command: ['true'] } }, { port: 80 }, ''],
    ['a port that no Service opens', { tcpSocket: { port: 9000 } }, { port: 8080 }, ''],
    ['another host', { httpGet: { host: 'other', port: 8080 } }, { port: 8080 }, ''],
    ['a path with blanks', { httpGet: { path: '/a b', port: 8080 } }, { port: 8080 }, ''],
  ])('a probe that asks %s', (_name, readinessProbe, port, said) => {
    const container = { readinessProbe, ports: [{ name: 'http', containerPort: 8080 }] };
    const text = workload('web', 'web:1', { container });
    expect(
      short(text, service('web', { spec: { selector: { app: 'web' }, ports: [port] } })).systems,
    ).toEqual([`web service 1${said}`]);
  });
});

describe('what is told', () => {
  test.each<[string, string, readonly string[]]>([
    [
      'containers that are no list',
      workload('web', '', { pod: { containers: { image: 'web' } } }),
      [
        'import/not-kubernetes k8s.yaml:16:19 `spec.template.spec.containers` of this Deployment is not a list of containers',
      ],
    ],
    [
      'no name',
      document({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: {}, spec: {} }),
      ['import/not-kubernetes k8s.yaml:5:2 `metadata.name` of this Deployment is not a name'],
    ],
    [
      'nothing',
      'a: 1\n',
      [
        'import/left-out k8s.yaml:1:1 1 document is left out: it is none of Kubernetes',
        'import/nothing k8s.yaml:1:1 there are no workloads of Kubernetes',
      ],
    ],
    [
      'an object that is no YAML',
      'apiVersion: v1\nkind: [Pod\n',
      ['yaml/syntax k8s.yaml:2:8 `[` is not closed by `]`'],
    ],
    [
      'a list with a Secret that is no YAML',
      'apiVersion: v1\nkind: List\nitems:\n- kind: Secret\n  data: sesame: sesame\n',
      ['yaml/syntax k8s.yaml:5:9 a document that holds a Secret is not YAML'],
    ],
  ])('%s', (_name, text, told) => {
    expect(short(text)).toEqual({ systems: [], calls: [], told });
  });

  test('patches, second definitions, tests of Helm, templates, overlays and other documents are left out', () => {
    const files = [
      { path: 'a.yaml', text: `${workload('web', 'web:1')}${workload('web', 'web:2')}` },
      {
        path: 'b.yaml',
        text: workload('web', '', { pod: { containers: [{ name: 'web', image: '' }] } }),
      },
      {
        path: 'c.yaml',
        text: workload('try', 't:1', {
          kind: 'Pod',
          apiVersion: 'v1',
          spec: { containers: [{ image: 't' }] },
          metadata: { annotations: { 'helm.sh/hook': 'test' } },
        }),
      },
      {
        path: 'd.yaml',
        text: 'apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ include "x" . }}\n',
      },
      {
        path: 'e.yaml',
        text: 'apiVersion: v1\nkind: Service\nmetadata: { name: "{{ .Release.Name }}" }\n',
      },
      {
        path: 'f/kustomization.yaml',
        text: 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n',
      },
      { path: 'g.json', text: '{ "name": "web" }' },
      { path: 'h.yaml', text: '- a\n' },
      { path: 'i.yaml', text: 'apiVersion: v1\nkind: Secret\ndata: [sesame: }\n' },
    ];
    expect(shortOf(kubernetesOf(files))).toEqual({
      systems: ['web service 1'],
      calls: [],
      told: [
        'import/left-out a.yaml:28:2 1 object is left out: another one has the same name, and counts',
        'import/left-out b.yaml:3:2 1 object is left out: no container with an image, as in a patch of Kustomize',
        'import/left-out c.yaml:3:2 1 object is left out: a test of Helm, which does not keep running',
        'import/not-followed d.yaml:1:1 2 templates of Helm are not filled in',
        'import/not-followed f/kustomization.yaml:1:1 1 Kustomization is not built',
        'import/left-out g.json:1:1 2 documents are left out, of which this is the first: they are none of Kubernetes',
      ],
    });
  });

  test('a template of an alert in a ConfigMap is none of Helm', () => {
    const text = document({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'a' },
      data: { t: '{{ range .Alerts }}' },
    });
    expect(short(workload('web', 'web:1'), text).told).toEqual([]);
  });
});
