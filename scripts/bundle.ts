// Puts the command line into dist/cli: main.js with all that every run needs, and in commands/ a file for each command with what
// the commands share. Names and lines stay readable, so that the stack of a bug says where it happened.
import { basename, join, relative } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';

const root = join(import.meta.dirname, '..');

/**
 * What a library imports and does not need for what it is used for here: the parser of the command line never starts another
 * program, and no help holds escape sequences that were to be removed; the rules library parses, and emits no events.
 */
const unneeded: ReadonlyMap<string, string> = new Map([
  ['commander node:child_process', 'export default {};'],
  ['commander node:process', 'export default process;'],
  ['commander node:util', 'export const stripVTControlCharacters = (text) => text;'],
  ['json-rules-engine eventemitter2', 'module.exports = function () {};'],
]);

/**
 * Takes the modules of Node without the form of ES modules. To make that form Node reads every export, and for those of
 * `node:fs`, `node:process` and `node:util` it loads streams, readline, workers and more, half of the time of a start.
 */
const slim: Plugin = {
  name: 'slim',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:|^eventemitter2$/ }, ({ path, importer }) => {
      const library = /\/node_modules\/([^/]+)\//.exec(importer)?.[1] ?? '';
      const name = `${library} ${path}`;
      return unneeded.has(name)
        ? { path: name, namespace: 'unneeded' }
        : { path, namespace: 'builtin' };
    });
    onLoad({ filter: /./, namespace: 'unneeded' }, ({ path }) => ({
      contents: unneeded.get(path) ?? '',
    }));
    onLoad({ filter: /./, namespace: 'builtin' }, ({ path }) => ({ contents: builtin(path) }));
  },
};

/** A module of Node as constants, of which those that nobody imports are left out. */
function builtin(path: string): string {
  const names = Object.keys(process.getBuiltinModule(path) ?? {}).filter((name) =>
    /^[a-zA-Z]\w*$/.test(name),
  );
  return [
    `const real = process.getBuiltinModule('${path}');`,
    'export default real;',
    ...names.map((name) => `const own_${name} = /* @__PURE__ */ (() => real.${name})();`),
    `export { ${names.map((name) => `own_${name} as ${name}`).join(', ')} };`,
  ].join('\n');
}

/**
 * Large modules that most runs can do without, and what is used of them: the reader of all of YAML, the validators that know
 * what is wrong, the explanations of diagnostics. Each is a file of its own, which is loaded when one of its exports is used first; the core, which must
 * not know of files, imports them as ever.
 */
const late: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'yaml',
    ['Composer', 'CST', 'isAlias', 'isMap', 'isNode', 'isScalar', 'isSeq', 'Lexer', 'Parser'],
  ],
  ['src/config/tower-validator.generated.ts', ['towerSchema', 'towerValidator']],
  ['src/config/batch-validator.generated.ts', ['batchSchema', 'batchValidator']],
  ['src/config/state-validator.generated.ts', ['stateSchema', 'stateValidator']],
  ['src/model/catalogue.ts', ['catalogue']],
]);

const lateLoading: Plugin = {
  name: 'late-loading',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /./ }, ({ path, resolveDir }) => {
      const file = path.startsWith('.') ? relative(root, join(resolveDir, path)) : path;
      return late.has(file) ? { path: file, namespace: 'late' } : undefined;
    });
    onLoad({ filter: /./, namespace: 'late' }, ({ path }) => ({ contents: stubOf(path) }));
  },
};

/** A module whose exports load the real one when they are read. */
function stubOf(path: string): string {
  const getters = (late.get(path) ?? []).map((name) => `get ${name}() { return real().${name}; }`);
  return `
    let loaded;
    const real = () => (loaded ??= requireLate('${nameOf(path)}'));
    module.exports = { __esModule: true, ${getters.join(', ')} };
  `;
}

/** Code above a file that lets its stubs load a module from a folder. */
function requireLate(folder: string): { readonly js: string } {
  const require = "process.getBuiltinModule('node:module').createRequire(import.meta.url)";
  return { js: `const requireLate = (name) => ${require}(\`${folder}/\${name}.cjs\`);` };
}

function nameOf(path: string): string {
  return basename(path).replace(/(\.generated)?\.ts$/, '');
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

/** The commands are files of their own, which the program finds beside itself. */
const commandsApart: Plugin = {
  name: 'commands-apart',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/commands\/[\w-]+\.ts$/ }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path: path.replace(/ts$/, 'js'), external: true } : undefined,
    );
  },
};

await build({
  ...common,
  entryPoints: ['src/cli/main.ts'],
  outdir: 'dist/cli',
  format: 'esm',
  banner: requireLate('./commands'),
  plugins: [slim, lateLoading, commandsApart],
});

await build({
  ...common,
  entryPoints: ['src/cli/commands/*.ts'],
  outdir: 'dist/cli/commands',
  splitting: true,
  format: 'esm',
  banner: requireLate('.'),
  plugins: [slim, lateLoading],
});

for (const [path, exported] of late) {
  await build({
    ...common,
    stdin: {
      contents: `export { ${exported.join(', ')} } from '${path.replace(/^src/, './src')}';`,
      resolveDir: root,
    },
    outfile: `dist/cli/commands/${nameOf(path)}.cjs`,
    format: 'cjs',
  });
}
