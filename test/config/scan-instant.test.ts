import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cursorOf } from '../../src/config/scan-cursor.ts';
import { newDayMemory, passInstant } from '../../src/config/scan-instant.ts';
import { parseInstant } from '../../src/model/time.ts';
import { instantText, wrongInstant } from './batch-text.ts';

const days = newDayMemory();

/** The instant of a text, read behind others with the same memory of days. */
function read(text: string): number | undefined {
  const bytes = new TextEncoder().encode(`"${text}"`);
  const cursor = cursorOf(bytes, 0, bytes.length);
  const cell = new Float64Array(1);
  const isPassed = passInstant(cursor, days, cell) && cursor.at === bytes.length;
  return isPassed ? cell[0] : undefined;
}

test.each([
  '2026-11-21T14:52:15Z',
  '2026-11-21t14:52:15z',
  '2026-11-21T14:52:15.5Z',
  '2026-11-21T14:52:15.123456789Z',
  '2026-11-21T14:52:15.0019Z',
  '2026-11-21T23:30:00-14:30',
  '2024-02-29T00:00:00+23:59',
  '0001-01-01T00:00:00Z',
  '1969-12-31T23:59:59.999Z',
  '9998-12-31T23:59:59Z',
])('%s is the instant that it is', (text) => {
  expect(read(text)).toBe(parseInstant(text));
});

test('an instant is what it is to those who know', () => {
  fc.assert(
    fc.property(instantText, (text) => {
      expect(read(text)).toBe(parseInstant(text));
    }),
    { numRuns: 2_000 },
  );
});

test('what is no instant is not read, nor what is changed until it is none', () => {
  const place = fc.nat(40);
  fc.assert(
    fc.property(
      fc.oneof(instantText, wrongInstant),
      place,
      fc.constantFrom(...'0123456789-:.+TZ x'),
      (text, at, sign) => {
        const changed = text.slice(0, at) + sign + text.slice(at + 1);
        const found = read(changed);
        expect(found ?? parseInstant(changed)).toBe(parseInstant(changed));
      },
    ),
    { numRuns: 3_000 },
  );
  fc.assert(fc.property(wrongInstant, (text) => read(text) === undefined));
});
