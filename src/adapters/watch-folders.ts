import { type Stats, statSync } from 'node:fs';
import { basename, relative, sep } from 'node:path';
import { watch } from 'chokidar';
import type { FolderWatcher, FolderWish } from '../ports/watcher.ts';
import { attempt, reasonOf } from './attempt.ts';
import { isInside, realOf } from './inside.ts';

/**
 * Folders of the file system, each with a watch of its own. Two things are heard: events that name an entry of a folder, as the
 * system sends them, and what a comparison with the entries known before comes to. Either may miss what the other has.
 */
export const systemFolders: FolderWatcher = {
  watch: (root, wish) => {
    const watcher = watch(root, {
      ignoreInitial: true,
      ignored: (path, stats) => isLeftOut(path, stats, { root, reaches: wish.reaches }),
      // Two halves of a replacement are two events here: whoever hears of them waits until it is quiet anyway.
      atomic: false,
    });
    watcher.on('all', () => wish.touched());
    watcher.on('raw', (event, name) => {
      if (mayMatter(event, name)) {
        wish.touched();
      }
    });
    watcher.on('ready', () => wish.ready());
    watcher.on('error', (error) => wish.failing(failureOf(error)));
    return { close: () => watcher.close() };
  },
};

/** Hidden names and packages. `..data` is neither: by it a mounted volume swaps all its files at once. */
function isHidden(name: string): boolean {
  return /^\.[^.]/.test(name) || name === 'node_modules';
}

/** Whether an entry of a folder that the system names may be of the configuration. A file that only grows has to be YAML. */
function mayMatter(event: unknown, name: unknown): boolean {
  if (typeof name !== 'string') {
    return true;
  }
  const last = basename(name);
  const isContent = event === 'change' && /\.[^.]+$/.test(last) && !isYaml(last);
  return !isHidden(last) && !isContent;
}

function isYaml(name: string): boolean {
  return name.endsWith('.yaml') || name.endsWith('.yml');
}

interface Reach {
  readonly root: string;
  readonly reaches: FolderWish['reaches'];
}

/** Whether a path is neither watched nor entered. What it is may not be known yet. */
function isLeftOut(path: string, stats: Stats | undefined, { root, reaches }: Reach): boolean {
  const way = relative(root, path);
  if (way === '' || !isInside(path, root)) {
    return false;
  }
  const names = way.split(sep);
  if (names.some(isHidden)) {
    return true;
  }
  const found = stats?.isSymbolicLink() ? attempt(() => statSync(path)).value : stats;
  if (stats?.isSymbolicLink() && !isInside(realOf(path), realOf(root))) {
    return true;
  }
  if (found?.isDirectory()) {
    return names.some((name) => name.startsWith('..')) || !reaches(names.join('/'));
  }
  return stats !== undefined && !isYaml(path);
}

/** The two that mean another thing here than in other calls. */
const reasons: ReadonlyMap<string, string> = new Map([
  ['ENOSPC', 'the system allows no more watches (fs.inotify.max_user_watches)'],
  ['EMFILE', 'the system allows no more watches (fs.inotify.max_user_instances, or open files)'],
]);

function failureOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons.get(code) ?? (code === '' ? String(error) : reasonOf(code));
}
