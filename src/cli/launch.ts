import { systemClock } from '../adapters/clock.ts';
import { directOutput } from '../adapters/direct-output.ts';
import { systemFiles } from '../adapters/files.ts';
import { processInterrupts } from '../adapters/interrupts.ts';
import { outputOf, readStdin } from '../adapters/streams.ts';
import type { World } from '../ports.ts';
import { execute } from './execute.ts';
import { quickLine } from './quick-line.ts';

/** Runs a command line in the world as it is, and returns the exit code. */
export async function launch(words: readonly string[], version: string): Promise<number> {
  const env = { ...process.env };
  if (env['NO_COLOR'] !== undefined) {
    // Node warns where both are set; which of them counts is decided from the copy.
    Reflect.deleteProperty(process.env, 'FORCE_COLOR');
  }
  const stream = outputOf(() => process.stdout);
  const world: World = {
    env,
    cwd: process.cwd(),
    clock: systemClock,
    interrupts: processInterrupts,
    files: systemFiles,
    stdin: readStdin,
    // A watch goes on while somebody reads slowly; everybody else is done when that is printed, and needs no stream for it.
    stdout: words.includes('watch') ? stream : directOutput(1, stream),
    stderr: outputOf(() => process.stderr),
  };
  const line = quickLine(words);
  if (line === undefined) {
    const { run } = await import('./program.ts');
    return run(words, world, version);
  }
  const { gate, globals, options, paths } = line;
  const startedAt = world.clock.now();
  return execute({ world, version, startedAt }, globals, {
    formats: gate.formats,
    work: (session) => gate.work(session, options, paths),
  });
}
