import { readSource, type Source } from '../config/source.ts';
import { type Diagnostic, diagnostic, type SourceFile } from '../model/diagnostic.ts';
import { limits, sayCount } from '../model/limits.ts';
import type { Location } from '../model/location.ts';

/** A document of a file that may hold several: what it says, or why it says nothing. */
export interface YamlDocument {
  /** Places are those in the file. Undefined where the text is no map, or no YAML. */
  readonly source: Source | undefined;
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** The documents of a file, those without content left away; and what there is more of than is read. */
export interface Documents {
  readonly documents: readonly YamlDocument[];
  readonly diagnostics: readonly Diagnostic[];
  /** How many keys, values and signs have been read. */
  readonly parts: number;
}

const byteOrderMark = '\uFEFF';

/**
 * Reads the documents of a file, which lines that begin with `---` or `...` separate: nothing else in YAML may begin a line
 * with these. Each is read by itself, so that one that is broken takes no other with it. `reads` says no to what is not even
 * to be looked into.
 */
export function documentsOf(file: SourceFile, reads: (text: string) => boolean): Documents {
  if (file.text.length > limits.fileBytes) {
    return { documents: [], diagnostics: readSource(file).diagnostics, parts: 0 };
  }
  const documents: YamlDocument[] = [];
  let parts = 0;
  for (const { text, line } of piecesOf(file.text)) {
    if (!hasContent(text) || !reads(text)) {
      continue;
    }
    const read = readSource({ path: file.path, text });
    parts += read.parts;
    const diagnostics = read.diagnostics.map((one) => movedDiagnostic(one, line));
    documents.push({ source: read.source && moved(read.source, line), text, diagnostics });
    if (parts > limits.fileParts) {
      return { documents, diagnostics: [tooManyParts(file, line)], parts };
    }
  }
  return { documents, diagnostics: [], parts };
}

/** Whether a text has a line that is neither blank nor a comment. */
export function hasContent(text: string): boolean {
  return /^[ \t]*[^#\s]/m.test(text);
}

interface Piece {
  readonly text: string;
  /** Lines before it. */
  readonly line: number;
}

function* piecesOf(whole: string): Generator<Piece> {
  const text = whole.startsWith(byteOrderMark) ? whole.slice(1) : whole;
  let [from, fromLine, line] = [0, 0, 0];
  for (let at = 0; at < text.length; line += 1) {
    const end = text.indexOf('\n', at);
    const next = end === -1 ? text.length : end + 1;
    if (isMark(text, at)) {
      yield { text: text.slice(from, at), line: fromLine };
      // What stands behind a mark on its line belongs to the document.
      const isAlone = /^(?:---|\.\.\.)[ \t]*(?:#.*)?\r?\n?$/.test(text.slice(at, next));
      from = isAlone ? next : at;
      fromLine = isAlone ? line + 1 : line;
    }
    at = next;
  }
  yield { text: text.slice(from), line: fromLine };
}

function isMark(text: string, at: number): boolean {
  const mark = text[at];
  return (
    (mark === '-' || mark === '.') &&
    text[at + 1] === mark &&
    text[at + 2] === mark &&
    /^\s?$/.test(text[at + 3] ?? '')
  );
}

function moved(source: Source, lines: number): Source {
  const { locate, offsetAt } = source;
  return {
    ...source,
    locate: (path, part) => movedPlace(locate(path, part), lines),
    offsetAt: (path, offset, length) => movedPlace(offsetAt(path, offset, length), lines),
  };
}

function movedDiagnostic(one: Diagnostic, lines: number): Diagnostic {
  const related = one.related.map(({ message, at }) => ({ message, at: movedPlace(at, lines) }));
  return { ...one, at: movedPlace(one.at, lines), related };
}

function movedPlace(at: Location, lines: number): Location {
  return { ...at, line: at.line + lines, endLine: at.endLine + lines };
}

function tooManyParts({ path }: SourceFile, line: number): Diagnostic {
  const at = { file: path, line: line + 1, column: 1, endLine: line + 1, endColumn: 1, path: '$' };
  return diagnostic(
    'yaml/too-many-parts',
    at,
    `the file has more than ${sayCount(limits.fileParts)} parts`,
    { help: 'split it' },
  );
}
