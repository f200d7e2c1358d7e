import { spawnSync } from 'node:child_process';

/** A command line, and where and how it runs. */
export interface Command {
  readonly words: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The exit code that says that the command did its work. */
  readonly exitCode: number;
}

/**
 * Milliseconds of CPU, user and system, that each command takes as a whole process: the lower quartile over `rounds`, because what
 * interferes only adds. In each round all commands run once, so that they meet the same machine.
 */
export function childrenCpuMs(commands: readonly Command[], rounds: number): readonly number[] {
  const times = commands.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, command] of commands.entries()) {
      times[index]?.push(childCpuMs(command));
    }
  }
  return times.map(lowerQuartile);
}

function lowerQuartile(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 4)] ?? Number.NaN;
}

/** Node does not tell what a child has used; bash does, to the millisecond. */
function childCpuMs({ words, cwd, env, exitCode }: Command): number {
  const script = 'TIMEFORMAT="%3U %3S"; time "$@" >/dev/null 2>&1';
  const { status, stderr } = spawnSync('bash', ['-c', script, 'bash', ...words], {
    cwd,
    env,
    encoding: 'utf8',
  });
  const [, user = '', system = ''] = /^([\d.]+) ([\d.]+)\n$/.exec(stderr) ?? [];
  if (status !== exitCode || user === '') {
    throw new Error(`\`${words.join(' ')}\` ended with ${status}: ${stderr}`);
  }
  return (Number(user) + Number(system)) * 1_000;
}
