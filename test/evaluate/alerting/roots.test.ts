import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  affectedBy,
  downwardComponents,
  noRoots,
  relink,
} from '../../../src/evaluate/alerting/roots.ts';
import { levelAt, repropagate, startPropagation } from '../../../src/graph/propagation.ts';
import { topologyOf } from '../../../src/graph/topology.ts';
import { badness } from '../../../src/model/words.ts';
import { rootByDefinition } from '../../oracle/roots.ts';

const count = 7;
const ids = Array.from({ length: count }, (_, index) => `s${index}`);
const windowMs = 10;

const graph = fc.record({
  edges: fc.uniqueArray(
    fc.record({
      from: fc.nat(count - 1),
      to: fc.nat(count),
      kind: fc.constantFrom('hard', 'hard', 'auth', 'soft'),
    }),
    { maxLength: 12, selector: ({ from, to }) => `${from} ${to}` },
  ),
  members: fc.uniqueArray(fc.nat(count - 1), { minLength: 1, maxLength: 3 }),
  need: fc.integer({ min: 1, max: 3 }),
});
/** A system begins to alert and to fail, or not, or is well again. */
const change = fc.record({
  system: fc.nat(count - 1),
  standing: fc.constantFrom('failing', 'alerting', 'well'),
  onset: fc.nat(40),
});

test('roots found step by step, only where something changed, are those of the definition', () => {
  fc.assert(
    fc.property(graph, fc.array(change, { minLength: 1, maxLength: 10 }), (drawn, changes) => {
      const need = Math.min(drawn.need, drawn.members.length);
      const topology = topologyOf({
        systems: ids.map((id, index) => ({
          id,
          dependsOn: drawn.edges
            .filter(({ from, to }) => from === index && to !== index)
            .map(({ to, kind }) => ({ to: ids[to] ?? 'group', kind })),
        })),
        groups: [{ id: 'group', members: drawn.members.map((index) => ids[index] ?? ''), need }],
        catalog: {
          kinds: new Map(
            (['auth', 'hard', 'soft'] as const).map((id) => [
              id,
              { id, impact: 100, propagates: id !== 'soft' },
            ]),
          ),
        },
      });
      const propagation = startPropagation(topology);
      const roots = noRoots(topology, downwardComponents(topology));
      const begin = tell(ids.keys(), () => badness.healthy);
      repropagate(propagation, begin);
      for (const { system, standing, onset } of changes) {
        if (standing === 'well') {
          roots.fronts.delete(system);
        } else {
          roots.fronts.set(system, { onset, isFailing: standing === 'failing', windowMs });
        }
        const moved = repropagate(
          propagation,
          tell([system], () => (standing === 'failing' ? badness.offline : badness.healthy)),
        );
        relink(roots, propagation, affectedBy(roots, propagation, [system], moved));
        const scene = {
          edges: edgesOf(drawn),
          isGroup: (node: number) => node === count,
          isDown: (node: number) => levelAt(propagation, node) >= badness.unhealthy,
          onset: (node: number) => roots.fronts.get(node)?.onset ?? 0,
          isAlerting: (node: number) => roots.fronts.has(node),
          isFailing: (node: number) => roots.fronts.get(node)?.isFailing === true,
          windowMs,
        };
        const alerting = [...roots.fronts.keys()].sort();
        expect(alerting.map((one) => [one, roots.links.get(one)?.root])).toEqual(
          alerting.map((one) => [one, rootByDefinition(scene, one)]),
        );
        for (const one of alerting) {
          expect(isPath(scene.edges, roots.links.get(one)?.path ?? [])).toBe(true);
        }
      }
    }),
    { numRuns: 1_500 },
  );
});

function tell(nodes: Iterable<number>, level: () => number) {
  const all = [...nodes];
  return {
    count: all.length,
    nodes: Int32Array.from(all),
    level: Uint8Array.from(all, level),
    score: Int32Array.from(all, () => (level() === badness.healthy ? 10_000 : 0)),
    masked: new Uint8Array(all.length),
  };
}

function edgesOf({
  edges,
  members,
}: {
  edges: readonly { from: number; to: number; kind: string }[];
  members: readonly number[];
}): readonly (readonly [number, number])[] {
  return [
    ...edges
      .filter(({ from, to, kind }) => kind !== 'soft' && from !== to)
      .map(({ from, to }) => [from, to] as const),
    ...members.map((member) => [count, member] as const),
  ];
}

/** Whether each node of a path depends on the one before. */
function isPath(edges: readonly (readonly [number, number])[], path: readonly number[]): boolean {
  return path.every(
    (node, index) =>
      index === 0 || edges.some(([from, to]) => from === node && to === path[index - 1]),
  );
}
