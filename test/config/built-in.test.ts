import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { builtIn } from '../../src/config/built-in.ts';
import type { Path } from '../../src/config/places.ts';
import { readSource } from '../../src/config/source.ts';

const text = readFileSync(join(import.meta.dirname, '../../schemas/catalog.yaml'), 'utf8');
const { source, diagnostics } = readSource({ path: 'catalog.yaml', text });

/** The path of a value and of all that is in it. */
function pathsIn(value: unknown, path: Path = []): readonly Path[] {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [path, ...inner.flatMap(([key, part]) => pathsIn(part, [...path, key]))];
}

test('the built-in catalog says what its text says, in the same order', () => {
  expect(diagnostics).toEqual([]);
  expect(JSON.stringify(builtIn.value)).toBe(JSON.stringify(source?.value));
  expect([builtIn.file, builtIn.text]).toEqual([source?.file, source?.text]);
});

test('every part of the built-in catalog has its place', () => {
  const found = pathsIn(builtIn.value).map((path) => [
    builtIn.locate(path, 'key'),
    builtIn.locate(path, 'value'),
    builtIn.offsetAt(path, 1, 2),
    builtIn.written(path),
  ]);
  const expected = pathsIn(source?.value).map((path) => [
    source?.locate(path, 'key'),
    source?.locate(path, 'value'),
    source?.offsetAt(path, 1, 2),
    source?.written(path),
  ]);
  expect(found.length).toBeGreaterThan(300);
  expect(found).toEqual(expected);
});
