import { expect, test } from 'vitest';
import { systemFiles } from '../../src/adapters/files.ts';
import { readProject } from '../../src/cli/project.ts';
import type { Output, World } from '../../src/ports.ts';
import { folderWith } from '../adapters/folder.ts';

const nowhere: Output = { isTerminal: false, columns: undefined, write: () => undefined };

function worldIn(cwd: string): World {
  return {
    env: {},
    cwd,
    clock: { now: () => 0 },
    interrupts: { watch: () => () => undefined, turn: () => Promise.resolve() },
    files: systemFiles,
    stdin: () => Promise.resolve({ file: { path: '<stdin>', bytes: new Uint8Array() } }),
    stdout: nowhere,
    stderr: nowhere,
  };
}

/** A project whose folder has a number of files beside tower.yaml. */
function codesBeside(count: number): readonly string[] {
  const others = Array.from({ length: count }, (_, index) => [`topology/${index}.md`, ''] as const);
  const folder = folderWith({
    ...Object.fromEntries(others),
    'tower.yaml': 'tower: v1\nconfig: { include: [topology/*.yaml] }\n',
  });
  return readProject(worldIn(folder), { folder })
    .diagnostics.map(({ code }) => code)
    .filter((code) => code !== 'config/no-files');
}

test('a folder is searched up to 20,000 entries, and beyond that it is told', () => {
  // The folder `topology` and tower.yaml are entries as well.
  expect([codesBeside(19_998), codesBeside(19_999)]).toEqual([[], ['file/too-many']]);
});

test('folders that hold no file of the project are not searched', () => {
  const folder = folderWith({
    ...Object.fromEntries(Array.from({ length: 20_001 }, (_, index) => [`build/${index}.o`, ''])),
    'tower.yaml': 'tower: v1\nconfig: { include: [] }\n',
  });
  expect(readProject(worldIn(folder), { folder }).diagnostics).toEqual([]);
});
