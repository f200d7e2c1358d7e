import type { Lane } from './postings.ts';

/** Puts a lane into the queue of its channel. */
export function enqueue(lane: Lane): void {
  const { queue } = lane.road;
  lane.place = queue.length;
  queue.push(lane);
  rise(queue, lane);
}

/** Takes a lane out of the queue, wherever in it. */
export function unqueue(lane: Lane): void {
  const { queue } = lane.road;
  const last = queue.pop();
  if (last !== undefined && last !== lane) {
    queue[lane.place] = last;
    last.place = lane.place;
    rise(queue, last);
    sink(queue, last);
  }
  lane.place = -1;
}

function isBefore(a: Lane, b: Lane): boolean {
  return a.dueAt === b.dueAt ? a.turn < b.turn : a.dueAt < b.dueAt;
}

function rise(queue: Lane[], lane: Lane): void {
  while (lane.place > 0) {
    const above = queue[(lane.place - 1) >> 1];
    if (above === undefined || !isBefore(lane, above)) {
      return;
    }
    swap(queue, lane, above);
  }
}

function sink(queue: Lane[], lane: Lane): void {
  for (;;) {
    const left = queue[2 * lane.place + 1];
    const right = queue[2 * lane.place + 2];
    const below = left !== undefined && right !== undefined && isBefore(right, left) ? right : left;
    if (below === undefined || !isBefore(below, lane)) {
      return;
    }
    swap(queue, lane, below);
  }
}

function swap(queue: Lane[], a: Lane, b: Lane): void {
  const { place } = a;
  a.place = b.place;
  b.place = place;
  queue[a.place] = a;
  queue[b.place] = b;
}
