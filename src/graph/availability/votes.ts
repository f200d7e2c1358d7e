import { numberAt } from './numbers.ts';

/**
 * Probability that at least `threshold` of some independent events happen. A row holds, for the events so far, the probability of at
 * least 0, 1, 2 … of them; only what the outcome still depends on is worked out, so that the cost is the number of events times the
 * smaller of threshold and number of events to spare. All that is added is positive: no digits are lost for tiny probabilities.
 */
export function chanceOfVotes(threshold: number, chance: Float64Array): number {
  const row = firstRow(threshold);
  for (let event = 0; event < chance.length; event += 1) {
    addEvent(row, { threshold, chance, event });
  }
  return numberAt(row, threshold);
}

interface Turn {
  readonly threshold: number;
  readonly chance: Float64Array;
  readonly event: number;
}

function firstRow(threshold: number): Float64Array {
  const row = new Float64Array(threshold + 1);
  row[0] = 1;
  return row;
}

/** The entries that still count after an event: no more than there were events, no less than the events to come can make up for. */
function boundsAt({ threshold, chance, event }: Turn): readonly [from: number, to: number] {
  return [Math.max(1, threshold - (chance.length - 1 - event)), Math.min(threshold, event + 1)];
}

function addEvent(row: Float64Array, turn: Turn): void {
  const its = numberAt(turn.chance, turn.event);
  const [from, to] = boundsAt(turn);
  for (let count = to; count >= from; count -= 1) {
    row[count] = (1 - its) * numberAt(row, count) + its * numberAt(row, count - 1);
  }
}

/**
 * What certainty of each event adds to the probability of at least `threshold`, against its impossibility. The rows are gone through
 * backwards; they are kept only at the beginning of each block and worked out again from there, so that memory grows with the
 * square root of the number of events.
 */
export function worthOfVotes(threshold: number, chance: Float64Array): Float64Array {
  const worth = new Float64Array(chance.length);
  const size = Math.max(1, Math.ceil(Math.sqrt(chance.length)));
  const starts: Float64Array[] = [];
  const row = firstRow(threshold);
  for (let event = 0; event < chance.length; event += 1) {
    const turn = { threshold, chance, event };
    if (event % size === 0) {
      starts.push(kept(row, turn));
    }
    addEvent(row, turn);
  }
  const weight = new Float64Array(threshold + 1);
  weight[threshold] = 1;
  for (let block = starts.length - 1; block >= 0; block -= 1) {
    const first = block * size;
    const rows = rowsOf(starts[block] ?? row, {
      threshold,
      chance,
      first,
      end: Math.min(first + size, chance.length),
    });
    for (let index = rows.length - 1; index >= 0; index -= 1) {
      const turn = { threshold, chance, event: first + index };
      worth[first + index] = takeBack(weight, rows[index] ?? row, turn);
    }
  }
  return worth;
}

/** The entries of a row that an event is added to, and the one below them. */
function kept(row: Float64Array, turn: Turn): Float64Array {
  const [from, to] = boundsAt(turn);
  return row.slice(from - 1, to + 1);
}

/** The rows before each event of a block, as far as they are kept. */
function rowsOf(
  begin: Float64Array,
  block: Omit<Turn, 'event'> & { readonly first: number; readonly end: number },
): readonly Float64Array[] {
  const { threshold, chance, first, end } = block;
  const rows: Float64Array[] = [];
  const row = firstRow(threshold);
  row.set(begin, boundsAt({ threshold, chance, event: first })[0] - 1);
  for (let event = first; event < end; event += 1) {
    const turn = { threshold, chance, event };
    rows.push(kept(row, turn));
    addEvent(row, turn);
  }
  return rows;
}

/** Takes an event off the weights of the row after it; answers what the outcome would gain by it. */
function takeBack(weight: Float64Array, row: Float64Array, turn: Turn): number {
  const its = numberAt(turn.chance, turn.event);
  const [from, to] = boundsAt(turn);
  let worth = 0;
  for (let count = from; count <= to; count += 1) {
    const weighs = numberAt(weight, count);
    worth += weighs * (numberAt(row, count - from) - numberAt(row, count - from + 1));
    weight[count - 1] = numberAt(weight, count - 1) + its * weighs;
    weight[count] = (1 - its) * weighs;
  }
  return worth;
}
