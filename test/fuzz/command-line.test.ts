import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { endingOf } from '../../src/cli/exit.ts';
import { run } from '../../src/cli/program.ts';
import { folderWith } from '../adapters/folder.ts';
import { root } from '../examples/project.ts';
import { expectUntouched } from './invariants.ts';
import { mutated, mutations } from './mutation.ts';
import { runs } from './seed.ts';
import { type Fake, fakeWorld } from './world.ts';

const configuration = `tower: v1
systems:
  web: { type: service, criticality: high, dependsOn: { db: hard } }
  db: { type: database, criticality: high, replicas: 2 }
thresholds:
  slow: { match: { systems: [web] }, signal: latency, warn: 200, critical: { at: 400, for: 30s } }
policies:
  spare: { enforcement: hard, scope: system, message: "{{ system.id }} is alone", require: { fact: system, path: $.replicas, operator: greaterThanInclusive, value: 2 } }
`;
const batch = '{"at":"2026-11-21T12:00:00Z","signals":{"web":{"latency":300}}}';

const files = {
  'tower.yaml': configuration,
  'batch.json': batch,
  'wrong.yaml': 'tower: v2\n',
  'metrics.txt': 'traces_service_graph_request_total{client="web",server="db"} 3\n',
  'compose.yaml':
    'services: { web: { image: "web:1", depends_on: [db] }, db: { image: "postgres:16" } }\n',
  'k8s.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { template: { spec: { containers: [{ image: "web:1" }] } } }\n',
  'catalog-info.yaml':
    'apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: web }\nspec: { type: service }\n',
};
const inMemory = Object.fromEntries(
  Object.entries(files).map(([path, text]) => [`/p/${path}`, text]),
);

const commands = [
  'validate',
  'evaluate',
  'explain',
  'schema',
  'rules',
  'graph',
  'systems',
  'deps',
  'status',
  'import',
  'help',
] as const;

const options = [
  '--signals',
  '--state',
  '--at',
  '--fail-on',
  '--max-warnings',
  '--fail-on-status',
  '--focus',
  '--depth',
  '--reaches',
  '--format',
  '--unhealthy',
  '--type',
  '--owner',
  '--scope',
  '--allow-empty',
  '--update',
  '--diff',
  '--color',
  '--ascii',
  '-o',
  '--output',
  '-C',
  '--root',
  '-h',
  '--help',
  '-V',
  '--version',
  '--',
  '--frobnicate',
  '-x',
  '--state=state.json',
  '--signals=batch.json',
] as const;

const operands = [
  'web',
  'db',
  'nobody',
  'batch.json',
  'tower.yaml',
  'wrong.yaml',
  'gone/x.json',
  'otel',
  'compose',
  'kubernetes',
  'backstage',
  'metrics.txt',
  'compose.yaml',
  'k8s.yaml',
  'catalog-info.yaml',
  'yaml=imported.yaml',
  'batch',
  'state.json',
  '.',
  '..',
  '/',
  '',
  ' ',
  '-',
  'json',
  'sarif=out.sarif',
  'json=',
  '=x',
  'json=batch.json',
  'pretty',
  'error',
  'never',
  'degraded',
  'system/web',
  'policy/spare',
  'policy/__proto__',
  'schema/version',
  'criticality/critical',
  'constructor',
  '__proto__',
  'toString/valueOf',
  '2026-11-21T12:00:00Z',
  '2026-02-30T12:00:00Z',
  '9999-12-31T23:59:59Z',
  '0000-01-01T00:00:00Z',
  '-1',
  '0',
  '1e9',
  '999999999',
  '\u0000',
  '\u001b[31mred',
  'a\nb',
  '🗼',
  '\ud800',
  'x'.repeat(5_000),
  '{{ system.id }}',
  '$(id)',
] as const;

const words = fc
  .tuple(
    fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...commands) },
      { weight: 1, arbitrary: fc.constantFrom(...operands) },
    ),
    fc.array(
      fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom(...options) },
        { weight: 5, arbitrary: fc.constantFrom(...operands) },
        { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
      ),
      { maxLength: 6 },
    ),
  )
  .map(([command, rest]) => [command, ...rest]);

/** Runs a command line in memory, as the program does: the exit code, and what went to standard error. */
async function play(argv: readonly string[], fake: Fake): Promise<number> {
  const ended: unknown = await run(argv, fake.world, '0.0.0').catch((error: unknown) => {
    const { exitCode, notes } = endingOf(error, true);
    fake.printed.stderr += notes.join('\n');
    return exitCode;
  });
  return Number(ended);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
const obeyed = /[\u0000-\u0008\u000b-\u001f\u007f]/;
const lost = /this is a bug|\n\s+at \S+ \(|TypeError|RangeError/;

test('whatever is asked for, the exit code is one that is documented', async () => {
  await fc.assert(
    fc.asyncProperty(words, async (argv) => {
      const fake = fakeWorld(inMemory);
      const exitCode = await play(argv, fake);
      const { stdout, stderr } = fake.printed;
      expect([[0, 1, 2, 3].includes(exitCode), lost.exec(stderr), obeyed.exec(stdout)]).toEqual([
        true,
        null,
        null,
      ]);
      expect([fake.files.get('/p/tower.yaml'), fake.files.get('/p/batch.json')]).toEqual([
        configuration,
        batch,
      ]);
      expectUntouched();
    }),
    runs(300),
  );
});

test('a batch or a configuration that is refused leaves the state as it is', async () => {
  const state = await stateAfterOneRun();
  await fc.assert(
    fc.asyncProperty(mutations, fc.constantFrom('batch.json', 'tower.yaml'), async (by, name) => {
      const changed = mutated(files[name], by);
      const fake = fakeWorld({ ...inMemory, '/p/state.json': state, [`/p/${name}`]: changed });
      const argv = ['evaluate', '--signals', 'batch.json', '--state', 'state.json'];
      const exitCode = await play(argv, fake);
      const isKept = fake.files.get('/p/state.json') === state;
      expect([[0, 1, 2].includes(exitCode), exitCode !== 2 || isKept]).toEqual([true, true]);
    }),
    runs(100),
  );
});

test('a state that is refused stays as it is', async () => {
  const state = await stateAfterOneRun();
  await fc.assert(
    fc.asyncProperty(mutations, async (by) => {
      const changed = mutated(state, by);
      const fake = fakeWorld({ ...inMemory, '/p/state.json': changed });
      const argv = ['evaluate', '--signals', 'batch.json', '--state', 'state.json'];
      const exitCode = await play(argv, fake);
      const isKept = fake.files.get('/p/state.json') === changed;
      expect([[0, 1, 2].includes(exitCode), exitCode !== 2 || isKept]).toEqual([true, true]);
    }),
    runs(80),
  );
});

async function stateAfterOneRun(): Promise<string> {
  const fake = fakeWorld(inMemory);
  await play(['evaluate', '--signals', 'batch.json', '--state', 'state.json'], fake);
  return fake.files.get('/p/state.json') ?? '';
}

test('the real program ends like that as well', () => {
  const folder = folderWith(files);
  const binary = join(root, 'bin/tower.js');
  const lines = fc
    .sample(words, { seed: runs(1).seed ?? 0, numRuns: 24 })
    .map((argv) => argv.filter((word) => !word.includes('\u0000') && word.isWellFormed()));
  const ended = lines.map((argv) => {
    const { status, stderr } = spawnSync(process.execPath, [binary, ...argv], {
      cwd: folder,
      encoding: 'utf8',
      input: '{}',
    });
    return { argv, status, isCalm: !lost.test(stderr) && !obeyed.test(stderr) };
  });
  expect(
    ended.filter(({ status, isCalm }) => ![0, 1, 2, 3].includes(status ?? -1) || !isCalm),
  ).toEqual([]);
  expect(readFileSync(join(folder, 'tower.yaml'), 'utf8')).toBe(configuration);
});
