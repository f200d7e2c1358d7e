import { batchSize, wordCount } from './failure-batch.ts';
import type { FailureGraph } from './failure-graph.ts';
import { byteAt, intAt } from './integers.ts';
import { type Classes, type Tally, tallyOf } from './tally.ts';
import type { Topology } from './topology.ts';
import { firstSystems } from './victims.ts';

/** What is asked of all single failures. */
export interface FailureQuestion {
  /** By node, 1 where it is asked what its failure alone does. */
  readonly units: Uint8Array;
  readonly classes: Classes;
  /** By class, 1 where a failure that takes one of it down has the systems listed that fail. */
  readonly listed: Uint8Array;
  /** How many systems a list holds at most: those with the smallest ids. */
  readonly listMax: number;
  /** How many edges may be walked before failures are worked out in batches; by default what batches would cost. */
  readonly walkMax?: number;
}

/** What is known of the failure of each component. */
export interface FailureNotes {
  readonly tally: Tally;
  readonly classCount: number;
  /** By component, one number for each class. */
  readonly counts: Int32Array;
  /** By component the ranks of the systems that fail, smallest first; undefined where they are not asked for. */
  readonly lists: readonly (readonly number[] | undefined)[];
  /** Notes what fails with a component: the first `length` of `failed`. */
  readonly note: (component: number, failed: Int32Array, length: number) => void;
  /** Notes the answer of a consequence and the component itself; false where its list is not known. */
  readonly follow: (component: number, consequence: number) => boolean;
  /** Notes counts, and returns the lists that are to be filled. */
  readonly noteCounts: (components: Int32Array, counts: Int32Array) => WantedLists;
}

/** Lists that are filled for a batch: a bit for each failure whose list is not full, and the list of each failure. */
export interface WantedLists {
  readonly wanted: Int32Array;
  readonly most: number;
  readonly lists: readonly (number[] | undefined)[];
}

/** Notes without anything in them. */
export function failureNotes(
  topology: Topology,
  graph: FailureGraph,
  { classes, listed, listMax }: FailureQuestion,
): FailureNotes {
  const tally = tallyOf(graph, classes);
  const { classCount } = tally;
  const counts = new Int32Array(graph.count * classCount);
  const lists = new Array<number[] | undefined>(graph.count);
  const first = firstSystems(topology, graph, listMax);

  const countIn = (component: number, counted: number): void => {
    const end = intAt(tally.start, counted + 1);
    for (let entry = intAt(tally.start, counted); entry < end; entry += 1) {
      const place = component * classCount + byteAt(tally.classes, entry);
      counts[place] = intAt(counts, place) + intAt(tally.numbers, entry);
    }
  };
  const isListed = (component: number): boolean => {
    let isHit = false;
    for (let itsClass = 0; itsClass < classCount; itsClass += 1) {
      const count = intAt(counts, component * classCount + itsClass);
      isHit ||= count > 0 && byteAt(listed, itsClass) === 1;
    }
    return isHit;
  };

  return {
    tally,
    classCount,
    counts,
    lists,
    note: (component, failed, length) => {
      counts.fill(0, component * classCount, (component + 1) * classCount);
      for (let place = 0; place < length; place += 1) {
        countIn(component, intAt(failed, place));
      }
      if (isListed(component)) {
        first.clear();
        for (let place = 0; place < length; place += 1) {
          first.add(intAt(failed, place));
        }
        lists[component] = first.ranks();
      }
    },
    follow: (component, consequence) => {
      const begin = consequence * classCount;
      counts.copyWithin(component * classCount, begin, begin + classCount);
      countIn(component, component);
      const known = lists[consequence];
      if (!isListed(component)) {
        return true;
      }
      first.adopt(known ?? []);
      first.add(component);
      lists[component] = first.ranks();
      return known !== undefined;
    },
    noteCounts: (components, found) => {
      const wanted = new Int32Array(wordCount);
      const filled = new Array<number[] | undefined>(batchSize);
      for (let bit = 0; bit < components.length; bit += 1) {
        const component = intAt(components, bit);
        const begin = bit * classCount;
        counts.set(found.subarray(begin, begin + classCount), component * classCount);
        if (isListed(component) && listMax > 0) {
          const list: number[] = [];
          filled[bit] = list;
          lists[component] = list;
          wanted[bit >>> 5] = intAt(wanted, bit >>> 5) | (1 << (bit & 31));
        }
      }
      return { wanted, most: listMax, lists: filled };
    },
  };
}
