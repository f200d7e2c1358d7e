import type { Arcs } from './arcs.ts';

/** What is left of some arcs, and what has to be cut in any case. */
export interface Contracted extends Arcs {
  /** By arc that is left, the arcs that are cut with it. */
  readonly standsFor: readonly (readonly number[])[];
  /** Arcs that a cheapest cut contains. */
  readonly settled: readonly number[];
}

interface Link {
  readonly cost: number;
  readonly arcs: readonly number[];
}

type Links = Map<number, Link>;

/**
 * The same question over fewer nodes: a cheapest cut of what is left, with what is settled, is a cheapest cut of the whole. Arcs
 * that join the same nodes are cut together; a node with one way in and one way out stands on a way of which only
 * the cheaper half is ever cut; a way from a node to itself must be cut; and what lies on no cycle is left out.
 */
export function contracted(arcs: Arcs): Contracted {
  const web = newWeb(arcs);
  for (let node = web.open.pop(); node !== undefined; node = web.open.pop()) {
    contract(web, node);
  }
  return { ...arcsLeft(web.out), settled: web.settled };
}

/** The links between nodes, which change while they are contracted. */
interface Web {
  readonly out: readonly Links[];
  readonly into: readonly Set<number>[];
  /** Nodes whose links have changed. */
  readonly open: number[];
  readonly settled: number[];
}

function newWeb(arcs: Arcs): Web {
  const out = Array.from({ length: arcs.nodeCount }, (): Links => new Map());
  const into = out.map(() => new Set<number>());
  const web: Web = { out, into, open: [...out.keys()], settled: [] };
  for (const [arc, from] of arcs.from.entries()) {
    link(web, [from, arcs.to[arc] ?? 0], { cost: arcs.cost[arc] ?? 0, arcs: [arc] });
  }
  return web;
}

/** Takes a node out that lies on no cycle, or on no more than one way. */
function contract(web: Web, node: number): void {
  const after = [...(web.out[node]?.keys() ?? [])];
  const before = [...(web.into[node] ?? [])];
  const [to, from] = [after[0], before[0]];
  if (to === undefined || from === undefined) {
    for (const other of after) {
      unlink(web, [node, other]);
    }
    for (const other of before) {
      unlink(web, [other, node]);
    }
  } else if (after.length === 1 && before.length === 1) {
    const [first, second] = [unlink(web, [from, node]), unlink(web, [node, to])];
    link(web, [from, to], second.cost < first.cost ? second : first);
  }
}

function link(
  { out, into, settled }: Web,
  [from, to]: readonly [number, number],
  added: Link,
): void {
  if (from === to) {
    settled.push(...added.arcs);
    return;
  }
  const earlier = out[from]?.get(to);
  out[from]?.set(
    to,
    earlier === undefined
      ? added
      : { cost: earlier.cost + added.cost, arcs: [...earlier.arcs, ...added.arcs] },
  );
  into[to]?.add(from);
}

function unlink({ out, into, open }: Web, [from, to]: readonly [number, number]): Link {
  const known = out[from]?.get(to) ?? { cost: 0, arcs: [] };
  out[from]?.delete(to);
  into[to]?.delete(from);
  open.push(from, to);
  return known;
}

/** The links that are left, over the nodes that are left. */
function arcsLeft(out: readonly Links[]): Arcs & Pick<Contracted, 'standsFor'> {
  const left = [...out.keys()].filter((node) => (out[node]?.size ?? 0) > 0);
  const placeOf = new Map(left.map((node, place) => [node, place]));
  const links = left.flatMap((node, place) =>
    [...(out[node] ?? [])].map(([to, link]) => ({
      from: place,
      to: placeOf.get(to) ?? 0,
      ...link,
    })),
  );
  return {
    nodeCount: left.length,
    from: Int32Array.from(links, ({ from }) => from),
    to: Int32Array.from(links, ({ to }) => to),
    cost: Float64Array.from(links, ({ cost }) => cost),
    standsFor: links.map(({ arcs }) => arcs),
  };
}
