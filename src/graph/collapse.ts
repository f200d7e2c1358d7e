import {
  type GraphEdge,
  type GraphNode,
  type GraphView,
  type NodeChange,
  nodeChanges,
  nodeFailures,
} from '../model/graph-view.ts';
import { compareText, distinct, sortedBy } from '../model/order.ts';

/** What systems are merged by. */
export interface Collapsing {
  /** As a word before the value: `owner`, `label:tier`. */
  readonly by: string;
  /** The value of a system; undefined where it has none. */
  readonly sharedBy: (system: string) => string | undefined;
  /** Members of each group that is shown, by id. */
  readonly membersOf: (group: string) => readonly string[];
}

/**
 * A view whose systems of one value are one node each: `owner:payments`, or `no owner` for those without one. A group goes with its
 * members where all of them are in one node, and stays otherwise. Edges between two nodes are one edge, with how many there
 * are, and the worst kind; those inside of a node are counted and not drawn.
 */
export function collapsed(view: GraphView, collapsing: Collapsing): GraphView {
  const nameOf = namesIn(view, collapsing);
  const inside = new Map<string, number>();
  const between = new Map<string, GraphEdge[]>();
  for (const edge of view.edges) {
    const [from, to] = [nameOf(edge.from), nameOf(edge.to)];
    if (from === to) {
      inside.set(from, (inside.get(from) ?? 0) + 1);
      continue;
    }
    const key = JSON.stringify([from, to]);
    const those = between.get(key) ?? [];
    those.push({ ...edge, from, to });
    between.set(key, those);
  }
  const merged = Map.groupBy(view.nodes, ({ id }) => nameOf(id));
  const nodes = [...merged].map(([id, those]) => mergedNode(id, those, inside.get(id) ?? 0));
  return {
    ...view,
    nodes: sortedBy(nodes, ({ id }) => id),
    edges: [...between.values()]
      .map(mergedEdge)
      .sort((a, b) => compareText(a.from, b.from) || compareText(a.to, b.to)),
    ...(view.focus === undefined ? {} : { focus: nameOf(view.focus) }),
  };
}

function namesIn(view: GraphView, { by, sharedBy, membersOf }: Collapsing): (id: string) => string {
  const nameOfSystem = (id: string): string => {
    const value = sharedBy(id);
    return value === undefined ? `no ${by}` : `${by}:${value}`;
  };
  const names = new Map(
    view.nodes.map(({ id, kind }) => {
      if (kind === 'system') {
        return [id, nameOfSystem(id)];
      }
      const [name, ...others] = distinct(membersOf(id).map(nameOfSystem));
      return [id, name === undefined || others.length > 0 ? id : name];
    }),
  );
  return (id) => names.get(id) ?? id;
}

function mergedNode(id: string, those: readonly GraphNode[], inside: number): GraphNode {
  const [alone] = those;
  if (alone !== undefined && those.length === 1 && alone.id === id) {
    return alone;
  }
  const change = nodeChanges.find((one) => those.some((node) => node.change === one));
  const failure = nodeFailures.find((one) => those.some((node) => node.failure === one));
  const systems = those.filter(({ kind }) => kind === 'system');
  return {
    id,
    kind: 'merged',
    note: systems.length === 1 ? '1 system' : `${systems.length} systems`,
    systems: systems.length,
    members: those.map((node) => node.id).sort(compareText),
    inside,
    ...(change === undefined ? {} : changeOf(those, systems, change)),
    ...(failure === undefined
      ? {}
      : { failure, failureIn: systems.filter((node) => node.failure === failure).length }),
  };
}

/** Where only a part of it is new or gone, the whole has changed. */
function changeOf(
  those: readonly GraphNode[],
  systems: readonly GraphNode[],
  worst: NodeChange,
): Pick<GraphNode, 'change' | 'changeIn'> {
  const isWhole = those.every(({ change }) => change === worst);
  const whole = isWhole || worst === 'affected' ? worst : 'changed';
  const isSo = ({ change }: GraphNode): boolean =>
    whole === 'changed' ? change !== undefined && change !== 'affected' : change === worst;
  return { change: whole, changeIn: systems.filter(isSo).length };
}

/** Edges that join the same nodes as one: the worst of them, and how many there are. */
function mergedEdge(those: readonly GraphEdge[]): GraphEdge {
  const [worst] = those.toSorted(
    (a, b) =>
      Number(b.propagates) - Number(a.propagates) ||
      b.impact - a.impact ||
      compareText(a.kind, b.kind),
  );
  const { from = '', to = '', kind = '', impact = 0, propagates = false } = worst ?? {};
  const changes = new Set(those.map(({ change }) => change));
  const [change] = changes;
  return {
    from,
    to,
    kind,
    impact,
    propagates,
    count: those.length,
    ...(changes.size === 1 && change !== undefined ? { change } : {}),
    ...(changes.size > 1 ? { change: 'changed' } : {}),
    ...(those.some(({ carries }) => carries) ? { carries: true } : {}),
  };
}
