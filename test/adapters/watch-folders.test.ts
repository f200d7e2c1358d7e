import {
  appendFileSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { systemFiles } from '../../src/adapters/files.ts';
import { systemFolders } from '../../src/adapters/watch-folders.ts';
import { readConfiguration } from '../../src/cli/watch/read-configuration.ts';
import { inclusionOf } from '../../src/config/project.ts';
import type { World } from '../../src/ports.ts';
import { folderWith } from './folder.ts';

const tower = 'tower: v1\nconfig: { include: ["topology/**/*.yaml", "policies/*.yaml"] }\n';
const web = 'tower: v1\nsystems:\n  web: { type: service }\n';
const api = 'tower: v1\nsystems:\n  api: { type: service }\n';
const start = {
  'tower.yaml': tower,
  'topology/web.yaml': web,
  'topology/deep/er/api.yaml': api,
  'other/readme.yaml': web,
};

function hashOf(root: string): string {
  return readConfiguration({ files: systemFiles } as World, { folder: root }).hash;
}

interface Watched {
  /** Waits until something is heard of that was not heard of before it was asked for. */
  readonly touched: (change: () => void) => Promise<void>;
}

/** Watches a root until the test is over. */
async function watching(root: string): Promise<Watched> {
  let wake = (): void => undefined;
  const { reaches } = inclusionOf({ path: 'tower.yaml', text: tower });
  await new Promise<void>((resolve, reject) => {
    const watched = systemFolders.watch(root, {
      reaches,
      touched: () => wake(),
      ready: resolve,
      failing: (reason) => reject(new Error(reason)),
    });
    onTestFinished(() => watched.close());
  });
  return {
    touched: (change) =>
      new Promise<void>((resolve) => {
        change();
        wake = resolve;
      }),
  };
}

interface Case {
  readonly title: string;
  readonly from?: Readonly<Record<string, string>>;
  readonly change: (at: (path: string) => string) => void;
}

const cases: readonly Case[] = [
  {
    title: 'a file that is truncated and then written',
    change: (at) => {
      truncateSync(at('topology/web.yaml'));
      writeFileSync(at('topology/web.yaml'), api);
    },
  },
  {
    title: 'a file that is written in two halves',
    change: (at) => {
      writeFileSync(at('topology/web.yaml'), api.slice(0, 20));
      appendFileSync(at('topology/web.yaml'), api.slice(20));
    },
  },
  {
    title: 'a file that an editor replaces',
    change: (at) => {
      writeFileSync(at('topology/.web.yaml.swp'), api);
      renameSync(at('topology/.web.yaml.swp'), at('topology/web.yaml'));
    },
  },
  {
    title: 'a file that an editor moves away and writes anew',
    change: (at) => {
      renameSync(at('topology/web.yaml'), at('topology/web.yaml~'));
      writeFileSync(at('topology/web.yaml'), api);
    },
  },
  { title: 'a file that is deleted', change: (at) => rmSync(at('topology/web.yaml')) },
  {
    title: 'a file whose modification time is set back',
    change: (at) => {
      writeFileSync(at('topology/web.yaml'), web.replace('web', 'wob'));
      utimesSync(at('topology/web.yaml'), 1_000_000, 1_000_000);
    },
  },
  {
    title: 'a new file in a new folder in a new folder',
    change: (at) => {
      mkdirSync(at('topology/new/one'), { recursive: true });
      writeFileSync(at('topology/new/one/x.yaml'), api.replace('api', 'x'));
    },
  },
  {
    title: 'a folder that is moved in',
    change: (at) => {
      mkdirSync(at('.made/one'), { recursive: true });
      writeFileSync(at('.made/one/x.yaml'), api.replace('api', 'x'));
      renameSync(at('.made'), at('topology/made'));
    },
  },
  {
    title: 'a folder that did not exist and is included',
    change: (at) => {
      mkdirSync(at('policies'));
      writeFileSync(at('policies/x.yaml'), api.replace('api', 'x'));
    },
  },
  {
    title: 'a folder that is removed',
    change: (at) => rmSync(at('topology/deep'), { recursive: true }),
  },
  {
    title: 'a hundred files',
    change: (at) => {
      for (let index = 0; index < 100; index += 1) {
        writeFileSync(at(`topology/f${index}.yaml`), api.replace('api', `x${index}`));
      }
    },
  },
  {
    title: 'a file deep below',
    change: (at) => writeFileSync(at('topology/deep/er/api.yaml'), web),
  },
  { title: 'tower.yaml', change: (at) => appendFileSync(at('tower.yaml'), '# more\n') },
];

const mounted = {
  '..one/tower.yaml': tower,
  '..one/web.yaml': web,
  '..two/tower.yaml': tower,
  '..two/web.yaml': api,
  '..data': '-> ..one',
  'tower.yaml': '-> ..data/tower.yaml',
  'topology/web.yaml': '-> ../..data/web.yaml',
};

const linked: readonly Case[] = [
  {
    title: 'a mounted volume that swaps its files at once',
    from: mounted,
    change: (at) => {
      symlinkSync('..two', at('..data_tmp'));
      renameSync(at('..data_tmp'), at('..data'));
    },
  },
  {
    title: 'a file in a folder that a link leads to, which is not included itself',
    from: {
      ...start,
      'shared/one.yaml': api.replace('api', 'x'),
      'topology/shared': '-> ../shared',
    },
    change: (at) => writeFileSync(at('shared/one.yaml'), api.replace('api', 'y')),
  },
  {
    title: 'a link that leads to another file',
    from: {
      ...start,
      'shared/one.yaml': api.replace('api', 'x'),
      'shared/two.yaml': api.replace('api', 'y'),
      'topology/link.yaml': '-> ../shared/one.yaml',
    },
    change: (at) => {
      symlinkSync('../shared/two.yaml', at('topology/new'));
      renameSync(at('topology/new'), at('topology/link.yaml'));
    },
  },
  {
    title: 'the file that a link leads to',
    from: {
      ...start,
      'shared/one.yaml': api.replace('api', 'x'),
      'topology/link.yaml': '-> ../shared/one.yaml',
    },
    change: (at) => writeFileSync(at('shared/one.yaml'), api.replace('api', 'y')),
  },
];

test.each([...cases, ...linked])('$title is heard of', async ({ from = start, change }) => {
  const root = folderWith(from);
  const other = folderWith(from);
  change((path) => join(other, path));
  const watched = await watching(root);
  const before = hashOf(root);
  await watched.touched(() => change((path) => join(root, path)));
  expect(hashOf(root)).toBe(hashOf(other));
  expect(hashOf(root)).not.toBe(before);
});

test('what changes in a folder that is new is heard of again and again', async () => {
  const root = folderWith(start);
  const watched = await watching(root);
  await watched.touched(() => mkdirSync(join(root, 'topology/new/one'), { recursive: true }));
  const hashes = new Set<string>();
  for (let round = 0; round < 5; round += 1) {
    const text = api.replace('api', `x${round}`);
    await watched.touched(() => writeFileSync(join(root, 'topology/new/one/x.yaml'), text));
    hashes.add(hashOf(root));
  }
  expect(hashes.size).toBe(5);
});

test('a root that is removed and comes back is watched as before', async () => {
  const root = folderWith(start);
  const watched = await watching(root);
  await watched.touched(() => rmSync(root, { recursive: true }));
  const gone = hashOf(root);
  await watched.touched(() => {
    mkdirSync(join(root, 'topology'), { recursive: true });
    writeFileSync(join(root, 'tower.yaml'), tower);
  });
  const back = hashOf(root);
  await watched.touched(() => writeFileSync(join(root, 'topology/web.yaml'), web));
  await watched.touched(() => writeFileSync(join(root, 'topology/web.yaml'), api));
  await watched.touched(() => rmSync(join(root, 'topology/web.yaml')));
  expect(hashOf(root)).toBe(back);
  expect(back).not.toBe(gone);
});

test('neither a link out of the root nor one that leads in a circle is followed', async () => {
  const root = folderWith({ ...start, 'topology/out': '-> /', 'topology/circle': '-> ..' });
  const watched = await watching(root);
  const before = hashOf(root);
  await watched.touched(() => rmSync(join(root, 'topology/web.yaml')));
  expect(hashOf(root)).not.toBe(before);
});
