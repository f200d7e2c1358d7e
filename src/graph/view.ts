import type { GraphEdge, GraphNode, GraphView } from '../model/graph-view.ts';
import type { Group, Model, System } from '../model/model.ts';
import { compareText, sortedBy } from '../model/order.ts';
import { takesDown } from './cycles.ts';
import { nodesAround } from './reach.ts';
import { at, type Topology, topologyOf } from './topology.ts';

/** What of a topology to show; all of it where nothing is said. */
export interface ViewOptions {
  /** Id of a system or group: show it, what depends on it and what it depends on. */
  readonly focus?: string;
  /** How many edges from the focus, or from what is reached, to go. */
  readonly depth?: number;
  /** Id of a system or group: show it and everything that depends on it. With `focus`, what both show. */
  readonly reaches?: string;
  /** Ids that may be shown. */
  readonly only?: ReadonlySet<string>;
}

/** A part of the topology of a model. An id that is not there shows nothing. */
export function graphView(
  model: Pick<Model, 'systems' | 'groups' | 'catalog'>,
  options: ViewOptions = {},
): GraphView {
  const topology = topologyOf(model);
  const isShown = shownNodes(topology, options);
  const nodes = [...model.systems.map(systemNode), ...model.groups.map(groupNode)].filter(
    (_, node) => at(isShown, node) === 1,
  );
  const shownSystems = nodes.filter(({ kind }) => kind === 'system').length;
  const { focus } = options;
  return {
    nodes: sortedBy(nodes, ({ id }) => id),
    edges: shownEdges(topology, fallbacksOf(model.systems), isShown),
    omitted: model.systems.length - shownSystems,
    ...(focus !== undefined && at(isShown, topology.nodeById.get(focus) ?? -1) === 1
      ? { focus }
      : {}),
  };
}

function shownNodes(topology: Topology, { focus, depth, reaches, only }: ViewOptions): Uint8Array {
  const isShown = new Uint8Array(topology.ids.length).fill(1);
  const keep = (nodes: readonly number[]): void => {
    const kept = new Set(nodes);
    for (const node of isShown.keys()) {
      isShown[node] = kept.has(node) ? at(isShown, node) : 0;
    }
  };
  if (focus !== undefined) {
    keep([
      ...around(topology, focus, 'dependents', depth),
      ...around(topology, focus, 'dependencies', depth),
    ]);
  }
  if (reaches !== undefined) {
    keep(around(topology, reaches, 'dependents', focus === undefined ? depth : undefined));
  }
  if (only !== undefined) {
    keep([...isShown.keys()].filter((node) => only.has(topology.ids[node] ?? '')));
  }
  return isShown;
}

function around(
  topology: Topology,
  id: string,
  direction: 'dependents' | 'dependencies',
  depth: number | undefined,
): readonly number[] {
  const node = topology.nodeById.get(id);
  return node === undefined ? [] : nodesAround(topology, node, direction, depth);
}

function shownEdges(
  topology: Topology,
  fallbacks: ReadonlyMap<string, ReadonlyMap<string, string>>,
  isShown: Uint8Array,
): readonly GraphEdge[] {
  const edges: GraphEdge[] = [];
  for (const [edge, fromNode] of topology.from.entries()) {
    const toNode = at(topology.to, edge);
    if (at(isShown, fromNode) === 0 || at(isShown, toNode) === 0) {
      continue;
    }
    const from = topology.ids[fromNode] ?? '';
    const to = topology.ids[toNode] ?? '';
    const kind = at(topology.kind, edge);
    const fallback = fallbacks.get(from)?.get(to);
    edges.push({
      from,
      to,
      kind: topology.kinds[kind] ?? '',
      impact: at(topology.impact, kind) / 100,
      propagates: takesDown(topology, edge),
      ...(fallback === undefined ? {} : { note: `fallback ${fallback}` }),
    });
  }
  return edges.sort((a, b) => compareText(a.from, b.from) || compareText(a.to, b.to));
}

function fallbacksOf(systems: readonly System[]): ReadonlyMap<string, ReadonlyMap<string, string>> {
  return new Map(
    systems.map(({ id, dependsOn }) => [
      id,
      new Map(
        dependsOn.flatMap(({ to, fallback }) => (fallback === undefined ? [] : [[to, fallback]])),
      ),
    ]),
  );
}

function systemNode({ id, type, criticality, owner }: System): GraphNode {
  return { id, kind: 'system', type, criticality, ...(owner === undefined ? {} : { owner }) };
}

function groupNode({ id, need, members }: Group): GraphNode {
  return { id, kind: 'group', note: `${need} of ${members.length} needed` };
}
