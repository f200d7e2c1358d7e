// Puts all that is installed into dist/. The library is one file, as it was written, with its types. Of the command line there is main.js with
// what every run needs, program.js with the parser of all command lines, in commands/ what each command needs, and in late/ what most runs
// do without; all of it minified, and the maps beside the files give a stack its names and lines back, where one is shown. What comes
// from others is in there as well, each with its license.
import { globSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import {
  buildDigest,
  late,
  lateLoading,
  ownDigest,
  partsApart,
  requireLate,
  root,
  slim,
  vendorApart,
  vendored,
} from './bundle-plugins.ts';
import { pruneDeclarations } from './declarations.ts';
import { licensesOf } from './licenses.ts';

/** Commands that builds wait for, or that people run all day, are one file each with all that they need: that starts faster. */
const alone = ['evaluate', 'test', 'validate', 'watch'].map(
  (name) => `src/cli/commands/${name}.ts`,
);
const others = globSync('src/cli/commands/*.ts', { cwd: root }).filter(
  (file) => !alone.includes(file),
);

const shared: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  target: 'node24',
  // The libraries come as ES modules where they can be had as such, of which only what is used is taken.
  platform: 'neutral',
  mainFields: ['module', 'main'],
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
};

const commandLine: BuildOptions = {
  ...shared,
  minify: true,
  sourcemap: 'linked',
  sourcesContent: false,
};

const commands: BuildOptions = {
  ...commandLine,
  outdir: 'dist/cli/commands',
  format: 'esm',
  banner: requireLate('../late', 'esm'),
  plugins: [slim, ownDigest, lateLoading(), vendorApart('../../vendor'), buildDigest],
};

const results = await Promise.all([
  build({ ...shared, entryPoints: ['src/index.ts'], outfile: 'dist/index.js', format: 'esm' }),
  build({
    ...commandLine,
    entryPoints: ['src/cli/main.ts', 'src/cli/program.ts'],
    outdir: 'dist/cli',
    format: 'esm',
    banner: requireLate('./late', 'esm'),
    plugins: [slim, lateLoading(), partsApart],
  }),
  build({ ...commands, entryPoints: alone }),
  build({ ...commands, entryPoints: others, splitting: true, chunkNames: 'shared-[hash]' }),
  ...[...late].map(([name, modules]) =>
    build({
      ...commandLine,
      stdin: {
        contents: modules.map((module) => `export * from './${module}';`).join('\n'),
        resolveDir: root,
      },
      outfile: `dist/cli/late/${name}.cjs`,
      format: 'cjs',
      // A stack in generated code says nothing to anybody.
      sourcemap: name.endsWith('-validator') ? false : 'linked',
      banner: requireLate('.', 'cjs'),
      plugins: [slim, ownDigest, lateLoading(name), vendorApart('../../vendor')],
    }),
  ),
  ...[...vendored].map(([library, file]) =>
    build({
      ...shared,
      entryPoints: [library],
      outfile: `dist/vendor/${file}.js`,
      format: 'esm',
      platform: 'node',
      charset: 'utf8',
      minify: true,
    }),
  ),
]);

pruneDeclarations(join(root, 'dist'));
writeFileSync(
  join(root, 'dist/THIRD-PARTY-LICENSES.txt'),
  licensesOf(
    root,
    results.flatMap(({ metafile }) => Object.keys(metafile?.inputs ?? {})),
  ),
);
