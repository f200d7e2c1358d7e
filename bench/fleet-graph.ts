import type { TopologySource } from '../src/graph/topology.ts';
import type { DependencyKind } from '../src/model/model.ts';
import { compareText } from '../src/model/order.ts';
import type { Criticality } from '../src/model/words.ts';

export interface FleetSize {
  readonly systems: number;
  /** Dependencies and memberships together; a fifth of them are memberships. */
  readonly edges: number;
  readonly seed?: number;
}

export interface FleetGraph extends TopologySource {
  /** In the order of the systems. */
  readonly criticalities: readonly Criticality[];
}

const layerCount = 12;

const kindRows: readonly (readonly [id: string, impact: number, propagates: boolean])[] = [
  ['auth', 100, true],
  ['data', 80, false],
  ['hard', 100, true],
  ['optional', 10, false],
  ['soft', 50, false],
];

/** How often each kind occurs, in twentieths. */
const kindMix = [
  ...Array<string>(7).fill('hard'),
  ...Array<string>(2).fill('auth'),
  ...Array<string>(3).fill('data'),
  ...Array<string>(5).fill('soft'),
  ...Array<string>(3).fill('optional'),
];

/**
 * A fleet as large ones look: layers from what users see down to databases, each system depending on lower layers, where a
 * few hubs get most of it, one dependency of a thousand leading back up, and groups of two to five members. The same size
 * and seed give the same graph. Ids are texts of their own wherever they stand, as they are in parsed files.
 */
export function fleetGraph({ systems: count, edges, seed = 1 }: FleetSize): FleetGraph {
  const random = randomFrom(seed);
  const below = (bound: number): number => Math.floor(random() * bound);
  const digits = String(count).length;
  const systemId = (index: number): string => `system-${String(index).padStart(digits, '0')}`;
  const groupId = (index: number): string => `group-${String(index).padStart(digits, '0')}`;
  const layerSize = Math.ceil(count / layerCount);
  const memberships = Math.floor(edges / 5);

  const groups: { id: string; members: string[]; need: number }[] = [];
  /** Groups whose members lie in a layer. */
  const groupsOfLayer: number[][] = Array.from({ length: layerCount }, () => []);
  for (let left = memberships; left > 1; ) {
    const size = Math.min(left, 2 + below(4));
    const layer = 1 + below(layerCount - 1);
    const first =
      layer * layerSize + below(Math.max(1, Math.min(layerSize, count - layer * layerSize) - size));
    groupsOfLayer[layer]?.push(groups.length);
    groups.push({
      id: inOnePiece(groupId(groups.length)),
      members: Array.from({ length: size }, (_, index) =>
        inOnePiece(systemId(Math.min(count - 1, first + index))),
      ),
      need: below(4) === 0 ? size : Math.max(1, size - 1 - below(2)),
    });
    left -= size;
  }

  const targetOf = (layer: number): string => {
    const isBack = below(1_000) === 0;
    const target = isBack ? below(layerCount) : layer + 1 + below(layerCount - layer - 1);
    const inLayer = groupsOfLayer[target] ?? [];
    if (!isBack && inLayer.length > 0 && below(5) === 0) {
      return groupId(inLayer[below(inLayer.length)] ?? 0);
    }
    const hub = Math.floor(layerSize * random() ** 4);
    return systemId(Math.min(count - 1, target * layerSize + hub));
  };
  const dependsOn: Map<string, string>[] = Array.from({ length: count }, () => new Map());
  const depending = layerSize * (layerCount - 1);
  for (let left = edges - memberships; left > 0; ) {
    const from = below(Math.min(depending, count));
    const to = targetOf(Math.floor(from / layerSize));
    const targets = dependsOn[from];
    if (targets !== undefined && !targets.has(to) && to !== systemId(from)) {
      targets.set(to, kindMix[below(kindMix.length)] ?? 'hard');
      left -= 1;
    }
  }
  return {
    // In the order in which a parser makes them.
    systems: dependsOn.map((targets, index) => ({
      id: inOnePiece(systemId(index)),
      dependsOn: [...targets]
        .map(([to, kind]) => ({ to: inOnePiece(to), kind }))
        .sort((a, b) => compareText(a.to, b.to)),
    })),
    groups,
    catalog: {
      kinds: new Map(
        kindRows.map(([id, impact, propagates]): [string, DependencyKind] => [
          id,
          { id, impact, propagates },
        ]),
      ),
    },
    criticalities: dependsOn.map((): Criticality => {
      const roll = below(20);
      return roll === 0 ? 'critical' : roll < 4 ? 'high' : roll < 14 ? 'medium' : 'low';
    }),
  };
}

/** A text in one piece, as a parser cuts it from a file: joined texts stay joined until somebody looks into them. */
function inOnePiece(text: string): string {
  return Buffer.from(text, 'latin1').toString('latin1');
}

/** Numbers from 0 to 1, the same for the same seed: mulberry32. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
