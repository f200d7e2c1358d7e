import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { judged } from './docs/judged.ts';
import { stepsOf } from './docs/page.ts';

const root = join(import.meta.dirname, '..');

/** Pages whose examples are held elsewhere, and by which test. */
const elsewhere = new Map([
  ['docs/ci.md', 'test/adoption/ci-page.test.ts'],
  ['docs/diagnostics.md', 'test/config/catalogue-examples.test.ts'],
  ['docs/editors.md', 'test/adoption/editors.test.ts'],
  ['docs/library.md', 'test/library.test.ts'],
  ['docs/plugins.md', 'test/plugins-docs.test.ts'],
]);

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
  'README.md: a step on GitHub',
  'docs/from/prometheus.md: asks a Prometheus',
  'docs/import.md: asks a Prometheus',
  'docs/import.md: asks a cluster',
  'docs/output.md: other shells',
  'docs/signals.md: asks a watch that listens',
  'docs/signals.md: asks a watch that listens',
  'docs/tutorial.md: installs the package',
  'docs/watch.md: a unit of systemd',
  'docs/watch.md: the screen of another configuration',
  'docs/watch.md: lines of another configuration',
  'docs/watch.md: needs jq',
];

const textOf = (page: string): string => readFileSync(join(root, page), 'utf8');

test.concurrent.each(pages)(
  'the examples of %s do what it says',
  {
    timeout: 120_000,
  },
  async (page) => {
    const { faults, real } = await judged(textOf(page));
    if (process.env['UPDATE_GOLDEN'] === '1') {
      writeFileSync(join(root, page), real);
    }
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

test('examples of other tools stand where those tools are translated', () => {
  expect(pages.filter((page) => textOf(page).includes(' theirs\n'))).toEqual(
    pages.filter((page) => page.startsWith('docs/from/')),
  );
});

test('pages whose examples are held elsewhere are held there', () => {
  const loose = [...elsewhere].filter(
    ([page, file]) =>
      !(textOf(page).includes('```') && /\btest[.(]/.test(textOf(file))) ||
      !(textOf(file).includes(basename(page)) || page === 'docs/diagnostics.md'),
  );
  expect(loose).toEqual([]);
});
