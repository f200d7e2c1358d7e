import type { Letter } from '../../model/letter.ts';
import type { Arrival, SourcePosition } from '../../ports/signal-source.ts';

/** What a journal remembers, in the order in which it happened. */
export type Entry =
  /** Bytes that were accepted: one batch or several. */
  | ({ readonly kind: 'arrival' } & Omit<Arrival, 'linesBefore'>)
  /** A step took the oldest arrivals, and decided to send letters. */
  | {
      readonly kind: 'step';
      readonly at: number;
      readonly arrivals: number;
      readonly letters: readonly Letter[];
    }
  /** A letter needs no further attempt: it was delivered, or will never be. */
  | {
      readonly kind: 'settled';
      readonly key: string;
      readonly at: number;
      readonly attempts: number;
      /** Why it is a dead letter; undefined: it was delivered. */
      readonly reason: string | undefined;
    };

/** The line before the bytes of an arrival. */
interface ArrivalLine {
  readonly kind: 'arrival';
  readonly bytes: number;
  readonly path: string;
  readonly isLines: boolean;
  readonly position?: SourcePosition;
  readonly gone?: readonly string[];
}

const lineFeed = 0x0a;
const encoder = new TextEncoder();

/** An entry as bytes: a line of JSON, and for an arrival its bytes as they came. */
export function encodeEntry(entry: Entry): readonly Uint8Array[] {
  if (entry.kind !== 'arrival') {
    return [encoder.encode(`${JSON.stringify(entry)}\n`)];
  }
  const { file, isLines, position, gone } = entry;
  const line: ArrivalLine = {
    kind: 'arrival',
    bytes: file.bytes.length,
    path: file.path,
    isLines,
    ...(position === undefined ? {} : { position }),
    ...(gone === undefined ? {} : { gone }),
  };
  return [encoder.encode(`${JSON.stringify(line)}\n`), file.bytes, Uint8Array.of(lineFeed)];
}

/** The entries of a payload, which is what `encodeEntry` made of them: its checksum has been looked at. */
export function decodeEntries(payload: Uint8Array): readonly Entry[] {
  const entries: Entry[] = [];
  for (let at = 0; at < payload.length; ) {
    const end = payload.indexOf(lineFeed, at);
    const text = new TextDecoder().decode(payload.subarray(at, end));
    const line = JSON.parse(text) as ArrivalLine | Exclude<Entry, { readonly kind: 'arrival' }>;
    at = end + 1;
    if (line.kind === 'arrival') {
      const { kind, bytes: length, path, ...rest } = line;
      const bytes = payload.slice(at, at + length);
      entries.push({ kind, file: { path, bytes }, ...rest });
      at += length + 1;
    } else {
      entries.push(line);
    }
  }
  return entries;
}
