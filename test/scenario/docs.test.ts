import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compileScenarios } from '../../src/scenario/compile.ts';
import { readScenarios } from '../../src/scenario/read-file.ts';
import { testScenarios } from '../../src/scenario/test-scenarios.ts';
import { shop, shopFiles } from './shop.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/scenarios.md'), 'utf8');

test('the first example of the page runs, on a shop with its channels', () => {
  const files = shopFiles.map(({ path, text }) => ({
    path,
    text: text
      // What the page does not measure is not expected.
      .replace(/ {2}db-up:.*?(?=policies:)/s, '')
      .replaceAll(/\bpager\b(?!duty)/g, 'payments-pager')
      .replaceAll(/\bchat\b/g, 'payments-chat')
      .replace('- { notify: [payments-chat] }', '- { notify: [payments-chat], groupWait: 1h }'),
  }));
  const model = shop(files);
  const text = /```yaml\n(.*?)```/s.exec(page)?.[1] ?? '';
  const { read, diagnostics } = readScenarios({ path: 'scenarios/checkout.scenario.yaml', text });
  const compiled = compileScenarios(read === undefined ? [] : [read], {
    model,
    files,
    replacements: new Map(),
  });
  const tested = testScenarios(compiled.files, model, { comparisons: false });
  const failures = tested.files.flatMap(({ scenarios }) =>
    scenarios.flatMap((one) => one.failures.map(({ about, received }) => [about, ...received])),
  );
  expect({ diagnostics: [...diagnostics, ...compiled.diagnostics], failures }).toEqual({
    diagnostics: [],
    failures: [],
  });
  expect(tested.files.flatMap(({ scenarios }) => scenarios).length).toBe(1);
});

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
