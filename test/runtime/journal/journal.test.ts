import { expect, test } from 'vitest';
import type { StoreEffect } from '../../../src/runtime/input.ts';
import { decodeEntries } from '../../../src/runtime/journal/entry.ts';
import { decodeFrames } from '../../../src/runtime/journal/frame.ts';
import {
  beginAnew,
  forgetfulJournal,
  heldLetters,
  holdBack,
  isLong,
  isSettled,
  type Journal,
  journalFrom,
  nextStore,
  nextStoreAt,
  releaseAll,
  remember,
  stored,
} from '../../../src/runtime/journal/journal.ts';
import { letterWith } from '../letter.ts';

function begun(): Journal {
  const nothing = { byteCount: 0, snapshotBytes: 0, obsolete: ['snapshot-000000000003'] };
  return journalFrom({ isKept: true, sequence: 4, name: 'journal-000000000004', ...nothing });
}

function note(journal: Journal, key: string): void {
  remember(journal, { kind: 'settled', key, at: 0, attempts: 1, reason: undefined });
  holdBack(journal, { kind: 'letter', letter: letterWith({ key }) });
}

/** A store in few words: what it writes, and where. */
function told(effect: StoreEffect | undefined): string {
  if (effect?.kind !== 'append') {
    return effect === undefined
      ? 'nothing'
      : `${effect.name} ${new TextDecoder().decode(effect.bytes)}, not ${effect.obsolete}`;
  }
  const keys = decodeFrames(effect.bytes).frames.flatMap(({ sequence, payload }) => [
    sequence,
    ...decodeEntries(payload).map((entry) => (entry.kind === 'settled' ? entry.key : '')),
  ]);
  return `${effect.name} at ${effect.byteCount}: ${keys.join(' ')}`;
}

const keysOf = (held: ReturnType<typeof stored>): readonly string[] =>
  held.map((one) => (one.kind === 'letter' ? one.letter.notification.key : ''));

const encode = (sequence: number): Uint8Array => new TextEncoder().encode(`all to ${sequence}`);

test('one piece is written at a time, and what is held leaves with the piece that it came with', () => {
  const journal = begun();
  note(journal, 'a');
  note(journal, 'b');
  const first = nextStore(journal, 0);
  expect(told(first)).toBe('journal-000000000004 at 0: 4 a b');
  note(journal, 'c');
  expect(told(nextStore(journal, 0))).toBe('nothing');
  expect(keysOf(stored(journal, undefined, 0))).toEqual(['a', 'b']);
  expect(told(nextStore(journal, 0))).toBe(`journal-000000000004 at ${first?.bytes.length}: 5 c`);
  expect([isSettled(journal), keysOf(stored(journal, undefined, 0)), isSettled(journal)]).toEqual([
    false,
    ['c'],
    true,
  ]);
});

test('what failed is tried again later, as it was, and once at a time', () => {
  const journal = begun();
  note(journal, 'a');
  const first = nextStore(journal, 0);
  note(journal, 'b');
  expect(stored(journal, 'the disk is full', 0)).toEqual([]);
  expect([nextStoreAt(journal), told(nextStore(journal, 99))]).toEqual([100, 'nothing']);
  expect(nextStore(journal, 100)).toBe(first);
  expect([nextStoreAt(journal), told(nextStore(journal, 101))]).toEqual([
    Number.POSITIVE_INFINITY,
    'nothing',
  ]);
  stored(journal, 'the disk is full', 150);
  expect(nextStoreAt(journal)).toBe(350);
  nextStore(journal, 350);
  expect(keysOf(stored(journal, undefined, 360))).toEqual(['a']);
  expect([journal.failure, told(nextStore(journal, 360)).endsWith('5 b')]).toEqual([
    undefined,
    true,
  ]);
});

test('waits between attempts double up to ten seconds', () => {
  const journal = begun();
  note(journal, 'a');
  nextStore(journal, 0);
  const waits = Array.from({ length: 10 }, () => {
    stored(journal, 'no', 0);
    const wait = nextStoreAt(journal);
    nextStore(journal, wait);
    return wait;
  });
  expect(waits).toEqual([100, 200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000, 10_000]);
});

test('a snapshot takes the place of what was gathered, behind what is under way', () => {
  const journal = begun();
  note(journal, 'a');
  nextStore(journal, 0);
  note(journal, 'b');
  beginAnew(journal, encode);
  note(journal, 'c');
  expect(heldLetters(journal).map(({ notification }) => notification.key)).toEqual(['a', 'b', 'c']);
  expect(keysOf(stored(journal, undefined, 0))).toEqual(['a']);
  expect(told(nextStore(journal, 0))).toBe(
    'snapshot-000000000005 all to 5, not snapshot-000000000003',
  );
  expect(keysOf(stored(journal, undefined, 0))).toEqual(['b']);
  expect(told(nextStore(journal, 0))).toBe('journal-000000000005 at 0: 5 c');
});

test('two snapshots in a row come to the second, and files go once that is kept', () => {
  const journal = begun();
  note(journal, 'a');
  beginAnew(journal, encode);
  note(journal, 'b');
  beginAnew(journal, encode);
  expect(told(nextStore(journal, 0))).toBe(
    'snapshot-000000000004 all to 4, not snapshot-000000000003',
  );
  beginAnew(journal, (sequence) => new TextEncoder().encode(`again to ${sequence}`));
  expect(keysOf(stored(journal, undefined, 0))).toEqual(['a', 'b']);
  // It has the same number: neither it nor its journal may go.
  expect(told(nextStore(journal, 0))).toBe('snapshot-000000000004 again to 4, not ');
});

test('a journal is long once reading it costs more than a snapshot', () => {
  const journal = { ...begun(), byteCount: 8_388_608 };
  expect([isLong(journal), isLong({ ...journal, byteCount: 8_388_609 })]).toEqual([false, true]);
  const large = { ...journal, byteCount: 40_000_000, snapshotBytes: 10_000_000 };
  expect([isLong(large), isLong({ ...large, byteCount: 40_000_001 })]).toEqual([false, true]);
  beginAnew(large, encode);
  expect(isLong({ ...large, byteCount: 40_000_001 })).toBe(false);
});

test('where nothing is kept everything may leave', () => {
  const journal = forgetfulJournal();
  note(journal, 'a');
  beginAnew(journal, encode);
  expect([told(nextStore(journal, 0)), keysOf(releaseAll(journal)), isSettled(journal)]).toEqual([
    'nothing',
    ['a'],
    true,
  ]);
});
