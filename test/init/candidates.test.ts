import { expect, test } from 'vitest';
import {
  candidatesIn,
  inOrderOfLikelihood,
  isSearched,
  usualChoice,
} from '../../src/init/candidates.ts';

const compose = 'services: { web: { image: "web:1" } }\n';
const alertmanager = 'route: { receiver: a }\nreceivers: [{ name: a }]\n';
const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { spec: { containers: [{ name: web, image: "web:1" }] } } }
`;
const component = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: web }
spec: { type: service, owner: shop, lifecycle: production }
`;

function namesOf(files: Readonly<Record<string, string>>): readonly string[] {
  const all = Object.entries(files).map(([path, text]) => ({ path, text }));
  return candidatesIn(all).map(({ kind, name }) => `${kind} ${name}`);
}

test.each<readonly [string, Readonly<Record<string, string>>, readonly string[]]>([
  [
    'of each folder the Compose file that Docker would take, and none that is laid over it',
    {
      'compose.yaml': compose,
      'docker-compose.yml': compose,
      'docker-compose.test.yml': compose,
      'a/docker-compose.yml': compose,
    },
    ['compose a/docker-compose.yml', 'compose compose.yaml'],
  ],
  [
    'manifests are one source by the folder that they share',
    {
      'k8s/base/web.yaml': deployment,
      'k8s/base/db.yaml': deployment,
      'deploy/a/x.yaml': deployment,
      'deploy/b/y.yaml': deployment,
      'web.yaml': deployment,
    },
    ['kubernetes deploy/', 'kubernetes k8s/base/', 'kubernetes web.yaml'],
  ],
  [
    'a catalog is one source',
    { 'catalog-info.yaml': component, 'web/catalog-info.yaml': component },
    ['backstage catalog-info.yaml and 1 more'],
  ],
  [
    'a file of Alertmanager is known by its name',
    { 'ops/alertmanager.yml': alertmanager, 'ops/other.yml': alertmanager },
    ['alertmanager ops/alertmanager.yml'],
  ],
  [
    'what is called so and broken is found, so that it can be told',
    { 'compose.yaml': 'services: [\n', 'alertmanager.yml': ': :\n' },
    ['compose compose.yaml', 'alertmanager alertmanager.yml'],
  ],
  [
    'nothing else is a source',
    {
      'a.yaml': 'a: 1\n',
      'b.yaml': 'services: { web: 1 }\n',
      'c.yaml': '',
      'tower.yaml': 'tower: v1\n',
    },
    [],
  ],
])('%s', (_what, files, expected) => {
  expect(namesOf(files)).toEqual(expected);
});

test('a search passes by what others made, and ends at a depth', () => {
  const folders = ['a', 'a/vendor', 'node_modules', 'a/b/c/d/e/f', 'a/b/c/d/e/f/g', 'vendors'];
  expect(folders.filter(isSearched)).toEqual(['a', 'a/b/c/d/e/f', 'vendors']);
});

test('what is likely is looked into first, then what is least deep', () => {
  const paths = ['z.yaml', 'a/b/c.yaml', 'a/b/compose.yaml', 'a/b.yaml', 'x/alertmanager.yml'];
  expect(inOrderOfLikelihood(paths)).toEqual([
    'a/b/compose.yaml',
    'x/alertmanager.yml',
    'z.yaml',
    'a/b.yaml',
    'a/b/c.yaml',
  ]);
});

test('where nobody chooses, the outermost Compose files and one Alertmanager are taken, and the rest', () => {
  const one = (kind: 'compose' | 'kubernetes' | 'backstage' | 'alertmanager', name: string) => ({
    kind,
    name,
    files: [],
    isUsable: name !== 'broken/compose.yaml',
  });
  const found = [
    one('compose', 'broken/compose.yaml'),
    one('compose', 'a/b/compose.yaml'),
    one('compose', 'c/d/compose.yaml'),
    one('compose', 'c/d/e/compose.yaml'),
    one('kubernetes', 'k8s/x/y/'),
    one('backstage', 'catalog-info.yaml'),
    one('alertmanager', 'a/alertmanager.yml'),
    one('alertmanager', 'b/alertmanager.yml'),
  ];
  expect(usualChoice(found).map(({ name }) => name)).toEqual([
    'a/b/compose.yaml',
    'c/d/compose.yaml',
    'k8s/x/y/',
    'catalog-info.yaml',
    'a/alertmanager.yml',
  ]);
});
