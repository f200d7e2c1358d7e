import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cutSetsOfTargets } from '../../src/analysis/cut-sets.ts';
import { unitsBy } from '../../src/analysis/units.ts';
import { load } from '../../src/config/load.ts';
import { spofsOf, targetsOf, weakPointsOf } from '../../src/evaluate/spofs.ts';
import { nodesMaxDefault } from '../../src/graph/cut-sets/cut-sets.ts';
import { systemUnits } from '../../src/graph/fault-tree/failure-units.ts';
import { topologyOf } from '../../src/graph/topology.ts';
import type { Batch } from '../../src/model/batch.generated.ts';
import type { Model } from '../../src/model/model.ts';
import { outline } from './outline.ts';
import { fileAt, modelOf, reportOn, root } from './project.ts';

// Other people's data. It is not part of the project, so that its absence is no failure.
const folder = join(root, '../shared/data');
const isAbsent = !existsSync(folder);
if (isAbsent) {
  process.stderr.write(`skipped: real topologies and fault trees, for there is no ${folder}\n`);
}

function topology(name: string): Model {
  return modelOf([fileAt(folder, name)]);
}

function failing(...ids: readonly string[]): Batch {
  return {
    at: '2026-11-21T12:00:00Z',
    checks: ids.map((system) => ({ system, status: 'offline' })),
  };
}

test.skipIf(isAbsent)(
  'of real topologies it is told which critical systems have no redundancy',
  () => {
    const told = ['online-boutique', 'opentelemetry-demo'].map((name) =>
      load([fileAt(folder, `topologies/${name}.yaml`)]).diagnostics.map(
        ({ severity, code, at }) => `${severity} ${code} ${at.path}`,
      ),
    );
    expect(told).toEqual([
      [
        'warning topology/no-redundancy $.systems.checkoutservice',
        'warning topology/no-redundancy $.systems.frontend',
      ],
      [
        'warning topology/no-redundancy $.systems.astronomy-db',
        'warning topology/no-redundancy $.systems.checkout',
        'warning topology/no-redundancy $.systems.frontend',
        'warning topology/no-redundancy $.systems.frontend-proxy',
      ],
    ]);
  },
);

interface Failure {
  readonly name: string;
  readonly fails: string;
  readonly status: string;
  readonly score: number;
  /** Systems that are not healthy with 100 points, by status and score; the rest are. */
  readonly hit: Readonly<Record<string, readonly string[]>>;
}

// Only what fails is observed, by its check. Weights: critical 8, high 4, medium 2; cache × 0.6, integration × 0.7.
const failures: readonly Failure[] = [
  {
    name: 'online-boutique',
    fails: 'redis-cart',
    status: 'unhealthy',
    // 0: redis-cart 1.2, cartservice 2, checkoutservice 8, frontend 8, loadgenerator 2; the other eight 16 × 100
    // 1600 / 37.2 = 43.01
    score: 43,
    hit: {
      'offline 0': ['redis-cart'],
      'unhealthy 0': ['cartservice', 'checkoutservice', 'frontend', 'loadgenerator'],
    },
  },
  {
    name: 'online-boutique',
    fails: 'recommendationservice',
    status: 'degraded',
    // 2 × 0, frontend 8 × 50 and loadgenerator 2 × 50 = 500, the rest 37.2 − 12 = 25.2 × 100
    // 3020 / 37.2 = 81.18
    score: 81.2,
    hit: { 'offline 0': ['recommendationservice'], 'degraded 50': ['frontend', 'loadgenerator'] },
  },
  {
    name: 'opentelemetry-demo',
    fails: 'valkey-cart',
    status: 'unhealthy',
    // 0: valkey-cart 1.2, cart 1.2, checkout, frontend and frontend-proxy 24, load-generator 2; of 56.6 are left 28.2
    // 2820 / 56.6 = 49.82
    score: 49.8,
    hit: {
      'offline 0': ['valkey-cart'],
      'unhealthy 0': ['cart', 'checkout', 'frontend', 'frontend-proxy', 'load-generator'],
    },
  },
  {
    name: 'opentelemetry-demo',
    fails: 'otel-collector',
    status: 'degraded',
    // 1.4 × 0; astronomy-db 4, flagd 1.4, telemetry-docs 2 and valkey-cart 1.2 do not need it: 8.6 × 100
    // the rest 56.6 − 10 = 46.6 × 50 = 2330; 3190 / 56.6 = 56.36
    score: 56.4,
    hit: {
      'offline 0': ['otel-collector'],
      'degraded 50': [
        'ad',
        'cart',
        'checkout',
        'currency',
        'email',
        'flagd-ui',
        'frontend',
        'frontend-proxy',
        'image-provider',
        'load-generator',
        'payment',
        'product-catalog',
        'quote',
        'recommendation',
        'shipping',
      ],
    },
  },
];

test.skipIf(isAbsent).each(failures)(
  'a failure of $fails in $name hits who needs it and nobody else',
  ({ name, fails, status, score, hit }) => {
    const { overall, systems } = outline(
      reportOn(topology(`topologies/${name}.yaml`), failing(fails)),
    );
    const found = new Map<string, string[]>();
    for (const [id, health, , points] of systems) {
      const key = `${health} ${points}`;
      found.set(key, [...(found.get(key) ?? []), id]);
    }
    expect({ ...overall, hit: Object.fromEntries(found) }).toEqual({
      ...overall,
      status,
      score,
      coverage: 1, // one system is observed, and its status known
      hit,
    });
  },
);

test.skipIf(isAbsent)('what took frontend down is told as a path', () => {
  const { systems } = outline(
    reportOn(topology('topologies/online-boutique.yaml'), failing('redis-cart')),
  );
  expect(systems.map(([, , , , via]) => via)).toEqual([
    'cartservice -hard-> redis-cart',
    'checkoutservice -hard-> cartservice -hard-> redis-cart',
    'frontend -hard-> cartservice -hard-> redis-cart',
    'loadgenerator -hard-> frontend -hard-> cartservice -hard-> redis-cart',
    '',
  ]);
});

/** What an established analyser found: minimal cut sets of the target by order, from 1. */
interface Expected {
  readonly target: string;
  readonly counts: readonly number[];
}

const trees = [
  'baobab1',
  'baobab2',
  'chinese',
  'das9201',
  'das9202',
  'edf9201',
  'isp9605',
] as const;

function expectedOf(tree: string): Expected {
  const all = JSON.parse(readFileSync(join(folder, 'fault-trees/expected.json'), 'utf8')) as Record<
    string,
    Expected | undefined
  >; // The file is as its README says, or the comparison below fails.
  return all[tree] ?? { target: '', counts: [] };
}

/** Systems that fail by themselves, and whether some of them failing together takes the target down. */
function treeOf(tree: string) {
  const model = topology(`fault-trees/${tree}.yaml`);
  const { target } = expectedOf(tree);
  const events = model.systems.flatMap(({ id, logical }) => (logical ? [] : [id]));
  const takesDown = (...ids: readonly string[]): boolean => {
    const { systems } = reportOn(model, failing(...ids));
    return systems.find(({ id }) => id === target)?.status === 'unhealthy';
  };
  return { events, takesDown };
}

test.skipIf(isAbsent).each(trees)(
  'of the fault tree %s as many events take the target down alone as the analyser found, none when nothing fails, and all together',
  (tree) => {
    const { events, takesDown } = treeOf(tree);
    expect({
      alone: events.filter((event) => takesDown(event)).length,
      none: takesDown(),
      all: takesDown(...events),
    }).toEqual({ alone: expectedOf(tree).counts[0], none: false, all: true });
  },
);

test.skipIf(isAbsent).each(trees)(
  'of the fault tree %s the single points of failure of the target are as many as the analyser found',
  (tree) => {
    const model = topology(`fault-trees/${tree}.yaml`);
    const { target, counts } = expectedOf(tree);
    const { spofs } = weakPointsOf(model, topologyOf(model), [target]);
    const { takesDown } = treeOf(tree);
    expect(spofs.length).toBe(counts[0]);
    expect(spofs.filter(({ system }) => !takesDown(system))).toEqual([]);
  },
);

test.skipIf(isAbsent).each(['online-boutique', 'opentelemetry-demo'])(
  'what the single points of failure of %s take down is what their outages make unhealthy',
  (name) => {
    const model = topology(`topologies/${name}.yaml`);
    const isTarget = new Set(targetsOf(model));
    const expected = model.systems.flatMap(({ id }) => {
      const { systems } = reportOn(model, failing(id));
      const takesDown = systems
        .filter((system) => system.id !== id && system.status === 'unhealthy')
        .map((system) => system.id);
      return takesDown.some((hit) => isTarget.has(hit)) ? [`${id}: ${takesDown.join(' ')}`] : [];
    });
    const told = spofsOf(model, topologyOf(model)).map(
      ({ system, takesDown }) => `${system}: ${takesDown.join(' ')}`,
    );
    expect(told.toSorted()).toEqual(expected);
    expect(told.length).toBeGreaterThan(7);
  },
);

const small = ['baobab2', 'chinese', 'das9202', 'isp9605'] as const;

test.skipIf(isAbsent).each(small)(
  'of the fault tree %s as many pairs take the target down as the analyser found',
  { timeout: 60_000 },
  (tree) => {
    const { events, takesDown } = treeOf(tree);
    const alone = new Set(events.filter((event) => takesDown(event)));
    const others = events.filter((event) => !alone.has(event));
    const pairs = others.flatMap((a, index) =>
      others.slice(index + 1).filter((b) => takesDown(a, b)),
    );
    expect(pairs.length).toEqual(expectedOf(tree).counts[1]);
  },
);

// The largest of them has 579,720 sets, of up to 6 events; another one sets of up to 11.
test.skipIf(isAbsent).each(trees)(
  'of the fault tree %s there are as many minimal cut sets of every order as the analyser found',
  (tree) => {
    const model = topology(`fault-trees/${tree}.yaml`);
    const { target, counts } = expectedOf(tree);
    const { units } = unitsBy(model, ['system']);
    const work = cutSetsOfTargets(topologyOf(model), {
      targets: [target],
      kinds: ['system'],
      units: units ?? systemUnits(topologyOf(model), () => false),
      orderMax: undefined,
      nodesMax: nodesMaxDefault,
      setsMax: 40,
    });
    while (!work.advance(1_000_000)) {
      // It goes on.
    }
    const [found] = work.found();
    expect({ complete: found?.complete, counts: found?.counts }).toEqual({
      complete: true,
      counts,
    });
    const { takesDown } = treeOf(tree);
    for (const set of found?.sets.filter((_, index) => index % 8 === 0) ?? []) {
      expect(takesDown(...set)).toBe(true);
      expect(set.filter((spared) => takesDown(...set.filter((id) => id !== spared)))).toEqual([]);
    }
  },
);
