import { createHash } from 'node:crypto';

/** So many bytes of a file tell it from others. */
export const printBytes = 1_024;

/** Hex digits that stand for the beginning of a file of which `offset` bytes were read. */
export function printOf(first: Uint8Array, offset: number): string {
  return digestOf(first.subarray(0, Math.min(printBytes, offset)));
}

/** Hex digits that stand for bytes. */
export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}
