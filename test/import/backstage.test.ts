// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how templates of Backstage are written.
import { describe, expect, test } from 'vitest';
import { backstageOf } from '../../src/import/backstage.ts';
import { draftsOf } from '../../src/import/draft.ts';
import { identified } from '../../src/import/identify.ts';
import { type Short, shortOf } from './fleet.ts';
import { document } from './manifests.ts';

function short(...texts: readonly string[]): Short {
  return shortOf(backstageOf([{ path: 'c.yaml', text: texts.join('') }]));
}

function entity(kind: string, name: string, spec: object = {}, metadata: object = {}): string {
  return document({
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, ...metadata },
    spec,
  });
}

const component = (name: string, spec: object = {}, metadata: object = {}): string =>
  entity('Component', name, { type: 'service', ...spec }, metadata);
const resource = (name: string, spec: object = {}): string =>
  entity('Resource', name, { type: 'database', ...spec });

describe('an entity', () => {
  test.each<[string, string]>([
    ['service', 'service'],
    ['pipeline', 'pipeline'],
    ['agent', 'agent'],
    ['website', 'service (a website)'],
    ['mobile-app', 'service (a mobile-app)'],
    ['data-pipeline', 'pipeline (a data-pipeline)'],
    ['Batch Job', 'pipeline (a batch job)'],
    ['s3-bucket', 'database (a s3-bucket)'],
    ['postgres', 'database (a postgres)'],
    ['kafka-topic', 'queue (a kafka-topic)'],
    ['redis-cache', 'cache (a redis-cache)'],
    ['third-party', 'integration (a third-party)'],
    ['thing', 'service (a thing)'],
    ['', 'service'],
  ])('of the type %s is a %s', (type, said) => {
    expect(short(entity('Component', 'x', { type })).systems).toEqual([
      `component:default/x ${said}`,
    ]);
  });

  test('without a type that is known is what its name makes likely', () => {
    expect(
      short(
        entity('Resource', 'orders-db', {}),
        entity('Resource', 'events-queue', { type: 'thing' }),
      ).systems,
    ).toEqual([
      'resource:default/events-queue queue (from its name)',
      'resource:default/orders-db database (from its name)',
    ]);
  });

  test.each<[string, object, object, string]>([
    ['a group', { owner: 'shop' }, {}, 'of shop'],
    ['a whole reference', { owner: 'group:default/Shop' }, {}, 'of shop'],
    ['a person', { owner: 'user:jane' }, {}, 'of jane'],
    ['a group elsewhere', { owner: 'group:eu/shop' }, {}, 'of eu/shop'],
    [
      'what is said to Tower',
      { owner: 'shop' },
      { annotations: { 'tower.owner': 'ours', 'tower.criticality': 'critical' } },
      'critical of ours',
    ],
    ['nobody', {}, {}, ''],
  ])('belongs to %s', (_name, spec, metadata, said) => {
    const system = ['component:default/web service', said].filter((text) => text !== '').join(' ');
    expect(short(component('web', spec, metadata)).systems).toEqual([system]);
  });

  test.each([
    ['production', 'high? (lifecycle production)'],
    ['Experimental', 'low? (lifecycle experimental)'],
    ['deprecated', 'low? (lifecycle deprecated)'],
    ['other', ''],
  ])('in the lifecycle %s', (lifecycle, said) => {
    const system = ['component:default/web service', said].filter((text) => text !== '').join(' ');
    expect(short(component('web', { lifecycle })).systems).toEqual([system]);
  });

  test('is a part of a System, which is a part of a Domain', () => {
    const shop = entity('System', 'Shop', { domain: 'retail' });
    expect(
      short(component('web', { system: 'shop' }), shop, component('lone', { system: 'other' })),
    ).toEqual({
      systems: [
        'component:default/lone service system=other',
        'component:default/web service system=Shop domain=retail',
      ],
      calls: [],
      told: [
        'import/left-out c.yaml:33:13 1 name is kept as it is: the catalog that was read does not define it',
      ],
    });
  });

  test('has the name of its group where that is read, and an unknown one is told', () => {
    const texts = [
      component('a', { owner: 'CHECKOUT' }),
      component('b', { owner: 'chekout' }),
      entity('Group', 'Checkout'),
    ];
    expect(short(...texts)).toEqual({
      systems: [
        'component:default/a service of Checkout',
        'component:default/b service of chekout',
      ],
      calls: [],
      told: [
        'import/left-out c.yaml:22:12 1 name is kept as it is: the catalog that was read does not define it',
      ],
    });
  });
});

describe('who needs whom', () => {
  const api = (name: string, type = 'openapi'): string => entity('API', name, { type });
  test.each<[string, string, readonly string[]]>([
    [
      'dependsOn',
      component('a', { dependsOn: ['component:b', 'resource:default/c'] }) +
        component('b') +
        resource('c'),
      ['a -> b hard (dependsOn)', 'a -> c hard (dependsOn)'],
    ],
    [
      'dependsOn in other letters',
      component('a', { dependsOn: ['Component:B'] }) + component('b'),
      ['a -> b hard (dependsOn)'],
    ],
    [
      'dependsOn without a kind',
      component('a', { dependsOn: ['c'] }) + resource('c'),
      ['a -> c hard (dependsOn)'],
    ],
    [
      'dependencyOf',
      component('a') + resource('c', { dependencyOf: ['component:a'] }),
      ['a -> c hard (dependencyOf)'],
    ],
    [
      'consumesApis',
      component('a', { consumesApis: ['x'] }) + component('b', { providesApis: ['x'] }) + api('x'),
      ['a -> b hard (consumes x)'],
    ],
    [
      'an API that is defined elsewhere',
      component('a', { consumesApis: ['x'] }) + component('b', { providesApis: ['api:x'] }),
      ['a -> b hard (consumes x)'],
    ],
    [
      'events',
      component('a', { consumesApis: ['x'] }) +
        component('b', { providesApis: ['x'] }) +
        api('x', 'asyncapi'),
      ['a -> b soft (consumes x)'],
    ],
    [
      'an API of several',
      component('a', { consumesApis: ['x'] }) +
        component('b', { providesApis: ['x'] }) +
        component('c', { providesApis: ['x'] }),
      ['a -> b hard (consumes x)', 'a -> c hard (consumes x)'],
    ],
    [
      'dependsOn an API',
      component('a', { dependsOn: ['api:x'] }) + component('b', { providesApis: ['x'] }),
      ['a -> b hard (dependsOn)'],
    ],
    [
      'subcomponentOf',
      component('a', { subcomponentOf: 'b' }) + component('b'),
      ['b -> a hard (a part of it)'],
    ],
    [
      'itself',
      component('a', { dependsOn: ['component:a'], consumesApis: ['x'], providesApis: ['x'] }),
      [],
    ],
    [
      'one twice',
      component('a', { dependsOn: ['component:b'], consumesApis: ['x'] }) +
        component('b', { providesApis: ['x'] }),
      ['a -> b hard (dependsOn)'],
    ],
  ])('%s', (_name, text, calls) => {
    const { calls: found, told } = short(text);
    expect([found.map((call) => call.replaceAll(/\w+:default\//g, '')), told]).toEqual([calls, []]);
  });

  test('a reference stays in its namespace where it names none', () => {
    const eu = { namespace: 'eu' };
    expect(
      short(
        component('a', { dependsOn: ['component:b', 'component:default/b'] }, eu),
        component('b'),
        component('b', {}, eu),
      ).calls,
    ).toEqual([
      'component:eu/a -> component:default/b hard (dependsOn)',
      'component:eu/a -> component:eu/b hard (dependsOn)',
    ]);
  });

  test('what leads to nothing that runs is told', () => {
    const spec = {
      dependsOn: ['component:gone', 'system:shop', 'component:kit'],
      consumesApis: ['x'],
    };
    expect(
      short(
        component('a', spec),
        entity('System', 'shop'),
        component('kit', { type: 'library' }),
        api('x'),
        component('a'),
      ),
    ).toEqual({
      systems: ['component:default/a service'],
      calls: [],
      told: [
        'import/left-out c.yaml:11:4 1 reference is left out: the catalog that was read does not define it',
        'import/left-out c.yaml:12:4 2 references are left out, of which this is the first: it leads to what does not run, such as a library or a whole System',
        'import/left-out c.yaml:16:4 1 reference is left out: nothing in the catalog provides the API',
        'import/left-out c.yaml:31:2 1 entity is left out: nobody runs a component of its type, such as a library',
        'import/left-out c.yaml:53:2 1 entity is left out: another one has the same name, and counts',
      ],
    });
  });
});

describe('what is told', () => {
  test.each<[string, string, string]>([
    [
      'no name',
      document({ apiVersion: 'backstage.io/v1alpha1', kind: 'Component', metadata: {} }),
      'import/not-backstage c.yaml:5:2 `metadata.name` of this Component is not a name',
    ],
    [
      'a spec that is none',
      entity('Component', 'a', ['x']),
      'import/not-backstage c.yaml:8:10 `spec` of this Component is not a map',
    ],
    [
      'references that are no list',
      component('a', { dependsOn: 'b' }),
      'import/not-backstage c.yaml:10:16 `spec.dependsOn` of this Component is not a list of references',
    ],
    [
      'a reference that is none',
      component('a', { consumesApis: [{ a: 1 }] }),
      'import/not-backstage c.yaml:11:4 `spec.consumesApis.0` of this Component is not a reference',
    ],
    [
      'no systems',
      entity('Group', 'a'),
      'import/nothing c.yaml:1:1 there are no components and no resources of Backstage',
    ],
  ])('%s', (_name, text, told) => {
    expect(short(text)).toEqual({ systems: [], calls: [], told: [told] });
  });

  test('Locations are not followed, templates not filled in, and other documents left out', () => {
    const files = [
      { path: 'a.yaml', text: component('a') },
      {
        path: 'b.yaml',
        text: 'apiVersion: backstage.io/v1alpha1\nkind: Location\nspec: { target: ./other.yaml }\n',
      },
      { path: 'c.yaml', text: component('${{ values.name }}') },
      { path: 'd.yaml', text: 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x }\n' },
    ];
    expect(shortOf(backstageOf(files))).toEqual({
      systems: ['component:default/a service'],
      calls: [],
      told: [
        'import/not-followed b.yaml:1:1 1 Location leads to other files, which are not read',
        'import/not-followed c.yaml:1:1 1 file is a template that is not filled in',
        'import/left-out d.yaml:1:1 1 document is left out: it is none of Backstage',
      ],
    });
  });
});

test('ids are names, with the namespace or the kind where that is needed', () => {
  const { imported } = backstageOf([
    {
      path: 'c.yaml',
      text: [
        component('orders'),
        resource('orders'),
        component('web'),
        component('web', {}, { namespace: 'eu' }),
        resource('db'),
      ].join(''),
    },
  ]);
  const nothing = { systems: [], systemById: new Map(), groupById: new Map() };
  const drafts =
    imported === undefined ? [] : draftsOf(imported, identified(imported, nothing).idByName);
  expect(drafts.map(({ id, name }) => `${id} = ${name}`)).toEqual([
    'component-web = component:default/web',
    'db = resource:default/db',
    'eu-web = component:eu/web',
    'orders = component:default/orders',
    'resource-orders = resource:default/orders',
  ]);
});
