import { compareText } from './order.ts';

/** Longer words are never misspelt names, and comparing them is what costs. */
const wordLengthMax = 128;
const listedMax = 8;

/**
 * The known word that was probably meant: an edit distance (a swap of neighbors counts 1) of at most max(2, a third of
 * the word, and at most half of it. Ties go to the smaller distance, then to code-unit order.
 */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  if (word.length > wordLengthMax) {
    return undefined;
  }
  const limit = Math.min(Math.max(2, Math.floor(word.length / 3)), Math.floor(word.length / 2));
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of known) {
    const length = Math.max(word.length, candidate.length);
    if (length - Math.min(word.length, candidate.length) > limit) {
      continue;
    }
    const distance = editDistance(word, candidate);
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
  const names = [...unsorted].sort(compareText);
  if (names.length === 0) {
    return '';
  }
  const listed = names.slice(0, listedMax).map((name) => `\`${name}\``);
  const rest = names.length - listed.length;
  return `known: ${listed.join(', ')}${rest > 0 ? `, … (and ${rest} more)` : ''}`;
}

/** Optimal string alignment: insert, delete, replace, or swap two neighbors, each at 1. */
function editDistance(a: string, b: string): number {
  let twoBack: number[] = [];
  let oneBack = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(
        at(oneBack, column) + 1,
        at(current, column - 1) + 1,
        at(oneBack, column - 1) + (same ? 0 : 1),
      );
      if (a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        cost = Math.min(cost, at(twoBack, column - 2) + 1);
      }
      current.push(cost);
    }
    twoBack = oneBack;
    oneBack = current;
  }
  return at(oneBack, b.length);
}

/** Outside of the table is unreachable. */
function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
