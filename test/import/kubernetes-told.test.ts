import { describe, expect, test } from 'vitest';
import { kubernetesOf } from '../../src/import/kubernetes.ts';
import { type Short, shortOf } from './fleet.ts';
import { document, workload } from './manifests.ts';

function short(...texts: readonly string[]): Short {
  return shortOf(kubernetesOf([{ path: 'k8s.yaml', text: texts.join('') }]));
}

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
