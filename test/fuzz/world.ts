import { dirname, join } from 'node:path';
import { type Diagnostic, diagnostic } from '../../src/model/diagnostic.ts';
import { compareText } from '../../src/model/order.ts';
import type { Attempt, Files, Output, World } from '../../src/ports.ts';

/** A world in memory, and what was written in it. */
export interface Fake {
  readonly world: World;
  readonly files: Map<string, string>;
  readonly printed: { stdout: string; stderr: string };
}

/** A world with files by absolute path, below `/p`. */
export function fakeWorld(contents: Readonly<Record<string, string>>): Fake {
  const files = new Map(Object.entries(contents));
  const printed = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr'): Output => ({
    isTerminal: false,
    columns: undefined,
    write: (text) => {
      printed[name] += text;
    },
  });
  const world: World = {
    env: {},
    cwd: '/p',
    clock: { now: () => Date.UTC(2026, 10, 21) },
    interrupts: { watch: () => () => undefined, turn: () => Promise.resolve() },
    files: filesIn(files),
    stdin: () =>
      Promise.resolve({ file: { path: '<stdin>', bytes: new TextEncoder().encode('{}') } }),
    stdout: output('stdout'),
    stderr: output('stderr'),
  };
  return { world, files, printed };
}

function filesIn(files: Map<string, string>): Files {
  const isFolder = (path: string): boolean =>
    [...files.keys()].some((file) => file.startsWith(path === '/' ? path : `${path}/`));
  const rootAbove = (folder: string): string | undefined => {
    if (files.has(join(folder, 'tower.yaml'))) {
      return folder;
    }
    return dirname(folder) === folder ? undefined : rootAbove(dirname(folder));
  };
  const written: Attempt<undefined> = { value: undefined };
  const missing = (name: string): { readonly diagnostic: Diagnostic } => {
    const at = { file: name, line: 1, column: 1, endLine: 1, endColumn: 1, path: '$' };
    return { diagnostic: diagnostic('file/unreadable', at, `\`${name}\` does not exist`) };
  };
  return {
    kindOf: (path) => (files.has(path) ? 'file' : isFolder(path) ? 'folder' : undefined),
    rootAbove,
    list: (root) => ({
      files: [...files.keys()]
        .filter((file) => file.startsWith(`${root}/`) && file.endsWith('.yaml'))
        .map((file) => file.slice(root.length + 1))
        .sort(compareText)
        .map((path) => ({ path, real: path })),
      outside: [],
      unreadable: [],
      isCut: false,
    }),
    read: (path, name) => {
      const text = files.get(path);
      return text === undefined ? missing(name) : { file: { path: name, text } };
    },
    readBytes: (path, name) => {
      const text = files.get(path);
      return text === undefined
        ? missing(name)
        : { file: { path: name, bytes: new TextEncoder().encode(text) } };
    },
    leadsOut: () => false,
    makeFolder: () => ({ value: [] }),
    write: (path, text) => {
      files.set(path, text);
      return written;
    },
    append: (path, text) => {
      files.set(path, `${files.get(path) ?? ''}${text}`);
      return written;
    },
    lock: () => ({ value: { release: () => undefined } }),
  };
}
