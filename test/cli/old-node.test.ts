import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const bin = join(import.meta.dirname, '../../bin/tower.js');
const folder = mkdtempSync(join(tmpdir(), 'tower-old-node-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What an old Node lacks: its version says so, and its module of modules has no compile cache. */
const pretence = `
  Object.defineProperty(process.versions, 'node', { value: '20.0.0' });
  delete require('node:module').enableCompileCache;
`;

test('on an old Node the program says in one sentence what it needs', () => {
  const preload = join(folder, 'old-node.cjs');
  writeFileSync(preload, pretence);
  const ran = spawnSync(process.execPath, ['--require', preload, bin, '--version'], {
    encoding: 'utf8',
  });
  expect([ran.status, ran.stdout, ran.stderr]).toEqual([
    2,
    '',
    'tower: needs Node 24 or later, and this is Node 20.0.0\n',
  ]);
});
