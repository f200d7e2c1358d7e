import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** Digests that were made already, by what they are of: the same alerts and findings come up step after step. */
const known = new Map<string, string>();
const knownMax = 16_384;
const lengthMax = 256;

/**
 * Hex digits of SHA-256 over texts. Each text is preceded by its length, so that no two lists of texts share a digest
 * because of where one text ends. An id made of it depends on content alone.
 */
export function digest(parts: readonly string[], digits: number): string {
  let joined = '';
  for (const part of parts) {
    joined += `${part.length}:${part}`;
  }
  // A long text costs more to be looked up than it could ever save.
  const before = joined.length <= lengthMax ? known.get(joined) : undefined;
  if (before !== undefined) {
    return before.slice(0, digits);
  }
  const made = bytesToHex(sha256(utf8ToBytes(joined)));
  if (joined.length <= lengthMax) {
    if (known.size === knownMax) {
      known.clear();
    }
    known.set(joined, made);
  }
  return made.slice(0, digits);
}
