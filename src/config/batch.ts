import type { Batch } from '../model/batch.generated.ts';
import {
  type Diagnostic,
  diagnostic,
  type SourceFile,
  sortedDiagnostics,
} from '../model/diagnostic.ts';
import type { Location } from '../model/location.ts';
import { parseInstant } from '../model/time.ts';
import { batchValidator } from './batch-validator.generated.ts';
import { check } from './check.ts';
import { type DuplicateKey, duplicateKey } from './json-duplicates.ts';
import { jsonFault } from './json-fault.ts';
import { parsedJson } from './parsed-json.ts';
import { type Path, readSource } from './source.ts';

/** The batches of a file, in order. Where one of them is refused, all are, and the diagnostics say why. */
export interface BatchFile {
  readonly batches: readonly Batch[];
  /** Whether the file has one batch a line. */
  readonly isLines: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a file that is one batch as JSON, or NDJSON with one batch a line. Positions are those of the file. */
export function readBatches(file: SourceFile): BatchFile {
  const text = file.text.replace(/^\uFEFF/, '');
  const whole = isNamedLines(file.path) ? undefined : parsedJson(text);
  if (whole !== undefined) {
    return refusing([readBatch({ path: file.path, text, linesBefore: 0 }, whole)], false);
  }
  const pieces = piecesOf(file.path, text);
  return refusing(
    pieces.map((piece) => readBatch(piece, parsedJson(piece.text))),
    pieces.length > 1 || isNamedLines(file.path),
  );
}

/** A batch that is JSON and as it should be; undefined for any other text. */
export function checkedBatch(text: string): Batch | undefined {
  const value = parsedJson(text);
  if (value === undefined || duplicateKey(text) !== undefined || !batchValidator(value)) {
    return undefined;
  }
  const batch = value as Batch; // The validator has just found it to be one.
  return instantsOf(batch).every((instant) => parseInstant(instant.text) !== undefined)
    ? batch
    : undefined;
}

interface Read {
  readonly batch: Batch | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

function refusing(read: readonly Read[], isLines: boolean): BatchFile {
  const diagnostics = sortedDiagnostics(read.flatMap((one) => one.diagnostics));
  const batches = read.flatMap(({ batch }) => (batch === undefined ? [] : [batch]));
  return { batches: diagnostics.length > 0 ? [] : batches, isLines, diagnostics };
}

/** Whether the name of a file says that it has one batch a line. */
export function isNamedLines(path: string): boolean {
  return path.endsWith('.ndjson') || path.endsWith('.jsonl');
}

/** A batch as written, and how many lines of its file stand before it. */
interface Piece extends SourceFile {
  readonly linesBefore: number;
}

/** A piece behind as many line breaks as stand before it, so that its positions are those of the file. */
function inPlace({ path, text, linesBefore }: Piece): SourceFile {
  return { path, text: '\n'.repeat(linesBefore) + text };
}

/** The lines of NDJSON. A text whose first line is no JSON by itself is one piece. */
function piecesOf(path: string, text: string): readonly Piece[] {
  const lines = text
    .split('\n')
    .flatMap((line, index) =>
      line.trim() === '' ? [] : [{ path, text: line, linesBefore: index }],
    );
  const [first] = lines;
  const isLines = isNamedLines(path) || parsedJson(first?.text ?? '') !== undefined;
  return first !== undefined && isLines ? lines : [{ path, text, linesBefore: 0 }];
}

function readBatch(piece: Piece, value: unknown): Read {
  if (value === undefined) {
    return { batch: undefined, diagnostics: [notJson(inPlace(piece))] };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { batch: undefined, diagnostics: [notAnObject(inPlace(piece))] };
  }
  const twice = duplicateKey(piece.text);
  if (twice !== undefined) {
    return {
      batch: undefined,
      diagnostics: [standsTwice(inPlace(piece), twice, piece.linesBefore)],
    };
  }
  if (!batchValidator(value)) {
    return { batch: undefined, diagnostics: misfits(inPlace(piece)) };
  }
  const batch = value as Batch; // The validator has just found it to be one.
  const wrong = instantsOf(batch).filter(({ text }) => parseInstant(text) === undefined);
  return { batch, diagnostics: wrong.length === 0 ? [] : badInstants(inPlace(piece), wrong) };
}

function notJson(piece: SourceFile): Diagnostic {
  const { offset, message } = jsonFault(piece.text) ?? { offset: 0, message: 'expected a batch' };
  return diagnostic('batch/not-json', placeAt(piece, offset, 1), `this is not JSON: ${message}`, {
    help: 'a batch is a JSON object, or one object a line; nothing of it was used',
  });
}

function standsTwice(piece: SourceFile, found: DuplicateKey, offset: number): Diagnostic {
  const { key, first, second, length } = found;
  return diagnostic(
    'batch/duplicate-key',
    placeAt(piece, second + offset, length),
    `\`${key}\` stands twice in the same object`,
    {
      help: 'keep one of them; several samples of one signal are a list: `"signals": [ … ]`',
      related: [{ message: 'it stands here first', at: placeAt(piece, first + offset, length) }],
    },
  );
}

/** The place of some characters of one line. */
function placeAt({ path: file, text }: SourceFile, offset: number, length: number): Location {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  const column = offset - (before.lastIndexOf('\n') + 1) + 1;
  // At the end of the text there is nothing to mark.
  const endColumn = column + Math.min(length, text.length - offset);
  return { file, line, column, endLine: line, endColumn, path: '$' };
}

function notAnObject(piece: SourceFile): Diagnostic {
  const line = piece.text.slice(0, piece.text.search(/\S/)).split('\n').length;
  const at = { file: piece.path, line, column: 1, endLine: line, endColumn: 2, path: '$' };
  return diagnostic('schema/wrong-type', at, 'a batch must be an object', {
    help: 'write `{ "at": "2026-11-21T14:52:15Z", "signals": { … } }`',
  });
}

/** JSON is YAML but for tabs between its tokens, which are as wide as blanks; in its strings there are none. */
function sourceOf(piece: SourceFile): ReturnType<typeof readSource> {
  return readSource({ path: piece.path, text: piece.text.replaceAll('\t', ' ') });
}

function misfits(piece: SourceFile): readonly Diagnostic[] {
  const { source, diagnostics } = sourceOf(piece);
  return source === undefined ? diagnostics : check(source, batchValidator);
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
  };
  return [
    { path: ['at'], text: batch.at },
    ...Object.entries(lists).flatMap(([section, items]: [string, readonly { at?: string }[]]) =>
      items.flatMap(({ at }, index) =>
        at === undefined ? [] : [{ path: [section, index, 'at'], text: at }],
      ),
    ),
  ];
}

function badInstants(piece: SourceFile, wrong: readonly WrittenInstant[]): readonly Diagnostic[] {
  const { source } = sourceOf(piece);
  return source === undefined
    ? []
    : wrong.map(({ path, text }) =>
        diagnostic(
          'batch/bad-instant',
          source.locate(path, 'value'),
          `\`${text}\` is not an instant`,
          { help: 'there is no such day or time; write it as 2026-11-21T14:52:15Z' },
        ),
      );
}
