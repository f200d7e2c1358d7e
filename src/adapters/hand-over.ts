import { isUtf8 } from 'node:buffer';
import { setTimeout as delay } from 'node:timers/promises';
import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import { limits, sayBytes } from '../model/limits.ts';
import type { Arrival, SignalSink } from '../ports/signal-source.ts';
import { checkUtf8, fileLocation } from './utf8.ts';

const lineFeed = 10;
const space = 32;

/**
 * Hands lines over until they are accepted. Lines that are refused are told of once and left out; their bytes become spaces, so
 * that places and positions of the others stay. Answers whether that was done before `cancel`.
 */
export async function handOver(
  sink: SignalSink,
  arrival: Arrival,
  cancel: AbortSignal,
): Promise<boolean> {
  const bytes = readable(sink, arrival);
  for (;;) {
    if (isBlank(bytes)) {
      return true;
    }
    // A copy, since what was handed over may be kept, and lines are blanked afterwards.
    const file = { path: arrival.file.path, bytes: Uint8Array.from(bytes) };
    const answer = await sink.arrived({ ...arrival, file });
    switch (answer.kind) {
      case 'accepted':
        return true;
      case 'refused':
        if (!arrival.isLines || !blankRefused(bytes, answer.diagnostics, arrival.linesBefore)) {
          return true;
        }
        break;
      default:
        if (!(await pause(answer.afterMs, cancel))) {
          return false;
        }
    }
    if (cancel.aborted) {
      return false;
    }
  }
}

/** Waits, unless and until `cancel` says not to. */
export async function pause(ms: number, cancel: AbortSignal): Promise<boolean> {
  if (!cancel.aborted) {
    await delay(ms, undefined, { signal: cancel }).catch(() => undefined);
  }
  return !cancel.aborted;
}

/** What is said of a line that is too long to be kept. */
export function tooLongLine(name: string, line: number): Diagnostic {
  return diagnostic(
    'file/too-large',
    fileLocation(name, line),
    `line ${line} of \`${name}\` is longer than ${sayBytes(limits.requestBytes)}`,
    { help: 'make several batches of it' },
  );
}

/** A copy of the bytes of an arrival, in which lines that are not UTF-8 are blank; those are told. */
function readable(sink: SignalSink, { file, isLines, linesBefore }: Arrival): Uint8Array {
  const bytes = Uint8Array.from(file.bytes);
  if (isUtf8(bytes)) {
    return bytes;
  }
  if (!isLines) {
    const { diagnostic: wrong } = checkUtf8(bytes, file.path);
    sink.refused(wrong === undefined ? [] : [wrong]);
    return bytes.fill(space);
  }
  const wrong = linesOf(bytes).flatMap(({ from, to, line }) => {
    const part = bytes.subarray(from, to);
    const { diagnostic: found } = checkUtf8(part, file.path);
    if (found === undefined) {
      return [];
    }
    part.fill(space);
    const at = fileLocation(file.path, linesBefore + line, found.at.column);
    return [{ ...found, at }];
  });
  sink.refused(wrong.slice(0, limits.fileProblems));
  return bytes;
}

/** Blanks the lines that are told of, and those that are no JSON where not all could be told. False where that changes nothing. */
function blankRefused(
  bytes: Uint8Array,
  diagnostics: readonly Diagnostic[],
  linesBefore: number,
): boolean {
  const wrong = new Set(diagnostics.map(({ at }) => at.line - linesBefore));
  const areAllTold = diagnostics.every(({ code }) => code !== 'config/more-problems');
  let isChanged = false;
  for (const { from, to, line } of linesOf(bytes)) {
    const part = bytes.subarray(from, to);
    if (!isBlank(part) && (wrong.has(line) || !(areAllTold || isJson(part)))) {
      part.fill(space);
      isChanged = true;
    }
  }
  return isChanged;
}

interface Line {
  readonly from: number;
  /** Before its end. */
  readonly to: number;
  /** From 1. */
  readonly line: number;
}

function linesOf(bytes: Uint8Array): Line[] {
  const lines: Line[] = [];
  for (let from = 0; from < bytes.length; ) {
    const found = bytes.indexOf(lineFeed, from);
    const to = found === -1 ? bytes.length : found;
    lines.push({ from, to, line: lines.length + 1 });
    from = to + 1;
  }
  return lines;
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === space || byte === lineFeed || byte === 13 || byte === 9);
}

/** Whether bytes are JSON by themselves. */
export function isJson(bytes: Uint8Array): boolean {
  try {
    JSON.parse(new TextDecoder().decode(bytes));
    return true;
  } catch {
    return false;
  }
}
