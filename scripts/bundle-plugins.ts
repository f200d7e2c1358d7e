// What the bundler does with the modules of this program that bundlers do not do by themselves.
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build, type Plugin } from 'esbuild';

export const root = join(import.meta.dirname, '..');

/**
 * What a library imports and does not need for what it is used for here: the parser of the command line never starts another
 * program, and no help holds escape sequences that were to be removed.
 */
const unneeded: ReadonlyMap<string, string> = new Map([
  ['commander node:child_process', 'export default {};'],
  ['commander node:process', 'export default process;'],
  ['commander node:util', 'export const stripVTControlCharacters = (text) => text;'],
]);

/**
 * Takes the modules of Node without the form of ES modules. To make that form Node reads every export, and for those of
 * `node:fs`, `node:process` and `node:util` it loads streams, readline, workers and more, half of the time of a start.
 */
export const slim: Plugin = {
  name: 'slim',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:/ }, ({ path, importer }) => {
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

/** The library's SHA-256 runs everywhere, and takes a while until it is compiled; Node's comes compiled. */
export const ownDigest: Plugin = {
  name: 'own-digest',
  setup({ onResolve }) {
    onResolve({ filter: /^@noble\/hashes\/sha2\.js$/ }, () => ({
      path: join(root, 'src/adapters/sha256.ts'),
    }));
  },
};

/**
 * What most runs can do without, by the name of its file: the reader of all of YAML, those who know what is wrong, the explanations of
 * diagnostics, the formats that are asked for by name. A file is loaded when an export of one of its modules is used first;
 * the core, which must not know of files, imports the modules as ever. None of them keeps anything between calls.
 */
export const late: ReadonlyMap<string, readonly string[]> = new Map([
  ['baseline', ['src/cli/baseline.ts']],
  ['catalogue', ['src/model/catalogue.ts']],
  ['github', ['src/report/github.ts']],
  ['gitlab', ['src/report/gitlab.ts']],
  ['junit', ['src/report/junit.ts']],
  ['kept-state', ['src/cli/watch/kept-state.ts']],
  ['markdown', ['src/report/markdown.ts']],
  ['sarif', ['src/report/sarif.ts']],
  ['overlay', ['src/config/overlay.ts']],
  ['schema-mistakes', ['src/config/schema-mistakes.ts']],
  ['settings-check', ['src/config/settings-check.ts']],
  ['batch-validator', ['src/config/batch-validator.generated.ts']],
  ['scenario-validator', ['src/config/scenario-validator.generated.ts']],
  ['state-validator', ['src/config/state-validator.generated.ts']],
  ['tower-validator', ['src/config/tower-validator.generated.ts']],
  [
    'yaml',
    [
      'src/config/yaml-document.ts',
      'src/config/plain-value.ts',
      'src/config/yaml-places.ts',
      'src/scenario/rewrite.ts',
      'src/format/read-tree.ts',
      'src/import/insert.ts',
    ],
  ],
]);

const lateFiles: ReadonlyMap<string, string> = new Map(
  [...late].flatMap(([name, modules]) => modules.map((module) => [module, name] as const)),
);

/** Leaves modules to their late files, in all files but `inside`. */
export function lateLoading(inside?: string): Plugin {
  return {
    name: 'late-loading',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\./ }, ({ path, resolveDir, kind }) => {
        const module = relative(root, join(resolveDir, path));
        const name = lateFiles.get(module);
        if (name !== undefined && kind === 'dynamic-import') {
          // Of what stands in for it, an import at run time finds no names; and it is late without.
          return { errors: [{ text: `${module} is a late file: import it as everything else` }] };
        }
        return name === undefined || name === inside
          ? undefined
          : { path: module, namespace: 'late' };
      });
      onLoad({ filter: /./, namespace: 'late' }, async ({ path }) => ({
        contents: await stubOf(path),
      }));
    },
  };
}

/** A module whose exports load the real one when they are read. */
async function stubOf(module: string): Promise<string> {
  const names = await exportsOf(module);
  const getters = names.map((name) => `get ${name}() { return real().${name}; }`);
  return `
    let loaded;
    const real = () => (loaded ??= requireLate('${lateFiles.get(module) ?? ''}'));
    module.exports = { __esModule: true, ${getters.join(', ')} };
  `;
}

/** Names of what a module exports, but types. */
async function exportsOf(module: string): Promise<readonly string[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [module],
    outdir: 'dist',
    write: false,
    metafile: true,
  });
  return Object.values(metafile.outputs).flatMap(({ exports }) => exports);
}

/** Code above a file that lets its stubs load a late file from a folder. */
export function requireLate(folder: string, format: 'esm' | 'cjs'): { readonly js: string } {
  const require =
    format === 'cjs'
      ? 'require'
      : "process.getBuiltinModule('node:module').createRequire(import.meta.url)";
  return { js: `const requireLate = (name) => ${require}('${folder}/' + name + '.cjs');` };
}

/** Libraries that few runs need; each is a file of its own in dist/vendor, which is loaded when it is imported. */
export const vendored: ReadonlyMap<string, string> = new Map([
  ['@viz-js/viz', 'viz'],
  ['chokidar', 'chokidar'],
  ['nodemailer', 'nodemailer'],
]);

/** Leaves libraries to their files. `folder` is where those are, seen from the file that is made. */
export function vendorApart(folder: string): Plugin {
  return {
    name: 'vendor-apart',
    setup({ onResolve }) {
      for (const [library, file] of vendored) {
        const filter = new RegExp(`^${library}$`);
        onResolve({ filter }, () => ({ path: `${folder}/${file}.js`, external: true }));
      }
    },
  };
}

/** Tells the program what it is made of: every source, and the versions of the libraries. */
export const buildDigest: Plugin = {
  name: 'build-digest',
  setup({ onLoad }) {
    onLoad({ filter: /\/src\/cli\/build\.ts$/ }, () => {
      const all = createHash('sha256');
      const parts = globSync(['src/**/*.ts', 'package.json', 'package-lock.json'], { cwd: root });
      for (const part of parts.sort()) {
        all.update(readFileSync(join(root, part)));
      }
      return { contents: `export const build = '${all.digest('hex')}';` };
    });
  },
};

/** Parts of the command line that are files of their own, which the program finds beside itself. */
export const partsApart: Plugin = {
  name: 'parts-apart',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/(commands\/[\w-]+|program)\.ts$/ }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path: path.replace(/ts$/, 'js'), external: true } : undefined,
    );
  },
};
