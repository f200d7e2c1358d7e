import { cell, intCell } from './columns.ts';

/**
 * When each system has to be looked at again although nothing is heard of it. A binary heap with one entry a system; an
 * entry may be early, never late, so that a deadline that moves back costs nothing until the old one comes.
 */
export interface Deadlines {
  /** By system: when it is due, in milliseconds; infinite where it is not. */
  readonly dueAt: Float64Array;
  /** By system: the instant that its entry is kept under, in milliseconds; infinite where it has none. */
  readonly keptAt: Float64Array;
  readonly heap: Int32Array;
  /** By system: the place of its entry in the heap, -1 where it has none. */
  readonly placeOf: Int32Array;
  count: number;
}

export function emptyDeadlines(systemCount: number): Deadlines {
  return {
    dueAt: new Float64Array(systemCount).fill(Number.POSITIVE_INFINITY),
    keptAt: new Float64Array(systemCount).fill(Number.POSITIVE_INFINITY),
    heap: new Int32Array(systemCount),
    placeOf: new Int32Array(systemCount).fill(-1),
    count: 0,
  };
}

/** Has a system looked at at an instant, and no longer at the one before. */
export function expectAt(deadlines: Deadlines, system: number, at: number): void {
  const { dueAt, keptAt, heap, placeOf } = deadlines;
  dueAt[system] = at;
  if (at >= cell(keptAt, system)) {
    return;
  }
  keptAt[system] = at;
  if (intCell(placeOf, system) < 0) {
    heap[deadlines.count] = system;
    placeOf[system] = deadlines.count;
    deadlines.count += 1;
  }
  rise(deadlines, intCell(placeOf, system));
}

/** Takes out the system that is due first, if that is by an instant; -1 where none is due. */
export function nextDue(deadlines: Deadlines, now: number): number {
  if (firstDeadline(deadlines) > now) {
    return -1;
  }
  const first = intCell(deadlines.heap, 0);
  deadlines.dueAt[first] = Number.POSITIVE_INFINITY;
  drop(deadlines);
  return first;
}

/** The first instant at which a system is due; infinite where none is. Entries that are early are put where they belong. */
export function firstDeadline(deadlines: Deadlines): number {
  const { heap, keptAt, dueAt } = deadlines;
  while (deadlines.count > 0) {
    const first = intCell(heap, 0);
    const at = cell(dueAt, first);
    if (cell(keptAt, first) >= at) {
      return at;
    }
    drop(deadlines);
    expectAt(deadlines, first, at);
  }
  return Number.POSITIVE_INFINITY;
}

/** Takes out the entry that is first. */
function drop(deadlines: Deadlines): void {
  const { heap, keptAt, placeOf } = deadlines;
  const first = intCell(heap, 0);
  keptAt[first] = Number.POSITIVE_INFINITY;
  placeOf[first] = -1;
  deadlines.count -= 1;
  if (deadlines.count > 0) {
    const last = intCell(heap, deadlines.count);
    heap[0] = last;
    placeOf[last] = 0;
    sink(deadlines);
  }
}

function rise({ keptAt, heap, placeOf }: Deadlines, start: number): void {
  const system = intCell(heap, start);
  const at = cell(keptAt, system);
  let place = start;
  while (place > 0) {
    const above = (place - 1) >> 1;
    const other = intCell(heap, above);
    if (cell(keptAt, other) <= at) {
      break;
    }
    heap[place] = other;
    placeOf[other] = place;
    place = above;
  }
  heap[place] = system;
  placeOf[system] = place;
}

function sink({ keptAt, heap, placeOf, count }: Deadlines): void {
  const system = intCell(heap, 0);
  const at = cell(keptAt, system);
  let place = 0;
  for (let below = 1; below < count; below = 2 * place + 1) {
    const right = below + 1;
    const isRight =
      right < count && cell(keptAt, intCell(heap, right)) < cell(keptAt, intCell(heap, below));
    const next = isRight ? right : below;
    const other = intCell(heap, next);
    if (cell(keptAt, other) >= at) {
      break;
    }
    heap[place] = other;
    placeOf[other] = place;
    place = next;
  }
  heap[place] = system;
  placeOf[system] = place;
}
