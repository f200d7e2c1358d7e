import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { systemFiles } from '../../../src/adapters/files.ts';
import { systemFolders } from '../../../src/adapters/watch-folders.ts';
import type { Place } from '../../../src/cli/project.ts';
import {
  type WatchedConfiguration,
  watchConfiguration,
} from '../../../src/cli/watch/watch-configuration.ts';
import type { World } from '../../../src/ports.ts';
import { folderWith } from '../../adapters/folder.ts';
import { sessionWith } from './session.ts';

interface Heard {
  readonly watched: WatchedConfiguration;
  /** Waits until something is heard of that was not heard of before. */
  readonly touched: () => Promise<void>;
}

function heard(place: Place): Heard {
  let wake = (): void => undefined;
  const watched = watchConfiguration({ files: systemFiles } as World, place, systemFolders, {
    touched: () => wake(),
    failing: (reason) => {
      throw new Error(reason);
    },
  });
  onTestFinished(() => watched.close());
  return {
    watched,
    touched: () =>
      new Promise<void>((resolve) => {
        wake = resolve;
      }),
  };
}

function including(pattern: string): string {
  return `tower: v1\nconfig: { include: ["${pattern}"] }\n`;
}

/** The paths that are read whenever something is heard of, until these are `wanted`. */
async function untilRead({ watched, touched }: Heard, wanted: readonly string[]): Promise<void> {
  for (;;) {
    const paths = watched.read(false).files.map(({ path }) => path);
    if (paths.join() === wanted.join()) {
      return;
    }
    await touched();
  }
}

test('folders that tower.yaml includes later are watched from then on', async () => {
  const folder = folderWith({
    'tower.yaml': including('a/*.yaml'),
    'b/deep/x.yaml': 'tower: v1\n',
  });
  const all = heard({ folder });
  expect(all.watched.read(false).files.map(({ path }) => path)).toEqual(['tower.yaml']);
  await all.touched();
  writeFileSync(join(folder, 'tower.yaml'), including('b/**/*.yaml'));
  await untilRead(all, ['b/deep/x.yaml', 'tower.yaml']);
  await all.touched();
  writeFileSync(join(folder, 'b/deep/y.yaml'), 'tower: v1\n');
  await untilRead(all, ['b/deep/x.yaml', 'b/deep/y.yaml', 'tower.yaml']);
});

test('a root without tower.yaml is watched until there is one', async () => {
  const folder = folderWith({ 'topology/x.yaml': 'tower: v1\n' });
  const all = heard({ folder });
  expect(all.watched.read(false).diagnostics.map(({ code }) => code)).toEqual(['file/unreadable']);
  await all.touched();
  writeFileSync(join(folder, 'tower.yaml'), 'tower: v1\n');
  await untilRead(all, ['topology/x.yaml', 'tower.yaml']);
});

test('a lone file is watched without what lies below its folder', async () => {
  const folder = folderWith({ 'one.yaml': 'tower: v1\n' });
  const all = heard({ folder, file: join(folder, 'one.yaml') });
  const before = all.watched.read(false).hash;
  await all.touched();
  mkdirSync(join(folder, 'below'));
  const changed = all.touched();
  writeFileSync(join(folder, 'one.yaml'), 'tower: v1\nsystems: {}\n');
  await changed;
  expect(all.watched.read(false).hash).not.toBe(before);
});

test('what is read after the end begins no watch', async () => {
  let watches = 0;
  const watcher = {
    watch: () => {
      watches += 1;
      return { close: () => Promise.resolve() };
    },
  };
  const folder = folderWith({ 'tower.yaml': 'tower: v1\n' });
  const wish = { touched: () => undefined, failing: () => undefined };
  const world = { ...sessionWith().world, files: systemFiles };
  const watched = watchConfiguration(world, { folder }, watcher, wish);
  await watched.close();
  expect([watched.read(false).files.length, watches]).toEqual([1, 0]);
});
