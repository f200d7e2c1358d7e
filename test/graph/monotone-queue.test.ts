import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyQueue, pop, push } from '../../src/graph/monotone-queue.ts';

const key = fc.oneof(
  fc.integer({ min: 0, max: 40 }),
  fc.integer({ min: -(2 ** 40), max: 2 ** 40 }),
  fc.constantFrom(-1, 0, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, -(2 ** 32), 2 ** 51),
);

test('items leave by key, whatever is added meanwhile behind the last that left', () => {
  const queue = emptyQueue();
  fc.assert(
    fc.property(fc.array(key, { maxLength: 90 }), fc.array(fc.nat({ max: 9 })), (keys, later) => {
      const waiting = [...keys];
      const left: number[] = [];
      for (const [item, each] of keys.entries()) {
        push(queue, each, item);
      }
      const more = [...later];
      for (let item = pop(queue); item >= 0; item = pop(queue)) {
        left.push(queue.now);
        const distance = more.pop();
        if (distance !== undefined) {
          waiting.push(queue.now + distance);
          push(queue, queue.now + distance, 0);
        }
      }
      expect(left).toEqual(waiting.sort((a, b) => a - b));
    }),
    { numRuns: 300 },
  );
});

test('each item leaves under its own key', () => {
  const queue = emptyQueue();
  for (let item = 0; item < 200; item += 1) {
    push(queue, (item * 77) % 200, item);
  }
  const left: number[] = [];
  for (let item = pop(queue); item >= 0; item = pop(queue)) {
    expect((item * 77) % 200).toBe(queue.now);
    left.push(item);
  }
  expect(new Set(left).size).toBe(200);
});
