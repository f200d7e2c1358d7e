import type { Gates } from './gates.ts';

/** A number that follows from gates and chances alone (FNV-1a over their words), so that the same model gives the same sample. */
export function seedOf({ start, to, losses, threshold }: Gates, chance: Float64Array): number {
  let hash = 0x811c9dc5;
  const words = new Uint32Array(chance.slice().buffer);
  for (const list of [start, to, losses, threshold, words]) {
    for (const word of list) {
      hash = Math.imul(hash ^ (word & 0xffff), 0x01000193);
      hash = Math.imul(hash ^ (word >>> 16), 0x01000193);
    }
  }
  return hash | 0;
}
