// Puts the command line into dist/cli: main.js, and beside it a file for each command that is loaded only when it is asked for.
// Its names and lines stay readable, so that the stack of a bug says where it happened.
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';

const root = join(import.meta.dirname, '..');

/**
 * What the parser of the command line imports from Node and does not need for what it is used for here: it never starts another
 * program, and no help holds escape sequences that were to be removed.
 */
const unneeded: ReadonlyMap<string, string> = new Map([
  ['node:child_process', 'export default {};'],
  ['node:process', 'export default process;'],
  ['node:util', 'export const stripVTControlCharacters = (text) => text;'],
]);

/**
 * Takes the modules of Node without the form of ES modules. To make that form Node reads every export, and for those of
 * `node:fs`, `node:process` and `node:util` it loads streams, readline, workers and more, half of the time of a start.
 */
const slim: Plugin = {
  name: 'slim',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:/ }, ({ path, importer }) => ({
      path,
      namespace: unneeded.has(path) && importer.includes('/commander/') ? 'unneeded' : 'builtin',
    }));
    onLoad({ filter: /./, namespace: 'unneeded' }, ({ path }) => ({
      contents: unneeded.get(path) ?? '',
    }));
    onLoad({ filter: /./, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule('${path}');`,
    }));
  },
};

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
  plugins: [slim],
  legalComments: 'linked',
  logLevel: 'warning',
});
