import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyHeap } from '../../src/graph/heap.ts';

test('items leave by key and then by rank, whatever was pushed and popped before', () => {
  const step = fc.option(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.nat({ max: 20 })));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const rankOf = (item: number): number => (item * 13) % 7;
      const heap = emptyHeap(rankOf);
      const held: (readonly [key: number, rank: number])[] = [];
      for (const pushed of steps) {
        if (pushed !== null) {
          const [key, item] = pushed;
          heap.push(key, item);
          held.push([key, rankOf(item)]);
          continue;
        }
        held.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
        const item = heap.pop();
        expect(item === undefined ? undefined : rankOf(item)).toBe(held.shift()?.[1]);
      }
    }),
    { numRuns: 500 },
  );
});
