/** A key as somebody pressed it: one character, or the name of a key that is none. */
export type Key = string;

/** Names of keys that are no characters. */
export const namedKeys = [
  'up',
  'down',
  'page-up',
  'page-down',
  'home',
  'end',
  'enter',
  'escape',
  'interrupt',
] as const;
