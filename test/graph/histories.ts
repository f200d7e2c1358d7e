// Histories of the own health of systems, on graphs with everything that a graph can have, and what must hold after each step.
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { OwnHealth } from '../../src/graph/propagate.ts';
import type {
  Effective,
  EffectiveGroup,
  OwnChanges,
  Propagation,
} from '../../src/graph/propagation.ts';
import { type Topology, topologyOf } from '../../src/graph/topology.ts';
import type { DependencyKind } from '../../src/model/model.ts';
import { compareText } from '../../src/model/order.ts';
import { badness } from '../../src/model/words.ts';
import { explanationByDefinition } from '../oracle/explanation.ts';
import { type OracleInput, order, propagationByDefinition } from '../oracle/propagation.ts';
import { kinds } from './drawing.ts';

/** What a step sets: the own health of some systems, by place, the last word on a system counting. */
export type HistoryStep = readonly { readonly place: number; readonly own: OwnHealth }[];

export interface History {
  readonly systems: readonly {
    readonly id: string;
    readonly dependsOn: readonly { readonly to: string; readonly kind: string }[];
    readonly proxyFor: string | undefined;
  }[];
  readonly groups: OracleInput['groups'];
  readonly steps: readonly HistoryStep[];
}

/** What is tested: the module, or a copy of it with a mistake. */
export interface Engine {
  readonly startPropagation: (topology: Topology) => Propagation;
  readonly repropagate: (propagation: Propagation, changes: OwnChanges) => Int32Array;
  readonly effectiveAt: (propagation: Propagation, node: number) => Effective;
  readonly groupAt: (propagation: Propagation, group: number) => EffectiveGroup;
  readonly levelAt: (propagation: Propagation, node: number) => number;
}

const systemIds = ['a', 'b', 'c', 'constructor', 'd', 'e', 'f'];
const groupIds = ['bus', 'pool'];
const ids = [...systemIds, ...groupIds];

const ownHealth: fc.Arbitrary<OwnHealth> = fc.record({
  status: fc.oneof(
    { weight: 3, arbitrary: fc.constant('healthy' as const) },
    {
      weight: 5,
      arbitrary: fc.constantFrom(...(['degraded', 'unhealthy', 'offline', 'unknown'] as const)),
    },
  ),
  // Those at which something changes, and some at which rounding does.
  score: fc.constantFrom(10_000, 9_996, 9_950, 8_000, 7_500, 7_499, 6_000, 5_999, 2_000, 3, 0),
  masked: fc.integer({ min: 0, max: 7 }).map((digit) => digit === 0),
});

/** Targets can stand twice, and a system can depend on itself. */
const dependencies = fc.array(
  fc.record({ to: fc.constantFrom(...ids), kind: fc.constantFrom(...kinds.keys()) }),
  { maxLength: 4 },
);

const group = fc
  .array(fc.constantFrom(...systemIds), { minLength: 1, maxLength: 5 })
  .chain((members) =>
    fc.record({
      members: fc.constant([...members].sort(compareText)),
      need: fc.integer({ min: 1, max: members.length }),
    }),
  );

export const history: fc.Arbitrary<History> = fc.record({
  systems: fc.tuple(
    ...systemIds.map((id) =>
      fc.record({
        id: fc.constant(id),
        dependsOn: dependencies.map((edges) => edges.sort((a, b) => compareText(a.to, b.to))),
        proxyFor: fc.option(fc.constantFrom(...ids), { freq: 8, nil: undefined }),
      }),
    ),
  ),
  groups: fc.tuple(...groupIds.map((id) => group.map((drawn) => ({ id, ...drawn })))),
  steps: fc.array(
    fc.array(fc.record({ place: fc.nat({ max: systemIds.length - 1 }), own: ownHealth }), {
      maxLength: 9,
    }),
    { minLength: 1, maxLength: 6 },
  ),
});

/** Changes as columns, longer than they count. */
export function changesOf(step: HistoryStep): OwnChanges {
  const room = step.length + 1;
  const columns = {
    count: step.length,
    nodes: new Int32Array(room),
    level: new Uint8Array(room),
    score: new Int32Array(room),
    masked: new Uint8Array(room),
  };
  for (const [index, { place, own }] of step.entries()) {
    columns.nodes[index] = place;
    columns.level[index] = badness[own.status];
    columns.score[index] = own.score;
    columns.masked[index] = Number(own.masked);
  }
  return columns;
}

const allKinds: ReadonlyMap<string, DependencyKind> = new Map([
  ...kinds,
  ['proxy', { id: 'proxy', impact: 100, propagates: true }],
]);

type Told = ReturnType<typeof toldOf>;

function toldOf({ via, status, score, cause, impaired, unknownTargets }: Effective) {
  return { via, status, score, cause, impaired, unknownTargets };
}

/** What must hold and does not: the first fault in a history, undefined where there is none. */
export function faultOf(engine: Engine, { systems, groups, steps }: History): string | undefined {
  const topology = topologyOf({ systems, groups, catalog: { kinds } });
  const propagation = engine.startPropagation(topology);
  const own: OwnHealth[] = systems.map(() => ({ status: 'healthy', score: 10_000, masked: false }));
  let before = tell(engine, propagation);
  for (const [index, step] of steps.entries()) {
    const unread = systems.map((_, node) => engine.effectiveAt(propagation, node));
    const answered = engine.repropagate(propagation, changesOf(step));
    for (const { place, own: health } of step) {
      own[place] = health;
    }
    const now = tell(engine, propagation);
    const fresh = engine.startPropagation(topology);
    engine.repropagate(fresh, changesOf(own.map((health, place) => ({ place, own: health }))));
    const faults: readonly (readonly [boolean, string])[] = [
      [!isDeepStrictEqual(now, tell(engine, fresh)), 'differs from all at once'],
      [!isDeepStrictEqual(now, byDefinition({ systems, groups, own })), 'differs from the book'],
      [!isDeepStrictEqual(unread.map(toldOf), before.systems), 'has changed what it told'],
      [hasMissed(before, now, answered), 'does not answer all that changed'],
      [!isAscending(answered), 'does not answer in order'],
    ];
    const fault = faults.find(([isFault]) => isFault);
    if (fault !== undefined) {
      return `step ${index} ${fault[1]}`;
    }
    before = now;
  }
  return undefined;
}

interface Telling {
  readonly systems: readonly Told[];
  readonly groups: readonly EffectiveGroup[];
  readonly levels: readonly number[];
}

function tell(engine: Engine, propagation: Propagation): Telling {
  const { topology } = propagation;
  return {
    systems: topology.systems.map((_, node) => toldOf(engine.effectiveAt(propagation, node))),
    groups: topology.groups.map((_, index) =>
      engine.groupAt(propagation, topology.systems.length + index),
    ),
    levels: topology.ids.map((_, node) => engine.levelAt(propagation, node)),
  };
}

function byDefinition({
  systems,
  groups,
  own,
}: Pick<History, 'systems' | 'groups'> & { readonly own: readonly OwnHealth[] }): Telling {
  const input: OracleInput = {
    systems: systems.map(({ id, dependsOn, proxyFor }, place) => ({
      id,
      dependsOn:
        proxyFor === undefined ? dependsOn : [...dependsOn, { to: proxyFor, kind: 'proxy' }],
      own: own[place] ?? { status: 'healthy', score: 10_000, masked: false },
    })),
    groups,
    kinds: allKinds,
  };
  const { health, up } = propagationByDefinition(input);
  const explanations = explanationByDefinition(input);
  const healthOf = (id: string): Pick<Told, 'status' | 'score'> => ({
    status: health.get(id)?.status ?? 'healthy',
    score: health.get(id)?.score ?? null,
  });
  return {
    systems: systems.map(({ id }) => {
      const { via = [], cause, impaired = [], unknownTargets = [] } = explanations.get(id) ?? {};
      return { via, ...healthOf(id), cause, impaired, unknownTargets };
    }),
    groups: groups.map(({ id }) => ({ ...healthOf(id), up: up.get(id) ?? 0 })),
    levels: [...systems, ...groups].map(({ id }) => order.indexOf(healthOf(id).status)),
  };
}

function hasMissed(before: Telling, now: Telling, answered: Int32Array): boolean {
  const changed = [...before.systems, ...before.groups].map(
    (told, node) => !isDeepStrictEqual(told, [...now.systems, ...now.groups][node]),
  );
  return changed.some((isChanged, node) => isChanged && !answered.includes(node));
}

function isAscending(nodes: Int32Array): boolean {
  return nodes.every((node, place) => place === 0 || (nodes[place - 1] ?? node) < node);
}
