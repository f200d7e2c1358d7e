import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Hunk, hunksBetween } from '../../src/format/line-diff.ts';

const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', ''), { maxLength: 24 });

/** The second text, from the first one and the hunks alone. */
function applied(before: readonly string[], hunks: readonly Hunk[]): readonly string[] {
  const after: string[] = [];
  let from = 0;
  for (const hunk of hunks) {
    after.push(...before.slice(from, hunk.before - 1));
    expect(after.length).toBe(hunk.after - 1);
    after.push(...hunk.lines.flatMap(({ kind, text }) => (kind === '-' ? [] : [text])));
    const was = hunk.lines.flatMap(({ kind, text }) => (kind === '+' ? [] : [text]));
    from = hunk.before - 1 + was.length;
    expect(before.slice(hunk.before - 1, from)).toEqual(was);
  }
  return [...after, ...before.slice(from)];
}

test('hunks lead from one text to the other, and there are none between equal texts', () => {
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      expect(applied(before, hunksBetween(before, after))).toEqual(after);
      expect(hunksBetween(before, before)).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('what moved is told once, with two lines around it', () => {
  const before = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];
  const after = ['1', '2', '3', '8', '4', '5', '6', '7', '9'];
  expect(hunksBetween(before, after)).toEqual([
    {
      before: 2,
      after: 2,
      lines: [
        { kind: ' ', text: '2' },
        { kind: ' ', text: '3' },
        { kind: '+', text: '8' },
        { kind: ' ', text: '4' },
        { kind: ' ', text: '5' },
        { kind: ' ', text: '6' },
        { kind: ' ', text: '7' },
        { kind: '-', text: '8' },
        { kind: ' ', text: '9' },
      ],
    },
  ]);
});

test('texts of many lines cost about as much as sorting them', () => {
  const before = Array.from({ length: 50_000 }, (_, index) => `line ${(index * 7_919) % 50_000}`);
  const after = before.toSorted();
  const hunks = hunksBetween(before, after);
  expect(applied(before, hunks)).toEqual(after);
});
