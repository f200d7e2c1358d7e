import { statSync } from 'node:fs';
import { limits } from '../../model/limits.ts';
import type { SignalSink, SourcePosition } from '../../ports/signal-source.ts';
import { attempt } from '../attempt.ts';
import { tooLongLine } from '../hand-over.ts';
import { type LinePart, type LineParts, newLineParts } from '../line-parts.ts';
import { identityOf, type OpenFile, openFile } from './open-file.ts';
import { printBytes, printOf } from './print.ts';
import { earlierFiles, isSameFile } from './rotated.ts';
import { send } from './send.ts';

export interface Following {
  /** Absolute. */
  readonly path: string;
  /** What diagnostics call it. */
  readonly name: string;
  readonly sink: SignalSink;
  readonly cancel: AbortSignal;
  /** Paths to be told as gone with the next arrival; those that were told are taken out. */
  readonly gone: Set<string>;
  /**
   * Paths that this file had before. They are told as gone with an arrival of this file alone: until then its position is that
   * of its former path.
   */
  readonly former: Set<string>;
  readonly bounds: Patience;
}

/** How long to wait for others. */
export interface Patience {
  /** For more of a file that has lost its name, before its successor is read: its writer may be in the midst of a line. */
  readonly renamedMs: number;
  /** For the rest of a file that is no JSON yet, before it is taken as it is. */
  readonly unfinishedMs: number;
}

/** A file of which new lines are handed over at every look. */
export interface FollowedFile {
  readonly following: Following;
  readonly parts: LineParts;
  /** Where a reading goes on. */
  position: SourcePosition | undefined;
  reading: Reading | undefined;
  /** Paths that are read before the file itself, which was renamed while nobody looked; undefined before that is known. */
  earlier: string[] | undefined;
}

/** The file that is being read, and how far. */
interface Reading {
  readonly file: OpenFile;
  /** Its beginning, as much of it as tells it from others. */
  first: Uint8Array;
  /** Bytes that were handed over, with their lines, and bytes that were read. */
  handedTo: number;
  lines: number;
  readTo: number;
  /** Since when it has lost its name and nothing was added. */
  quietSince: number | undefined;
}

const blockBytes = 1_048_576;

/** Begins behind `start` where that is a position in this file or in one that it was renamed to, else at the beginning. */
export function followedFile(following: Following, start?: SourcePosition): FollowedFile {
  return {
    following,
    parts: newLineParts({ partBytes: blockBytes, lineBytes: limits.requestBytes }),
    position: start,
    reading: undefined,
    earlier: undefined,
  };
}

/** Closes the file. The next look opens it again and goes on. */
export function rest(followed: FollowedFile): void {
  leave(followed);
  followed.earlier = undefined;
}

/**
 * Hands over the lines that are new, and answers what is wrong with the file, in a phrase; undefined where nothing is. `isLast`
 * takes a last line without an end, too.
 */
export async function look(followed: FollowedFile, isLast: boolean): Promise<string | undefined> {
  for (;;) {
    const failure = followed.reading === undefined ? open(followed) : undefined;
    const { reading } = followed;
    if (reading === undefined || !(await readOn(followed, reading, isLast))) {
      return failure;
    }
    leave(followed);
    followed.earlier?.shift();
  }
}

/** Reads what is new, and answers whether the file is over and another is to be read. */
async function readOn(followed: FollowedFile, reading: Reading, isLast: boolean): Promise<boolean> {
  const { path, cancel, bounds } = followed.following;
  const isNew = await drain(followed, reading);
  if (cancel.aborted) {
    return false;
  }
  const isNamed = identityAt(path) === reading.file.identity;
  const now = performance.now();
  const since = isNew ? now : (reading.quietSince ?? now);
  reading.quietSince = isNamed ? undefined : since;
  const isEarlier = followed.earlier?.[0] !== undefined;
  const isOver = !isNamed && (isLast || isEarlier || now - since >= bounds.renamedMs);
  return !(isOver || isLast) || (await hand(followed, reading, followed.parts.end()))
    ? isOver
    : false;
}

function open(followed: FollowedFile): string | undefined {
  const { path } = followed.following;
  const { position } = followed;
  followed.earlier ??= position === undefined ? [] : earlierFiles(path, position);
  for (;;) {
    const earlier = followed.earlier[0];
    const { value: file, failure } = openFile(earlier ?? path);
    if (file !== undefined) {
      followed.reading = begin(file, position);
      return undefined;
    }
    if (earlier === undefined) {
      return failure;
    }
    followed.earlier.shift();
  }
}

function begin(file: OpenFile, position: SourcePosition | undefined): Reading {
  const first = file.read(0, printBytes).value ?? new Uint8Array();
  const isSame = position !== undefined && isSameFile(file, first, position);
  const { offset, lines } = isSame ? position : { offset: 0, lines: 0 };
  return { file, first, handedTo: offset, lines, readTo: offset, quietSince: undefined };
}

function leave(followed: FollowedFile): void {
  followed.reading?.file.close();
  followed.reading = undefined;
  followed.parts.clear();
}

/** Reads to the end of what is open, and answers whether there was anything. */
async function drain(followed: FollowedFile, reading: Reading): Promise<boolean> {
  const { parts } = followed;
  beginAgainWhereCut(reading, parts);
  for (let isNew = false; ; isNew = true) {
    const block = reading.file.read(reading.readTo, blockBytes).value ?? new Uint8Array();
    if (block.length === 0) {
      return isNew;
    }
    if (reading.readTo < printBytes) {
      reading.first = reading.file.read(0, printBytes).value ?? reading.first;
    }
    reading.readTo += block.length;
    if (!(await hand(followed, reading, parts.push(block)))) {
      return true;
    }
  }
}

/** Hands parts over, and notes how far that is. Answers whether all were, before the watch ended. */
async function hand(
  followed: FollowedFile,
  reading: Reading,
  found: readonly LinePart[],
): Promise<boolean> {
  const { path, name, sink } = followed.following;
  for (const { kind, bytes, byteCount, lineCount } of found) {
    const offset = reading.handedTo + byteCount;
    const position: SourcePosition = {
      path,
      offset,
      lines: reading.lines + lineCount,
      head: printOf(reading.first, offset),
    };
    if (kind === 'too-long') {
      sink.refused([tooLongLine(name, reading.lines + 1)]);
    } else if (
      !(await send(followed.following, {
        file: { path: name, bytes },
        isLines: true,
        linesBefore: reading.lines,
        position,
      }))
    ) {
      return false;
    }
    reading.handedTo = offset;
    reading.lines = position.lines;
    followed.position = position;
  }
  return true;
}

/** A file that became shorter, or begins with something else, was written anew. */
function beginAgainWhereCut(reading: Reading, parts: LineParts): void {
  const size = reading.file.size().value ?? reading.readTo;
  const first = reading.file.read(0, printBytes).value ?? reading.first;
  const known = Math.min(reading.first.length, reading.handedTo);
  const isSame = Buffer.compare(first.subarray(0, known), reading.first.subarray(0, known)) === 0;
  if (size < reading.handedTo || !isSame) {
    reading.first = first;
    reading.handedTo = 0;
    reading.lines = 0;
    reading.readTo = 0;
    parts.clear();
  } else if (size < reading.readTo) {
    // Half a line was taken back.
    reading.readTo = reading.handedTo;
    parts.clear();
  }
}

function identityAt(path: string): string | undefined {
  const stats = attempt(() => statSync(path)).value;
  return stats && identityOf(stats);
}
