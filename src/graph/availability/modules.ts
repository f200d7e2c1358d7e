import { byteAt, intAt, sortedByNumber } from '../integers.ts';
import type { Gates } from './gates.ts';

/**
 * Gates taken apart into modules: a module is a gate whose events nothing else uses. To whoever uses it, it is an event by
 * itself, independent of all others.
 */
export interface Modules {
  /** By node, 1 for a gate that is a module. The top is one. */
  readonly isModule: Uint8Array;
  /** Gates, module by module in the order of `heads`, inputs first but for knots; the module itself is among them. */
  readonly gates: Int32Array;
  /** Bounds of the gates of each module. */
  readonly gateStart: Int32Array;
  /** The modules, inputs first. */
  readonly heads: Int32Array;
}

/**
 * A gate is a module when the first and the last time that anything below it is met, on a walk from the top that goes below each node
 * once, lie within its own walk (Dutuit and Rauzy, 1996). On cycles everything in the knot is below everything else in it.
 */
export function modulesOf(gates: Gates): Modules {
  const walk = walked(gates);
  const isModule = modulesBy(gates, walk);
  const owner = ownersOf(gates, walk, isModule);
  const heads = nodesWhere(owner.length, (node) => byteAt(isModule, node) === 1);
  const placeOf = new Int32Array(owner.length);
  for (const [place, head] of heads.entries()) {
    placeOf[head] = place;
  }
  const inner = nodesWhere(owner.length, (node) => intAt(gates.event, node) < 0);
  const { items, start } = sortedByNumber(
    inner.map((node) => intAt(placeOf, intAt(owner, node))),
    heads.length,
  );
  return {
    isModule,
    heads,
    gates: items.map((place) => intAt(inner, place)),
    gateStart: start,
  };
}

function nodesWhere(count: number, holds: (node: number) => boolean): Int32Array {
  const nodes = new Int32Array(count);
  let length = 0;
  for (let node = 0; node < count; node += 1) {
    if (holds(node)) {
      nodes[length] = node;
      length += 1;
    }
  }
  return nodes.slice(0, length);
}

interface Walk {
  /** By node, the times at which it is met first and last, and at which all below it has been met. */
  readonly first: Int32Array;
  readonly last: Int32Array;
  readonly done: Int32Array;
  /** Nodes in the order in which they are met, and from where. */
  readonly order: Int32Array;
  readonly parent: Int32Array;
}

function walked({ top, start, to, threshold }: Gates): Walk {
  const count = threshold.length;
  const [first, last, done] = [new Int32Array(count), new Int32Array(count), new Int32Array(count)];
  const [order, parent] = [new Int32Array(count), new Int32Array(count).fill(-1)];
  const nextEdge = start.slice(0, count);
  const path = new Int32Array(count);
  let [depth, met, time] = [0, 0, 0];
  const meet = (node: number): void => {
    time += 1;
    last[node] = time;
    if (intAt(first, node) === 0) {
      first[node] = time;
      order[met] = node;
      met += 1;
      path[depth] = node;
      depth += 1;
    }
  };
  meet(top);
  while (depth > 0) {
    const node = intAt(path, depth - 1);
    const edge = intAt(nextEdge, node);
    if (edge < intAt(start, node + 1)) {
      nextEdge[node] = edge + 1;
      const input = intAt(to, edge);
      if (intAt(first, input) === 0) {
        parent[input] = node;
      }
      meet(input);
    } else {
      time += 1;
      done[node] = time;
      depth -= 1;
    }
  }
  return { first, last, done, order, parent };
}

function modulesBy(gates: Gates, walk: Walk): Uint8Array {
  const { knotStart, event } = gates;
  const { first, last, done } = walk;
  const isModule = new Uint8Array(event.length);
  /** By node, when it and what is below it are met first and last. */
  const spans: Spans = { from: first.slice(), until: last.slice() };
  for (let knot = 0; knot + 1 < knotStart.length; knot += 1) {
    const begin = intAt(knotStart, knot);
    const end = intAt(knotStart, knot + 1);
    let entry = begin;
    for (let node = begin; node < end; node += 1) {
      entry = intAt(first, node) < intAt(first, entry) ? node : entry;
    }
    let [from, until] = spanBelow(gates, spans, begin, end);
    for (let node = begin; node < end; node += 1) {
      until = node === entry ? until : Math.max(until, intAt(last, node));
    }
    const isEnclosed = from > intAt(first, entry) && until < intAt(done, entry);
    isModule[entry] = Number(isEnclosed && intAt(event, entry) < 0);
    from = Math.min(from, intAt(first, entry));
    spans.from.fill(from, begin, end);
    spans.until.fill(Math.max(until, intAt(last, entry)), begin, end);
  }
  return isModule;
}

interface Spans {
  readonly from: Int32Array;
  readonly until: Int32Array;
}

/** When what is below a knot, and not in it, is met first and last. */
function spanBelow(
  { start, to }: Gates,
  spans: Spans,
  begin: number,
  end: number,
): [from: number, until: number] {
  let [from, until] = [Number.MAX_SAFE_INTEGER, 0];
  const edgeEnd = intAt(start, end);
  for (let edge = intAt(start, begin); edge < edgeEnd; edge += 1) {
    const input = intAt(to, edge);
    if (input < begin) {
      from = Math.min(from, intAt(spans.from, input));
      until = Math.max(until, intAt(spans.until, input));
    }
  }
  return [from, until];
}

/** By node, the module that it is a part of: itself, or that of what it is met from. */
function ownersOf(gates: Gates, { order, parent }: Walk, isModule: Uint8Array): Int32Array {
  const owner = new Int32Array(gates.threshold.length);
  for (const node of order) {
    owner[node] = byteAt(isModule, node) === 1 ? node : intAt(owner, intAt(parent, node));
  }
  return owner;
}
