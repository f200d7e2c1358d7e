import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyDeadlines, expectAt, firstDeadline, nextDue } from '../../src/evaluate/deadlines.ts';

const systemCount = 12;

/** Either a system is expected at an instant, or everything due by an instant is taken out. */
const event = fc.oneof(
  fc.record({ system: fc.nat(systemCount - 1), at: fc.nat(20) }),
  fc.record({ now: fc.nat(20) }),
);

test('what is due comes out once, in order of time, and nothing else does', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), (events) => {
      const deadlines = emptyDeadlines(systemCount);
      const expected = new Map<number, number>();
      for (const event of events) {
        if ('system' in event) {
          expectAt(deadlines, event.system, event.at);
          expected.set(event.system, event.at);
        } else {
          const due: number[] = [];
          let first = firstDeadline(deadlines);
          for (
            let one = nextDue(deadlines, event.now);
            one >= 0;
            one = nextDue(deadlines, event.now)
          ) {
            expect(expected.get(one)).toBe(first);
            due.push(one);
            first = firstDeadline(deadlines);
          }
          const wanted = [...expected].filter(([, at]) => at <= event.now).map(([one]) => one);
          expect(due.toSorted((a, b) => a - b)).toEqual(wanted.sort((a, b) => a - b));
          for (const one of due) {
            expected.delete(one);
          }
        }
        expect(firstDeadline(deadlines)).toBe(
          Math.min(Number.POSITIVE_INFINITY, ...expected.values()),
        );
      }
    }),
  );
});
