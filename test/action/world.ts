import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { variableOf } from '../../action/inputs.ts';

export const root = join(import.meta.dirname, '../..');

/** A workspace with files, and what a runner of workflows puts beside it. */
export interface World {
  readonly folder: string;
  readonly workspace: string;
  readonly environment: Readonly<Record<string, string>>;
}

export function newWorld(files: Readonly<Record<string, string>>): World {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tower-action-')));
  const workspace = join(folder, 'workspace');
  mkdirSync(workspace);
  mkdirSync(join(folder, 'temp'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(workspace, path)), { recursive: true });
    writeFileSync(join(workspace, path), text);
  }
  for (const name of ['summary.md', 'output.txt']) {
    writeFileSync(join(folder, name), '');
  }
  const environment = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    TZ: 'UTC',
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: workspace,
    GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
    GITHUB_OUTPUT: join(folder, 'output.txt'),
    RUNNER_TEMP: join(folder, 'temp'),
  };
  return { folder, workspace, environment };
}

/** Copies the example configuration into a folder of the workspace. */
export function addExample(world: World, below: string): void {
  for (const name of ['tower.yaml', 'topology', 'policies', 'scenarios', 'examples']) {
    cpSync(join(root, name), join(world.workspace, below, name), { recursive: true });
  }
}

export interface Ran {
  readonly status: number | null;
  readonly log: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** Runs a script of the action with inputs, as its step would: with all of them as variables. */
export function runScript(
  world: World,
  script: 'run' | 'install',
  inputs: Readonly<Record<string, string>>,
  more: Readonly<Record<string, string>> = {},
): Ran {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, `action/${script}.ts`)],
    {
      cwd: world.workspace,
      encoding: 'utf8',
      env: environmentOf(world, inputs, more),
    },
  );
  return { status, log: stdout + stderr, ...written(world) };
}

export function environmentOf(
  world: World,
  inputs: Readonly<Record<string, string>>,
  more: Readonly<Record<string, string>>,
): Record<string, string> {
  const variables = Object.entries(inputs).map(([name, value]) => [variableOf(name), value]);
  return { ...world.environment, ...more, ...Object.fromEntries(variables) };
}

/** What a script wrote for the service. */
export function written(world: World): Pick<Ran, 'summary' | 'outputs'> {
  const output = readFileSync(join(world.folder, 'output.txt'), 'utf8');
  const values = [...output.matchAll(/^([\w-]+)<<(.+)\n([\s\S]*?)\n\2$/gm)];
  return {
    summary: readFileSync(join(world.folder, 'summary.md'), 'utf8'),
    outputs: Object.fromEntries(values.map(([, name = '', , value = '']) => [name, value])),
  };
}
