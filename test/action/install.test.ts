import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { newWorld, root, runScript } from './world.ts';

let world = newWorld({});

afterEach(() => {
  rmSync(world.folder, { recursive: true, force: true });
  world = newWorld({});
});

const outputsOf = (): string => readFileSync(join(world.folder, 'output.txt'), 'utf8');

test('without a version, the code of the action itself runs', () => {
  const ran = runScript(world, 'install', {});
  expect({ status: ran.status, outputs: outputsOf() }).toEqual({
    status: 0,
    outputs: `binary<<end-of-path\n${join(root, 'bin/tower.js')}\nend-of-path\n`,
  });
});

test('`project` is the package that the project has, beside the configuration or above it', () => {
  const folder = join(world.workspace, 'node_modules/@control-tower/tower/bin');
  mkdirSync(folder, { recursive: true });
  mkdirSync(join(world.workspace, 'fleet'));
  writeFileSync(join(folder, 'tower.js'), '');
  const ran = runScript(world, 'install', { version: 'project', 'working-directory': 'fleet' });
  expect({ status: ran.status, outputs: outputsOf() }).toEqual({
    status: 0,
    outputs: `binary<<end-of-path\n${join(folder, 'tower.js')}\nend-of-path\n`,
  });
});

const refused = [
  {
    version: 'project',
    says: 'the project has no @control-tower/tower installed: run `npm ci` in an earlier step',
  },
  { version: '../evil', says: 'the input version is neither `project` nor a version' },
  { version: '1 --registry=x', says: 'the input version is neither `project` nor a version' },
];

test.each(refused)('the version $version is refused', ({ version, says }) => {
  const ran = runScript(world, 'install', { version });
  expect({ status: ran.status, log: ran.log, outputs: outputsOf() }).toEqual({
    status: 2,
    log: `::error title=tower::${says}\n`,
    outputs: '',
  });
});
