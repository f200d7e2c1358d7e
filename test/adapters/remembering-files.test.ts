import { renameSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { systemFiles } from '../../src/adapters/files.ts';
import { rememberingFiles } from '../../src/adapters/remembering-files.ts';
import { folderWith } from './folder.ts';

/** Files that count how often one is read from the disk, and the text of `a` as they have it. */
function counting(folder: string): {
  readonly text: () => string | undefined;
  readonly reads: () => number;
  readonly forget: () => void;
} {
  let reads = 0;
  const { files, forget } = rememberingFiles({
    ...systemFiles,
    read: (...asked) => {
      reads += 1;
      return systemFiles.read(...asked);
    },
  });
  return {
    text: () => files.read(join(folder, 'a'), 'a', 1_000, folder).file?.text,
    reads: () => reads,
    forget,
  };
}

/** Waits until nothing about a file is young. */
async function aged(folder: string): Promise<void> {
  await vi.waitFor(() => {
    expect(Date.now() - statSync(join(folder, 'a')).ctimeMs).toBeGreaterThan(150);
  });
}

test('a file is read once while nothing about it changes, and anew where everything is forgotten', async () => {
  const folder = folderWith({ a: 'one' });
  await aged(folder);
  const { text, reads, forget } = counting(folder);
  expect([text(), text(), text(), reads()]).toEqual(['one', 'one', 'one', 1]);
  forget();
  expect([text(), reads()]).toEqual(['one', 2]);
});

test('a file that was just written is read each time: another text may have the same time', () => {
  const folder = folderWith({ a: 'one' });
  const { text, reads } = counting(folder);
  expect([text(), text(), reads()]).toEqual(['one', 'one', 2]);
});

test.each<readonly [string, (folder: string) => void, string | undefined]>([
  ['is written over', (folder) => writeFileSync(join(folder, 'a'), 'two'), 'two'],
  [
    'is written over, and its time set back',
    (folder) => {
      const { atime, mtime } = statSync(join(folder, 'a'));
      writeFileSync(join(folder, 'a'), 'two');
      utimesSync(join(folder, 'a'), atime, mtime);
    },
    'two',
  ],
  ['is replaced', (folder) => renameSync(join(folder, 'b'), join(folder, 'a')), 'two'],
  [
    'becomes a link',
    (folder) => {
      rmSync(join(folder, 'a'));
      symlinkSync('b', join(folder, 'a'));
    },
    'two',
  ],
  [
    'becomes a link that leads out',
    (folder) => {
      rmSync(join(folder, 'a'));
      symlinkSync('/etc/hostname', join(folder, 'a'));
    },
    undefined,
  ],
  ['is gone', (folder) => rmSync(join(folder, 'a')), undefined],
])(
  'a file that %s is read anew, also once nothing about it is young',
  async (_, change, expected) => {
    const folder = folderWith({ a: 'one', b: 'two' });
    await aged(folder);
    const { text } = counting(folder);
    expect(text()).toBe('one');
    change(folder);
    expect(text()).toBe(expected);
    await vi.waitFor(() => expect(text()).toBe(expected), { timeout: 1_000, interval: 200 });
  },
);
