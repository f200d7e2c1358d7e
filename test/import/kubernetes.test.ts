import { describe, expect, test } from 'vitest';
import { kubernetesOf } from '../../src/import/kubernetes.ts';
import { type Short, shortOf } from './fleet.ts';
import { document, env, workload } from './manifests.ts';

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
