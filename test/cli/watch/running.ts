import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

export const binary = join(import.meta.dirname, '../../../bin/tower.js');
const patienceMs = 20_000;

/** A process of `tower` that goes on. */
export interface Running {
  /** Id of the process. */
  readonly id: number;
  /** Whole lines of standard output so far. */
  readonly lines: string[];
  readonly stderr: () => string;
  /** The first line from the `from`th on that has a text; fails where it does not come for long, or the process ends before. */
  readonly until: (text: string, from?: number) => Promise<string>;
  /** The same of standard error. */
  readonly untilSaid: (pattern: RegExp) => Promise<RegExpExecArray>;
  readonly write: (text: string) => void;
  readonly closeStdin: () => void;
  /** Sends a signal, and waits for the end: its exit code, or the signal that ended it. */
  readonly end: (signal: NodeJS.Signals) => Promise<number | NodeJS.Signals | null>;
  readonly ended: Promise<number | NodeJS.Signals | null>;
}

/** Starts `tower` with some arguments in a folder, without the environment of the tests. */
export function startTower(
  folder: string,
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Running {
  const child = spawn(process.execPath, [binary, ...words], {
    cwd: folder,
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', TZ: 'UTC', ...env },
  });
  const lines: string[] = [];
  const output = { rest: '', errors: '' };
  const waiting = new Set<() => void>();
  const wake = (): void => {
    for (const look of waiting) {
      look();
    }
  };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = `${output.rest}${text}`.split('\n');
    output.rest = parts.pop() ?? '';
    lines.push(...parts);
    wake();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.errors += text;
    wake();
  });
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.on('close', (code, signal) => {
      resolve(signal ?? code);
      wake();
    });
  });
  const found = <T>(what: string, look: () => T | undefined): Promise<T> =>
    new Promise((resolve, reject) => {
      const attempt = (): void => {
        const value = look();
        const isOver = child.exitCode !== null || child.signalCode !== null;
        if (value === undefined && !isOver) {
          return;
        }
        waiting.delete(attempt);
        clearTimeout(timer);
        if (value === undefined) {
          reject(new Error(`ended without ${what}:\n${lines.join('\n')}\n${output.errors}`));
        } else {
          resolve(value);
        }
      };
      const timer = setTimeout(() => {
        waiting.delete(attempt);
        reject(
          new Error(`no ${what} within ${patienceMs} ms:\n${lines.join('\n')}\n${output.errors}`),
        );
      }, patienceMs);
      waiting.add(attempt);
      attempt();
    });
  return {
    id: child.pid ?? 0,
    lines,
    stderr: () => output.errors,
    until: (text, from = 0) =>
      found(text, () => lines.slice(from).find((line) => line.includes(text))),
    untilSaid: (pattern) => found(String(pattern), () => pattern.exec(output.errors) ?? undefined),
    write: (text) => child.stdin.write(text),
    closeStdin: () => child.stdin.end(),
    end: (signal) => kill(child, signal, ended),
    ended,
  };
}

function kill<T>(child: ChildProcess, signal: NodeJS.Signals, ended: Promise<T>): Promise<T> {
  child.kill(signal);
  return ended;
}
