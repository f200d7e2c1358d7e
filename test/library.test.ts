import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as tower from '../src/index.ts';

const root = join(import.meta.dirname, '..');
const page = readFileSync(join(root, 'docs/library.md'), 'utf8');
/** A folder of somebody who installed the package. */
const folder = mkdtempSync(join(tmpdir(), 'tower-library-'));
const run = promisify(execFile);

/** Blocks of a language that begin with the name of a file, and where each ends in the page. */
function filesOf(language: string, mark: string) {
  const pattern = new RegExp(`^\`\`\`${language}\\n(${mark} (\\S+)\\n[\\s\\S]*?)^\`\`\``, 'gm');
  return [...page.matchAll(pattern)].map((found) => ({
    name: found[2] ?? '',
    text: found[1] ?? '',
    end: found.index + found[0].length,
  }));
}

const programs = filesOf('ts', '//');

/** The first output that is shown behind a program. */
function shownBehind(end: number): string {
  return /^```text\n([\s\S]*?)^```/m.exec(page.slice(end))?.[1] ?? '';
}

beforeAll(() => {
  for (const { name, text } of [...programs, ...filesOf('yaml', '#')]) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  mkdirSync(join(folder, 'node_modules/@control-tower'), { recursive: true });
  symlinkSync(root, join(folder, 'node_modules/@control-tower/tower'));
  symlinkSync(join(root, 'node_modules/@types'), join(folder, 'node_modules/@types'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const compilerOptions = { module: 'nodenext', target: 'es2024', strict: true, noEmit: true };
  const options = { ...compilerOptions, types: ['node'], skipLibCheck: false };
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: options, files: programs.map(({ name }) => name) }),
  );
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the page about the library shows programs', () => {
  expect(programs.map(({ name }) => name)).toEqual([
    'judge.ts',
    'going-on.ts',
    'table.ts',
    'gate.ts',
  ]);
});

test.each(programs)('$name does what the page shows', async ({ name, end }) => {
  const env = { PATH: process.env['PATH'], TZ: 'UTC' };
  const ran = await run(process.execPath, [name], { cwd: folder, env }).catch(
    (failure: { stdout: string; stderr: string; code: number }) => failure,
  );
  expect({ stdout: ran.stdout, stderr: ran.stderr, code: 'code' in ran ? ran.code : 0 }).toEqual({
    stdout: shownBehind(end),
    stderr: '',
    code: name === 'gate.ts' ? 1 : 0,
  });
});

test('the programs of the page are right by the types of the package', async () => {
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const ran = await run(process.execPath, [compiler], { cwd: folder }).catch(
    (failure: { stdout: string }) => failure,
  );
  expect(ran.stdout).toBe('');
});

/** What stands in the first column of the table below a line, as names without arguments. */
function namesBelow(line: string): readonly string[] {
  const table = page.slice(page.indexOf(line)).split('\n\n')[1] ?? '';
  return table
    .split('\n')
    .slice(2)
    .flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`(\w+)/g)].map(([, name]) => name))
    .map((name = '') => name)
    .sort();
}

test('the tables of the page are what the package exports', () => {
  const exported = [
    ...readFileSync(join(root, 'src/index.ts'), 'utf8').matchAll(/^export type \{([^}]*)\}/gm),
  ];
  const types = exported.flatMap(([, names = '']) => names.split(',').map((name) => name.trim()));
  expect({ values: namesBelow('Values.'), types: namesBelow('Types.') }).toEqual({
    values: Object.keys(tower).sort(),
    types: types.filter((name) => name !== '').sort(),
  });
});
