/**
 * A key as somebody pressed it: one character, or the name of a key that is none: `up`, `down`, `page-up`, `page-down`, `home`, `end`,
 * `enter`, `escape`, `interrupt`.
 */
export type Key = string;
