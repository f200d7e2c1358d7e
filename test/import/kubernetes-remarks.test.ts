import { describe, expect, test } from 'vitest';
import { kubernetesOf } from '../../src/import/kubernetes.ts';
import { type Short, shortOf } from './fleet.ts';
import { document, service, workload } from './manifests.ts';

function short(...texts: readonly string[]): Short {
  return shortOf(kubernetesOf([{ path: 'k8s.yaml', text: texts.join('') }]));
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
