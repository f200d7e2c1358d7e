/**
 * A queue of items whose smallest key leaves first, for keys that never lie before the last one that left: whole numbers
 * within 2 ** 52 of 0. A radix heap (Ahuja, Mehlhorn, Orlin and Tarjan, 1990): the entries lie in buckets by the highest bit in
 * which their key differs from that last one, so that an entry moves at most once for each bit.
 */
export interface MonotoneQueue {
  /** The key that left last. */
  now: number;
  /** First entry of each bucket, -1 where it is empty; bucket 0 holds what leaves now. */
  readonly heads: Int32Array;
  /** By entry. */
  keys: Float64Array;
  items: Int32Array;
  /** By entry: the next one of its bucket, or of those that are free; -1 at the end. */
  following: Int32Array;
  free: number;
}

const bucketCount = 65;
const half = 2 ** 32;
/** Before all keys. */
const start = -(2 ** 52);

export function emptyQueue(): MonotoneQueue {
  const queue = {
    now: start,
    heads: new Int32Array(bucketCount).fill(-1),
    keys: new Float64Array(0),
    items: new Int32Array(0),
    following: new Int32Array(0),
    free: -1,
  };
  grow(queue);
  return queue;
}

/** Adds an item under a key that is not smaller than the last one that left. */
export function push(queue: MonotoneQueue, key: number, item: number): void {
  if (queue.free < 0) {
    grow(queue);
  }
  const entry = queue.free;
  queue.free = queue.following[entry] ?? -1;
  queue.keys[entry] = key;
  queue.items[entry] = item;
  place(queue, entry, key);
}

/** The next item, its key being `queue.now`; -1 where none is left: then keys may begin anew. */
export function pop(queue: MonotoneQueue): number {
  if ((queue.heads[0] ?? -1) < 0 && !advance(queue)) {
    queue.now = start;
    return -1;
  }
  const entry = queue.heads[0] ?? -1;
  queue.heads[0] = queue.following[entry] ?? -1;
  queue.following[entry] = queue.free;
  queue.free = entry;
  return queue.items[entry] ?? -1;
}

/** Moves on to the smallest key that waits, and sorts the bucket that held it into the smaller ones. */
function advance(queue: MonotoneQueue): boolean {
  const { heads, keys, following } = queue;
  let bucket = 1;
  while (bucket < bucketCount && (heads[bucket] ?? -1) < 0) {
    bucket += 1;
  }
  if (bucket === bucketCount) {
    return false;
  }
  const first = heads[bucket] ?? -1;
  let now = keys[first] ?? 0;
  for (let entry = following[first] ?? -1; entry >= 0; entry = following[entry] ?? -1) {
    now = Math.min(now, keys[entry] ?? 0);
  }
  queue.now = now;
  heads[bucket] = -1;
  for (let entry = first; entry >= 0; ) {
    const next = following[entry] ?? -1;
    place(queue, entry, keys[entry] ?? 0);
    entry = next;
  }
  return true;
}

function place(queue: MonotoneQueue, entry: number, key: number): void {
  const bucket = bucketOf(key, queue.now);
  queue.following[entry] = queue.heads[bucket] ?? -1;
  queue.heads[bucket] = entry;
}

/** One more than the place of the highest bit in which two keys differ, 0 where they are equal. */
function bucketOf(key: number, now: number): number {
  if (key === now) {
    return 0;
  }
  const high = Math.floor(key / half);
  const highNow = Math.floor(now / half);
  return high === highNow ? 32 - Math.clz32(key ^ now) : 64 - Math.clz32(high ^ highNow);
}

/** Doubles the room for entries. */
function grow(queue: MonotoneQueue): void {
  const before = queue.keys.length;
  const size = Math.max(64, before * 2);
  const keys = new Float64Array(size);
  const items = new Int32Array(size);
  const following = new Int32Array(size);
  keys.set(queue.keys);
  items.set(queue.items);
  following.set(queue.following);
  for (let entry = before; entry < size; entry += 1) {
    following[entry] = entry + 1 < size ? entry + 1 : -1;
  }
  queue.keys = keys;
  queue.items = items;
  queue.following = following;
  queue.free = before;
}
