import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type LinePart, newLineParts } from '../../src/adapters/line-parts.ts';

const bounds = { partBytes: 20, lineBytes: 30 };
const decode = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

/** Parts of a text that comes in pieces of some lengths, again and again. */
function partsOf(text: string, lengths: readonly number[]): LinePart[] {
  const { push, end } = newLineParts(bounds);
  const bytes = new TextEncoder().encode(text);
  const found: LinePart[] = [];
  for (let from = 0, index = 0; from < bytes.length; index += 1) {
    const to = from + (lengths[index % lengths.length] ?? 1);
    const piece = Uint8Array.from(bytes.subarray(from, to));
    found.push(...push(piece).map((part) => ({ ...part, ...copied(part) })));
    // Who reads into the same buffer again must not change what was read.
    piece.fill(0x21);
    from = to;
  }
  return [...found, ...end()];
}

function copied({ bytes }: LinePart): object {
  return bytes === undefined ? {} : { bytes: Uint8Array.from(bytes) };
}

/** The lines of parts; `…` is one that was too long. */
function linesOf(parts: readonly LinePart[]): string[] {
  return parts.flatMap((part) =>
    part.kind === 'too-long' ? ['…'] : decode(part.bytes).split(/(?<=\n)/),
  );
}

test('whole lines are a part, half a line waits, and the end takes it', () => {
  const { push, end } = newLineParts(bounds);
  const bytesOf = (text: string) => new TextEncoder().encode(text);
  const said = [push(bytesOf('{"a"')), push(bytesOf(':1}\n{}\n{"b"')), end(), end()];
  expect(
    said.map((parts) => parts.map((part) => ({ ...part, bytes: decode(part.bytes) }))),
  ).toEqual([
    [],
    [{ kind: 'lines', bytes: '{"a":1}\n{}\n', byteCount: 11, lineCount: 2 }],
    [{ kind: 'lines', bytes: '{"b"', byteCount: 4, lineCount: 1 }],
    [],
  ]);
});

test('however a text is cut into pieces, its lines are the same, and every byte and line is counted', () => {
  const line = fc.oneof(
    { weight: 4, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
    { weight: 1, arbitrary: fc.constantFrom('', '\r', 'ä'.repeat(15), 'x'.repeat(30)) },
    { weight: 1, arbitrary: fc.integer({ min: 31, max: 90 }).map((length) => 'y'.repeat(length)) },
  );
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 30 }),
      fc.boolean(),
      fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 5 }),
      (written, isClosed, lengths) => {
        const text = written.join('\n') + (isClosed ? '\n' : '');
        const parts = partsOf(text, lengths);
        const expected = text
          .split(/(?<=\n)/)
          .filter((part) => part !== '')
          .map((part) => (Buffer.byteLength(part.replace(/\n$/, '')) > 30 ? '…' : part));
        expect(linesOf(parts)).toEqual(expected);
        const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
        expect(sum(parts.map(({ byteCount }) => byteCount))).toBe(Buffer.byteLength(text));
        expect(sum(parts.map(({ lineCount }) => lineCount))).toBe(expected.length);
      },
    ),
    { numRuns: 500 },
  );
});

test('a part of several lines is no longer than it may be, and a longer line is a part by itself', () => {
  const lengths = [5, 5, 5, 25, 5, 18, 1];
  const text = lengths
    .map((length) => 'x'.repeat(length))
    .join('\n')
    .concat('\n');
  expect(partsOf(text, [1_000]).map(({ byteCount, lineCount }) => [byteCount, lineCount])).toEqual([
    [18, 3],
    [26, 1],
    [6, 1],
    [19, 1],
    [2, 1],
  ]);
});
