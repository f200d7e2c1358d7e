import { createHash, hash } from 'node:crypto';

/** SHA-256 as Node has it: the built command line digests with it, everything else with the library, to the same end. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return hash('sha256', bytes, 'buffer');
}

/** Hex digits of SHA-256 over texts, each with its length before it, so that no two lists share them. */
export function sha256Hex(texts: readonly string[]): string {
  const all = createHash('sha256');
  for (const text of texts) {
    all.update(`${text.length}:`);
    all.update(text);
  }
  return all.digest('hex');
}
