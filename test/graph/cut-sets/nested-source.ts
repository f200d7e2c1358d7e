import fc from 'fast-check';
import type { TopologySource } from '../../../src/graph/topology.ts';
import { compareText } from '../../../src/model/order.ts';
import { kinds } from '../drawing.ts';

const leaves = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const groupIds = ['p', 'q', 'r', 's'];

/** Groups of systems and of each other, also around cycles, most of which can spare members: what it takes is rarely one failure. */
export const nestedSource: fc.Arbitrary<TopologySource> = fc
  .tuple(
    ...groupIds.map((id) =>
      fc
        .subarray([...leaves, ...groupIds], { minLength: 2, maxLength: 5 })
        .chain((members) =>
          fc
            .integer({ min: 1, max: members.length - 1 })
            .map((need) => ({ id, members: members.toSorted(compareText), need })),
        ),
    ),
    fc.array(fc.tuple(fc.constantFrom(...leaves), fc.constantFrom(...groupIds)), { maxLength: 3 }),
  )
  .map((drawn) => {
    const edges = drawn.at(-1) as readonly (readonly [string, string])[]; // As it was drawn.
    return {
      systems: leaves.map((id) => ({
        id,
        dependsOn: edges.filter(([from]) => from === id).map(([, to]) => ({ to, kind: 'hard' })),
      })),
      groups: drawn.slice(0, -1) as TopologySource['groups'],
      catalog: { kinds },
    };
  });
