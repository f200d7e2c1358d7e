import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemFiles } from '../../../src/adapters/files.ts';
import { writePlan } from '../../../src/cli/init/write-plan.ts';
import type { Session } from '../../../src/cli/session.ts';
import { folderWith } from '../../adapters/folder.ts';
import { fakeWorld } from '../../fuzz/world.ts';

const session: Session = {
  world: { ...fakeWorld({}).world, files: systemFiles },
  version: '1.0.0',
  root: undefined,
  environment: undefined,
  inputs: new Set(),
  formats: [],
  look: { color: 'never', ascii: true },
};

const files = ['topology/a.yaml', '.github/workflows/tower.yaml', 'tower.yaml'].map((path) => ({
  path,
  text: 'tower: v1\n',
}));

test('a plan is written below a folder that is not there yet', () => {
  const folder = join(folderWith({}), 'new');
  expect(writePlan(session, folder, files)).toEqual({ value: undefined });
  expect(files.map(({ path }) => existsSync(join(folder, path)))).toEqual([true, true, true]);
});

test.each([
  ['a link that leads out', { '.github': '-> ../outside' }, 'a link leads out of the folder'],
  ['a file', { '.github/workflows/tower.yaml': 'mine' }, 'it exists already'],
] as const)(
  'where %s is in the way of one file, none is written, inside or outside',
  (_, there, why) => {
    const below = Object.entries(there).map(([path, text]) => [`in/${path}`, text]);
    const outer = folderWith({ 'outside/kept': '', 'in/kept': '', ...Object.fromEntries(below) });
    expect(writePlan(session, join(outer, 'in'), files)).toEqual({
      failure: `\`.github/workflows/tower.yaml\` cannot be written: ${why}; nothing was written`,
    });
    expect(readdirSync(join(outer, 'in'))).toEqual(['.github', 'kept']);
    expect(readdirSync(join(outer, 'outside'))).toEqual(['kept']);
  },
);
