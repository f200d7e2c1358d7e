import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');

/** Makes a folder whose `tower` is the real binary and whose `node` is the one that runs the tests; returns it as a PATH. */
export function pathWithTower(folder: string): string {
  const shims = join(folder, 'bin');
  mkdirSync(shims);
  const scripts = [
    ['tower', `exec "${process.execPath}" "${join(root, 'bin/tower.js')}" "$@"`],
    ['node', `exec "${process.execPath}" "$@"`],
  ] as const;
  for (const [name, line] of scripts) {
    writeFileSync(join(shims, name), `#!/bin/sh\n${line}\n`);
    chmodSync(join(shims, name), 0o755);
  }
  return `${shims}:/usr/local/bin:/usr/bin:/bin`;
}
