import type { Checked } from './check.ts';
import { jsonPlaces } from './json-places.ts';
import { type Lines, linesOf } from './lines.ts';

/** A text that is JSON, and how many lines of its file stand before it. */
export interface JsonPiece {
  readonly path: string;
  readonly text: string;
  readonly linesBefore: number;
}

/** What a piece says, and where. */
export function jsonSource(piece: JsonPiece, value: unknown): Checked {
  const places = jsonPlaces(piece.text);
  const lines = linesIn(piece);
  return {
    value,
    locate: (path, part) => {
      const found = places.find(path, part);
      return lines.place(found.range, found.path);
    },
    written: places.written,
  };
}

/** The lines of a piece, numbered as those of its file. */
export function linesIn({ path: file, text, linesBefore }: JsonPiece): Lines {
  const lines = linesOf(file, text);
  return {
    place: (range, path) => {
      const place = lines.place(range, path);
      return {
        ...place,
        line: place.line + linesBefore,
        endLine: place.endLine + linesBefore,
      };
    },
  };
}
