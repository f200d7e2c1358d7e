import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesBelow(path) : [path];
    })
    .sort();
}

const sources = filesBelow('src').filter((file) => file.endsWith('.ts'));
const written = sources.filter((file) => !file.endsWith('.generated.ts'));
const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');

/** Who may import whom. Folders of src, and packages. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  model: ['@noble/hashes'],
  graph: ['model'],
  rules: ['model', 'json-rules-engine'],
  config: ['model', 'graph', 'rules', 'yaml', 'ajv'],
  evaluate: ['model', 'graph', 'rules'],
  analysis: ['model', 'graph', 'evaluate'],
  import: ['model', 'graph', 'config', 'yaml'],
  format: ['model', 'config', 'yaml'],
  init: ['model', 'config', 'evaluate', 'format', 'import', 'scenario'],
  scenario: ['model', 'rules', 'config', 'evaluate', 'yaml'],
  report: ['model'],
  ports: ['model'],
  runtime: ['model', 'config', 'evaluate', 'analysis', 'ports'],
  adapters: ['model', 'ports', 'node:', '@viz-js/viz', 'chokidar', 'nodemailer'],
  cli: [
    'model',
    'graph',
    'rules',
    'config',
    'evaluate',
    'analysis',
    'import',
    'format',
    'init',
    'scenario',
    'report',
    'ports',
    'runtime',
    'adapters',
    'node:',
    'commander',
  ],
  index: [
    'model',
    'graph',
    'rules',
    'config',
    'evaluate',
    'analysis',
    'scenario',
    'report',
    'ports',
    'adapters',
  ],
};

function folderOf(file: string): string {
  const [, first = ''] = file.split('/');
  return first.replace(/\.ts$/, '');
}

/** What a file imports: folders of src by name, packages by name, `node:` for all of Node. */
function importsOf(file: string): string[] {
  const statements = /^(?:import|export)\s[^;']*?from '([^']+)'|\bimport\('([^']+)'\)/gm;
  const specifiers = [...textOf(file).matchAll(statements)].map(
    ([, named, called]) => named ?? called ?? '',
  );
  return specifiers.map((specifier) => {
    if (specifier.startsWith('.')) {
      const target = relative(root, join(root, file, '..', specifier));
      return target.startsWith('src/') ? folderOf(target) : target;
    }
    return specifier.startsWith('node:')
      ? 'node:'
      : specifier
          .split('/')
          .slice(0, specifier.startsWith('@') ? 2 : 1)
          .join('/');
  });
}

test('every file imports only what the table of folders allows', () => {
  const violations = sources.flatMap((file) => {
    const folder = folderOf(file);
    return importsOf(file)
      .filter((target) => target !== folder && !(mayImport[folder] ?? []).includes(target))
      .map((target) => `${file} imports ${target}`);
  });
  expect(violations).toEqual([]);
});

test('the table of folders names every folder of src', () => {
  const folders = [...new Set(sources.map(folderOf))].sort();
  expect(folders.filter((folder) => mayImport[folder] === undefined)).toEqual([]);
});

test('no file is longer than 400 lines', () => {
  const long = written.filter((file) => textOf(file).split('\n').length > 401);
  expect(long).toEqual([]);
});

/** What stands nowhere in a folder, as a pattern, and why. */
const absences: readonly {
  readonly in: RegExp;
  readonly except?: RegExp;
  readonly pattern: RegExp;
  readonly why: string;
}[] = [
  {
    in: /^src\/(graph|evaluate|analysis|report)\//,
    pattern: /\btry\s*\{/,
    why: 'the core does not catch',
  },
  {
    in: /^src\//,
    except: /^src\/(adapters|cli)\//,
    pattern: /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\./,
    why: 'time and chance arrive as data',
  },
  {
    in: /^src\//,
    except: /^src\/(adapters|cli)\//,
    pattern: /\bprocess\.|\bconsole\.|\bsetTimeout\(|\bfetch\(/,
    why: 'the core touches nothing',
  },
  {
    in: /^src\//,
    pattern: /\bEngine\b.*from 'json-rules-engine'/,
    why: 'its path resolver runs code',
  },
  {
    in: /^src\//,
    pattern: /localeCompare|toLocale/,
    why: 'order and text are the same everywhere',
  },
  {
    in: /^src\//,
    pattern: /\bas any\b|: any\b|@ts-ignore|@ts-expect-error/,
    why: 'types are facts',
  },
  {
    in: /^src\//,
    pattern: /export default|export \*|^enum |^export enum |^namespace /m,
    why: 'explicit names',
  },
  {
    in: /^(src|test|bin|bench|scripts)\//,
    pattern: /\b(TODO|FIXME|XXX|HACK)\b/,
    why: 'do it, or take it out',
  },
];

test.each(absences)('$why: $pattern stands nowhere in $in', ({ in: where, except, pattern }) => {
  const files = [...sources, ...['test', 'bench', 'scripts'].flatMap(filesBelow)].filter(
    (file) =>
      where.test(file) &&
      except?.test(file) !== true &&
      file.endsWith('.ts') &&
      !file.endsWith('.generated.ts') &&
      file !== 'test/tidy.test.ts',
  );
  expect(files.filter((file) => pattern.test(textOf(file)))).toEqual([]);
});

test('every decision is listed by number without a gap, and every dependency has its reason', () => {
  const decisions = filesBelow('docs/decisions').map((file) => file.split('/').at(-1) ?? '');
  expect(decisions.map((name) => Number(name.slice(0, 4)))).toEqual(
    decisions.map((_, index) => index + 1),
  );
  const reasons = filesBelow('docs/decisions').map(textOf).join('\n');
  const { dependencies, devDependencies } = JSON.parse(textOf('package.json')) as Record<
    'dependencies' | 'devDependencies',
    Record<string, string>
  >;
  const names = Object.keys({ ...dependencies, ...devDependencies });
  const unexplained = names.filter(
    (name) => !reasons.includes(`\`${name}\``) && !name.startsWith('@types/'),
  );
  expect(unexplained).toEqual([]);
});

test('every dependency has an exact version', () => {
  const { dependencies, devDependencies } = JSON.parse(textOf('package.json')) as Record<
    'dependencies' | 'devDependencies',
    Record<string, string>
  >;
  const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
    ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
  );
  expect(loose).toEqual([]);
});

test('the programs that people run are executable', () => {
  const isExecutable = (file: string): boolean => (statSync(join(root, file)).mode & 0o111) !== 0;
  expect(['bin/tower.js', '.ci/run'].filter((file) => !isExecutable(file))).toEqual([]);
});
