import type { Key } from '../model/key.ts';

/** What terminals send for keys that are no characters, behind the escape character. */
const sequences: ReadonlyMap<string, Key> = new Map([
  ['[A', 'up'],
  ['OA', 'up'],
  ['[B', 'down'],
  ['OB', 'down'],
  ['[5~', 'page-up'],
  ['[6~', 'page-down'],
  ['[H', 'home'],
  ['OH', 'home'],
  ['[1~', 'home'],
  ['[7~', 'home'],
  ['[F', 'end'],
  ['OF', 'end'],
  ['[4~', 'end'],
  ['[8~', 'end'],
]);

const controls: ReadonlyMap<string, Key> = new Map([
  ['\r', 'enter'],
  ['\n', 'enter'],
  ['\u0003', 'interrupt'],
  ['\u001a', 'suspend'],
]);

const escapeSign = '\u001b';
/** What stands behind the escape character of a sequence: all of it, or as far as it came. */
const complete = /^(\[[0-9;?<=>]*[ -/]*[@-~]|O[ -~]|[^[O])/u;
const begun = /^(\[[0-9;?<=>]*[ -/]*|O)?$/u;

/**
 * The keys in what a terminal sent, and its end where that is the beginning of a sequence. Sequences that are of no key, and control
 * characters, are left out: none of their characters may pass for a key.
 */
export function keysIn(text: string): { readonly keys: readonly Key[]; readonly rest: string } {
  const keys: Key[] = [];
  let left = text;
  while (left !== '') {
    const sequence = left.startsWith(escapeSign) ? left.slice(1) : undefined;
    if (sequence !== undefined && begun.test(sequence)) {
      return { keys, rest: left };
    }
    const found = sequence === undefined ? undefined : complete.exec(sequence)?.[0];
    const character = String.fromCodePoint(left.codePointAt(0) ?? 0);
    const key = found === undefined ? keyOf(character) : sequences.get(found);
    if (key !== undefined) {
      keys.push(key);
    }
    left = left.slice(found === undefined ? character.length : found.length + 1);
  }
  return { keys, rest: '' };
}

function keyOf(character: string): Key | undefined {
  return controls.get(character) ?? (/^\P{Cc}$/u.test(character) ? character : undefined);
}
