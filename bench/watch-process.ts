import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

/** A `tower watch` of the built program, in a folder of its own. */
export interface WatchProcess {
  /** Of the configuration, absolute. */
  readonly folder: string;
  readonly port: number;
  /** The next record of a type that comes from now on. */
  readonly next: (type: string) => Promise<Readonly<Record<string, unknown>>>;
  /** Kept once the process does nothing for a while. */
  readonly settled: () => Promise<void>;
  /** Milliseconds of CPU, user and system, that the process has used. */
  readonly cpuMs: () => Promise<number>;
  /** Ends it, and removes the folder. */
  readonly end: () => Promise<void>;
}

/** Starts a watch that keeps its state and listens, on a configuration of texts by path. It is kept once signals are taken. */
export async function startWatchProcess(texts: ReadonlyMap<string, string>): Promise<WatchProcess> {
  const base = mkdtempSync(join(tmpdir(), 'tower-bench-'));
  const folder = join(base, 'project');
  for (const [path, text] of texts) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const words = ['watch', '--state', join(base, 'state'), '--listen', '0', '-o', 'json'];
  const child = spawn(process.execPath, [join(import.meta.dirname, '../bin/tower.js'), ...words], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const waiting = new Map<string, (record: Readonly<Record<string, unknown>>) => void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (!line.startsWith('{"')) {
      return; // Findings of a configuration that cannot be begun with are no records.
    }
    const record = JSON.parse(line) as Readonly<Record<string, unknown>>;
    const type = String(record['type']);
    waiting.get(type)?.(record);
    waiting.delete(type);
  });
  const port = await portOf(child.stderr);
  return {
    folder,
    port,
    next: (type) => new Promise((resolve) => waiting.set(type, resolve)),
    settled: () => settled(() => cpuMs(port)),
    cpuMs: () => cpuMs(port),
    end: async () => {
      child.kill('SIGTERM');
      await ended;
      rmSync(base, { recursive: true });
    },
  };
}

/** The port that a watch says it listens on; fails where it ends without. */
function portOf(stderr: NodeJS.ReadableStream): Promise<number> {
  return new Promise((resolve, reject) => {
    const lines: string[] = [];
    createInterface({ input: stderr })
      .on('line', (line) => {
        lines.push(line);
        const [, port] = /takes signals at http:\/\/127\.0\.0\.1:(\d+)$/.exec(line) ?? [];
        if (port !== undefined) {
          resolve(Number(port));
        }
      })
      .on('close', () => reject(new Error(`the watch does not listen: ${lines.join('\n')}`)));
  });
}

function cpuMs(port: number): Promise<number> {
  return gauge(port, 'process_cpu_seconds_total').then((seconds) => 1_000 * seconds);
}

async function settled(used: () => Promise<number>): Promise<void> {
  for (let before = await used(); ; ) {
    await new Promise((resolve) => setTimeout(resolve, 300));
    const now = await used();
    if (now - before < 30) {
      return;
    }
    before = now;
  }
}

/** A value of GET /metrics. */
async function gauge(port: number, name: string): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${port}/metrics`);
  const text = await answer.text();
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? Number.NaN);
}
