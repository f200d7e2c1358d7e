import { hash } from 'node:crypto';

/** SHA-256 as Node has it: the built command line digests with it, everything else with the library, to the same end. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return hash('sha256', bytes, 'buffer');
}
