import { isUtf8 } from 'node:buffer';
import {
  type ByteFile,
  type Diagnostic,
  diagnostic,
  type SourceFile,
} from '../model/diagnostic.ts';
import { sayBytes } from '../model/limits.ts';
import type { Location } from '../model/location.ts';
import type { ByteReading } from '../ports.ts';

/** A file as text, without the mark of its beginning. */
export function textOf({ path, bytes }: ByteFile): SourceFile {
  return { path, text: decoder.decode(bytes) };
}

const decoder = new TextDecoder();

/** Whether the mark of some editors stands at the beginning of a file; in its text it is left out. */
export function beginsWithMark(bytes: Uint8Array): boolean {
  return [0xef, 0xbb, 0xbf].every((byte, index) => bytes[index] === byte);
}

/** Bytes as a file. Bytes that are not UTF-8 are told with the line and the column where they stand. */
export function checkUtf8(bytes: Uint8Array, name: string): ByteReading {
  if (isUtf8(bytes)) {
    return { file: { path: name, bytes } };
  }
  const place = firstBroken(bytes);
  return {
    diagnostic: diagnostic(
      'file/not-utf8',
      fileLocation(name, place?.line, place?.column),
      `\`${name}\` is not UTF-8`,
      { help: 'save it as UTF-8' },
    ),
  };
}

/** A file that is larger than is read. */
export function tooLarge(name: string, bytesMax: number): Diagnostic {
  return diagnostic(
    'file/too-large',
    fileLocation(name),
    `\`${name}\` is larger than ${sayBytes(bytesMax)}`,
    { help: 'split it' },
  );
}

/** A file that a link leads to from inside of the project. */
export function outside(name: string): Diagnostic {
  return diagnostic(
    'file/outside',
    fileLocation(name),
    `\`${name}\` is a link that leads out of the project`,
    { help: 'put the file itself there, or move tower.yaml up' },
  );
}

/** A place in a file that has no text to point at. */
export function fileLocation(file: string, line = 1, column = 1): Location {
  return { file, line, column, endLine: line, endColumn: column, path: '$' };
}

/** The first character that decoding replaced although it does not stand in the bytes. */
function firstBroken(
  bytes: Uint8Array,
): { readonly line: number; readonly column: number } | undefined {
  const isSame = (text: string, from: number, to: number): boolean =>
    Buffer.compare(Buffer.from(text), bytes.subarray(from, to)) === 0;
  let from = 0;
  for (let line = 1; from < bytes.length; line += 1) {
    const found = bytes.indexOf(10, from);
    const to = found === -1 ? bytes.length : found;
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(from, to));
    if (!isSame(text, from, to)) {
      return { line, column: text.indexOf('\uFFFD') + 1 };
    }
    from = to + 1;
  }
  return undefined;
}
