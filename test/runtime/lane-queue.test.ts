import fc from 'fast-check';
import { expect, test } from 'vitest';
import { enqueue, unqueue } from '../../src/runtime/lane-queue.ts';
import { type Lane, laneOf, newOutbox, roadOf } from '../../src/runtime/postings.ts';

test('the lane that is due first is on top, whatever came and went before, and of two that came first', () => {
  const happening = fc.oneof(
    fc.record({ dueAt: fc.nat(5) }),
    fc.record({ dueAt: fc.nat(50) }),
    fc.record({ goes: fc.nat(60) }),
  );
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 60 }), (happenings) => {
      const outbox = newOutbox();
      const { queue } = roadOf(outbox, 'pager');
      const waiting: Lane[] = [];
      for (const [turn, one] of happenings.entries()) {
        if ('dueAt' in one) {
          const lane = laneOf(outbox, 'pager', `group-${turn}`);
          lane.dueAt = one.dueAt;
          lane.turn = turn;
          enqueue(lane);
          waiting.push(lane);
        } else {
          const [gone] = waiting.splice(one.goes % Math.max(1, waiting.length), 1);
          if (gone !== undefined) {
            unqueue(gone);
          }
        }
        const inOrder = waiting.toSorted((a, b) => a.dueAt - b.dueAt || a.turn - b.turn);
        expect(queue[0]?.group).toBe(inOrder[0]?.group);
        expect(queue.map(({ place }) => place)).toEqual([...queue.keys()]);
        const isLate = (lane: Lane, place: number): boolean => {
          const above = queue[(place - 1) >> 1] ?? lane;
          return (above.dueAt - lane.dueAt || above.turn - lane.turn) > 0;
        };
        expect(queue.filter(isLate)).toEqual([]);
      }
    }),
    { numRuns: 300 },
  );
});
