import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { thousandLines } from '../../bench/thousand-lines.ts';
import { load } from '../../src/config/load.ts';

const root = join(import.meta.dirname, '../..');
const names = readdirSync(join(root, 'bench'))
  .flatMap((file) => (file.endsWith('.bench.ts') ? [file.slice(0, -'.bench.ts'.length)] : []))
  .sort();

test.each(names)('the bench %s is a function that the runner can call', async (name) => {
  const file = pathToFileURL(join(root, `bench/${name}.bench.ts`)).href;
  const { bench } = (await import(file)) as { readonly bench: unknown };
  expect(typeof bench).toBe('function');
});

test('the page of results has a block for every bench, and no other', () => {
  const page = readFileSync(join(root, 'docs/performance.md'), 'utf8');
  const marks = (sign: string): string[] =>
    [...page.matchAll(new RegExp(`^<!-- ${sign} (\\S+) -->$`, 'gm'))]
      .map(([, name = '']) => name)
      .sort();
  expect({ opened: marks('bench'), closed: marks('/bench') }).toEqual({
    opened: names,
    closed: names,
  });
});

test('the configuration of 1,000 lines has 1,000 lines and nothing to complain about', () => {
  const texts = [...thousandLines()];
  const lines = texts.flatMap(([, text]) => text.split('\n').slice(0, -1));
  const { diagnostics } = load(texts.map(([path, text]) => ({ path, text })));
  expect([lines.length, diagnostics]).toEqual([1_000, []]);
});
