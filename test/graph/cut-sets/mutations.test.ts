import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type * as CutSets from '../../../src/graph/cut-sets/cut-sets.ts';
import { failureUnitsOf } from '../../../src/graph/fault-tree/failure-units.ts';
import type * as FaultTree from '../../../src/graph/fault-tree/fault-tree.ts';
import { type TopologySource, topologyOf } from '../../../src/graph/topology.ts';
import { minimalCutSets, type OracleUnit } from '../../oracle/cut-sets.ts';
import { type Change, mutatedGraph } from '../mutated-graph.ts';
import { randomSource } from '../random-source.ts';
import { nestedSource } from './nested-source.ts';
import { type FamilyEngine, families, isRightOnFamilies } from './random-families.ts';

// A property that no mistake can break shows nothing: each of these mistakes must be found.

const mistakes: readonly {
  readonly name: string;
  readonly file: string;
  readonly is: string;
  readonly becomes: string;
  /** Another change, without which the mistake would hardly ever be seen. */
  readonly with?: { readonly file: string; readonly is: string; readonly becomes: string };
}[] = [
  {
    name: 'a set stays that holds a smaller one without its first variable',
    file: 'cut-sets/algebra',
    is: 'askWithout(machine, machine.result, held(machine, slot.part));',
    becomes: '/* nothing is left out */',
  },
  {
    name: 'sets of both families are joined only where both have the variable',
    file: 'cut-sets/algebra',
    is: 'askOr(machine, held(machine, slot.part), machine.result);',
    becomes: 'machine.result = held(machine, slot.part);',
  },
  {
    name: 'what holds a set of the second family without the variable stays',
    file: 'cut-sets/algebra',
    is: 'askWithout(machine, held(machine, slot.fHi), held(machine, slot.gLo));',
    becomes: 'machine.result = held(machine, slot.fHi);',
  },
  {
    name: 'the variable of a joined set is not counted',
    file: 'cut-sets/algebra',
    is: 'askAnd(machine, held(machine, slot.fLo), held(machine, slot.gHi), most - 1);',
    becomes: 'askAnd(machine, held(machine, slot.fLo), held(machine, slot.gHi), most);',
  },
  {
    name: 'nothing is remembered to have been left out',
    file: 'cut-sets/algebra',
    is: 'machine.isCut = true;',
    becomes: '',
  },
  {
    name: 'answers are remembered without what was asked',
    file: 'cut-sets/machine',
    is: 'intAt(memory, place + 2) === asked',
    becomes: 'intAt(memory, place + 2) >= 0',
    with: { file: 'mixed', is: 'return hash ^ (hash >>> 13);', becomes: 'return 0;' },
  },
  {
    name: 'families are taken for equal that differ in their second part',
    file: 'cut-sets/forest',
    is: 'intAt(nodes, place + 2) === hi &&',
    becomes: '',
    with: { file: 'mixed', is: 'return hash ^ (hash >>> 13);', becomes: 'return 0;' },
  },
  {
    name: 'a knot is gone through once',
    file: 'cut-sets/families',
    is: 'isChanged &&= end - begin > 1;',
    becomes: 'isChanged = false;',
  },
  {
    name: 'a group fails with a loss too few',
    file: 'cut-sets/families',
    is: 'return intAt(reaching.families, threshold);',
    becomes: 'return intAt(reaching.families, threshold - 1);',
  },
  {
    name: 'an input with several losses counts as one',
    file: 'cut-sets/families',
    is: 'const rest = intAt(reaching.families, Math.max(0, count - losses));',
    becomes: 'const rest = intAt(reaching.families, count - 1);',
  },
  {
    name: 'what was joined last time is taken again',
    file: 'cut-sets/families',
    is: 'const isSame = rest === reaching.rest && before === reaching.before;',
    becomes: 'const isSame = rest === reaching.rest;',
  },
  {
    name: 'the causes of what is critical are dropped',
    file: 'cut-sets/reduce',
    is: 'from: [...kept.map((edge) => loose.from[edge] ?? 0), ...causes],',
    becomes: 'from: [...kept.map((edge) => loose.from[edge] ?? 0), ...causes.map(() => top)],',
  },
  {
    name: 'a gate joins another one though it takes down a third',
    file: 'cut-sets/reduce',
    is: 'isOnly = find(loose.to[intAt(edges, place)] ?? 0) === only;',
    becomes: 'isOnly = true;',
  },
  {
    name: 'a gate joins a group that can spare it',
    file: 'cut-sets/reduce',
    is: 'let isOnly = intAt(threshold, only) === 1 && only !== gate;',
    becomes: 'let isOnly = only !== gate;',
  },
  {
    name: 'only what suffices on the way is critical',
    file: 'cut-sets/reduce',
    is: 'isCritical[gate] = (word >>> (bit & 31)) & 1;',
    becomes: '',
  },
  {
    name: 'of a unit at several places only one counts',
    file: 'cut-sets/reduce',
    is: 'loose.to.push(position);',
    becomes: 'loose.to.push(tree.unitStart.length);',
  },
  {
    name: 'members that are one component count once',
    file: 'fault-tree/fault-tree',
    is: 'intAt(losses, kept - 1) + 1)',
    becomes: '1)',
  },
  {
    name: 'of the units of a variable one is listed',
    file: 'cut-sets/list',
    is: '(sets, choice) => sets.flatMap(',
    becomes: '(sets, choice) => sets.slice(0, 1).flatMap(',
  },
];

interface Engine extends FamilyEngine {
  readonly cutSetWork: typeof CutSets.cutSetWork;
  readonly faultTreesOf: typeof FaultTree.faultTreesOf;
}

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tower-mutations-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The engine with some pieces of its text replaced. */
async function mutated(name: string, changes: readonly Change[]): Promise<Engine> {
  const graph = mutatedGraph(folder, name, changes);
  const parts = ['cut-sets/cut-sets', 'cut-sets/machine', 'cut-sets/forest', 'cut-sets/algebra'];
  const loaded = await Promise.all(
    [...parts, 'fault-tree/fault-tree'].map(
      (module): Promise<object> =>
        import(/* @vite-ignore */ pathToFileURL(join(graph, `${module}.ts`)).href),
    ),
  );
  return Object.assign({}, ...loaded) as Engine;
}

const question = fc.record({
  source: fc.oneof(randomSource, nestedSource),
  orderMax: fc.constantFrom(undefined, 2, 3),
  shared: fc.nat(),
});

/** Whether the engine says of some targets what trying every set says. */
function isRight(
  { faultTreesOf, cutSetWork }: Engine,
  {
    source,
    orderMax,
    shared,
  }: { source: TopologySource; orderMax: number | undefined; shared: number },
): boolean {
  const units = unitsOf(source, shared);
  const topology = topologyOf(source);
  const numbered = failureUnitsOf(
    units.map(({ id, systems }) => ({
      id,
      systems: systems.map((system) => topology.nodeById.get(system) ?? -1),
    })),
  );
  const trees = faultTreesOf(topology, numbered);
  return [...source.groups, ...source.systems.slice(0, 2)].every(({ id }) => {
    const work = cutSetWork(trees.of(topology.nodeById.get(id) ?? -1), {
      orderMax,
      nodesMax: 100_000,
    });
    // A mistake may keep it from ever coming to an end.
    work.advance(10_000_000);
    const { isComplete, counts, first } = work.found();
    const sets = first(10_000).map((set) => set.map((unit) => numbered.ids[unit]).join(' '));
    const expected = minimalCutSets(source, id, units)
      .filter(({ length }) => length <= (orderMax ?? length))
      .map((set) => set.join(' '));
    const count = counts.reduce((sum, each) => sum + each, 0);
    return isComplete && count === expected.length && sets.join() === expected.join();
  });
}

/** Each system by itself, and a few that fail together. */
function unitsOf({ systems }: TopologySource, shared: number): readonly OracleUnit[] {
  const ids = systems.slice(0, 8).map(({ id }) => id);
  const together = ids.filter((_, index) => (shared >> index) & 1);
  return [
    ...ids.map((id) => ({ id, systems: [id] })),
    ...(together.length < 2 ? [] : [{ id: 'zone', systems: together }]),
  ].sort((a, b) => (a.id < b.id ? -1 : 1));
}

test.each(mistakes)('it is found when $name', async (mistake) => {
  const changes = mistake.with === undefined ? [mistake] : [mistake, mistake.with];
  const engine = await mutated(mistake.name, changes);
  const outcome = fc.check(
    fc.property(
      question,
      families,
      (drawn, sets) => isRightOnFamilies(engine, sets) && isRight(engine, drawn),
    ),
    { numRuns: 1_000, seed: 1, endOnFailure: true },
  );
  expect(outcome.failed).toBe(true);
});

// What is forgotten is asked again, and what is crowded is found in the end.
test('nothing is found when everything has the same hash', async () => {
  const crowded = {
    file: 'mixed',
    is: 'return hash ^ (hash >>> 13);',
    becomes: 'return 0;',
  };
  const engine = await mutated('crowded', [crowded]);
  fc.assert(
    fc.property(
      question,
      families,
      (drawn, sets) => isRightOnFamilies(engine, sets) && isRight(engine, drawn),
    ),
    { numRuns: 30 },
  );
});
