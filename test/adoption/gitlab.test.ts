import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { pathWithTower, root } from './tower-on-path.ts';

interface Input {
  readonly description?: string;
  readonly default?: string;
  readonly options?: readonly string[];
}

interface Job {
  readonly stage?: string;
  readonly extends?: string;
  readonly before_script?: readonly string[];
  readonly script?: readonly string[];
  readonly variables?: Readonly<
    Record<string, { readonly value: string; readonly expand: boolean }>
  >;
  readonly artifacts?: {
    readonly when: string;
    readonly paths?: readonly string[];
    readonly reports: Readonly<Record<string, string>>;
  };
}

const text = readFileSync(join(root, 'templates/tower.yml'), 'utf8');
const [head = '', body = ''] = text.split(/^---$/m);
const { spec } = parse(head) as { spec: { inputs: Record<string, Input> } };
const world = mkdtempSync(join(tmpdir(), 'tower-gitlab-'));
const PATH = pathWithTower(world);

afterAll(() => rmSync(world, { recursive: true, force: true }));

/** The jobs with inputs put in where the template names them. */
function jobsWith(inputs: Readonly<Record<string, string>>): Readonly<Record<string, Job>> {
  const filled = body.replace(/\$\[\[ inputs\.([\w-]+) \]\]/g, (_, name: string) => {
    const value = inputs[name] ?? spec.inputs[name]?.default;
    if (value === undefined) {
      throw new Error(`${name} is not an input`);
    }
    return value;
  });
  return parse(filled) as Readonly<Record<string, Job>>;
}

/** Runs a job as a runner does: the lines of its scripts in one shell that stops at the first failure. */
function runJob(jobs: Readonly<Record<string, Job>>, name: string, folder: string) {
  const job = jobs[name] ?? {};
  const base = jobs[job.extends ?? ''] ?? {};
  const variables = Object.entries(base.variables ?? {}).map(([key, { value }]) => [key, value]);
  const lines = [...(base.before_script ?? []), ...(job.script ?? [])];
  const { status, stdout, stderr } = spawnSync(
    'bash',
    ['-c', `set -eo pipefail\n${lines.join('\n')}`],
    {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH, TZ: 'UTC', ...Object.fromEntries(variables) },
    },
  );
  const { paths = [], reports = {} } = job.artifacts ?? {};
  const missing = [...paths, ...Object.values(reports)].filter(
    (file) => !existsSync(join(folder, file)),
  );
  return { status, missing, log: stdout + stderr };
}

const names = ['tower-validate', 'tower-evaluate', 'tower-test'];

function newFolder(name: string): string {
  const folder = join(world, name);
  mkdirSync(folder);
  return folder;
}

test('every input has a description and a default, and is used', () => {
  const poor = Object.entries(spec.inputs).filter(
    ([name, { description, default: usual }]) =>
      !description?.endsWith('.') || usual === undefined || !body.includes(`$[[ inputs.${name} ]]`),
  );
  expect(poor).toEqual([]);
});

test('no script has an input in it, and no value is expanded', () => {
  const raw = parse(body) as Readonly<Record<string, Job>>;
  const lines = Object.values(raw).flatMap((job) => [
    ...(job.script ?? []),
    ...(job.before_script ?? []),
  ]);
  expect(lines.length).toBeGreaterThan(4);
  expect(lines.filter((line) => line.includes('$[['))).toEqual([]);
  const variables = Object.values(raw).flatMap((job) => Object.values(job.variables ?? {}));
  expect(variables.map(({ expand }) => expand)).toEqual([false, false, false, false]);
});

test('the version is that of the package', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  expect(spec.inputs['version']?.default).toBe(version);
});

test('the jobs pass over the example, and leave what they say', () => {
  const folder = newFolder('example');
  for (const name of ['tower.yaml', 'topology', 'policies', 'scenarios', 'examples']) {
    cpSync(join(root, name), join(folder, name), { recursive: true });
  }
  const jobs = jobsWith({ signals: 'examples/database-outage.json' });
  expect(Object.keys(jobs)).toEqual(['.tower', ...names]);
  const ran = names.map((name) => runJob(jobs, name, folder));
  expect(ran.map(({ status, missing }) => ({ status, missing }))).toEqual(
    names.map(() => ({ status: 0, missing: [] })),
  );
  const report = JSON.parse(readFileSync(join(folder, 'tower-report.json'), 'utf8')) as {
    at: string;
  };
  expect(report.at).toBe('2026-11-21T15:10:00Z');
});

test('a broken configuration in a folder fails each job by its own code, at places of the repository', () => {
  const folder = newFolder('broken');
  mkdirSync(join(folder, 'a fleet/topology'), { recursive: true });
  writeFileSync(join(folder, 'a fleet/tower.yaml'), 'tower: v1\n');
  writeFileSync(
    join(folder, 'a fleet/topology/a.yaml'),
    'tower: v1\nsystems:\n  web: { type: service, dependsOn: { nope: hard } }\n',
  );
  const jobs = jobsWith({ root: 'a fleet', 'job-prefix': 'gate', stage: 'guard' });
  const ran = ['gate-validate', 'gate-evaluate', 'gate-test'].map((name) =>
    runJob(jobs, name, folder),
  );
  expect({ codes: ran.map(({ status }) => status), stage: jobs['.gate']?.stage }).toEqual({
    codes: [1, 2, 2],
    stage: 'guard',
  });
  const quality = JSON.parse(
    readFileSync(join(folder, 'gl-code-quality-report.json'), 'utf8'),
  ) as readonly {
    readonly location: { readonly path: string };
  }[];
  expect(quality.map(({ location }) => location.path)).toEqual(['a fleet/topology/a.yaml']);
});

test('what inputs hold is never run', () => {
  const folder = newFolder('hostile');
  const jobs = jobsWith({
    root: '$(touch pwned)`touch pwned`"; touch pwned; "',
    signals: '--help',
  });
  const ran = names.map((name) => runJob(jobs, name, folder).status);
  expect({ ran, isRun: existsSync(join(folder, 'pwned')) }).toEqual({
    ran: [2, 2, 2],
    isRun: false,
  });
});

test('the page about CI has a row for each input and each job', () => {
  const page = readFileSync(join(root, 'docs/ci.md'), 'utf8');
  const all = [...Object.keys(spec.inputs), ...names];
  expect(all.filter((name) => !page.includes(`| \`${name}\` |`))).toEqual([]);
});
