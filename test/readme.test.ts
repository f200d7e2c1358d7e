import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { load } from '../src/config/load.ts';

const root = join(import.meta.dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const clone = mkdtempSync(join(tmpdir(), 'tower-readme-'));

afterAll(() => rmSync(clone, { recursive: true, force: true }));

function blocks(language: string): string[] {
  return [
    ...readme.matchAll(new RegExp(`^\`\`\`${language}(?: .*)?\\n([\\s\\S]*?)^\`\`\``, 'gm')),
  ].map(([, text = '']) => text);
}

/** A copy of the files that a clone would have: what git tracks or would track. */
function copyFiles(): void {
  const listed = execFileSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  for (const file of listed.split('\0').filter((name) => name !== '')) {
    mkdirSync(dirname(join(clone, file)), { recursive: true });
    cpSync(join(root, file), join(clone, file));
  }
}

test('the first command of the README does what it shows, in a fresh clone', {
  timeout: 300_000,
}, () => {
  const [command = ''] = blocks('sh');
  const [shown = ''] = blocks('text');
  copyFiles();
  const { FORCE_COLOR: _, ...env } = process.env;
  const ran = spawnSync('bash', ['-c', command.replace('npm ci', 'npm ci --prefer-offline >&2')], {
    cwd: clone,
    encoding: 'utf8',
    env: { ...env, NO_COLOR: '1', TZ: 'UTC' },
  });
  const steady = (text: string): string => text.replace(/ {2,}in [0-9.]+ ?m?s\b/, '').trimEnd();
  expect({ stdout: steady(ran.stdout), status: ran.status }).toEqual({
    stdout: steady(shown),
    status: 0,
  });
});

test('the second command of the README is the one that the checks of a clean checkout run', () => {
  const [, command = ''] = blocks('sh');
  expect(command).toBe('npm ci && npm test\n');
  expect(readFileSync(join(root, '.ci/run'), 'utf8')).toContain('npm ci && npm test');
});

test('the configuration of the README loads without a word', () => {
  const [project = '', topology = ''] = blocks('yaml');
  const { model, diagnostics } = load([
    { path: 'tower.yaml', text: project },
    { path: 'topology/shop.yaml', text: topology },
  ]);
  expect({ systems: model?.systems.map(({ id }) => id), diagnostics }).toEqual({
    systems: ['checkout', 'orders-db', 'recommender'],
    diagnostics: [],
  });
});

test('the batch of the README is judged by the configuration of the README', () => {
  const [project = '', topology = ''] = blocks('yaml');
  const [batch = ''] = blocks('json');
  const folder = mkdtempSync(join(tmpdir(), 'tower-readme-own-'));
  mkdirSync(join(folder, 'topology'));
  writeFileSync(join(folder, 'tower.yaml'), project);
  writeFileSync(join(folder, 'topology/shop.yaml'), topology);
  writeFileSync(join(folder, 'batch.json'), batch);
  const ran = spawnSync(
    process.execPath,
    [join(root, 'bin/tower.js'), 'evaluate', '--signals', 'batch.json', '-o', 'json=report.json'],
    { cwd: folder, encoding: 'utf8' },
  );
  const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as {
    systems: { id: string; status: string }[];
    unmatched: unknown[];
  };
  rmSync(folder, { recursive: true });
  expect({
    status: ran.status,
    unmatched: report.unmatched,
    systems: report.systems.map(({ id, status }) => `${id} ${status}`),
  }).toEqual({
    status: 0,
    unmatched: [],
    systems: ['checkout degraded', 'orders-db healthy', 'recommender healthy'],
  });
});
