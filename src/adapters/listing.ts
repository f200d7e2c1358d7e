import { lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { limits } from '../model/limits.ts';
import { compareText, sortedBy } from '../model/order.ts';
import type { ListedFile, Listing } from '../ports.ts';
import { attempt } from './attempt.ts';
import { isInside } from './inside.ts';

/** A pipe, a socket or a device with the name of a file. */
const notAFile = 'it is not a file';

interface Folder {
  /** From the root, with a `/` at the end; empty for the root. */
  readonly path: string;
  readonly real: string;
  /** Real paths of the folders that led here: a link to one of them would lead here again. */
  readonly above: readonly string[];
}

interface Found {
  readonly root: string;
  readonly reaches: (folder: string) => boolean;
  readonly endings: readonly string[];
  readonly files: ListedFile[];
  readonly outside: string[];
  readonly unreadable: { readonly path: string; readonly reason: string }[];
  readonly pending: Folder[];
}

/**
 * Lists the files with some endings below a root, those of YAML unless others are given. Names that begin with a dot and node_modules are left out. Links are followed as far
 * as they stay inside the root; at most 20,000 entries are looked at. A folder is only entered where `reaches` says
 * yes to its path below the root.
 */
export function list(
  root: string,
  reaches: (folder: string) => boolean,
  endings: readonly string[] = ['.yaml', '.yml'],
): Listing {
  const real = attempt(() => realpathSync.native(root)).value ?? root;
  const found: Found = {
    root: real,
    reaches,
    endings,
    files: [],
    outside: [],
    unreadable: [],
    pending: [{ path: '', real, above: [] }],
  };
  let left: number = limits.folderEntries;
  for (let folder = found.pending.shift(); folder && left >= 0; folder = found.pending.shift()) {
    const entries = attempt(() => readdirSync(folder.real, { withFileTypes: true }));
    if (entries.value === undefined) {
      found.unreadable.push({
        path: folder.path === '' ? '.' : folder.path.slice(0, -1),
        reason: entries.failure,
      });
      continue;
    }
    const visible = entries.value.filter(
      (entry) => !entry.name.startsWith('.') && entry.name !== 'node_modules',
    );
    for (const entry of visible.sort((a, b) => compareText(a.name, b.name))) {
      left -= 1;
      if (left >= 0) {
        look(entry, folder, found);
      }
    }
  }
  return {
    files: sortedBy(found.files, (file) => file.path),
    outside: found.outside.sort(compareText),
    unreadable: sortedBy(found.unreadable, (entry) => entry.path),
    isCut: left < 0,
  };
}

interface Entry {
  readonly name: string;
  readonly isDirectory: () => boolean;
  readonly isFile: () => boolean;
  readonly isSymbolicLink: () => boolean;
}

function look(entry: Entry, folder: Folder, found: Found): void {
  const path = folder.path + entry.name;
  const real = join(folder.real, entry.name);
  // A name whose bytes are not UTF-8 cannot be asked for by its text.
  const isNameless =
    entry.name.includes('\uFFFD') && attempt(() => lstatSync(real)).value === undefined;
  if (isNameless) {
    found.unreadable.push({ path, reason: 'its name is not UTF-8' });
  } else if (entry.isDirectory()) {
    enter(path, real, folder, found);
  } else if (entry.isFile() && isWanted(path, found)) {
    found.files.push({ path, real: fromRoot(found, real) });
  } else if (entry.isSymbolicLink()) {
    follow(path, real, folder, found);
  } else if (isWanted(path, found)) {
    found.unreadable.push({ path, reason: notAFile });
  }
}

function follow(path: string, link: string, folder: Folder, found: Found): void {
  const target = attempt(() => {
    const real = realpathSync.native(link);
    return { real, stats: statSync(real) };
  });
  if (target.value === undefined) {
    if (isWanted(path, found)) {
      found.unreadable.push({ path, reason: target.failure });
    }
    return;
  }
  const { real, stats } = target.value;
  const isFolder = stats.isDirectory();
  if (!isFolder && !isWanted(path, found)) {
    return;
  }
  if (isFolder && !found.reaches(path)) {
    return;
  }
  if (!isInside(real, found.root)) {
    found.outside.push(isFolder ? `${path}/` : path);
  } else if (stats.isFile()) {
    found.files.push({ path, real: fromRoot(found, real) });
  } else if (!isFolder) {
    found.unreadable.push({ path, reason: notAFile });
  } else if (real !== folder.real && !folder.above.includes(real)) {
    enter(path, real, folder, found);
  }
}

function enter(path: string, real: string, from: Folder, found: Found): void {
  if (found.reaches(path)) {
    found.pending.push({ path: `${path}/`, real, above: [...from.above, from.real] });
  }
}

function fromRoot(found: Found, real: string): string {
  return relative(found.root, real).split(sep).join('/');
}

function isWanted(path: string, { endings }: Found): boolean {
  return endings.some((ending) => path.endsWith(ending));
}
