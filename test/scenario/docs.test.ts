import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const page = readFileSync(join(import.meta.dirname, '../../docs/scenarios.md'), 'utf8');

test('the page names every key of a scenario, and of what is expected', () => {
  const schema = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../schemas/scenario.v1.schema.json'), 'utf8'),
  ) as { readonly definitions: Readonly<Record<string, { readonly properties?: object }>> };
  const names = [
    'scenario',
    'expectation',
    'alert',
    'incident',
    'notification',
    'decision',
    'finding',
  ];
  const keys = names.flatMap((name) => Object.keys(schema.definitions[name]?.properties ?? {}));
  expect(keys.filter((key) => !new RegExp(`[\`{ ]${key}[\`:,] ?`).test(page))).toEqual([]);
});
