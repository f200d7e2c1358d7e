import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Command, childrenCpuMs } from './child-cpu.ts';
import type { Row } from './measure.ts';
import { thousandLines } from './thousand-lines.ts';

const project = join(import.meta.dirname, '..');
const binary = join(project, 'bin/tower.js');
const rounds = 21;
/** What is also held against a budget of the whole process, floor and all. */
const inAll = 'evaluate, example';

/**
 * The instant of `evaluate` is a Wednesday, so that each run measures the same: two days around a window of the example the time
 * zone has to be asked, which takes some 15 ms more. What a person waits for, as whole processes of the built program. Cold means that V8 compiles everything anew and no model is kept, as on a
 * build server; warm, that an earlier run has filled its compile cache and kept the model.
 */
export function bench(): readonly Row[] {
  const folder = mkdtempSync(join(tmpdir(), 'tower-bench-'));
  try {
    const thousand = join(folder, 'thousand');
    for (const [path, text] of thousandLines()) {
      mkdirSync(join(thousand, dirname(path)), { recursive: true });
      writeFileSync(join(thousand, path), text);
    }
    return measured(thousand, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Timed {
  readonly name: string;
  readonly words: readonly string[];
  readonly cwd: string;
  /** Milliseconds above the floor. Where nothing else is said, they hold cold. */
  readonly budget: number;
  readonly holds?: 'warm';
  readonly stretch: number;
}

function measured(thousand: string, folder: string): readonly Row[] {
  const signals = ['evaluate', '--signals', 'examples/database-outage.json'];
  const timed: readonly Timed[] = [
    { name: '--version', words: ['--version'], cwd: project, budget: 20, stretch: 10 },
    { name: '--help', words: ['--help'], cwd: project, budget: 20, stretch: 15 },
    {
      name: 'validate, 1,000 lines',
      words: ['validate'],
      cwd: thousand,
      budget: 130,
      stretch: 90,
    },
    {
      name: inAll,
      words: ['evaluate', '--at', '2026-11-18T12:00:00Z'],
      cwd: project,
      budget: 120,
      stretch: 90,
    },
    {
      name: 'evaluate, example with signals',
      words: signals,
      cwd: project,
      budget: 120,
      holds: 'warm',
      stretch: 90,
    },
  ];
  const cold = { NODE_DISABLE_COMPILE_CACHE: '1', TOWER_CACHE: 'off' };
  const warm = {
    NODE_COMPILE_CACHE: join(folder, 'compiled'),
    TOWER_CACHE_DIR: join(folder, 'models'),
  };
  const commands = [cold, warm].flatMap((variables) =>
    timed.map(({ words, cwd }) => command([binary, ...words], cwd, variables)),
  );
  // The first run of each fills the cache of the files and that of the compiler.
  childrenCpuMs(commands, 1);
  const [floor = 0, ...times] = childrenCpuMs(
    [command(['-e', '0'], project, cold), ...commands],
    rounds,
  );
  const peer = { name: 'node -e 0', value: floor };
  const rows = [...timed, ...timed].map(({ name, budget, stretch, holds = 'cold' }, index): Row => {
    const heat = index < timed.length ? 'cold' : 'warm';
    return {
      name: `${name}, ${heat}`,
      value: times[index] ?? Number.NaN,
      unit: 'ms',
      peer,
      ...(heat === holds ? { budget: { atMostAbovePeer: budget } } : {}),
      stretch: { atMostAbovePeer: stretch },
    };
  });
  const whole = rows.find(({ name }) => name === `${inAll}, warm`)?.value ?? Number.NaN;
  return [
    ...rows,
    { name: `${inAll}, in all`, value: whole, unit: 'ms', peer, budget: { atMost: 100 } },
  ];
}

function command(words: readonly string[], cwd: string, variables: Command['env']): Command {
  const { NODE_COMPILE_CACHE: _, NODE_OPTIONS: __, TOWER_CACHE: ___, ...env } = process.env;
  return { words: [process.execPath, ...words], cwd, env: { ...env, ...variables }, exitCode: 0 };
}
