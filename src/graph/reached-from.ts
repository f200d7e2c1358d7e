import type { Adjacency } from './components.ts';
import { byteAt, intAt } from './integers.ts';

/** A node and all that its edges lead to, farthest first. */
export function reachedFrom({ start, to }: Adjacency, first: number): readonly number[] {
  const isReached = new Uint8Array(start.length);
  const reached = [first];
  isReached[first] = 1;
  // Grows while it is walked.
  for (const node of reached) {
    const end = intAt(start, node + 1);
    for (let edge = intAt(start, node); edge < end; edge += 1) {
      const target = intAt(to, edge);
      if (byteAt(isReached, target) === 0) {
        isReached[target] = 1;
        reached.push(target);
      }
    }
  }
  return reached.reverse();
}
