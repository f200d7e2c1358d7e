import { expect, test } from 'vitest';
import { isBackstage, isKubernetes } from '../../src/import/recognize.ts';

const deployment = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\n';
const component = 'apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: web }\n';

test.each<[string, string, readonly [kubernetes: boolean, backstage: boolean]]>([
  ['a Deployment', deployment, [true, false]],
  [
    'one in JSON',
    '{"kind":"Deployment","apiVersion":"apps/v1","metadata":{"name":"web"}}',
    [true, false],
  ],
  [
    'a list',
    `apiVersion: v1\nkind: List\nitems:\n- ${deployment.replaceAll('\n', '\n  ')}`,
    [true, false],
  ],
  ['one behind something else', `a: 1\n---\n${deployment}`, [true, false]],
  ['a Service of Knative', 'apiVersion: serving.knative.dev/v1\nkind: Service\n', [true, false]],
  ['a Component', component, [false, true]],
  ['both', `${component}---\n${deployment}`, [true, true]],
  [
    'a Kustomization',
    'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n',
    [false, false],
  ],
  [
    'a Deployment of somebody else',
    'apiVersion: example.com/v1\nkind: Deployment\n',
    [false, false],
  ],
  [
    'a template of Helm',
    'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {{ .Release.Name }}\n',
    [false, false],
  ],
  [
    'a template in quotes',
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: "{{ .Values.x }}" }\n',
    [false, false],
  ],
  ['a Chart', 'apiVersion: v2\nname: web\nversion: 1.0.0\n', [false, false]],
  ['a Secret alone', 'apiVersion: v1\nkind: Secret\ndata: { a: Yg== }\n', [false, false]],
  ['a Compose file', 'services: { web: { image: web } }\n', [false, false]],
  ['a configuration of Tower', 'tower: v1\nsystems: {}\n', [false, false]],
  ['what is no YAML', 'apiVersion: [apps/v1\nkind: Deployment\n', [false, false]],
  ['a version that is a number', 'apiVersion: 1\nkind: Deployment\n', [false, false]],
  ['a list of nothing', 'apiVersion: v1\nkind: List\nitems: 7\n', [false, false]],
  ['nothing', '', [false, false]],
])('%s', (_name, text, expected) => {
  const file = { path: 'some.yaml', text };
  expect([isKubernetes(file), isBackstage(file)]).toEqual(expected);
});
