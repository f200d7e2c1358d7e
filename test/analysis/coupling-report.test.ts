import fc from 'fast-check';
import { expect, test } from 'vitest';
import { couplingAbout, couplingReport } from '../../src/analysis/coupling-report.ts';
import { betweennessOf } from '../../src/graph/coupling/betweenness.ts';
import { topologyOf } from '../../src/graph/topology.ts';
import type { CouplingReport } from '../../src/model/coupling-report.ts';
import { group, modelOf, type WrittenSystem } from '../evaluate/model-builder.ts';
import { hasCycle } from '../oracle/feedback.ts';

function report(
  systems: readonly WrittenSystem[],
  groups = [] as ReturnType<typeof group>[],
): CouplingReport {
  const model = modelOf(systems, { groups });
  const topology = topologyOf(model);
  return couplingReport(model, topology, betweennessOf(topology));
}

/** The cut of each cycle as text. */
function cuts({ cycles }: CouplingReport): readonly string[] {
  return cycles.map(({ cut, isCheapest }) =>
    [...cut.map(({ from, to, kind }) => `${from}->${to} ${kind}`), isCheapest ? '' : '?'].join(' '),
  );
}

test('of a cycle the dependency of the least impact is cut, then that of the least critical system', () => {
  // `mirror` and `hard` both take down; a mirror passes less on.
  expect(
    cuts(
      report([
        { id: 'a', dependsOn: { b: 'hard' } },
        { id: 'b', criticality: 'low', dependsOn: { c: 'auth' } },
        { id: 'c', criticality: 'critical', dependsOn: { a: 'hard' } },
      ]),
    ),
  ).toEqual(['b->c auth ']);
});

test('one dependency is cut rather than two, and a dependency rather than a membership', () => {
  expect(
    cuts(
      report([
        { id: 'a', criticality: 'critical', dependsOn: { b: 'hard' } },
        { id: 'b', criticality: 'low', dependsOn: { a: 'hard', c: 'hard' } },
        { id: 'c', criticality: 'low', dependsOn: { a: 'hard' } },
      ]),
    ),
  ).toEqual(['a->b hard ']);
  expect(
    cuts(
      report(
        [
          { id: 'a', criticality: 'critical', dependsOn: { pair: 'hard' } },
          { id: 'b', dependsOn: { a: 'hard' }, criticality: 'critical' },
        ],
        [group('pair', 1, ['b'])],
      ),
    ),
  ).toEqual(['a->pair hard ']);
});

test('what is cut says where it is written, and a group that can spare members is on no cycle', () => {
  const { cycles } = report(
    [{ id: 'a', dependsOn: { pair: 'hard' } }, { id: 'b', dependsOn: { a: 'hard' } }, { id: 'c' }],
    [group('pair', 1, ['b', 'c'])],
  );
  expect(cycles).toEqual([]);
  const [cycle] = report([
    { id: 'a', dependsOn: { b: 'hard' } },
    { id: 'b', dependsOn: { a: 'hard' } },
  ]).cycles;
  expect(cycle).toEqual({
    members: ['a', 'b'],
    shortest: ['a', 'b'],
    cut: [{ from: 'a', to: 'b', kind: 'hard', file: 'tower.yaml', line: 1 }],
    isCheapest: true,
  });
});

test('dependencies are counted by protocol, and what is about one system names no other pair', () => {
  const whole = report([
    { id: 'a', dependsOn: { b: 'hard', c: 'soft' } },
    { id: 'b', dependsOn: { c: 'soft' } },
    { id: 'c' },
  ]);
  expect(
    whole.protocols.map(({ protocol, dependencies }) => [protocol, dependencies.length]),
  ).toEqual([[null, 3]]);
  const about = couplingAbout(whole, 'b');
  expect(about.systems.map(({ system }) => system)).toEqual(['b']);
  expect(
    about.protocols.flatMap(({ dependencies }) =>
      dependencies.map(({ from, to }) => `${from}->${to}`),
    ),
  ).toEqual(['a->b', 'b->c']);
});

test('without what is cut no cycle is left, whatever the graph', () => {
  const ids = ['a', 'b', 'c', 'constructor', 'd', 'e'];
  const dependsOn = fc.uniqueArray(fc.constantFrom(...ids), { maxLength: 3 });
  fc.assert(
    fc.property(fc.tuple(...ids.map(() => dependsOn)), (targets) => {
      const { cycles } = report(
        ids.map((id, index) => ({
          id,
          dependsOn: Object.fromEntries((targets[index] ?? []).map((to) => [to, 'hard'])),
        })),
      );
      const cut = new Set(
        cycles.flatMap((cycle) => cycle.cut.map(({ from, to }) => `${from} ${to}`)),
      );
      const edges = targets.flatMap((own, from) =>
        own
          .filter((to) => to !== ids[from] && !cut.has(`${ids[from]} ${to}`))
          .map((to) => ({ from, to: ids.indexOf(to) })),
      );
      expect(hasCycle(ids.length, edges)).toBe(false);
    }),
    { numRuns: 200 },
  );
});
