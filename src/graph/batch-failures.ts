import { batchSize, type FailureBatch, failureBatch, wordCount } from './failure-batch.ts';
import type { FailureGraph } from './failure-graph.ts';
import type { FailureNotes, WantedLists } from './failure-notes.ts';
import { type FailureOrder, failureOrderOf } from './failure-order.ts';
import { byteAt, intAt } from './integers.ts';
import { countsIn } from './scenario-counts.ts';
import type { Topology } from './topology.ts';

/** Works out failures in batches, those that stand together in the order together. */
export function batchAll(
  {
    topology,
    graph,
    notes,
  }: { readonly topology: Topology; readonly graph: FailureGraph; readonly notes: FailureNotes },
  left: Int32Array,
): void {
  if (left.length === 0) {
    return;
  }
  const failures = failureOrderOf(graph);
  const batch = failureBatch(failures);
  const positionByRank = positionsByRank(topology, graph, failures);
  const positions = left.map((component) => intAt(failures.positionOf, component)).sort();
  for (let begin = 0; begin < positions.length; begin += batchSize) {
    const failing = positions.subarray(begin, begin + batchSize);
    batch.fail(failing);
    const lists = notes.noteCounts(
      failing.map((position) => intAt(failures.order, position)),
      countsIn(batch, failures, notes.tally, failing.length),
    );
    listVictims(batch, positionByRank, lists);
  }
}

/** The systems that fail, with the smallest ids first, for each failure of a batch that wants its list. */
function listVictims(
  { rows, isHit }: FailureBatch,
  positionByRank: Int32Array,
  { wanted, most, lists }: WantedLists,
): void {
  const isWanted = (): boolean => wanted.some((word) => word !== 0);
  for (let rank = 0; rank < positionByRank.length && isWanted(); rank += 1) {
    const position = intAt(positionByRank, rank);
    const end = position >= 0 && byteAt(isHit, position) === 1 ? wordCount : 0;
    for (let word = 0; word < end; word += 1) {
      let bits = intAt(rows, position * wordCount + word) & intAt(wanted, word);
      for (; bits !== 0; bits &= bits - 1) {
        const bit = 31 - Math.clz32(bits & -bits);
        const list = lists[word * 32 + bit];
        list?.push(rank);
        if (list?.length === most) {
          wanted[word] = intAt(wanted, word) & ~(1 << bit);
        }
      }
    }
  }
}

/** By rank the position of a system, -1 where it is a group. */
function positionsByRank(
  { systems, ids, rank }: Topology,
  { componentOf }: FailureGraph,
  { positionOf }: FailureOrder,
): Int32Array {
  const positions = new Int32Array(ids.length).fill(-1);
  for (let node = 0; node < systems.length; node += 1) {
    positions[intAt(rank, node)] = intAt(positionOf, intAt(componentOf, node));
  }
  return positions;
}
