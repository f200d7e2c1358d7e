import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { variableOf } from '../../action/inputs.ts';

const root = join(import.meta.dirname, '../..');
const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');
const text = textOf('action.yml');

interface ActionStep {
  readonly id?: string;
  readonly if?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly run?: string;
  readonly uses?: string;
}

const action = parse(text) as {
  readonly name: string;
  readonly description: string;
  readonly inputs: Readonly<
    Record<string, { readonly description?: string; readonly default?: unknown }>
  >;
  readonly outputs: Readonly<
    Record<string, { readonly description?: string; readonly value: string }>
  >;
  readonly runs: { readonly using: string; readonly steps: readonly ActionStep[] };
};
const { steps } = action.runs;
const declared = Object.keys(action.inputs).sort();

test('the action is a composite one with a name and a description', () => {
  expect({ using: action.runs.using, name: action.name }).toEqual({
    using: 'composite',
    name: 'Tower',
  });
  expect(action.description.length).toBeGreaterThan(20);
});

test('every input has a description and a default that is a text', () => {
  const poor = Object.entries(action.inputs).filter(
    ([, input]) => !input.description?.endsWith('.') || typeof input.default !== 'string',
  );
  expect(poor).toEqual([]);
});

test('every input that is read is declared, and every one that is declared is read', () => {
  const read = [...text.matchAll(/\binputs\.([\w-]+)/g)].map(([, name = '']) => name);
  expect([...new Set(read)].sort()).toEqual(declared);
});

test('every variable of an input is read by the scripts, and every one they read is set', () => {
  const { own, set } = variablesOf(steps);
  expect(own).toEqual([['TOWER_BIN', `\${{ steps.install.outputs.binary }}`]]);
  for (const [name, value] of set) {
    expect(value).toMatch(/^\$\{\{ inputs\.[\w-]+ \}\}$/);
    expect(name).toBe(variableOf(value.slice('${{ inputs.'.length, -' }}'.length)));
  }
  const scripts = ['inputs', 'install', 'run'].map((name) => textOf(`action/${name}.ts`)).join('');
  const direct = [...scripts.matchAll(/env\['(INPUT_\w+)'\]/g)].map(([, name = '']) => name);
  const named = [...scripts.matchAll(/(?:text|choice)\('([\w-]+)'/g)].map(([, name = '']) =>
    variableOf(name),
  );
  expect([...new Set(set.map(([name]) => name))].sort()).toEqual(
    [...new Set([...direct, ...named])].sort(),
  );
});

/** The variables of steps: those of inputs, and others. */
function variablesOf(all: readonly ActionStep[]) {
  const entries = all.flatMap(({ env = {} }) => Object.entries(env));
  return {
    own: entries.filter(([name]) => !name.startsWith('INPUT_')),
    set: entries.filter(([name]) => name.startsWith('INPUT_')),
  };
}

test('no script has an expression in it, and every script names its shell', () => {
  const scripts = steps.filter(({ run }) => run !== undefined);
  expect(scripts.length).toBeGreaterThan(1);
  expect(scripts.filter(({ run, shell }) => run?.includes('${{') || shell !== 'bash')).toEqual([]);
});

test('code scanning and comments are left out where a pull request comes from a fork', () => {
  const upload = steps.find(({ uses }) => uses?.includes('upload-sarif'));
  expect(upload?.if).toContain(
    '(github.event.pull_request == null || github.event.pull_request.head.repo.full_name == github.repository)',
  );
});

test('actions of others are pinned to a major version', () => {
  const used = steps.flatMap(({ uses }) => uses ?? []);
  expect(used).toEqual(['actions/setup-node@v6', 'github/codeql-action/upload-sarif@v4']);
});

test('outputs come from the step that runs the commands, which writes all of them', () => {
  const written = [...textOf('action/run.ts').matchAll(/^ {4}'([\w-]+-file)':/gm)].map(
    ([, name = '']) => name,
  );
  const all = ['exit-code', 'verdict', ...written];
  expect(
    Object.entries(action.outputs).map(([name, { description, value }]) => ({
      name,
      isTold: description?.endsWith('.'),
      value,
    })),
  ).toEqual(
    all.map((name) => ({ name, isTold: true, value: `\${{ steps.tower.outputs.${name} }}` })),
  );
  expect(steps.some(({ id }) => id === 'tower')).toBe(true);
});

test('the page about CI has a row for each input and each output', () => {
  const page = textOf('docs/ci.md');
  const names = [...declared, ...Object.keys(action.outputs)];
  expect(names.filter((name) => !page.includes(`| \`${name}\` |`))).toEqual([]);
});

test('the scripts need nothing but Node: they run before anything is installed', () => {
  const imports = readdirSync(join(root, 'action')).flatMap((file) =>
    [...textOf(`action/${file}`).matchAll(/from '([^']+)'/g)].map(([, name = '']) => name),
  );
  expect(imports.length).toBeGreaterThan(10);
  expect(imports.filter((name) => !/^(node:[a-z_/]+|\.\/[a-z-]+\.ts)$/.test(name))).toEqual([]);
});
