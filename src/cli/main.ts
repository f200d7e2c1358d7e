// The composition root. Everything else is imported once it is known to be needed.
import { readFileSync } from 'node:fs';
import type { World } from '../ports.ts';

process.once('SIGINT', () => process.exit(130));

try {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(text) as { readonly version: string };
  const words = process.argv.slice(2);
  if (words.length === 1 && (words[0] === '--version' || words[0] === '-V')) {
    process.stdout.write(`${version}\n`);
  } else {
    const env = { ...process.env };
    if (env['NO_COLOR'] !== undefined) {
      // Node warns where both are set; which of them counts is decided from the copy.
      Reflect.deleteProperty(process.env, 'FORCE_COLOR');
    }
    const [{ systemClock }, { systemFiles }, { outputOf, readStdin }, { run }] = await Promise.all([
      import('../adapters/clock.ts'),
      import('../adapters/files.ts'),
      import('../adapters/streams.ts'),
      import('./program.ts'),
    ]);
    const world: World = {
      env,
      cwd: process.cwd(),
      clock: systemClock,
      files: systemFiles,
      stdin: readStdin,
      stdout: outputOf(process.stdout),
      stderr: outputOf(process.stderr),
    };
    process.exitCode = await run(words, world, version);
  }
} catch (error) {
  const { endingOf } = await import('./exit.ts');
  const { TOWER_DEBUG: debug = '' } = process.env;
  const { exitCode, notes } = endingOf(error, debug !== '' && debug !== '0');
  process.exitCode = exitCode;
  const { plain } = await import('../report/text.ts');
  process.stderr.write(notes.map((line) => `${line.split('\n').map(plain).join('\n')}\n`).join(''));
}
