// `npm run bench`: runs the benches whose names are given, or all, each in a process of its own, and prints a table.
// `--write` puts the tables into docs/performance.md. Exits 1 where a budget is missed or a bench fails, 3 on wrong usage.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { isPassed, type JudgedRow, judged, sayNumber } from './judge.ts';
import type { Measured } from './run.ts';
import { markdownTable, textTable, withBlock } from './table.ts';

const page = join(import.meta.dirname, '../docs/performance.md');
const words = process.argv.slice(2);
const isWriting = words.includes('--write');
const known = readdirSync(import.meta.dirname)
  .flatMap((file) => (file.endsWith('.bench.ts') ? [file.slice(0, -'.bench.ts'.length)] : []))
  .sort();
const asked = words.filter((word) => word !== '--write');
const unknown = asked.find((name) => !known.includes(name));
if (unknown === undefined) {
  process.exitCode = (await runAll(asked.length === 0 ? known : asked)) ? 0 : 1;
} else {
  process.stderr.write(`bench: \`${unknown}\` is not one of ${known.join(', ')}\n`);
  process.exitCode = 3;
}

/** Runs benches one after the other and returns whether all of them met their budgets. */
async function runAll(names: readonly string[]): Promise<boolean> {
  print(`${machine()}\ntimes are of the CPU, divided by the calibration\n`);
  let passed = true;
  for (const name of names) {
    const measured = await measure(name);
    if (measured === undefined) {
      print(`\n${name}\n✖ it failed\n`);
      passed = false;
      continue;
    }
    const { rows, calibration } = measured;
    const told = rows.map((row) => judged(row, calibration));
    const heading = `${name}, calibration ${sayNumber(calibration)}`;
    print(`\n${heading}\n${textTable(told).join('\n')}\n`);
    passed = isPassed(told) && passed;
    if (isWriting) {
      write(name, told, calibration);
    }
  }
  return passed;
}

/** What a bench measured, or undefined where its process failed, which has then told why. */
function measure(name: string): Promise<Measured | undefined> {
  const run = join(import.meta.dirname, 'run.ts');
  const file = join(import.meta.dirname, `${name}.bench.ts`);
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--expose-gc', run, file], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    let measured: Measured | undefined;
    child.on('message', (message) => {
      measured = message as Measured;
    });
    child.on('error', reject);
    child.on('close', (status) => resolve(status === 0 ? measured : undefined));
  });
}

/** Puts the table of a bench into the page. */
function write(name: string, rows: readonly JudgedRow[], calibration: number): void {
  const heading = `${machine()}, calibration ${sayNumber(calibration)}`;
  const lines = [heading, '', ...markdownTable(rows)];
  writeFileSync(page, withBlock(readFileSync(page, 'utf8'), name, lines));
}

function machine(): string {
  const model = cpus()[0]?.model ?? 'unknown processor';
  return `${availableParallelism()} cores of ${model}, Node ${process.versions.node}`;
}

function print(text: string): void {
  process.stdout.write(text);
}
