import type { Attempt } from '../../ports.ts';
import { decodeEntries, type Entry } from './entry.ts';
import { fileKind, isUnfinished, journalName, snapshotName } from './file-names.ts';
import { decodeFrames, type Frame } from './frame.ts';
import { decodeSnapshot, type Snapshot } from './snapshot.ts';

/** What a state folder holds. */
export type Recovered =
  | { readonly kind: 'empty'; readonly obsolete: readonly string[] }
  | Kept
  /** It cannot be used: a sentence, and what to do. Nothing was changed. */
  | { readonly kind: 'unusable'; readonly message: string; readonly help: string };

export interface Kept {
  readonly kind: 'kept';
  readonly snapshot: Snapshot;
  /** What happened after it, oldest first. */
  readonly entries: readonly Entry[];
  /** Number of the next frame. */
  readonly sequence: number;
  /** The file that frames are appended to, and how many of its bytes are whole. */
  readonly name: string;
  readonly byteCount: number;
  readonly snapshotBytes: number;
  /** Bytes behind those that are whole. They were never said to be accepted. */
  readonly tornBytes: number;
  /** Files that nobody needs. */
  readonly obsolete: readonly string[];
}

/** What a folder of files is. */
export interface Folder {
  /** Sorted. */
  readonly names: readonly string[];
  readonly read: (name: string) => Attempt<Uint8Array>;
}

/** Reads a state folder: the newest snapshot, and the journal behind it. A torn end is left out and told. */
export function recover({ names, read }: Folder): Recovered {
  const files = names.flatMap((name) => {
    const kind = fileKind(name);
    return kind === undefined ? [] : [{ name, ...kind }];
  });
  const newest = files.findLast(({ kind }) => kind === 'snapshot');
  if (newest === undefined) {
    // A journal without a snapshot does not come to be: the snapshot is written first.
    return files.length === 0
      ? { kind: 'empty', obsolete: names.filter(isUnfinished) }
      : unusable(`it has journals, and no snapshot that they begin with`);
  }
  const bytes = read(newest.name);
  if (bytes.value === undefined) {
    return unusable(`\`${newest.name}\` cannot be read: ${bytes.failure}`);
  }
  const decoded = decodeSnapshot(bytes.value);
  if (decoded === 'newer') {
    return newer(newest.name);
  }
  if (decoded === undefined || decoded.sequence !== newest.sequence) {
    return unusable(`\`${newest.name}\` is not as it was written`);
  }
  const obsolete = [
    ...names.filter(isUnfinished),
    ...files.filter(({ sequence }) => sequence !== newest.sequence).map(({ name }) => name),
  ];
  const journal = readJournal({ names, read }, newest.sequence);
  return 'kind' in journal
    ? journal
    : {
        kind: 'kept',
        snapshot: decoded.snapshot,
        name: journalName(newest.sequence),
        snapshotBytes: bytes.value.length,
        obsolete: [...obsolete, snapshotName(newest.sequence), journalName(newest.sequence)],
        ...journal,
      };
}

type ReadJournal = Pick<Kept, 'entries' | 'sequence' | 'byteCount' | 'tornBytes'>;

function readJournal(
  { names, read }: Folder,
  begin: number,
): ReadJournal | Extract<Recovered, { readonly kind: 'unusable' }> {
  const name = journalName(begin);
  if (!names.includes(name)) {
    return { entries: [], sequence: begin, byteCount: 0, tornBytes: 0 };
  }
  const bytes = read(name);
  if (bytes.value === undefined) {
    return unusable(`\`${name}\` cannot be read: ${bytes.failure}`);
  }
  const { frames, byteCount, flaw } = decodeFrames(bytes.value);
  if (flaw === 'newer') {
    return newer(name);
  }
  if (flaw === 'broken' || !beginsAt(frames, begin)) {
    return unusable(`\`${name}\` is not as it was written, from byte ${byteCount + 1} on`);
  }
  return {
    entries: frames.flatMap(({ payload }) => decodeEntries(payload)),
    sequence: begin + frames.length,
    byteCount,
    tornBytes: bytes.value.length - byteCount,
  };
}

function beginsAt([first]: readonly Frame[], sequence: number): boolean {
  return first === undefined || first.sequence === sequence;
}

function unusable(message: string): Extract<Recovered, { readonly kind: 'unusable' }> {
  return {
    kind: 'unusable',
    message,
    help: 'restore the folder from a copy, or name another one to begin without memory; nothing was changed',
  };
}

function newer(name: string): Extract<Recovered, { readonly kind: 'unusable' }> {
  return {
    kind: 'unusable',
    message: `\`${name}\` was written by a newer tower`,
    help: 'use the tower that wrote it, or name another folder',
  };
}
