import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeEntries, type Entry, encodeEntry } from '../../../src/runtime/journal/entry.ts';
import { letterWith } from '../letter.ts';

function roundTrip(entries: readonly Entry[]): readonly Entry[] {
  return decodeEntries(
    Uint8Array.from(entries.flatMap((one) => encodeEntry(one)).flatMap((part) => [...part])),
  );
}

const step: Entry = { kind: 'step', at: 5, arrivals: 1, letters: [letterWith({ title: 'a\nb' })] };
const position = { path: '/a\nb', offset: 9, lines: 2, head: 'ab' };

test('arrivals are read as they came, whatever their bytes are', () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 4 }),
      fc.string(),
      (all, path) => {
        const entries = all.flatMap((bytes): readonly Entry[] => [
          { kind: 'arrival', file: { path, bytes }, isLines: bytes.length % 2 === 0 },
          step,
        ]);
        expect(roundTrip(entries)).toEqual(entries);
      },
    ),
  );
});

test.each([
  ['pretty JSON', '{\n  "at": "2026-11-21T10:00:00Z"\n}\n'],
  ['a byte order mark', '\uFEFF{}'],
  ['NUL', '\u0000'],
  ['no end of the line', '{"a":1}\n{"b":2}'],
  ['nothing', ''],
])('an arrival that is %s is read as it came', (_, text) => {
  const bytes = new TextEncoder().encode(text);
  const entry: Entry = {
    kind: 'arrival',
    file: { path: 'http', bytes },
    isLines: true,
    position,
    gone: ['/c'],
  };
  expect(roundTrip([entry, step])).toEqual([entry, step]);
});

test('what came of letters is read as it was written', () => {
  const dead: Entry = { kind: 'settled', key: 'k', at: 1, attempts: 2, reason: 'no' };
  const { reason: _, ...delivered } = dead;
  expect(roundTrip([dead, { ...delivered, reason: undefined }])).toEqual([dead, delivered]);
});
