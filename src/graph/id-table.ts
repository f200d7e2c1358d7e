import { byteAt, intAt } from './integers.ts';

/** Ids that collide more often than this are no accident: a table that the language keeps then takes the place of ours. */
const probesMax = 128;

interface Table {
  readonly ids: readonly string[];
  /** The characters of all ids, one behind the other. */
  readonly characters: Uint8Array;
  readonly start: Int32Array;
  /** In each slot the number of an id plus one, and above it as much of the hash as fits; 0 where it is free. */
  readonly slots: Int32Array;
  /** The bits of a slot that hold the number. */
  readonly numbers: number;
}

/**
 * The place of each text in a list of ids, -1 where it is not one of them; of equal ids the last one. Looking up a million texts
 * is bound by memory, so everything that a look-up touches lies in three small arrays: a hash table with open addressing whose
 * slots hold a part of the hash, and the characters themselves, which are compared to the last one. Each step is taken for all
 * texts before the next one, so that the processor waits for many of them at a time. About a third of the time of a `Map`.
 */
export function placesOf(ids: readonly string[], texts: readonly string[]): Int32Array {
  const table = tableOf(ids);
  if (table === undefined) {
    const placeOf = new Map(ids.map((id, place) => [id, place]));
    return Int32Array.from(texts, (text) => placeOf.get(text) ?? -1);
  }
  const places = new Int32Array(texts.length);
  for (let index = 0; index < texts.length; index += 1) {
    places[index] = hashOf(textAt(texts, index));
  }
  for (let index = 0; index < texts.length; index += 1) {
    places[index] = candidateOf(table, intAt(places, index));
  }
  for (let index = 0; index < texts.length; index += 1) {
    const text = textAt(texts, index);
    const candidate = intAt(places, index);
    if (candidate >= 0 && !isSame(table, text, candidate)) {
      places[index] = placeIn(table, intAt(table.slots, slotOf(table, text, hashOf(text))));
    }
  }
  return places;
}

/** The table of ids; undefined where one is not of bytes alone, or collides too often. */
function tableOf(ids: readonly string[]): Table | undefined {
  const start = new Int32Array(ids.length + 1);
  for (let index = 0; index < ids.length; index += 1) {
    start[index + 1] = intAt(start, index) + textAt(ids, index).length;
  }
  const bits = 32 - Math.clz32(ids.length);
  const table: Table = {
    ids,
    characters: new Uint8Array(intAt(start, ids.length)),
    start,
    slots: new Int32Array(1 << (bits + 1)),
    numbers: (1 << bits) - 1,
  };
  return isFilled(table) ? table : undefined;
}

function placeIn({ numbers }: Table, slot: number): number {
  return (slot & numbers) - 1;
}

/** The place of the first id whose part of the hash is the same, -1 where there is none. */
function candidateOf({ slots, numbers }: Table, hash: number): number {
  const tag = tagOf(hash, numbers);
  let slot = hash & (slots.length - 1);
  let held = intAt(slots, slot);
  while (held !== 0 && (held & ~numbers) !== tag) {
    slot = (slot + 1) & (slots.length - 1);
    held = intAt(slots, slot);
  }
  return (held & numbers) - 1;
}

/** Enters all ids; false where that cannot be done. */
function isFilled(table: Table): boolean {
  const { ids, characters, start, slots, numbers } = table;
  for (let index = 0; index < ids.length; index += 1) {
    const id = textAt(ids, index);
    const first = intAt(start, index);
    for (let place = 0; place < id.length; place += 1) {
      const code = id.charCodeAt(place);
      if (code > 255) {
        return false;
      }
      characters[first + place] = code;
    }
    const hash = hashOf(id);
    const slot = slotOf(table, id, hash);
    if (((slot - hash) & (slots.length - 1)) > probesMax) {
      return false;
    }
    slots[slot] = tagOf(hash, numbers) | (index + 1);
  }
  return true;
}

/** The slot of an id, or the free one where it would be. */
function slotOf(table: Table, id: string, hash: number): number {
  const { slots, numbers } = table;
  const tag = tagOf(hash, numbers);
  let slot = hash & (slots.length - 1);
  for (;;) {
    const held = intAt(slots, slot);
    if (held === 0 || ((held & ~numbers) === tag && isSame(table, id, placeIn(table, held)))) {
      return slot;
    }
    slot = (slot + 1) & (slots.length - 1);
  }
}

function isSame({ characters, start }: Table, id: string, index: number): boolean {
  const first = intAt(start, index);
  if (intAt(start, index + 1) - first !== id.length) {
    return false;
  }
  for (let place = 0; place < id.length; place += 1) {
    if (id.charCodeAt(place) !== byteAt(characters, first + place)) {
      return false;
    }
  }
  return true;
}

/** FNV-1a over the characters, its bits mixed once more so that the lowest are as good as the others. */
function hashOf(id: string): number {
  let hash = 0x811c9dc5 | 0;
  for (let place = 0; place < id.length; place += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(place), 0x01000193);
  }
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return hash ^ (hash >>> 12);
}

/** The part of a hash that a slot holds: of other bits than those that chose the slot. */
function tagOf(hash: number, numbers: number): number {
  return Math.imul(hash, 0x9e3779b1) & ~numbers;
}

function textAt(texts: readonly string[], index: number): string {
  return texts[index] ?? '';
}
