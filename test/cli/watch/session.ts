import type { Session } from '../../../src/cli/session.ts';
import { fakeWorld } from '../../fuzz/world.ts';

/** A session in a world with variables and files below `/p`. */
export function sessionWith(
  env: Readonly<Record<string, string>> = {},
  files: Readonly<Record<string, string>> = {},
): Session {
  const { world } = fakeWorld(files);
  return {
    world: { ...world, env },
    version: '0.1.0',
    environment: undefined,
    root: undefined,
    inputs: new Set(),
    formats: ['pretty'],
    look: { color: 'auto', ascii: false },
  };
}
