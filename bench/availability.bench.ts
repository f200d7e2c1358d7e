import { failureChance } from '../src/graph/availability/failure-chance.ts';
import { type Gates, gatesOf } from '../src/graph/availability/gates.ts';
import { systemUnits } from '../src/graph/fault-tree/failure-units.ts';
import { faultTreesOf } from '../src/graph/fault-tree/fault-tree.ts';
import { type Topology, type TopologySource, topologyOf } from '../src/graph/topology.ts';
import { fleetGraph } from './fleet-graph.ts';
import { type Bench, cpuMs, type Row } from './measure.ts';

/** How likely a target fails, with the importance of all that it needs: exact where it says so, with bounds and a sample where not. */
export const bench: Bench = () => {
  const fleet = fleetGraph({ systems: 4_000, edges: 22_000 });
  return [
    rowOf('a target of a fleet with its 286 systems and 33 groups, exact', fleet, 0, 700),
    rowOf('40 groups whose 120 members share 120 systems, exact', tangle(40, 3), 0, 500),
    rowOf('a chain of 20,000, exact', chain(20_000), 0, 200),
    rowOf('a group that needs 2,500 of 5,000 members, exact', group(5_000, 2_500), 5_000, 250),
    rowOf('a group of 200 over 200 shared systems, with bounds', sharing(200), 400, 10_000),
  ];
};

function rowOf(name: string, source: TopologySource, target: number, budgetMs: number): Row {
  const topology = topologyOf(source);
  const { gates, chance } = questionOf(topology, target);
  const isExact = name.endsWith('exact');
  return {
    name: `availability of ${name}`,
    value: cpuMs(
      () => {
        const found = failureChance(gates, chance);
        found.shares?.();
        if (found.isExact !== isExact) {
          throw new Error(`${name} is not what it says`);
        }
      },
      { runs: 3, warmups: 1 },
    ),
    unit: 'ms',
    budget: { atMost: budgetMs },
  };
}

function questionOf(
  topology: Topology,
  target: number,
): { readonly gates: Gates; readonly chance: Float64Array } {
  const units = systemUnits(topology, () => true);
  const tree = faultTreesOf(topology, units).of(target);
  const chance = Float64Array.from(units.ids, (_, unit) => 0.001 * (1 + (unit % 7)));
  return { gates: gatesOf(tree, units.ids.length), chance };
}

const kinds = new Map([['hard', { id: 'hard', impact: 100, propagates: true }]]);

function idOf(index: number): string {
  return `system-${String(index).padStart(6, '0')}`;
}

function sourceOf(
  edges: readonly (readonly string[])[],
  groups: TopologySource['groups'] = [],
): TopologySource {
  return {
    systems: edges.map((targets, index) => ({
      id: idOf(index),
      dependsOn: targets.map((to) => ({ to, kind: 'hard' })),
    })),
    groups,
    catalog: { kinds },
  };
}

function chain(length: number): TopologySource {
  return sourceOf(
    Array.from({ length }, (_, index) => (index + 1 < length ? [idOf(index + 1)] : [])),
  );
}

function group(size: number, need: number): TopologySource {
  const members = Array.from({ length: size }, (_, index) => idOf(index));
  return sourceOf(
    members.map(() => []),
    [{ id: 'group', members, need }],
  );
}

/** Groups of three side by side below one system; neighbors share an event. */
function tangle(width: number, size: number): TopologySource {
  const first = 1 + width * size;
  const groups = Array.from({ length: width }, (_, place) => ({
    id: `group-${String(place).padStart(3, '0')}`,
    members: Array.from({ length: size }, (_each, index) => idOf(1 + place * size + index)),
    need: 2,
  }));
  const members = Array.from({ length: width * size }, (_, index) => [
    idOf(first + (index % (width * size))),
    idOf(first + ((index + size) % (width * size))),
  ]);
  return sourceOf(
    [groups.map(({ id }) => id), ...members, ...Array.from({ length: width * size }, () => [])],
    groups,
  );
}

/** Members of which each needs two systems that others need as well, in no order that would suit all. */
function sharing(size: number): TopologySource {
  const members = Array.from({ length: size }, (_, index) => idOf(index));
  return sourceOf(
    Array.from({ length: 2 * size }, (_, index) =>
      index < size
        ? [idOf(size + ((index * 7) % size)), idOf(size + ((index * 11 + 3) % size))]
        : [],
    ),
    [{ id: 'group', members, need: Math.floor((size * 3) / 4) }],
  );
}
