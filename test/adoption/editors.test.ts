import { spawnSync } from 'node:child_process';
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { root } from './tower-on-path.ts';

const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

interface Settings {
  readonly 'yaml.schemas': Readonly<Record<string, readonly string[]>>;
  readonly 'json.schemas': readonly {
    readonly fileMatch: readonly string[];
    readonly url: string;
  }[];
}

const settings = JSON.parse(textOf('.vscode/settings.json')) as Settings;
const mappings = [
  ...Object.entries(settings['yaml.schemas']).map(([schema, globs]) => ({ schema, globs })),
  ...settings['json.schemas'].map(({ url, fileMatch }) => ({ schema: url, globs: fileMatch })),
];

test.each(mappings)('$schema fits all that the settings give to it', ({ schema, globs }) => {
  const ajv = new Ajv({ strict: false, validateFormats: false });
  const validate = ajv.compile(JSON.parse(textOf(schema)) as object);
  const matched = globs.map((glob) => globSync(glob, { cwd: root }));
  expect(globs.filter((_, index) => matched[index]?.length === 0)).toEqual([]);
  const faults = matched.flat().flatMap((file) => {
    const value: unknown = file.endsWith('.json') ? JSON.parse(textOf(file)) : parse(textOf(file));
    return validate(value) ? [] : [{ file, errors: validate.errors }];
  });
  expect(faults).toEqual([]);
});

test('every file of the example has a schema in the settings', () => {
  const given = new Set(
    mappings.flatMap(({ globs }) => globs.flatMap((glob) => globSync(glob, { cwd: root }))),
  );
  const all = globSync(
    ['tower.yaml', '{topology,policies}/**/*.yaml', 'scenarios/*.yaml', 'examples/*.json'],
    {
      cwd: root,
    },
  );
  expect(all.filter((file) => !given.has(file))).toEqual([]);
});

test('a file with a mistake is not what the schema of the settings takes', () => {
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(
    JSON.parse(textOf(mappings[0]?.schema ?? '')) as object,
  );
  expect(validate({ tower: 'v1', systms: {} })).toBe(false);
});

test('the page about editors names every schema, each as `tower schema` prints it', () => {
  const page = textOf('docs/editors.md');
  const names = readdirSync(join(root, 'schemas'))
    .filter((file) => file.endsWith('.schema.json'))
    .map((file) => ({ file, name: file.replace('.v1.schema.json', '') }));
  const untold = names.filter(
    ({ file, name }) => !page.includes(`\`${file}\``) || !page.includes(`\`${name}\``),
  );
  const printed = names.map(
    ({ name }) =>
      spawnSync(process.execPath, [join(root, 'bin/tower.js'), 'schema', name], {
        encoding: 'utf8',
      }).stdout,
  );
  expect({ untold, printed }).toEqual({
    untold: [],
    printed: names.map(({ file }) => textOf(`schemas/${file}`)),
  });
});

test('the snippets of the page map the same files as the settings of this repository', () => {
  const page = textOf('docs/editors.md');
  const [, json = ''] = /^```json\n([\s\S]*?)^```/m.exec(page) ?? [];
  const [topology] = Object.values(settings['yaml.schemas']);
  const shown = JSON.parse(json) as Settings;
  expect(shown['yaml.schemas']['.tower/tower.schema.json']).toEqual(topology);
  for (const glob of topology ?? []) {
    expect(page.split(glob).length).toBeGreaterThan(4);
  }
});
