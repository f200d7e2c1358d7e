import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { root } from './tower-on-path.ts';

interface Instruction {
  readonly word: string;
  readonly rest: string;
}

const text = readFileSync(join(root, 'Dockerfile'), 'utf8');
const instructions: readonly Instruction[] = text
  .replace(/^#.*\n/gm, '')
  .replace(/\\\n\s*/g, '')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => ({ word: line.split(' ')[0] ?? '', rest: line.slice(line.indexOf(' ') + 1) }));
const second = instructions.findLastIndex(({ word }) => word === 'FROM');
const build = instructions.slice(1, second);
const final = instructions.slice(second + 1);
const sourcesOf = ({ rest }: Instruction): string[] => rest.split(' ').slice(0, -1);

/** A root of a file system, so to say: absolute paths of the image become paths below it. */
const image = mkdtempSync(join(tmpdir(), 'tower-image-'));
const inside = (line: string): string =>
  line.replace(/(?<![\w./-])\/(?=(?:src|opt|usr|work|var|tmp\/warm)\b)/g, `${image}/`);

afterAll(() => rmSync(image, { recursive: true, force: true }));

function run(line: string, folder: string, env: Readonly<Record<string, string>>) {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', inside(line)], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, npm_config_loglevel: 'error', ...env },
  });
  return { status, stdout, said: status === 0 ? '' : stdout + stderr };
}

test('what the build takes is there, and is all that goes to the builder', () => {
  const taken = build
    .filter(({ word }) => word === 'COPY')
    .flatMap(sourcesOf)
    .sort();
  const given = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n').slice(1, -1);
  expect(taken.filter((source) => !existsSync(join(root, source)))).toEqual([]);
  expect({ first: given[0], rest: given.slice(1).sort() }).toEqual({
    first: '*',
    rest: taken.map((source) => `!${source}`).sort(),
  });
});

test('the image starts from Node alone, and runs the command line as nobody in particular', () => {
  const of = (name: string) =>
    instructions.filter(({ word }) => word === name).map(({ rest }) => rest);
  expect({
    from: of('FROM'),
    user: of('USER'),
    entry: of('ENTRYPOINT'),
    copied: final.filter(({ word }) => word === 'COPY').map(({ rest }) => rest),
    folder: final.filter(({ word }) => word === 'WORKDIR').map(({ rest }) => rest),
  }).toEqual({
    from: ['node:24-slim AS build', 'node:24-slim'],
    user: ['1000:1000'],
    entry: ['["tower"]'],
    copied: ['--from=build /opt/tower /opt/tower'],
    folder: ['/work'],
  });
});

/** The stages with the commands of this machine: all that they do but to fetch what is at hand here. */
test('the commands of both stages make a program that works, of the package alone', {
  timeout: 240_000,
}, () => {
  const source = join(image, 'src');
  mkdirSync(join(image, 'usr/local/bin'), { recursive: true });
  mkdirSync(source);
  symlinkSync(join(root, 'node_modules'), join(source, 'node_modules'));
  const results = build.flatMap((instruction) => {
    if (instruction.word === 'COPY') {
      const target = instruction.rest.split(' ').at(-1) ?? '';
      for (const from of sourcesOf(instruction)) {
        const to = target === './' ? join(source, from) : join(source, target);
        mkdirSync(dirname(to), { recursive: true });
        cpSync(join(root, from), to, { recursive: true });
      }
    }
    const isRun = instruction.word === 'RUN' && !instruction.rest.startsWith('npm ci');
    return isRun ? [run(instruction.rest, source, { npm_config_prefer_offline: 'true' })] : [];
  });
  expect(results.map(({ said }) => said)).toEqual(['', '']);

  mkdirSync(join(image, 'tmp'));
  const environment = {
    PATH: `${image}/usr/local/bin:${dirname(process.execPath)}:/usr/bin:/bin`,
    NODE_COMPILE_CACHE: join(image, 'opt/tower-cache'),
  };
  const runs = final
    .filter(({ word }) => word === 'RUN')
    .map(({ rest }) => run(rest.replace(/ && chown [^&]+/, ' '), image, environment));
  expect(runs.map(({ said }) => said)).toEqual(['', '']);

  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  expect({
    version: run('tower --version', image, environment).stdout,
    kept: readdirSync(join(image, 'opt/tower-cache')).length,
    holds: readdirSync(join(image, 'opt/tower')).sort(),
    left: existsSync(join(image, 'tmp/warm')),
  }).toEqual({
    version: `${version}\n`,
    kept: 1,
    holds: ['LICENSE', 'README.md', 'bin', 'dist', 'package.json', 'schemas'],
    left: false,
  });
});
