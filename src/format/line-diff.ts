/** A line of two texts: in both, only in the first, or only in the second. */
export interface DiffLine {
  readonly kind: ' ' | '-' | '+';
  readonly text: string;
}

/** Lines around a change, by the numbers of the first of them in both texts, from 1. */
export interface Hunk {
  readonly before: number;
  readonly after: number;
  readonly lines: readonly DiffLine[];
}

const contextMax = 2;

/**
 * What differs between two texts, line by line, with two lines around each change. Lines that stand once in both texts and in one order
 * hold the comparison together (patience diff, B. Cohen), so that it costs about as much as sorting the lines.
 */
export function hunksBetween(before: readonly string[], after: readonly string[]): readonly Hunk[] {
  const lines: DiffLine[] = [];
  let [from, to] = [0, 0];
  for (const [a, b] of [...anchors(before, after), [before.length, after.length] as const]) {
    putBetween(lines, before.slice(from, a), after.slice(to, b));
    const text = before[a];
    if (text !== undefined) {
      lines.push({ kind: ' ', text });
    }
    [from, to] = [a + 1, b + 1];
  }
  return hunksOf(lines);
}

/** Lines between two anchors: what is the same at both ends, and the rest as replaced. */
function putBetween(lines: DiffLine[], before: readonly string[], after: readonly string[]): void {
  const least = Math.min(before.length, after.length);
  let head = 0;
  while (head < least && before[head] === after[head]) {
    head += 1;
  }
  let tail = 0;
  while (tail < least - head && before.at(-1 - tail) === after.at(-1 - tail)) {
    tail += 1;
  }
  put(lines, ' ', before.slice(0, head));
  put(lines, '-', before.slice(head, before.length - tail));
  put(lines, '+', after.slice(head, after.length - tail));
  put(lines, ' ', before.slice(before.length - tail));
}

function put(lines: DiffLine[], kind: DiffLine['kind'], texts: readonly string[]): void {
  for (const text of texts) {
    lines.push({ kind, text });
  }
}

/** Places of lines that stand once in both texts, as many as follow each other in both. */
function anchors(
  before: readonly string[],
  after: readonly string[],
): readonly (readonly [number, number])[] {
  const placesBefore = singles(before);
  const pairs = [...singles(after)].flatMap(([text, b]): readonly (readonly [number, number])[] => {
    const a = placesBefore.get(text);
    return a === undefined ? [] : [[a, b]];
  });
  return longestRising(pairs.sort(([, a], [, b]) => a - b));
}

function singles(lines: readonly string[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  const repeated = new Set<string>();
  for (const [index, line] of lines.entries()) {
    if (places.has(line)) {
      repeated.add(line);
    }
    places.set(line, index);
  }
  for (const line of repeated) {
    places.delete(line);
  }
  return places;
}

/** The longest part of the pairs whose first numbers rise, by piles of which each holds its smallest top. */
function longestRising(
  pairs: readonly (readonly [number, number])[],
): readonly (readonly [number, number])[] {
  const tops: number[] = [];
  const previous: (number | undefined)[] = [];
  for (const [index, [value]] of pairs.entries()) {
    let [low, high] = [0, tops.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const top = pairs[tops[middle] ?? 0]?.[0] ?? 0;
      [low, high] = top < value ? [middle + 1, high] : [low, middle];
    }
    previous.push(low === 0 ? undefined : tops[low - 1]);
    tops[low] = index;
  }
  const found: (readonly [number, number])[] = [];
  for (let at = tops.at(-1); at !== undefined; at = previous[at]) {
    const pair = pairs[at];
    if (pair !== undefined) {
      found.push(pair);
    }
  }
  return found.reverse();
}

function hunksOf(lines: readonly DiffLine[]): readonly Hunk[] {
  const hunks: { before: number; after: number; lines: DiffLine[] }[] = [];
  let [before, after, end] = [1, 1, -1];
  for (const [index, line] of lines.entries()) {
    if (line.kind !== ' ' && index > end) {
      const from = Math.max(index - contextMax, end + 1, 0);
      const last = hunks.at(-1);
      const isTouching = last !== undefined && from === end + 1;
      const lead = lines.slice(from, index);
      if (isTouching) {
        last.lines.push(...lead);
      } else {
        hunks.push({ before: before - lead.length, after: after - lead.length, lines: [...lead] });
      }
      end = index - 1;
    }
    end = line.kind === ' ' ? end : index + contextMax;
    if (index <= end) {
      hunks.at(-1)?.lines.push(line);
    }
    before += line.kind === '+' ? 0 : 1;
    after += line.kind === '-' ? 0 : 1;
  }
  return hunks;
}
