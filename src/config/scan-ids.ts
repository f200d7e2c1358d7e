import { type IdTable, idTable, indexOf, indexOfText, lengthAt } from './id-table.ts';
import { type Cursor, lastText, nextSign, passSign, passText, sign } from './scan-cursor.ts';

/** Known ids as they are met in bytes. */
export interface Ids {
  readonly table: IdTable;
  /** Index in the table of the id that was passed last; -1 where it is unknown, and before the first. */
  index: number;
  /** That id where it is unknown. */
  text: string;
  /**
   * By index + 1 the index of the id that stood behind it last time, at first the next one: those who write a batch go
   * through their systems and signals in the same order again and again.
   */
  readonly following: Int32Array;
  /** The number of the map that is being passed, and the last map of which each known id was a key. */
  map: number;
  readonly mapById: Float64Array;
  /** Unknown ids among the keys of the map. */
  readonly others: Set<string>;
}

export function idsOf(words: readonly string[]): Ids {
  return {
    table: idTable(words),
    index: -1,
    text: '',
    following: Int32Array.from({ length: words.length + 1 }, (_, index) => index),
    map: 0,
    mapById: new Float64Array(words.length),
    others: new Set(),
  };
}

/** From here on ids are those of another map or list. */
export function beginIds(ids: Ids): void {
  ids.index = -1;
  ids.map += 1;
  if (ids.others.size > 0) {
    ids.others.clear();
  }
}

/** Passes an id. False where there is no string. */
export function passId(ids: Ids, cursor: Cursor): boolean {
  if (nextSign(cursor) !== sign.quote) {
    return false;
  }
  const { table, following } = ids;
  const before = ids.index + 1;
  const guess = following[before] ?? -1;
  const length = lengthAt(table, guess, cursor);
  if (length > 0) {
    ids.index = guess;
    cursor.at += length + 2;
    return true;
  }
  if (!passText(cursor) || !readId(ids, cursor)) {
    return false;
  }
  following[before] = ids.index;
  return true;
}

/** Reads the text that the cursor passed last. False where one of its escapes is none. */
function readId(ids: Ids, cursor: Cursor): boolean {
  if (!cursor.isEscaped) {
    ids.index = indexOf(ids.table, cursor.bytes, cursor);
    if (ids.index !== -1) {
      return true;
    }
  }
  const text = lastText(cursor);
  if (text === undefined) {
    return false;
  }
  ids.text = text;
  ids.index = cursor.isEscaped ? indexOfText(ids.table, text) : -1;
  return true;
}

/** Passes a key of a map and the colon behind it. False also where the map has had it. */
export function passIdKey(ids: Ids, cursor: Cursor): boolean {
  return passId(ids, cursor) && isFirst(ids) && passSign(cursor, sign.colon);
}

function isFirst(ids: Ids): boolean {
  const { index, map, mapById, others, text } = ids;
  if (index === -1) {
    const { size } = others;
    return others.add(text).size > size;
  }
  const last = mapById[index];
  mapById[index] = map;
  return last !== map;
}
