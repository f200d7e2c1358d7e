import type { ByteFile, Diagnostic } from '../model/diagnostic.ts';
import { readingsOf } from '../model/read-batch.ts';
import type { Readings } from '../model/readings.ts';
import { isNamedLines, type Layout, readBatches } from './batch.ts';
import { type BatchScanner, scanBatch } from './batch-scanner.ts';
import { isBlank, sign } from './scan-cursor.ts';

/** The batches of a file in the words of a model, in order. Where one of them is refused, all are, and the diagnostics say why. */
export interface ReadingsFile {
  readonly readings: readonly Readings[];
  /** Whether the file has one batch a line. */
  readonly isLines: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads the bytes of a file that is one batch as JSON, or NDJSON with one batch a line. `at`, an RFC 3339 instant, is in place
 * of that of each batch where it is given. What cannot be scanned is parsed, with the same result or with diagnostics; bytes
 * that are not UTF-8 are read as U+FFFD.
 */
export function readReadings(
  scanner: BatchScanner,
  file: ByteFile,
  at?: string,
  layout: Layout = layoutOf(file.path),
): ReadingsFile {
  const scanned = scannedFile(scanner, file.bytes, { at, isLines: layout.isLines });
  if (scanned !== undefined) {
    return { ...scanned, diagnostics: [] };
  }
  const text = new TextDecoder().decode(file.bytes);
  const { batches, isLines, diagnostics } = readBatches({ path: file.path, text }, layout);
  return {
    readings: batches.map((batch) =>
      readingsOf(scanner.vocabulary, at === undefined ? batch : { ...batch, at }),
    ),
    isLines,
    diagnostics,
  };
}

/** What the name of a file says about it. */
function layoutOf(path: string): Layout {
  return { isLines: isNamedLines(path), linesBefore: 0 };
}

type Scanned = Pick<ReadingsFile, 'readings' | 'isLines'>;

/** A file of which every batch can be scanned; undefined for any other. */
function scannedFile(
  scanner: BatchScanner,
  bytes: Uint8Array,
  { at, isLines }: { readonly at: string | undefined; readonly isLines: boolean },
): Scanned | undefined {
  const from = markLength(bytes);
  const whole = isLines ? undefined : scanBatch(scanner, bytes, { from, to: bytes.length }, at);
  if (whole !== undefined) {
    return { readings: [whole], isLines: false };
  }
  const readings: Readings[] = [];
  for (let start = from; start < bytes.length; ) {
    const found = bytes.indexOf(sign.lineFeed, start);
    const end = found === -1 ? bytes.length : found;
    if (!isBlankLine(bytes, start, end)) {
      const line = scanBatch(scanner, bytes, { from: start, to: end }, at);
      if (line === undefined) {
        return undefined;
      }
      readings.push(line);
    }
    start = end + 1;
  }
  return readings.length === 0 ? undefined : { readings, isLines: true };
}

/** How many bytes the mark takes with which some programs begin a text. */
function markLength(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

function isBlankLine(bytes: Uint8Array, from: number, to: number): boolean {
  let at = from;
  while (at < to && isBlank(bytes[at] ?? 0)) {
    at += 1;
  }
  return at === to;
}
