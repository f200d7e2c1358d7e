import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Command, childrenCpuMs } from './child-cpu.ts';
import { largeTree, teamPath } from './large-tree.ts';
import type { Row } from './measure.ts';

const project = join(import.meta.dirname, '..');
const binary = join(project, 'bin/tower.js');
const rounds = 5;

const evaluate = ['evaluate', '--at', '2026-11-18T12:00:00Z'];

interface Timed {
  readonly name: string;
  readonly words: readonly string[];
  /** What the shell does before each run. */
  readonly before?: string;
  readonly heat: 'cold' | 'warm';
  readonly budget: number;
}

const timed: readonly Timed[] = [
  {
    name: 'validate, nothing kept',
    words: ['validate'],
    before: 'rm -rf "$TOWER_CACHE_DIR"',
    heat: 'cold',
    budget: 2_500,
  },
  {
    name: 'evaluate, nothing kept',
    words: evaluate,
    before: 'rm -rf "$TOWER_CACHE_DIR"',
    heat: 'cold',
    budget: 2_500,
  },
  {
    name: 'validate, one file of 200 changed',
    words: ['validate'],
    before: `echo "# $RANDOM" >> ${teamPath(100)}`,
    heat: 'warm',
    budget: 2_500,
  },
  { name: 'validate, kept', words: ['validate'], heat: 'warm', budget: 300 },
  // The first evaluation of these files, and then one more.
  { name: 'evaluate, kept by validate', words: evaluate, heat: 'warm', budget: 700 },
  { name: 'evaluate, kept', words: evaluate, heat: 'warm', budget: 300 },
];

/** 10,000 systems in 200 files, as whole processes of the built program, which reads all files each time. */
export function bench(): readonly Row[] {
  const folder = mkdtempSync(join(tmpdir(), 'tower-bench-'));
  try {
    const large = join(folder, 'large');
    for (const [path, text] of largeTree()) {
      mkdirSync(join(large, dirname(path)), { recursive: true });
      writeFileSync(join(large, path), text);
    }
    return measured(folder, large);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function measured(folder: string, large: string): readonly Row[] {
  const { NODE_COMPILE_CACHE: _, NODE_OPTIONS: __, ...inherited } = process.env;
  const command = (words: readonly string[], variables: Command['env'], before = ':'): Command => ({
    words: ['bash', '-c', `${before}; exec "$@"`, 'bash', process.execPath, ...words],
    cwd: large,
    env: { ...inherited, ...variables },
    exitCode: 0,
  });
  const cold = { NODE_DISABLE_COMPILE_CACHE: '1', TOWER_CACHE_DIR: join(folder, 'cold') };
  const warm = {
    NODE_COMPILE_CACHE: join(folder, 'compiled'),
    TOWER_CACHE_DIR: join(folder, 'warm'),
  };
  const commands = [
    command(['-e', parseAll(), ...largeTree().keys()], cold),
    ...timed.map(({ words, heat, before }) =>
      command([binary, ...words], heat === 'cold' ? cold : warm, before),
    ),
  ];
  childrenCpuMs(commands, 1);
  const [peer = Number.NaN, ...times] = childrenCpuMs(commands, rounds);
  return timed.map(
    ({ name, budget }, index): Row => ({
      name,
      value: times[index] ?? Number.NaN,
      unit: 'ms',
      peer: { name: 'yaml: parse of the files', value: peer },
      budget: { atMost: budget },
    }),
  );
}

/** A program that does nothing but parse the files that it is given with the library. */
function parseAll(): string {
  const library = join(project, 'node_modules/yaml');
  return `const { parse } = require(${JSON.stringify(library)});
    const { readFileSync } = require('node:fs');
    for (const path of process.argv.slice(1)) parse(readFileSync(path, 'utf8'));`;
}
