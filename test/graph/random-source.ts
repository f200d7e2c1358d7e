import fc from 'fast-check';
import type { TopologySource } from '../../src/graph/topology.ts';
import { compareText } from '../../src/model/order.ts';
import { kinds } from './drawing.ts';

const names = ['__proto__', 'a', 'b', 'c', 'constructor', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];
const groupNames = ['bus', 'pool', 'quorum'];

/** Small graphs with groups, cycles, edges to itself and aliases. Sorted by id, as a model is. */
export const randomSource: fc.Arbitrary<TopologySource> = fc
  .integer({ min: 1, max: names.length })
  .chain((count) => {
    const ids = names.slice(0, count);
    const dependency = fc.record({
      to: fc.constantFrom(...ids, ...groupNames),
      kind: fc.constantFrom('hard', 'hard', 'auth', 'soft', 'data', 'mirror', 'silent'),
    });
    const system = fc.record({
      dependsOn: fc.array(dependency, { maxLength: 3 }),
      proxyFor: fc.option(fc.constantFrom(...ids), { nil: undefined, freq: 12 }),
    });
    const group = fc
      .subarray(ids, { minLength: 1, maxLength: Math.min(5, ids.length) })
      .chain((members) =>
        fc
          .integer({ min: 1, max: members.length })
          .map((need) => ({ members: members.toSorted(compareText), need })),
      );
    return fc
      .record({
        systems: fc.tuple(...ids.map(() => system)),
        groups: fc.tuple(...groupNames.map(() => group)),
      })
      .map(({ systems, groups }) => ({
        systems: ids.map((id, index) => ({
          id,
          dependsOn: systems[index]?.dependsOn ?? [],
          proxyFor: systems[index]?.proxyFor,
        })),
        groups: groupNames.map((id, index) => ({ id, members: [], need: 1, ...groups[index] })),
        catalog: { kinds },
      }));
  });

/** Other names for the ids of a source; equal ones for equal ids. */
export function renaming(seed: number): (id: string) => string {
  return (id) => `${(id.length * 7 + id.charCodeAt(0) * seed) % 13}-${id}`;
}

/** A source under other names, and everything in it the other way round. */
export function turned(source: TopologySource, nameOf: (id: string) => string): TopologySource {
  return {
    ...source,
    systems: source.systems.toReversed().map(({ id, dependsOn, proxyFor }) => ({
      id: nameOf(id),
      dependsOn: dependsOn.toReversed().map(({ to, kind }) => ({ to: nameOf(to), kind })),
      proxyFor: proxyFor === undefined ? undefined : nameOf(proxyFor),
    })),
    groups: source.groups.toReversed().map(({ id, members, need }) => ({
      id: nameOf(id),
      members: members.toReversed().map(nameOf),
      need,
    })),
  };
}
