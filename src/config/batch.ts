import type { Batch } from '../model/batch.generated.ts';
import {
  type Diagnostic,
  diagnostic,
  type SourceFile,
  sortedDiagnostics,
} from '../model/diagnostic.ts';
import { limits } from '../model/limits.ts';
import type { Location } from '../model/location.ts';
import { parseInstant } from '../model/time.ts';
import { badSilences } from './batch-silences.ts';
import { check } from './check.ts';
import { type DuplicateKey, duplicateKey } from './json-duplicates.ts';
import { jsonFault } from './json-fault.ts';
import { type JsonPiece, jsonSource, linesIn } from './json-source.ts';
import { parsedJson } from './parsed-json.ts';
import type { Path } from './places.ts';
import { moreProblems } from './schema-mistakes.ts';
import { batchValidator } from './validators.ts';

/** The batches of a file, in order. Where one of them is refused, all are, and the diagnostics say why. */
export interface BatchFile {
  readonly batches: readonly Batch[];
  /** Whether the file has one batch a line. */
  readonly isLines: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** How batches stand in a text. */
export interface Layout {
  /** Whether there is surely one batch a line. */
  readonly isLines: boolean;
  /** Lines of the file that stand before the text. */
  readonly linesBefore: number;
}

/** Reads a file that is one batch as JSON, or NDJSON with one batch a line. Positions are those of the file. */
export function readBatches(
  file: SourceFile,
  layout: Layout = { isLines: isNamedLines(file.path), linesBefore: 0 },
): BatchFile {
  const { isLines, linesBefore } = layout;
  const text = file.text.replace(/^\uFEFF/, '');
  const whole = isLines ? undefined : parsedJson(text);
  if (whole !== undefined) {
    return refusing([readBatch({ path: file.path, text, linesBefore }, whole)], false);
  }
  const pieces = piecesOf({ path: file.path, text }, layout);
  return refusing(readEach(pieces), pieces.length > 1 || isLines);
}

/** A batch that is JSON and as it should be; undefined for any other text. */
export function checkedBatch(text: string): Batch | undefined {
  const value = parsedJson(text);
  if (value === undefined || duplicateKey(text) !== undefined || !batchValidator(value)) {
    return undefined;
  }
  const batch = value as Batch; // The validator has just found it to be one.
  return instantsOf(batch).every((instant) => parseInstant(instant.text) !== undefined) &&
    badSilences(batch).length === 0
    ? batch
    : undefined;
}

interface Read {
  readonly batch: Batch | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads one piece after the other, until more is wrong than is told of a file. */
function readEach(pieces: readonly JsonPiece[]): readonly Read[] {
  const read: Read[] = [];
  let problemCount = 0;
  for (const piece of pieces) {
    const one = readBatch(piece, parsedJson(piece.text));
    read.push(one);
    problemCount += one.diagnostics.length;
    if (problemCount > limits.fileProblems) {
      break;
    }
  }
  return read;
}

/** Diagnostics of a file, no more than are told of one. */
function capped(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const own = diagnostics.filter(({ code }) => code !== 'config/more-problems');
  const shown = own.slice(0, limits.fileProblems);
  const last = shown.at(-1);
  return last === undefined || shown.length === diagnostics.length
    ? diagnostics
    : [...shown, moreProblems(last.at)];
}

function refusing(read: readonly Read[], isLines: boolean): BatchFile {
  const diagnostics = capped(sortedDiagnostics(read.flatMap((one) => one.diagnostics)));
  const batches = read.flatMap(({ batch }) => (batch === undefined ? [] : [batch]));
  return { batches: diagnostics.length > 0 ? [] : batches, isLines, diagnostics };
}

/** Whether the name of a file says that it has one batch a line. */
export function isNamedLines(path: string): boolean {
  return path.endsWith('.ndjson') || path.endsWith('.jsonl');
}

/** A line of nothing but what JSON takes for space: a form feed is none, and what else a text may be trimmed of. */
const blank = /^[ \t\r]*$/;

/** The lines of NDJSON. A text whose first line is no JSON by itself is one piece. */
function piecesOf(
  { path, text }: SourceFile,
  { isLines, linesBefore }: Layout,
): readonly JsonPiece[] {
  const lines = text
    .split('\n')
    .flatMap((line, index) =>
      blank.test(line) ? [] : [{ path, text: line, linesBefore: linesBefore + index }],
    );
  const [first] = lines;
  const hasLines = isLines || parsedJson(first?.text ?? '') !== undefined;
  return first !== undefined && hasLines ? lines : [{ path, text, linesBefore }];
}

function readBatch(piece: JsonPiece, value: unknown): Read {
  if (value === undefined) {
    return { batch: undefined, diagnostics: [notJson(piece)] };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { batch: undefined, diagnostics: [notAnObject(piece)] };
  }
  const twice = duplicateKey(piece.text);
  if (twice !== undefined) {
    return { batch: undefined, diagnostics: [standsTwice(piece, twice)] };
  }
  if (!batchValidator(value)) {
    return { batch: undefined, diagnostics: check(jsonSource(piece, value), batchValidator) };
  }
  const batch = value as Batch; // The validator has just found it to be one.
  const diagnostics = badInstants(piece, batch);
  return { batch, diagnostics: diagnostics.length > 0 ? diagnostics : impossible(piece, batch) };
}

function notJson(piece: JsonPiece): Diagnostic {
  const { offset, message } = jsonFault(piece.text) ?? { offset: 0, message: 'expected a batch' };
  return diagnostic('batch/not-json', placeAt(piece, offset, 1), `this is not JSON: ${message}`, {
    help: 'a batch is a JSON object, or one object a line; nothing of it was used',
  });
}

function standsTwice(piece: JsonPiece, { key, first, second, length }: DuplicateKey): Diagnostic {
  return diagnostic(
    'batch/duplicate-key',
    placeAt(piece, second, length),
    `\`${key}\` stands twice in the same object`,
    {
      help: 'keep one of them; several samples of one signal are a list: `"signals": [ … ]`',
      related: [{ message: 'it stands here first', at: placeAt(piece, first, length) }],
    },
  );
}

/** The place of some characters of one line; at the end of the text there is nothing to mark. */
function placeAt(piece: JsonPiece, from: number, length: number): Location {
  return linesIn(piece).place({ from, to: Math.min(from + length, piece.text.length) }, '$');
}

function notAnObject(piece: JsonPiece): Diagnostic {
  const from = piece.text.search(/\S/);
  return diagnostic('schema/wrong-type', placeAt(piece, from, 1), 'a batch must be an object', {
    help: 'write `{ "at": "2026-11-21T14:52:15Z", "signals": { … } }`',
  });
}

interface WrittenInstant {
  readonly path: Path;
  readonly text: string;
}

function instantsOf(batch: Batch): readonly WrittenInstant[] {
  const samples = Array.isArray(batch.signals) ? batch.signals : [];
  const lists = {
    signals: samples,
    checks: batch.checks ?? [],
    heartbeats: batch.heartbeats ?? [],
    observed: batch.observed ?? [],
    acknowledgements: batch.acknowledgements ?? [],
  };
  return [
    { path: ['at'], text: batch.at },
    ...(batch.silences ?? []).flatMap((silence, index) =>
      (['from', 'until'] as const).flatMap((key) => {
        const text = silence[key];
        return text === undefined ? [] : [{ path: ['silences', index, key], text }];
      }),
    ),
    ...Object.entries(lists).flatMap(([section, items]: [string, readonly { at?: string }[]]) =>
      items.flatMap(({ at }, index) =>
        at === undefined ? [] : [{ path: [section, index, 'at'], text: at }],
      ),
    ),
  ];
}

function badInstants(piece: JsonPiece, batch: Batch): readonly Diagnostic[] {
  const wrong = instantsOf(batch).filter(({ text }) => parseInstant(text) === undefined);
  if (wrong.length === 0) {
    return [];
  }
  const { locate } = jsonSource(piece, batch);
  return wrong.slice(0, limits.fileProblems + 1).map(({ path, text }) =>
    diagnostic('batch/bad-instant', locate(path, 'value'), `\`${text}\` is not an instant`, {
      help: 'there is no such day or time; write it as 2026-11-21T14:52:15Z',
    }),
  );
}

function impossible(piece: JsonPiece, batch: Batch): readonly Diagnostic[] {
  const wrong = badSilences(batch);
  if (wrong.length === 0) {
    return [];
  }
  const { locate } = jsonSource(piece, batch);
  return wrong.map(({ path, message, help }) =>
    diagnostic('batch/bad-silence', locate(path, 'value'), message, { help }),
  );
}
