import { expect, test } from 'vitest';
import {
  abandon,
  beginAnew,
  type Held,
  holdBack,
  type Journal,
  journalFrom,
  nextStore,
  remember,
  stored,
} from '../../../src/runtime/journal/journal.ts';

/** A journal of which the snapshot and one frame are on the disk. */
function kept(): Journal {
  const journal = journalFrom({
    isKept: true,
    sequence: 8,
    name: 'journal-000000000007',
    byteCount: 120,
    snapshotBytes: 900,
    obsolete: ['snapshot-000000000007', 'journal-000000000007'],
  });
  return journal;
}

function answer(ticket: number): Held {
  return { kind: 'answer', ticket, answer: { kind: 'accepted', batches: 1 } };
}

function step(journal: Journal, at: number): void {
  remember(journal, { kind: 'step', at, arrivals: 0, letters: [] });
}

test('a file that is gone is given up for a snapshot under a number of its own, and who waits is answered with it', () => {
  const journal = kept();
  step(journal, 1);
  holdBack(journal, answer(1));
  expect(nextStore(journal, 0)).toMatchObject({ kind: 'append', name: 'journal-000000000007' });
  step(journal, 2);
  holdBack(journal, answer(2));
  expect(stored(journal, 'gone', 10)).toEqual([]);
  abandon(journal);
  beginAnew(journal, (sequence) => Uint8Array.of(sequence));
  // The frame 8 may be on the disk whole: what begins behind the snapshot is 9.
  expect(nextStore(journal, 10)).toEqual({
    kind: 'replace',
    name: 'snapshot-000000000009',
    bytes: Uint8Array.of(9),
    obsolete: ['snapshot-000000000007', 'journal-000000000007'],
  });
  expect(stored(journal, undefined, 11)).toEqual([answer(1), answer(2)]);
  expect(journal).toMatchObject({ sequence: 9, name: 'journal-000000000009', byteCount: 0 });
});

test('who waits for a snapshot behind a file that is gone keeps the place in the row', () => {
  const journal = kept();
  step(journal, 1);
  holdBack(journal, answer(1));
  nextStore(journal, 0);
  holdBack(journal, answer(2));
  beginAnew(journal, (sequence) => Uint8Array.of(sequence));
  holdBack(journal, answer(3));
  stored(journal, 'gone', 10);
  abandon(journal);
  beginAnew(journal, (sequence) => Uint8Array.of(sequence));
  expect(nextStore(journal, 10)).toMatchObject({ name: 'snapshot-000000000009' });
  expect(stored(journal, undefined, 11)).toEqual([answer(1), answer(2), answer(3)]);
});
