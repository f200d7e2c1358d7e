import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * Hex digits of SHA-256 over texts. Each text is preceded by its length, so that no two lists of texts share a digest
 * because of where one text ends. An id made of it depends on content alone.
 */
export function digest(parts: readonly string[], digits: number): string {
  const joined = parts.map((part) => `${part.length}:${part}`).join('');
  return bytesToHex(sha256(utf8ToBytes(joined))).slice(0, digits);
}
