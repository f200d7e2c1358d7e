import { limits } from '../../model/limits.ts';
import type { SourcePosition } from '../../ports/signal-source.ts';
import type { Attempt } from '../../ports.ts';
import { isJson } from '../hand-over.ts';
import { tooLarge } from '../utf8.ts';
import type { Following } from './followed-file.ts';
import { openFile } from './open-file.ts';
import { digestOf } from './print.ts';
import { send } from './send.ts';

/** A file that is one batch, which is taken once, and again when it is written anew. */
export interface TakenDocument {
  readonly following: Following;
  /** What was taken last. */
  position: SourcePosition | undefined;
  stamp: string | undefined;
  /** What was there at the last look and was no JSON, and since when. */
  unfinished: { readonly head: string; readonly since: number } | undefined;
}

interface Content {
  readonly bytes: Uint8Array;
  readonly stamp: string;
}

export function takenDocument(following: Following, start?: SourcePosition): TakenDocument {
  return { following, position: start, stamp: undefined, unfinished: undefined };
}

/** Hands over the file when it is another than before, and answers what is wrong with it, in a phrase. */
export async function lookAtDocument(
  taken: TakenDocument,
  isLast: boolean,
): Promise<string | undefined> {
  const { path } = taken.following;
  const { value: content, failure } = contentOf(path, taken.stamp);
  if (content === undefined) {
    return failure;
  }
  const { bytes, stamp } = content;
  const head = digestOf(bytes);
  const position = { path, offset: bytes.length, lines: 0, head };
  const isKnown = taken.position?.head === head && taken.position.offset === bytes.length;
  if (isKnown || (await isHandedOver(taken, bytes, { position, isLast }))) {
    taken.position = position;
    taken.stamp = stamp;
    taken.unfinished = undefined;
  }
  return undefined;
}

/** Hands bytes over where they are all there is, and answers whether that was done. */
async function isHandedOver(
  taken: TakenDocument,
  bytes: Uint8Array,
  { position, isLast }: { readonly position: SourcePosition; readonly isLast: boolean },
): Promise<boolean> {
  const { name, sink } = taken.following;
  if (bytes.length > limits.requestBytes) {
    sink.refused([tooLarge(name, limits.requestBytes)]);
    return true;
  }
  const file = { path: name, bytes };
  return (
    (isLast || isFinished(taken, bytes, position.head)) &&
    send(taken.following, { file, isLines: false, linesBefore: 0, position })
  );
}

function isFinished(taken: TakenDocument, bytes: Uint8Array, head: string): boolean {
  if (isJson(bytes)) {
    return true;
  }
  const now = performance.now();
  if (taken.unfinished?.head !== head) {
    taken.unfinished = { head, since: now };
  }
  return bytes.length > 0 && now - taken.unfinished.since >= taken.following.bounds.unfinishedMs;
}

/** What stands for the content of a file in its position. */
export function documentAt(path: string): Pick<SourcePosition, 'offset' | 'head'> | undefined {
  const bytes = contentOf(path, undefined).value?.bytes;
  return bytes === undefined ? undefined : { offset: bytes.length, head: digestOf(bytes) };
}

/** The bytes of a file, one more than are taken at most; undefined where it is the one that was looked at last. */
function contentOf(path: string, lastStamp: string | undefined): Attempt<Content | undefined> {
  const { value: file, failure } = openFile(path);
  if (file === undefined) {
    return { failure };
  }
  const stamp = file.stamp();
  const bytes =
    stamp.value === undefined || stamp.value === lastStamp
      ? undefined
      : file.read(0, Math.min(file.size().value ?? 0, limits.requestBytes + 1));
  file.close();
  if (stamp.failure !== undefined) {
    return stamp;
  }
  return bytes?.value === undefined
    ? { value: undefined }
    : { value: { bytes: bytes.value, stamp: stamp.value } };
}
