import { emptyHeap } from '../heap.ts';
import { byteAt, intAt } from '../integers.ts';
import { type Arcs, arcsIn, arcsOut } from './arcs.ts';
import { isAcyclic } from './one-arc.ts';

/**
 * Few arcs without which there is no cycle, not always the fewest: those that lead back in an order of the nodes after Eades, Lin and
 * Smyth (1993). What nothing leads away from goes last and what nothing leads to goes first; where there is neither, the
 * node goes first that has most arcs out beyond those in. Arcs that turn out to close no cycle are put back, the dearest first, as
 * far as `looks` go.
 */
export function fewBackArcs(arcs: Arcs, looks: number): readonly number[] {
  const position = greedyPositions(arcs);
  const back = Array.from(arcs.from.keys()).filter(
    (arc) => intAt(position, intAt(arcs.from, arc)) >= intAt(position, intAt(arcs.to, arc)),
  );
  return withoutNeedless(arcs, back, looks);
}

function withoutNeedless(arcs: Arcs, back: readonly number[], looks: number): readonly number[] {
  const out = arcsOut(arcs);
  const isCut = new Uint8Array(arcs.from.length);
  for (const arc of back) {
    isCut[arc] = 1;
  }
  const tries = Math.floor(looks / Math.max(1, arcs.from.length + arcs.nodeCount));
  const dearest = back.toSorted((a, b) => (arcs.cost[b] ?? 0) - (arcs.cost[a] ?? 0) || a - b);
  for (const arc of dearest.slice(0, tries)) {
    isCut[arc] = 0;
    if (!isAcyclic(arcs, isCut, out)) {
      isCut[arc] = 1;
    }
  }
  return back.filter((arc) => byteAt(isCut, arc) === 1);
}

function greedyPositions(arcs: Arcs): Int32Array {
  const { nodeCount } = arcs;
  const remaining = newRemaining(arcs);
  const position = new Int32Array(nodeCount).fill(-1);
  let [first, last] = [0, nodeCount - 1];
  while (first <= last) {
    const { node, isLast } = remaining.take();
    if (isLast) {
      position[node] = last;
      last -= 1;
    } else {
      position[node] = first;
      first += 1;
    }
  }
  return position;
}

/** What has no place in the order yet. */
interface Remaining {
  /** Takes the next node, of which there must be one, and says at which end it goes. */
  readonly take: () => { readonly node: number; readonly isLast: boolean };
}

function newRemaining(arcs: Arcs): Remaining {
  const { nodeCount, from, to } = arcs;
  const [out, into] = [arcsOut(arcs), arcsIn(arcs)];
  const outDegree = degreesOf(out.start);
  const inDegree = degreesOf(into.start);
  const isTaken = new Uint8Array(nodeCount);
  /** Nodes that nothing leads to, or away from. */
  const free: number[] = [];
  const queue = emptyHeap((node) => node);
  const queuedAs = new Int32Array(nodeCount);
  const isFree = (node: number): boolean =>
    intAt(outDegree, node) === 0 || intAt(inDegree, node) === 0;
  const enqueue = (node: number): void => {
    queuedAs[node] = nodeKey(node);
    queue.push(nodeKey(node), node);
  };
  const nodeKey = (node: number): number => intAt(inDegree, node) - intAt(outDegree, node);
  const lose = (degree: Int32Array, node: number): void => {
    degree[node] = intAt(degree, node) - 1;
    if (byteAt(isTaken, node) === 1) {
      return;
    }
    if (isFree(node)) {
      free.push(node);
    } else if (degree === inDegree) {
      enqueue(node);
    }
  };
  const remove = (node: number): void => {
    isTaken[node] = 1;
    for (let index = intAt(out.start, node); index < intAt(out.start, node + 1); index += 1) {
      lose(inDegree, intAt(to, intAt(out.items, index)));
    }
    for (let index = intAt(into.start, node); index < intAt(into.start, node + 1); index += 1) {
      lose(outDegree, intAt(from, intAt(into.items, index)));
    }
  };
  for (let node = 0; node < nodeCount; node += 1) {
    if (isFree(node)) {
      free.push(node);
    } else {
      enqueue(node);
    }
  }
  return {
    take: () => {
      for (;;) {
        const node = free.pop() ?? queue.pop() ?? 0;
        if (byteAt(isTaken, node) === 1) {
          continue;
        }
        if (!isFree(node) && nodeKey(node) > intAt(queuedAs, node)) {
          // It lost arcs out since it was put there: its turn comes later.
          enqueue(node);
          continue;
        }
        const isLast = intAt(outDegree, node) === 0;
        remove(node);
        return { node, isLast };
      }
    },
  };
}

function degreesOf(start: Int32Array): Int32Array {
  return Int32Array.from({ length: start.length - 1 }, (_, node) =>
    Math.max(0, intAt(start, node + 1) - intAt(start, node)),
  );
}
