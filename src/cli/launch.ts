import { systemClock } from '../adapters/clock.ts';
import { systemFiles } from '../adapters/files.ts';
import { processInterrupts } from '../adapters/interrupts.ts';
import { outputOf, readStdin } from '../adapters/streams.ts';
import type { World } from '../ports.ts';
import { run } from './program.ts';

/** Runs a command line in the world as it is, and returns the exit code. */
export function launch(words: readonly string[], version: string): Promise<number> {
  const env = { ...process.env };
  if (env['NO_COLOR'] !== undefined) {
    // Node warns where both are set; which of them counts is decided from the copy.
    Reflect.deleteProperty(process.env, 'FORCE_COLOR');
  }
  const world: World = {
    env,
    cwd: process.cwd(),
    clock: systemClock,
    interrupts: processInterrupts,
    files: systemFiles,
    stdin: readStdin,
    stdout: outputOf(() => process.stdout),
    stderr: outputOf(() => process.stderr),
  };
  return run(words, world, version);
}
