import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderWith } from '../adapters/folder.ts';

const binary = join(import.meta.dirname, '../../bin/tower.js');

/** Pools of two, each member on a chain of its own, so that all links of one make pairs with all of the other. */
function pools(count: number, length: number): string {
  const chain = (name: string): readonly string[] =>
    Array.from({ length }, (_, index) => {
      const next = index + 1 < length ? `, dependsOn: { ${name}-${index + 1}: hard }` : '';
      return `  ${name}-${index}: { type: service${next} }`;
    });
  const names = Array.from({ length: count }, (_, index) => `p${index}`);
  return [
    'tower: v1',
    'systems:',
    ...names.flatMap((name) => [...chain(`${name}a`), ...chain(`${name}b`)]),
    ...names.map((name) => `  ${name}-user: { type: service, dependsOn: { ${name}: hard } }`),
    'groups:',
    ...names.map((name) => `  ${name}: { members: [${name}a-0, ${name}b-0], need: 1 }`),
    '',
  ].join('\n');
}

test('an interrupt ends long work with 130, and what was found until then is printed as incomplete', async () => {
  const folder = folderWith({ 'tower.yaml': pools(6, 400) });
  const state = { schemaVersion: 1, name: 'tower', revision: '0', at: 0, systems: {} };
  spawnSync('mkfifo', [join(folder, 'state.json')]);
  const child = spawn(
    process.execPath,
    [binary, 'simulate', '--all', '2', '--state', 'state.json', '-o', 'json'],
    { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const ended = once(child, 'close');
  const printed = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      printed[name] += text;
    });
  }
  // Opened once the run opens it for reading. It reads to the end of it, so that the signal comes before the work begins.
  const pipe = openSync(join(folder, 'state.json'), 'w');
  writeSync(pipe, JSON.stringify(state));
  child.kill('SIGINT');
  closeSync(pipe);
  const [code] = await ended;
  const { contingency } = JSON.parse(printed.stdout);
  expect({ code, complete: contingency.complete, order: contingency.order }).toEqual({
    code: 130,
    complete: false,
    order: 2,
  });
  expect(printed.stderr).toBe(
    'tower: interrupted\n       what was found until then is printed, and is not complete\n',
  );
});
