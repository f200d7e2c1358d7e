// Puts the command line into dist/cli: main.js, and beside it a file for each command that is loaded only when it is asked for.
// Its names and lines stay readable, so that the stack of a bug says where it happened.
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');

await build({
  absWorkingDir: root,
  entryPoints: ['src/cli/main.ts'],
  outdir: 'dist/cli',
  // As deep as src/cli/commands, so that paths from a file to the schemas are the same.
  chunkNames: 'commands/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  target: 'node24',
  // The libraries come as ES modules where they can be had as such, of which only what is used is taken.
  platform: 'neutral',
  mainFields: ['module', 'main'],
  external: ['node:*'],
  legalComments: 'linked',
  logLevel: 'warning',
});
