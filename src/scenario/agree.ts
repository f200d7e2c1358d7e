import type { Fields, FieldValue } from './scenario.ts';

/**
 * Whether what is received has what is expected. Of a list: a list is contained, but an empty one means none; a word is in it;
 * a number is how many there are; true and false are whether there are any.
 */
export function agrees(expected: FieldValue, received: FieldValue | undefined): boolean {
  if (typeof received !== 'object') {
    return typeof expected === 'object'
      ? expected.length === 1 && expected[0] === received
      : expected === received;
  }
  switch (typeof expected) {
    case 'object':
      return expected.length === 0
        ? received.length === 0
        : expected.every((word) => received.includes(word));
    case 'string':
      return received.includes(expected);
    case 'number':
      return received.length === expected;
    default:
      return received.length > 0 === expected;
  }
}

/** Whether an object has everything that is expected of it. */
export function agreesAll(expected: Fields, received: Fields): boolean {
  return Object.entries(expected).every(([key, value]) => agrees(value, received[key]));
}

/** Keys that say which object is meant; the others say how it is. */
const identity = ['system', 'signal', 'threshold', 'root', 'policy', 'rule', 'subject', 'channel'];

/** Those of the objects that were probably meant: what says which one agrees. The most alike come first. */
export function alike(expected: Fields, rows: readonly Fields[]): readonly Fields[] {
  const named = Object.entries(expected).filter(([key]) => identity.includes(key));
  const likeness = (row: Fields): number =>
    Object.entries(expected).filter(([key, value]) => agrees(value, row[key])).length;
  return rows
    .filter((row) => named.every(([key, value]) => agrees(value, row[key])))
    .toSorted((a, b) => likeness(b) - likeness(a));
}
