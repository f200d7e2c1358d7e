import { crc32 as zlibCrc32 } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crc32 } from '../../../src/runtime/journal/crc32.ts';
import { decodeFrames, encodeFrame, type Frame } from '../../../src/runtime/journal/frame.ts';

const payloads = fc.array(fc.uint8Array({ maxLength: 80 }), { minLength: 1, maxLength: 5 });

function numbered(list: readonly Uint8Array[]): readonly Frame[] {
  return list.map((payload, index) => ({ sequence: 7 + index, payload }));
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

test('a checksum is that of zlib', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => crc32(bytes) === zlibCrc32(bytes)),
  );
});

test('frames are read as they were written', () => {
  fc.assert(
    fc.property(payloads, (list) => {
      const frames = numbered(list);
      const bytes = joined(frames.map(encodeFrame));
      expect(decodeFrames(bytes)).toEqual({ frames, byteCount: bytes.length, flaw: undefined });
    }),
  );
});

test('wherever the last frame is cut off, all before it count', () => {
  const frames = numbered([
    Uint8Array.of(1, 10, 3),
    Uint8Array.of(),
    Uint8Array.of(10, 10, 65, 10),
  ]);
  const whole = joined(frames.slice(0, 2).map(encodeFrame));
  const bytes = joined(frames.map(encodeFrame));
  for (let length = whole.length + 1; length < bytes.length; length += 1) {
    expect(decodeFrames(bytes.slice(0, length))).toEqual({
      frames: frames.slice(0, 2),
      byteCount: whole.length,
      flaw: 'torn',
    });
  }
});

test('a bit that is another one is found: in the last frame as torn, before it as broken', () => {
  const frames = numbered([Uint8Array.of(1, 2, 3), Uint8Array.of(4, 5), Uint8Array.of(6)]);
  const encoded = frames.map(encodeFrame);
  const bytes = joined(encoded);
  const lastAt = bytes.length - (encoded[2]?.length ?? 0);
  for (let at = 0; at < bytes.length; at += 1) {
    for (let bit = 0; bit < 8; bit += 1) {
      const bad = bytes.map((byte, index) => (index === at ? byte ^ (1 << bit) : byte));
      const { flaw, frames: read } = decodeFrames(bad);
      const isVersion = flaw === 'newer';
      expect(isVersion || flaw === (at < lastAt ? 'broken' : 'torn')).toBe(true);
      // The number of the first frame is compared with the name of its file by who reads it.
      const payloadsRead = read.map(({ payload }) => payload);
      expect(payloadsRead).toEqual(frames.slice(0, read.length).map(({ payload }) => payload));
    }
  }
});

test('zeros behind the last frame, which a disk may leave, are torn', () => {
  const bytes = joined([
    encodeFrame({ sequence: 1, payload: Uint8Array.of(1) }),
    new Uint8Array(50),
  ]);
  expect(decodeFrames(bytes).flaw).toBe('torn');
});

test('a frame of another version is told apart from one that is not whole', () => {
  const text = new TextEncoder().encode('tower2 1 0 00000000\n\n');
  expect(decodeFrames(text)).toEqual({ frames: [], byteCount: 0, flaw: 'newer' });
});

test('a frame whose number does not follow is not read', () => {
  const payload = Uint8Array.of(1);
  const bytes = joined([1, 3].map((sequence) => encodeFrame({ sequence, payload })));
  expect(decodeFrames(bytes).frames).toHaveLength(1);
});
