import type { Location } from '../model/location.ts';

/** A part of a text, by offsets; `to` is behind the last character. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** A text with its lines, so that offsets become places. */
export interface Lines {
  /** The place of a range of the text. Columns count UTF-16 units. */
  readonly place: (range: Range, path: string) => Location;
}

/** Knows the lines of a text; they end with `\n` or `\r\n`. */
export function linesOf(file: string, text: string): Lines {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    starts.push(at + 1);
  }
  const lineAt = (offset: number): { readonly line: number; readonly column: number } => {
    const index = lastAtMost(starts, offset);
    return { line: index + 1, column: offset - (starts[index] ?? 0) + 1 };
  };
  return {
    place: ({ from, to }, path) => {
      const [start, end] = [lineAt(from), lineAt(Math.max(from, to))];
      return {
        file,
        line: start.line,
        column: start.column,
        endLine: end.line,
        endColumn: end.column,
        path,
      };
    },
  };
}

/** Index of the last number that is at most `limit`, in a sorted list that begins with 0. */
function lastAtMost(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] ?? 0) <= limit) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}
