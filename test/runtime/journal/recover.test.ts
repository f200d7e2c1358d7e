import { expect, test } from 'vitest';
import { emptyState, saveState } from '../../../src/evaluate/state.ts';
import { encodeEntry } from '../../../src/runtime/journal/entry.ts';
import { encodeFrame } from '../../../src/runtime/journal/frame.ts';
import { recover } from '../../../src/runtime/journal/recover.ts';
import { encodeSnapshot, type Snapshot } from '../../../src/runtime/journal/snapshot.ts';
import { newOutbox } from '../../../src/runtime/postings.ts';
import { savedOutbox } from '../../../src/runtime/saved-outbox.ts';
import { letterWith } from '../letter.ts';

const snapshot: Snapshot = {
  schemaVersion: 1,
  epoch: 2,
  revision: '0123456789ab',
  hash: 'ab',
  files: [{ path: 'tower.yaml', text: 'tower: v1\n' }],
  state: saveState({ name: 'shop', revision: '0123456789ab' }, emptyState()),
  outbox: savedOutbox(newOutbox()),
  letters: [letterWith({})],
  arrivals: [{ path: 'http', text: '{}', isLines: false }],
  positions: [],
  delivers: true,
};
const step = { kind: 'step', at: 5, arrivals: 1, letters: [] } as const;
const frame = (sequence: number): Uint8Array =>
  encodeFrame({
    sequence,
    payload: Uint8Array.from(encodeEntry(step).flatMap((part) => [...part])),
  });
const journal = Uint8Array.from([...frame(3), ...frame(4)]);
const kept = encodeSnapshot(3, snapshot);

function found(files: Readonly<Record<string, Uint8Array>>) {
  const names = Object.keys(files).sort();
  return recover({
    names,
    read: (name) => {
      const value = files[name];
      return value === undefined ? { failure: 'the device fails' } : { value };
    },
  });
}

const whole = {
  kind: 'kept',
  snapshot,
  entries: [step, step],
  sequence: 5,
  name: 'journal-000000000003',
  byteCount: journal.length,
  snapshotBytes: kept.length,
  tornBytes: 0,
  obsolete: ['snapshot-000000000003', 'journal-000000000003'],
};

test.each<readonly [string, Readonly<Record<string, Uint8Array>>, object]>([
  ['an empty folder', {}, { kind: 'empty', obsolete: [] }],
  ['a folder with other things', { lock: Uint8Array.of(1) }, { kind: 'empty', obsolete: [] }],
  [
    'a snapshot and its journal',
    { 'journal-000000000003': journal, 'snapshot-000000000003': kept },
    whole,
  ],
  [
    'a journal with a torn end',
    {
      'journal-000000000003': Uint8Array.from([...journal, ...frame(5).slice(0, 9)]),
      'snapshot-000000000003': kept,
    },
    { ...whole, tornBytes: 9 },
  ],
  [
    'a snapshot that has no journal yet, beside what it made obsolete',
    {
      '.replacing.tmp': Uint8Array.of(1),
      'journal-000000000001': Uint8Array.of(1),
      'snapshot-000000000001': Uint8Array.of(1),
      'snapshot-000000000003': kept,
    },
    {
      ...whole,
      entries: [],
      sequence: 3,
      byteCount: 0,
      obsolete: ['journal-000000000001', 'snapshot-000000000001', ...whole.obsolete],
    },
  ],
])('%s is read', (_, files, expected) => {
  expect(found(files)).toEqual(expected);
});

test.each<readonly [string, Readonly<Record<string, Uint8Array>>, string]>([
  [
    'a journal alone',
    { 'journal-000000000003': journal },
    'it has journals, and no snapshot that they begin with',
  ],
  [
    'a snapshot that was changed',
    { 'snapshot-000000000003': kept.map((byte, index) => (index === 90 ? byte ^ 1 : byte)) },
    '`snapshot-000000000003` is not as it was written',
  ],
  [
    'a snapshot of another number',
    { 'snapshot-000000000004': kept },
    '`snapshot-000000000004` is not as it was written',
  ],
  [
    'a journal that was changed in its midst',
    {
      'journal-000000000003': journal.map((byte, index) => (index === 40 ? byte ^ 1 : byte)),
      'snapshot-000000000003': kept,
    },
    '`journal-000000000003` is not as it was written, from byte 1 on',
  ],
  [
    'a journal of a newer tower',
    {
      'journal-000000000003': new TextEncoder().encode('tower2 3 0 00000000\n\n'),
      'snapshot-000000000003': kept,
    },
    '`journal-000000000003` was written by a newer tower',
  ],
  [
    'a journal of other numbers',
    { 'journal-000000000003': frame(9), 'snapshot-000000000003': kept },
    '`journal-000000000003` is not as it was written, from byte 72 on',
  ],
])('%s cannot be used, and is said so', (_, files, message) => {
  const recovered = found(files);
  expect(recovered.kind === 'unusable' && recovered.message).toBe(message);
});
