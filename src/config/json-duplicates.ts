import { behindString } from './json-places.ts';

/** A key that stands twice in one object of a JSON text, with the offsets of both, quotes included. */
export interface DuplicateKey {
  readonly key: string;
  readonly first: number;
  readonly second: number;
  readonly length: number;
}

interface KeyToken {
  readonly text: string;
  readonly offset: number;
}

/**
 * The first key that stands twice in one object; undefined where there is none. The text is JSON. `JSON.parse` keeps the
 * last value without a word, and with it the other is lost. One pass, linear in the text.
 */
export function duplicateKey(text: string): DuplicateKey | undefined {
  const open: Keys[] = [];
  const sign = /["{}[\]:]/g;
  let last: KeyToken = { text: '""', offset: 0 };
  for (let token = sign.exec(text)?.[0]; token !== undefined; token = sign.exec(text)?.[0]) {
    const found = token === ':' ? repeated(open.at(-1), last) : undefined;
    if (found !== undefined) {
      return found;
    }
    if (token === '"') {
      const offset = sign.lastIndex - 1;
      sign.lastIndex = behindString(text, offset);
      last = { text: text.slice(offset, sign.lastIndex), offset };
    } else {
      nest(open, token);
    }
  }
  return undefined;
}

/** Keys of an object with their offsets; undefined for a list. */
type Keys = Map<string, number> | undefined;

function nest(open: Keys[], token: string): void {
  if (token === '{' || token === '[') {
    open.push(token === '{' ? new Map() : undefined);
  } else if (token !== ':') {
    open.pop();
  }
}

function repeated(
  keys: Map<string, number> | undefined,
  token: KeyToken,
): DuplicateKey | undefined {
  const key: unknown = token.text.includes('\\') ? JSON.parse(token.text) : token.text.slice(1, -1);
  const first = keys?.get(String(key));
  keys?.set(String(key), token.offset);
  return first === undefined
    ? undefined
    : { key: String(key), first, second: token.offset, length: token.text.length };
}
