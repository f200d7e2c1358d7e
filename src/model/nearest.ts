import { compareText } from './order.ts';

/** Longer words are never misspelt names, and comparing them is what costs. */
const wordLengthMax = 128;
const listedMax = 8;

/**
 * The known word that was probably meant: an edit distance (a swap of neighbors counts 1) of at most 2 or a third
 * of the word, whichever is more, and at most half of it. Ties go to the smaller distance, then to code-unit order.
 */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  if (word.length > wordLengthMax) {
    return undefined;
  }
  const limit = Math.min(Math.max(2, Math.floor(word.length / 3)), Math.floor(word.length / 2));
  let best: string | undefined;
  let bestDistance = limit + 1;
  const columns = word.length + limit + 1;
  const rows: Rows = [new Int32Array(columns), new Int32Array(columns), new Int32Array(columns)];
  for (const candidate of known) {
    const length = Math.max(word.length, candidate.length);
    if (length - Math.min(word.length, candidate.length) > limit) {
      continue;
    }
    const distance = editDistance(word, candidate, bestDistance, rows);
    const closer = distance < bestDistance;
    const tie = distance === bestDistance && best !== undefined && candidate < best;
    if (distance < length && (closer || tie)) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Help for an unknown word: the nearest known one, else the first few known ones, else nothing. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const unsorted = new Set(known);
  const meant = nearest(word, unsorted);
  if (meant !== undefined) {
    return `did you mean \`${meant}\`?`;
  }
  return sayKnown(unsorted);
}

/** The first few of the known words; nothing where there is none. */
export function sayKnown(known: Iterable<string>): string {
  const names = [...new Set(known)].sort(compareText);
  if (names.length === 0) {
    return '';
  }
  const listed = names.slice(0, listedMax).map((name) => `\`${name}\``);
  const rest = names.length - listed.length;
  return `known: ${listed.join(', ')}${rest > 0 ? `, … (and ${rest} more)` : ''}`;
}

/** Rows of the table of distances: two before, one before, and the one that is filled. */
type Rows = [Int32Array, Int32Array, Int32Array];

/**
 * Optimal string alignment: insert, delete, replace, or swap two neighbors, each at 1. More than `limit` where the
 * distance is: two whole rows beyond it, which a swap could leap over, do not lead back.
 */
function editDistance(a: string, b: string, limit: number, rows: Rows): number {
  let [twoBack, oneBack, current] = rows;
  for (let column = 0; column <= b.length; column += 1) {
    oneBack[column] = column;
  }
  let leastBefore = 0;
  for (let row = 1; row <= a.length; row += 1) {
    current[0] = row;
    let least = row;
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(
        at(oneBack, column) + 1,
        at(current, column - 1) + 1,
        at(oneBack, column - 1) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        cost = Math.min(cost, at(twoBack, column - 2) + 1);
      }
      current[column] = cost;
      least = Math.min(least, cost);
    }
    if (least > limit && leastBefore > limit) {
      return least;
    }
    leastBefore = least;
    [twoBack, oneBack, current] = [oneBack, current, twoBack];
  }
  return at(oneBack, b.length);
}

function at(row: Int32Array, column: number): number {
  return row[column] ?? 0;
}
