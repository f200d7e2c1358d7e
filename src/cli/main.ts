// The composition root. Everything else is imported once it is known to be needed.
import { readFileSync } from 'node:fs';

process.once('SIGINT', () => process.exit(130));

try {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(text) as { readonly version: string };
  const words = process.argv.slice(2);
  if (words.length === 1 && (words[0] === '--version' || words[0] === '-V')) {
    process.stdout.write(`${version}\n`);
  } else {
    const { launch } = await import('./launch.ts');
    process.exitCode = await launch(words, version);
  }
} catch (error) {
  const { endingOf } = await import('./exit.ts');
  const { TOWER_DEBUG: debug = '' } = process.env;
  const { exitCode, notes } = endingOf(error, debug !== '' && debug !== '0');
  process.exitCode = exitCode;
  const { plain } = await import('../report/text.ts');
  process.stderr.write(notes.map((line) => `${line.split('\n').map(plain).join('\n')}\n`).join(''));
}
