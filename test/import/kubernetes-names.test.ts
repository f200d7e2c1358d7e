import { expect, test } from 'vitest';
import { draftsOf } from '../../src/import/draft.ts';
import { identified } from '../../src/import/identify.ts';
import { kubernetesOf } from '../../src/import/kubernetes.ts';
import type { Imported } from '../../src/model/imported.ts';
import { service, workload } from './manifests.ts';
import { modelOf } from './told.ts';

function importOf(...texts: readonly string[]): Imported {
  const { imported, diagnostics } = kubernetesOf([{ path: 'k8s.yaml', text: texts.join('') }]);
  if (imported === undefined) {
    throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  }
  return imported;
}

/** `id = name` of each system, and what is told. */
function ids(imported: Imported, systems = ''): readonly string[] {
  const model = modelOf([{ path: 'tower.yaml', text: `tower: v1\n${systems}\n` }]);
  const { idByName, diagnostics } = identified(imported, model);
  return [
    ...draftsOf(imported, idByName).map(({ id, name }) => `${id} = ${name}`),
    ...diagnostics.map(({ message }) => message),
  ];
}

const named = (name: string): object => ({ labels: { 'app.kubernetes.io/name': name } });

test.each<[string, readonly string[], readonly string[]]>([
  ['a name without a namespace', [workload('web', 'w')], ['web = web']],
  ['a name in a namespace', [workload('web', 'w', { namespace: 'shop' })], ['web = shop/web']],
  [
    'one name in two namespaces',
    [
      workload('web', 'w', { namespace: 'shop' }),
      workload('web', 'w', { namespace: 'lab' }),
      workload('db', 'd', { namespace: 'lab' }),
    ],
    ['db = lab/db', 'lab-web = lab/web', 'shop-web = shop/web'],
  ],
  [
    'one name with and without a namespace',
    [workload('web', 'w'), workload('web', 'w', { namespace: 'shop' })],
    ['shop-web = shop/web', 'web = web'],
  ],
  [
    'one name of several kinds',
    [
      workload('web', 'w'),
      workload('web', 'w', {
        kind: 'CronJob',
        apiVersion: 'batch/v1',
        spec: { jobTemplate: { spec: { template: { spec: { containers: [{ image: 'x' }] } } } } },
      }),
      workload('web', 'w', { kind: 'StatefulSet' }),
    ],
    ['cronjob-web = cronjob/web', 'statefulset-web = statefulset/web', 'web = web'],
  ],
  [
    'the name that people have for it',
    [workload('release-web', 'w', { metadata: named('web') })],
    ['web = release-web'],
  ],
  [
    'no name that several have',
    ['a', 'b'].map((name) => workload(name, 'w', { metadata: named('shop') })),
    ['a = a', 'b = b'],
  ],
  [
    'a Service outside of the cluster',
    [
      workload('web', 'w', { namespace: 'shop' }),
      service('psp', {
        namespace: 'shop',
        spec: { type: 'ExternalName', externalName: 'x.example' },
      }),
    ],
    ['psp = shop/psp', 'web = shop/web'],
  ],
])('%s', (_name, texts, expected) => {
  expect(ids(importOf(...texts))).toEqual(expected);
  expect(ids(importOf(...texts.toReversed()))).toEqual(expected);
});

const inShop = workload('web', 'w', { namespace: 'shop' });
const inLab = workload('web', 'w', { namespace: 'lab' });

test.each<[string, string, readonly string[], readonly string[]]>([
  [
    'by its label',
    'front: { type: service, labels: { k8s.workload.name: shop/web } }',
    [inShop],
    ['front = shop/web'],
  ],
  ['by its short name', 'web: { type: service }', [inShop], ['web = shop/web']],
  [
    'by its name in the cluster, where that is known',
    'release-web: { type: service }',
    [workload('release-web', 'w', { namespace: 'shop', metadata: named('web') })],
    ['release-web = shop/release-web'],
  ],
  [
    'not by a short name that is the name of another',
    'web: { type: service, labels: { k8s.workload.name: lab/web } }',
    [inShop],
    ['shop-web = shop/web'],
  ],
  [
    'by its label, when another of the name comes',
    'web: { type: service, labels: { k8s.workload.name: shop/web } }',
    [inShop, inLab],
    ['lab-web = lab/web', 'web = shop/web'],
  ],
])('a system is found %s', (_name, systems, texts, expected) => {
  expect(ids(importOf(...texts), `systems:\n  ${systems}`)).toEqual(expected);
});
