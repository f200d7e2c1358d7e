import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { environmentOf } from '../../src/config/environments.ts';
import { load } from '../../src/config/load.ts';
import { newLoader } from '../../src/config/loader.ts';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import { emptyState } from '../../src/evaluate/state.ts';
import type { SourceFile } from '../../src/model/diagnostic.ts';
import { sayLocation } from '../../src/model/location.ts';
import type { Model } from '../../src/model/model.ts';
import { exampleFiles } from '../examples/project.ts';

const root: SourceFile = { path: 'tower.yaml', text: 'tower: v1\nconfig: { name: shop }\n' };
const shop: SourceFile = {
  path: 'topology/shop.yaml',
  text: `tower: v1
defaults: { owner: shop }
systems:
  web:
    type: service
    replicas: 2
    labels: { tier: front, team: a }
    probe: { http: { url: "https://web.example/" } }
    dependsOn: { db: { kind: hard, timeout: 2s } }
  db: { type: database }
  debug: { type: service }
thresholds:
  slow: { match: { systems: [web] }, signal: latency, warn: 200, critical: { at: 400, for: 30s } }
maintenance:
  upgrade:
    match: { systems: [db] }
    once: { start: "2026-12-05T22:00", for: 2h }
    timezone: UTC
    effect: { alerts: suppress }
    reason: Disks.
routes:
  - notify: [log]
channels:
  log: { stdout: {} }
`,
};

function prod(text: string): SourceFile {
  return { path: 'tower.prod.yaml', text: `tower: v1\n${text}` };
}

function modelIn(overlay: string): Model {
  const { model, diagnostics } = load([root, shop, prod(overlay)]);
  if (model === undefined) {
    throw new Error(diagnostics.map(({ message, at }) => `${at.line} ${message}`).join('\n'));
  }
  return model;
}

describe('an overlay', () => {
  const rows: readonly (readonly [string, string, (model: Model) => unknown, unknown])[] = [
    ['is of an environment', '', (model) => model.environment, 'prod'],
    ['changes settings', 'config: { name: shop-prod }\n', (model) => model.name, 'shop-prod'],
    [
      'changes a key of a system, and leaves the others',
      'systems: { web: { replicas: 6 } }\n',
      ({ systemById }) => [systemById.get('web')?.replicas, systemById.get('web')?.owner],
      [6, 'shop'],
    ],
    [
      'joins maps',
      'systems: { web: { labels: { team: b, zone: z }, dependsOn: { debug: soft, db: { retries: 1 } } } }\n',
      ({ systemById }) => [
        [...(systemById.get('web')?.labels ?? [])],
        systemById.get('web')?.dependsOn.map(({ to, kind, retries }) => [to, kind, retries]),
      ],
      [
        [
          ['team', 'b'],
          ['tier', 'front'],
          ['zone', 'z'],
        ],
        [
          ['db', 'hard', 1],
          ['debug', 'soft', 0],
        ],
      ],
    ],
    [
      'changes one part of a level',
      'thresholds: { slow: { critical: { at: 300 } } }\n',
      ({ thresholds }) =>
        thresholds.map(({ critical }) => [
          critical?.limitText,
          critical?.forMs,
          critical === undefined,
        ]),
      [['300', 30_000, false]],
    ],
    [
      'removes systems, keys and entries of maps',
      'remove: [systems.debug, systems.web.probe, systems.web.labels.tier]\n',
      ({ systems }) => systems.map(({ id, probe, labels }) => [id, probe, [...labels]]),
      [
        ['db', undefined, []],
        ['web', undefined, [['team', 'a']]],
      ],
    ],
    [
      'replaces what it removes and says anew',
      'remove: [maintenance.upgrade.once]\nmaintenance: { upgrade: { weekly: { days: [sat], start: "23:00", for: 90m } } }\n',
      ({ windows, diagnostics }) => [windows.map(({ id }) => id), diagnostics],
      [['upgrade'], []],
    ],
    [
      'adds what is there in this environment alone',
      'add: { systems: { cache: { type: cache, owner: data } } }\n',
      ({ systems }) => systems.map(({ id, owner }) => [id, owner]),
      [
        ['cache', 'data'],
        ['db', 'shop'],
        ['debug', 'shop'],
        ['web', 'shop'],
      ],
    ],
    [
      'replaces all routes',
      'routes:\n  - { match: { owner: shop }, notify: [log] }\n  - { notify: [log] }\n',
      ({ routes }) => routes.map(({ at }) => sayLocation(at)),
      ['tower.prod.yaml:3:5', 'tower.prod.yaml:4:5'],
    ],
    [
      'changes rows of the built-in catalog',
      'catalog: { criticalities: { low: { weight: 0.5 } } }\nsignals: { latency: { unit: s } }\n',
      ({ catalog, signals }) => [
        catalog.criticalities.low.weight,
        catalog.criticalities.high.weight > 0,
        signals.get('latency')?.unit,
      ],
      [50, true, 's'],
    ],
    [
      'is nothing where it has no content',
      '# nothing yet\n',
      ({ systems, environment }) => [systems.length, environment],
      [3, 'prod'],
    ],
  ];
  test.each(rows)('%s', (_, overlay, seen, expected) => {
    expect(seen(modelIn(overlay))).toEqual(expected);
  });

  test('says where its values stand, and where those stood that it replaced', () => {
    const web = modelIn(
      'systems:\n  web: { replicas: 6, labels: { team: b, tier: front } }\n',
    ).systemById.get('web');
    const placed = (key: string): readonly (string | undefined)[] => {
      const [at, below] = [web?.origins.get(key), web?.covered?.get(key)];
      return [at && sayLocation(at), below && sayLocation(below)];
    };
    expect([
      placed('replicas'),
      placed('labels.team'),
      placed('labels.tier'),
      placed('type'),
      web?.at.file,
    ]).toEqual([
      ['tower.prod.yaml:3:20', 'topology/shop.yaml:6:15'],
      ['tower.prod.yaml:3:33', 'topology/shop.yaml:7:28'],
      ['topology/shop.yaml:7:15', undefined],
      ['topology/shop.yaml:5:11', undefined],
      'topology/shop.yaml',
    ]);
  });

  test('that is broken leaves the rest of what it changes to be told of', () => {
    const { model, diagnostics } = load([
      root,
      shop,
      prod('systems:\n  web: { replicas: many, dependsOn: { bd: hard } }\n'),
    ]);
    expect([model, diagnostics.map(({ code, at }) => [code, at.file, at.line])]).toEqual([
      undefined,
      [
        ['schema/wrong-type', 'tower.prod.yaml', 3],
        ['topology/unknown-system', 'tower.prod.yaml', 3],
      ],
    ]);
  });

  test('has to say which format it has', () => {
    const overlay = { path: 'tower.prod.yaml', text: 'systems: { web: { replicas: 3 } }\n' };
    const { diagnostics } = load([root, shop, overlay]);
    expect(diagnostics.map(({ code, at }) => [code, at.file])).toEqual([
      ['schema/version', 'tower.prod.yaml'],
    ]);
  });
});

test('overlays of two environments are refused', () => {
  const staging = { path: 'tower.staging.yaml', text: 'tower: v1\n' };
  const { model, diagnostics } = load([root, shop, staging, prod('')]);
  expect([model, diagnostics.map(({ code, message }) => [code, message])]).toEqual([
    undefined,
    [
      [
        'overlay/several',
        '`tower.staging.yaml` and `tower.prod.yaml` are overlays of two environments',
      ],
    ],
  ]);
});

test('another text of the overlay is another revision', () => {
  const revisions = ['', 'systems: { web: { replicas: 3 } }\n', '# other\n'].map(
    (text) => modelIn(text).revision,
  );
  expect(new Set([load([root, shop]).model?.revision, ...revisions]).size).toBe(4);
});

test('a loader that goes from one overlay to another, and to none, comes to what loading comes to', () => {
  const loader = newLoader();
  const overlays = [
    [prod('systems: { web: { replicas: 6 } }\n')],
    [prod('systems: { web: { replicas: 7, labels: { tier: back } } }\nremove: [systems.debug]\n')],
    [],
    [{ path: 'tower.staging.yaml', text: 'tower: v1\nsystems: { db: { replicas: 1 } }\n' }],
    [prod('systems: { web: { replicas: 6 } }\n')],
  ];
  for (const overlay of overlays) {
    const files = [root, shop, ...overlay];
    const fresh = load(files.map((file) => ({ ...file })));
    const kept = loader.load(files);
    expect(kept.diagnostics).toEqual(fresh.diagnostics);
    expect(kept.model?.systems).toEqual(fresh.model?.systems);
    expect(kept.model?.revision).toBe(fresh.model?.revision);
  }
});

test.each([
  ['tower.prod.yaml', 'prod'],
  ['tower.eu-west-1.yaml', 'eu-west-1'],
  ['tower.yaml', undefined],
  ['tower..yaml', undefined],
  ['tower.Prod.yaml', undefined],
  ['tower.prod.yml', undefined],
  ['tower.a.b.yaml', undefined],
  ['tower.scenario.yaml', undefined],
  ['topology/tower.prod.yaml', undefined],
  ['tower-baseline.json', undefined],
])('%s is the overlay of %s', (path, environment) => {
  expect(environmentOf(path)).toBe(environment);
});

test('without a tower.yaml beside it, a file of such a name is one like others', () => {
  const { model } = load([{ path: 'tower.prod.yaml', text: shop.text }]);
  expect([model?.environment, model?.systems.length]).toEqual([undefined, 3]);
});

describe('of the example configuration', () => {
  const files = exampleFiles();
  const { model: base } = load(files);
  const values = (base?.systems ?? []).map(
    ({ id, type, criticality, replicas }) => [id, { type, criticality, replicas }] as const,
  );

  function reportOf(model: Model | undefined): string {
    if (model === undefined) {
      throw new Error('it has errors');
    }
    const batch = { at: '2026-11-21T14:00:00Z', signals: { 'task-api': { availability: 0.2 } } };
    const { revision: _, environment: __, ...report } = evaluate(model, emptyState(), batch).report;
    return JSON.stringify(report);
  }

  const overlaid = (systems: object): readonly SourceFile[] => [
    ...files,
    { path: 'tower.prod.yaml', text: `tower: v1\nsystems: ${JSON.stringify(systems)}\n` },
  ];

  // A default is not written: saying it in an overlay changes the place where it is said.
  const written = new Set(
    (base?.systems ?? [])
      .filter(({ origins }) =>
        ['type', 'criticality', 'replicas'].every(
          (key) => origins.has(key) && origins.get(key)?.path.startsWith('$.systems'),
        ),
      )
      .map(({ id }) => id),
  );
  const repeatable = values.filter(([id]) => written.has(id));

  test('an overlay that repeats what is there changes nothing', () => {
    expect(repeatable.length).toBeGreaterThan(3);
    fc.assert(
      fc.property(fc.subarray(repeatable, { minLength: 1 }), (some) => {
        const { model } = load(overlaid(Object.fromEntries(some)));
        expect(reportOf(model)).toBe(reportOf(base));
      }),
      { numRuns: 8 },
    );
  });

  test('the order in which an overlay says things does not matter', () => {
    const changes = values.map(
      ([id], index) => [id, { replicas: 1 + (index % 4), zone: 'z' }] as const,
    );
    fc.assert(
      fc.property(
        fc.shuffledSubarray(changes, { minLength: 2 }),
        fc.boolean(),
        (some, isTurned) => {
          const turn = (value: object): object =>
            isTurned ? Object.fromEntries(Object.entries(value).toReversed()) : value;
          const one = load(overlaid(Object.fromEntries(some))).model;
          const two = load(
            overlaid(Object.fromEntries(some.toReversed().map(([id, value]) => [id, turn(value)]))),
          ).model;
          const plain = (model: Model | undefined): unknown =>
            model?.systems.map(({ origins: _, covered: __, ...system }) => system);
          expect(plain(two)).toEqual(plain(one));
        },
      ),
      { numRuns: 8 },
    );
  });
});
