import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { watch } from 'chokidar';
import { limits } from '../../model/limits.ts';
import { compareText } from '../../model/order.ts';
import type {
  RunningSource,
  SignalSink,
  SignalSource,
  SourcePosition,
} from '../../ports/signal-source.ts';
import type { Attempt } from '../../ports.ts';
import { type Alarm, newAlarm } from '../alarm.ts';
import { attempt } from '../attempt.ts';
import {
  addEntry,
  type Entries,
  forget,
  isOpen,
  lookAtEntry,
  missingFrom,
  restEntry,
} from './entries.ts';
import type { Patience } from './followed-file.ts';

export interface TailOptions {
  /** Absolute path of a file that is added to, or of a folder with files `*.ndjson`, `*.jsonl` and `*.json`. */
  readonly path: string;
  /** What diagnostics call it. */
  readonly name: string;
  /** How far files have been read before. */
  readonly positions: readonly SourcePosition[];
  /** Takes what there is, and ends. */
  readonly isOnce: boolean;
  readonly bounds?: Partial<TailBounds>;
}

export interface TailBounds extends Patience {
  /** Between two looks where the file system tells of nothing. */
  readonly pollMs: number;
  /** Files that are kept open. */
  readonly openFiles: number;
}

const tailBounds: TailBounds = {
  pollMs: 1_000,
  renamedMs: 1_000,
  unfinishedMs: 5_000,
  openFiles: 256,
};

/** Takes what is added to a file, or to the files of a folder. */
export function tail(options: TailOptions): SignalSource {
  return { name: options.name, start: (sink) => Promise.resolve(start(options, sink)) };
}

/** A tail at work. */
interface Tailing {
  readonly options: TailOptions;
  readonly bounds: TailBounds;
  readonly sink: SignalSink;
  readonly cancel: AbortSignal;
  readonly gone: Set<string>;
  readonly entries: Entries;
  /** What is told to be wrong. */
  reason: string | undefined;
}

function start(options: TailOptions, sink: SignalSink): Attempt<RunningSource> {
  const cancel = new AbortController();
  const { path, positions } = options;
  const own = positions.filter(
    (position) => position.path === path || dirname(position.path) === path,
  );
  const tailing: Tailing = {
    options,
    bounds: { ...tailBounds, ...options.bounds },
    sink,
    cancel: cancel.signal,
    gone: new Set(),
    entries: {
      byPath: new Map(),
      positions: new Map(own.map((position) => [position.path, position])),
    },
    reason: undefined,
  };
  const alarm = newAlarm();
  const ended = options.isOnce ? readOnce(tailing) : readOn(tailing, alarm);
  return {
    value: {
      address: undefined,
      stop: async () => {
        cancel.abort();
        alarm.ring();
        await ended;
      },
    },
  };
}

async function readOnce(tailing: Tailing): Promise<void> {
  await lookAtAll(tailing);
  closeAll(tailing);
  if (!tailing.cancel.aborted) {
    tailing.sink.ended();
  }
}

/** Looks whenever the file system tells of something, and now and then although it does not. */
async function readOn(tailing: Tailing, alarm: Alarm): Promise<void> {
  const { options, bounds, cancel } = tailing;
  // The folder is watched, not the file: a file may go and another come by its name.
  const folder = isFolder(options.path) ? options.path : dirname(options.path);
  const watcher = watch(folder, {
    depth: 0,
    ignoreInitial: true,
    ignored: (path) =>
      path !== folder && !(folder === options.path ? isSignals(path) : path === options.path),
  });
  watcher.on('all', alarm.ring);
  watcher.on('error', () => undefined); // The looks in between see everything, only later.
  while (!cancel.aborted) {
    await lookAtAll(tailing);
    await alarm.wait(bounds.pollMs);
  }
  await watcher.close();
  closeAll(tailing);
}

function isFolder(path: string): boolean {
  return attempt(() => statSync(path).isDirectory()).value === true;
}

/** Whether the name of a file in a folder says that it holds signals. Hidden files are those of somebody who writes. */
function isSignals(path: string): boolean {
  return /(?:^|[/\\])[^./\\][^/\\]*\.(?:ndjson|jsonl|json)$/.test(path);
}

/** Looks at the file, or at those of the folder in the order of their names, and tells what is wrong when that changes. */
async function lookAtAll(tailing: Tailing): Promise<void> {
  const { options, sink, cancel } = tailing;
  const listed = isFolder(options.path) ? listFolder(options.path) : { value: [options.path] };
  let reason = listed.failure;
  for (const [index, path] of pathsOf(tailing, listed.value ?? []).entries()) {
    const failure = await lookAt(tailing, path);
    reason ??= failure;
    if (cancel.aborted) {
      return;
    }
    if (index % 256 === 255) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  closeBeyond(tailing);
  if (reason === tailing.reason) {
    return;
  }
  tailing.reason = reason;
  if (reason === undefined) {
    sink.mended();
  } else {
    sink.failing(reason);
  }
}

function listFolder(folder: string): Attempt<readonly string[]> {
  const listed = attempt(() => readdirSync(folder, { withFileTypes: true }));
  if (listed.failure !== undefined) {
    return listed;
  }
  return {
    value: listed.value
      .filter((entry) => !entry.isDirectory() && isSignals(entry.name))
      .map(({ name }) => name)
      .sort(compareText)
      .slice(0, limits.folderEntries)
      .map((name) => join(folder, name)),
  };
}

/** Paths to look at: those that are there, and those that were, whose last lines may not have been read. */
function pathsOf(
  { entries, options, gone, ...rest }: Tailing,
  present: readonly string[],
): string[] {
  const known = new Set([options.path, ...present, ...entries.byPath.keys()]);
  const added = present.filter((path) => !entries.byPath.has(path));
  if (added.length === 0) {
    // Nobody has come that could be one of those by another name.
    for (const path of [...entries.positions.keys()].filter((other) => !known.has(other))) {
      forget(entries, path, gone);
    }
    return [...known];
  }
  const missing = missingFrom(entries, new Set(present));
  for (const path of added) {
    const name =
      path === options.path
        ? options.name
        : join(options.name, path.slice(options.path.length + 1));
    addEntry(entries, { path, name, gone, former: new Set(), ...rest }, missing);
  }
  return [...new Set([...present, ...entries.byPath.keys()])];
}

async function lookAt(tailing: Tailing, path: string): Promise<string | undefined> {
  const { entries, options, gone } = tailing;
  const isOwn = path === options.path;
  const entry = entries.byPath.get(path);
  const failure = entry === undefined ? undefined : await lookAtEntry(entry, options.isOnce);
  if (failure === undefined || isOwn) {
    return failure;
  }
  if (attempt(() => statSync(path)).value === undefined) {
    forget(entries, path, gone);
    return undefined;
  }
  return `\`${path.slice(options.path.length + 1)}\`: ${failure}`;
}

function closeAll({ entries }: Tailing): void {
  for (const entry of entries.byPath.values()) {
    restEntry(entry);
  }
}

/** Closes what is open beyond the number that may be; it is opened again at the next look. */
function closeBeyond({ entries, bounds }: Tailing): void {
  for (const entry of [...entries.byPath.values()].filter(isOpen).slice(bounds.openFiles)) {
    restEntry(entry);
  }
}
