import { spawnSync } from 'node:child_process';
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
  'examples/README.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`)
    .sort(),
];

/** Where the keys of each part of the configuration are told. */
const pageOfDefinition: Readonly<Record<string, string>> = {
  catalog: 'catalog',
  channel: 'alerting',
  condition: 'policies',
  config: 'configuration',
  criticalityRow: 'catalog',
  defaults: 'configuration',
  dependency: 'dependencies',
  dependencyKind: 'dependencies',
  escalation: 'alerting',
  escalationStep: 'alerting',
  executor: 'alerting',
  group: 'groups',
  layer: 'layers',
  levelRow: 'catalog',
  maintenance: 'maintenance',
  match: 'configuration',
  pluginChannel: 'alerting',
  pluginExecutor: 'alerting',
  policy: 'policies',
  priorityRow: 'catalog',
  probe: 'systems',
  protocol: 'catalog',
  region: 'systems',
  resource: 'resources',
  resourceType: 'catalog',
  route: 'alerting',
  routeMatch: 'alerting',
  secret: 'alerting',
  severityRow: 'catalog',
  signal: 'signals',
  silence: 'silences',
  slackDestination: 'alerting',
  statusRow: 'catalog',
  system: 'systems',
  systemType: 'systems',
  threshold: 'thresholds',
  thresholdLevel: 'thresholds',
  use: 'resources',
  waiver: 'waivers',
  weekly: 'maintenance',
};
function textOf(page: string): string {
  return readFileSync(join(root, page), 'utf8');
}

test('every link leads to a file, and to a heading where it names one', () => {
  const broken = pages.flatMap((page) =>
    [...textOf(page).matchAll(/\]\(([^)#:\s]*)(?:#([^)\s]*))?\)/g)]
      .filter(([, target = '', heading]) => {
        const file = target === '' ? page : join(dirname(page), target);
        const isThere = existsSync(join(root, file));
        return !isThere || (heading !== undefined && !headingsOf(file).includes(heading));
      })
      .map(([link]) => `${page}: ${link}`),
  );
  expect(broken).toEqual([]);
});

/** The headings of a page as links name them. */
function headingsOf(page: string): readonly string[] {
  return [...textOf(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-'),
  );
}

test('the documents name every section of the configuration', () => {
  const schema = JSON.parse(textOf('schemas/tower.v1.schema.json')) as {
    properties: Record<string, unknown>;
  };
  const page = textOf('docs/configuration.md');
  const sections = Object.keys(schema.properties).filter((name) => name !== 'tower');
  expect(sections.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});

test('the page of each part of the configuration names every key of it', () => {
  const { definitions } = JSON.parse(textOf('schemas/tower.v1.schema.json')) as {
    definitions: Record<string, unknown>;
  };
  const withKeys = Object.keys(definitions).filter((name) => keysIn(definitions[name]).length > 0);
  expect(withKeys.filter((name) => pageOfDefinition[name] === undefined)).toEqual([]);
  const missing = withKeys.flatMap((name) => {
    const page = textOf(`docs/${pageOfDefinition[name]}.md`);
    return keysIn(definitions[name])
      .filter((key) => !new RegExp(`[\`.{ ]${key}[\`:,]`).test(page))
      .map((key) => `${pageOfDefinition[name]}: ${name}.${key}`);
  });
  expect(missing).toEqual([]);
});

test('the page about batches names every key of a batch, the page about reports every key of a report', () => {
  const schema = (name: string) => JSON.parse(textOf(`schemas/${name}.v1.schema.json`)) as Schema;
  const batch = keysIn(schema('batch'));
  const report = Object.keys(schema('report').properties);
  const told = (page: string) => (key: string) => !textOf(page).includes(`\`${key}\``);
  expect({
    batch: batch.filter(told('docs/batches.md')),
    report: report.filter(told('docs/reports.md')),
  }).toEqual({ batch: [], report: [] });
});

interface Schema {
  readonly properties: Readonly<Record<string, unknown>>;
}

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
  const page = textOf('docs/dependencies.md');
  const kinds = [...(model?.catalog.kinds.values() ?? [])].map(({ id, impact }) => ({
    id,
    impact,
    isTold: page
      .split('\n')
      .some((row) => row.includes(`\`${id}\``) && row.includes(`| ${impact / 100} |`)),
  }));
  expect(kinds.filter(({ isTold }) => !isTold)).toEqual([]);
});

test('the page of commands has all of them, and the index all pages', () => {
  const ran = spawnSync(process.execPath, [join(root, 'bin/tower.js'), '--help'], {
    encoding: 'utf8',
  });
  const listed = ran.stdout.slice(ran.stdout.indexOf('\nCommands:'), ran.stdout.indexOf('\nExit'));
  const commands = [...listed.matchAll(/^ {2}([a-z-]+) /gm)].map(([, name = '']) => name);
  const page = textOf('docs/commands.md');
  const index = textOf('docs/README.md');
  const listedPages = pages.filter((path) => /^docs\/(?:from\/)?[a-z-]+\.md$/.test(path));
  expect({
    areThere: commands.length > 20,
    commands: commands.filter((name) => name !== 'help' && !page.includes(`\n### ${name}\n`)),
    pages: listedPages.filter((path) => !index.includes(`](${path.slice('docs/'.length)})`)),
  }).toEqual({ areThere: true, commands: [], pages: [] });
});
