import type { Document } from 'yaml';
import {
  type Diagnostic,
  diagnostic,
  type SourceFile,
  sortedDiagnostics,
} from '../model/diagnostic.ts';
import { limits, sayBytes } from '../model/limits.ts';
import { type Location, startOf } from '../model/location.ts';
import { type Lines, linesOf, type Range } from './lines.ts';
import { isObject } from './own-value.ts';
import type { Path, Places } from './places.ts';
import { plainValue } from './plain-value.ts';
import { quickDocument } from './quick-document.ts';
import { partsOf, plainOf } from './quick-node.ts';
import { quickPlaces } from './quick-places.ts';
import { composeYaml } from './yaml-document.ts';
import type { YamlFault } from './yaml-fault.ts';
import { yamlPlaces } from './yaml-places.ts';

export type { Path } from './places.ts';

/** A file that is well-formed YAML: what it says, and where. */
export interface Source {
  readonly file: string;
  /** Without a byte order mark. */
  readonly text: string;
  /** Plain data; `null` for a file without content. Parts that an alias repeats are the same object. */
  readonly value: unknown;
  /** The place of a key or a value; where nothing stands at the path, that of the key of the nearest part around it. */
  readonly locate: (path: Path, part: 'key' | 'value') => Location;
  /** The place of a part of a text, by its offset and length in the value; the whole text where that cannot be told. */
  readonly offsetAt: (path: Path, offsetInScalar: number, length: number) => Location;
  /** A scalar as it is written, quotes included; undefined for anything else. */
  readonly written: (path: Path) => string | undefined;
  /** Where a value stood that the overlay of an environment replaced; undefined where none did. Absent where there is no overlay. */
  readonly beneath?: (path: Path, part: 'key' | 'value') => Location | undefined;
}

const byteOrderMark = '\uFEFF';
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
const controls = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]|\r(?!\n)/;

/** What a text is as data, or why it is none. */
export interface ReadSource {
  readonly source: Source | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** How many keys, values and signs have been read. */
  readonly parts: number;
}

/**
 * Stage 1 of loading: a text as data with positions, or what keeps it from being YAML. A file with an error has no
 * source; one without content has, and a warning.
 */
export function readSource(file: SourceFile): ReadSource {
  const known = sources.get(file);
  if (known !== undefined) {
    return known;
  }
  const read = readText(file);
  sources.set(file, read);
  return read;
}

/** What says which files belong is read before the others, and then with them. */
const sources = new WeakMap<SourceFile, ReadSource>();

function readText(file: SourceFile): ReadSource {
  if (bytesOf(file.text) > limits.fileBytes) {
    return refused([tooLarge(file.path)], 0);
  }
  const text = file.text.startsWith(byteOrderMark) ? file.text.slice(1) : file.text;
  const lines = linesOf(file.path, text);
  const control = controlCharacter(text);
  if (control !== undefined) {
    return refused([tell(control, lines)], 0);
  }
  const quick = text.length > limits.fileParts ? undefined : quickDocument(text);
  if (quick !== undefined) {
    const known = { file: file.path, text, value: plainOf(quick) };
    const source = sourceOf(known, quickPlaces(quick, text), lines);
    return { source, diagnostics: [], parts: partsOf(quick, text) };
  }
  const { document, faults, parts } = composeYaml(text);
  const plain = document === undefined ? undefined : plainValue(document.contents);
  const found = [...faults, ...(plain?.faults ?? [])];
  if (document === undefined || plain === undefined || found.length > 0) {
    return refused(sortedDiagnostics(found.map((fault) => tell(fault, lines))), parts);
  }
  const places = yamlPlaces(document.contents, plain.targets, text);
  const { value } = plain;
  const empty = isEmpty(document, text);
  if (!empty && !isObject(value)) {
    return refused([tell(notAMap(value, places), lines)], parts);
  }
  const source = sourceOf({ file: file.path, text, value: empty ? null : value }, places, lines);
  return { source, diagnostics: empty ? [tell(emptyFile, lines)] : [], parts };
}

function refused(diagnostics: readonly Diagnostic[], parts: number): ReadSource {
  return { source: undefined, diagnostics, parts };
}

function sourceOf(
  known: Pick<Source, 'file' | 'text' | 'value'>,
  places: Places,
  lines: Lines,
): Source {
  const placed = ({ range, path }: { readonly range: Range; readonly path: string }): Location =>
    lines.place(range, path);
  return {
    ...known,
    locate: (path, part) => placed(places.find(path, part)),
    offsetAt: (path, offset, length) => placed(places.findInside(path, { offset, length })),
    written: (path) => places.written(path),
  };
}

function tell({ code, message, help, range, related }: YamlFault, lines: Lines): Diagnostic {
  return diagnostic(code, lines.place(range, '$'), message, {
    ...(help === undefined ? {} : { help }),
    related: (related ?? []).map((other) => ({
      message: other.message,
      at: lines.place(other.range, '$'),
    })),
  });
}

/** Nothing but comments; a `null` that is written out is content. */
function isEmpty({ contents }: Document.Parsed, text: string): boolean {
  return contents === null || text.slice(contents.range[0], contents.range[1]).trim() === '';
}

const emptyFile: YamlFault = {
  code: 'yaml/empty',
  message: 'the file is empty',
  help: 'begin it with `tower: v1`, or remove it',
  range: { from: 0, to: 0 },
};

function notAMap(value: unknown, places: Places): YamlFault {
  const found = Array.isArray(value) ? 'a list' : 'a single value';
  return {
    code: 'yaml/not-a-map',
    message: `the file holds ${found} at the top, not \`key: value\` lines`,
    help: 'put it below the section that it belongs to',
    range: places.find([], 'value').range,
  };
}

/** The first control character. A file with one is a mistake, or a trick upon who reads it. */
function controlCharacter(text: string): YamlFault | undefined {
  const found = controls.exec(text);
  if (found === null) {
    return undefined;
  }
  const [character] = found;
  const isReturn = character === '\r';
  const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  return {
    code: 'yaml/control-character',
    message: isReturn
      ? 'a carriage return stands here that ends no line'
      : `the control character U+${code} stands here`,
    help: isReturn
      ? 'end lines with a line feed'
      : 'remove it; in double quotes it can be written as an escape',
    range: { from: found.index, to: found.index + 1 },
  };
}

function tooLarge(file: string): Diagnostic {
  return diagnostic(
    'file/too-large',
    startOf(file),
    `\`${file}\` is larger than ${sayBytes(limits.fileBytes)}`,
    { help: 'split it' },
  );
}

/** Length in UTF-8, or a bound that is large or small enough. */
function bytesOf(text: string): number {
  if (text.length > limits.fileBytes || text.length * 3 <= limits.fileBytes) {
    return text.length;
  }
  return new TextEncoder().encode(text).length;
}
