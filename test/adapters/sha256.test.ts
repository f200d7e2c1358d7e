import { sha256 as library } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sha256 } from '../../src/adapters/sha256.ts';

test("Node's digest is the library's, whatever the bytes and around every length of a block", () => {
  const lengths = fc.oneof(fc.integer({ min: 0, max: 200 }), fc.constantFrom(4_095, 65_537));
  const bytes = fc
    .tuple(lengths, fc.integer({ min: 0, max: 255 }))
    .map(([length, first]) => Uint8Array.from({ length }, (_, index) => first + index * 7));
  fc.assert(
    fc.property(bytes, (text) => {
      expect([...sha256(text)]).toEqual([...library(text)]);
    }),
  );
});
