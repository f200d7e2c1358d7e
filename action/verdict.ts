import { stripVTControlCharacters } from 'node:util';
import type { Step } from './commands.ts';

/** What a command came to. */
export interface Result {
  readonly name: Step['name'];
  readonly exitCode: number;
  /** What it printed. */
  readonly text: string;
}

/** The code that fails the step: the highest, which is the one that says least about the configuration. */
export function worstOf(results: readonly Result[]): number {
  return Math.max(...results.map(({ exitCode }) => exitCode));
}

const words: ReadonlyMap<number, string> = new Map([
  [0, 'passed'],
  [1, 'findings'],
  [2, 'cannot-judge'],
  [3, 'wrong-usage'],
]);

/** An exit code as a word for conditions in a workflow. */
export function verdictOf(exitCode: number): string {
  return words.get(exitCode) ?? 'broken';
}

/** At most so many characters of what scenarios print; the log has all of it. */
const textMax = 4_000;

/** Markdown of a run: the report of `evaluate`, the scenarios where something is wrong with them, and the result of each command. */
export function pageOf(report: string, results: readonly Result[]): string {
  const table = [
    '| command | result |',
    '|---|---|',
    ...results.map(
      ({ name, exitCode }) =>
        `| \`tower ${name}\` | ${exitCode === 0 ? '✔' : '✖'} ${verdictOf(exitCode)}, exit code ${exitCode} |`,
    ),
  ];
  const told = results.filter(
    ({ name, exitCode }) => exitCode !== 0 && (name === 'test' || report === ''),
  );
  return [
    ...(report === '' ? [] : [report.trimEnd()]),
    ...told.map(
      ({ name, text }) =>
        `<details><summary>tower ${name}</summary>\n\n${fenced(text)}\n</details>`,
    ),
    table.join('\n'),
    '',
  ].join('\n\n');
}

/** Text that means nothing to Markdown: its fence is longer than any in it. */
function fenced(text: string): string {
  const plain = stripVTControlCharacters(text).trimEnd();
  const shown = plain.length > textMax ? `${plain.slice(0, textMax)}\n… more in the log` : plain;
  const runs = [...shown.matchAll(/`{3,}/g)].map(([run]) => run.length);
  const fence = '`'.repeat(Math.max(2, ...runs) + 1);
  return `${fence}text\n${shown}\n${fence}`;
}
