import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readBatches } from '../src/config/batch.ts';
import { load } from '../src/config/load.ts';
import { type Step, stepsOf } from './docs/page.ts';
import { follow } from './docs/story.ts';

const root = join(import.meta.dirname, '..');

/** Pages whose examples are held elsewhere: each of the catalogue's has to raise its diagnostic, and mended not to. */
const elsewhere = new Map([['docs/diagnostics.md', 'test/config/catalogue-examples.test.ts']]);

const pages = [
  'README.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md') && !name.startsWith('decisions'))
    .map((name) => `docs/${name}`)
    .filter((name) => !elsewhere.has(name))
    .sort(),
];

/** What no test can run, and why: every further one is a line here. */
const asides: readonly string[] = [
  'README.md: all tests',
  'docs/import.md: asks a Prometheus',
  'docs/output.md: other shells',
  'docs/signals.md: asks a watch that listens',
  'docs/signals.md: asks a watch that listens',
  'docs/watch.md: a unit of systemd',
  'docs/watch.md: the screen of another configuration',
  'docs/watch.md: lines of another configuration',
  'docs/watch.md: needs jq',
];

const textOf = (page: string): string => readFileSync(join(root, page), 'utf8');

/** What is wrong in a step that runs nothing. */
function faultIn(step: Step): readonly string[] {
  switch (step.kind) {
    case 'fault':
      return [`line ${step.line}: ${step.reason}`];
    case 'configuration':
      return load([{ path: 'tower.yaml', text: step.text }])
        .diagnostics.filter(({ severity }) => severity === 'error')
        .map(({ message }) => `line ${step.line}: ${message}`);
    case 'batch':
      return readBatches({ path: 'batch.json', text: step.text }).diagnostics.map(
        ({ message }) => `line ${step.line}: ${message}`,
      );
    default:
      return [];
  }
}

/** The page with what its commands print; where lines of `…` stand for some of it, as it is. */
function pageWith(
  page: string,
  steps: readonly Step[],
  outputs: ReadonlyMap<number, string>,
): string {
  const blocks = steps.flatMap((step) => (step.kind === 'commands' ? [step] : [])).reverse();
  return blocks.reduce((text, { line, shown }) => {
    const output = outputs.get(line);
    return shown === undefined || output === undefined || isCutOf(shown.text, output)
      ? text
      : `${text.slice(0, shown.from)}${output}${text.slice(shown.to)}`;
  }, page);
}

/** Whether a text is another one in which lines of `…` alone stand for any lines. */
function isCutOf(shown: string, output: string): boolean {
  const parts = shown.split(/^ *…\n/m);
  if (parts.length === 1) {
    return shown === output;
  }
  let at = 0;
  for (const part of parts) {
    const found = output.indexOf(part, at);
    if (found < 0) {
      return false;
    }
    at = found + part.length;
  }
  return output.startsWith(parts[0] ?? '') && output.endsWith(parts.at(-1) ?? '');
}

test.concurrent.each(pages)(
  'the examples of %s do what it says',
  { timeout: 120_000 },
  async (page) => {
    const text = textOf(page);
    const steps = stepsOf(text);
    const { outputs, fault } = await follow(steps);
    const real = pageWith(text, steps, outputs);
    if (process.env['UPDATE_GOLDEN'] === '1') {
      writeFileSync(join(root, page), real);
    }
    const faults = [...steps.flatMap(faultIn), ...(fault === undefined ? [] : [fault])];
    expect({ faults, page: real }).toEqual({ faults: [], page: textOf(page) });
  },
);

test('only what cannot be run is left out', () => {
  const told = pages.flatMap((page) =>
    stepsOf(textOf(page)).flatMap((step) =>
      step.kind === 'aside' ? [`${page}: ${step.reason}`] : [],
    ),
  );
  expect(told).toEqual(asides);
});

test('pages whose examples are held elsewhere are held there', () => {
  for (const [page, file] of elsewhere) {
    expect(textOf(file)).toContain('test(');
    expect(textOf(page)).toContain('```');
  }
});
