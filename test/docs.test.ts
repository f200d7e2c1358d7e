import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { load } from '../src/config/load.ts';

const root = join(import.meta.dirname, '..');
const pages = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'STYLE.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const written = [
  'docs/alerting.md',
  'docs/configuration.md',
  'docs/graph.md',
  'docs/import.md',
  'docs/policies.md',
  'docs/signals.md',
];

function textOf(page: string): string {
  return readFileSync(join(root, page), 'utf8');
}

test.each(written)('every configuration in %s loads', (page) => {
  const blocks = [...textOf(page).matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(
    ([, text = '']) => text,
  );
  const faults = blocks.flatMap((text) =>
    load([{ path: 'tower.yaml', text }])
      .diagnostics.filter(({ severity }) => severity === 'error')
      .map(({ code, message }) => `${code}: ${message}`),
  );
  expect({ blocks: blocks.length > 0, faults }).toEqual({ blocks: true, faults: [] });
});

test.each(pages)('every link in %s leads to a file', (page) => {
  const links = [...textOf(page).matchAll(/\]\(([^)#:\s]+)(?:#[^)]*)?\)/g)].map(
    ([, target = '']) => target,
  );
  const broken = links.filter((target) => !existsSync(join(root, dirname(page), target)));
  expect(broken).toEqual([]);
});

test('the documents name every section of the configuration', () => {
  const schema = JSON.parse(textOf('schemas/tower.v1.schema.json')) as {
    properties: Record<string, unknown>;
  };
  const page = textOf('docs/configuration.md');
  const sections = Object.keys(schema.properties).filter((name) => name !== 'tower');
  expect(sections.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});

test('the page about alerting names every key of its sections', () => {
  const schema = JSON.parse(textOf('schemas/tower.v1.schema.json')) as {
    definitions: Record<string, unknown>;
  };
  const page = textOf('docs/alerting.md');
  const definitions = ['channel', 'slackDestination', 'secret', 'escalation', 'escalationStep'];
  const keys = [...definitions, 'route', 'routeMatch', 'silence'].flatMap((name) =>
    keysIn(schema.definitions[name]),
  );
  expect({
    isLong: keys.length > 40,
    missing: keys.filter((key) => !new RegExp(`[\`.{ ]${key}[\`:,]`).test(page)),
  }).toEqual({ isLong: true, missing: [] });
});

/** The names of all properties in a schema. */
function keysIn(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) {
    return [];
  }
  const own = 'properties' in schema ? Object.keys(schema.properties ?? {}) : [];
  return [...own, ...Object.values(schema).flatMap(keysIn)];
}

test('the table of dependency kinds in the documents is the one of the catalog', () => {
  const { model } = load([{ path: 'tower.yaml', text: 'tower: v1\n' }]);
  const page = textOf('docs/evaluation.md');
  const kinds = [...(model?.catalog.kinds.values() ?? [])].map(({ id, impact }) => ({
    id,
    impact,
    isTold: page
      .split('\n')
      .some((row) => row.includes(`\`${id}\``) && row.includes(`| ${impact / 100} |`)),
  }));
  expect(kinds.filter(({ isTold }) => !isTold)).toEqual([]);
});
