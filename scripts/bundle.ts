// Puts the command line into dist/cli: main.js, and beside it a file for each command that is loaded only when it is asked for.
// Its names and lines stay readable, so that the stack of a bug says where it happened.
import { join } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';

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

/**
 * Large modules that most runs can do without, and what is used of them: the reader of all of YAML, and the validators that
 * know what is wrong. Each is a file of its own, which is loaded when one of its exports is used first; the core, which must
 * not know of files, imports them as ever.
 */
const late: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'yaml',
    ['Composer', 'CST', 'isAlias', 'isMap', 'isNode', 'isScalar', 'isSeq', 'Lexer', 'Parser'],
  ],
  ['./validators.generated.ts', ['batchValidator', 'schemas', 'stateValidator', 'towerValidator']],
]);

const lateLoading: Plugin = {
  name: 'late-loading',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /./ }, ({ path }) =>
      late.has(path) ? { path, namespace: 'late' } : undefined,
    );
    onLoad({ filter: /./, namespace: 'late' }, ({ path }) => ({ contents: stubOf(path) }));
  },
};

/** A module whose exports load the real one when they are read. */
function stubOf(path: string): string {
  const getters = (late.get(path) ?? []).map((name) => `get ${name}() { return real().${name}; }`);
  return `
    let loaded;
    const real = () => (loaded ??= requireHere('./${nameOf(path)}.cjs'));
    module.exports = { __esModule: true, ${getters.join(', ')} };
  `;
}

function nameOf(path: string): string {
  return path.replace(/^\.\/|\.generated\.ts$/g, '');
}

const common: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  target: 'node24',
  // The libraries come as ES modules where they can be had as such, of which only what is used is taken.
  platform: 'neutral',
  mainFields: ['module', 'main'],
  legalComments: 'linked',
  logLevel: 'warning',
};

await build({
  ...common,
  entryPoints: ['src/cli/main.ts'],
  outdir: 'dist/cli',
  // As deep as src/cli/commands, so that paths from a file to the schemas are the same.
  chunkNames: 'commands/[name]-[hash]',
  splitting: true,
  format: 'esm',
  banner: {
    js: "const requireHere = (file) => process.getBuiltinModule('node:module').createRequire(import.meta.url)(file);",
  },
  plugins: [slim, lateLoading],
});

for (const [path, exported] of late) {
  await build({
    ...common,
    stdin: {
      contents: `export { ${exported.join(', ')} } from '${path}';`,
      resolveDir: join(root, 'src/config'),
    },
    outfile: `dist/cli/commands/${nameOf(path)}.cjs`,
    format: 'cjs',
  });
}
