import type { Key } from '../model/key.ts';
import { keysIn } from './screen-keys.ts';

/** Calls once after so many milliseconds, unless the answer is called before. */
export type Later = (ms: number, call: () => void) => () => void;

/** How long the rest of a sequence may take after the escape character, before that counts as a key. */
const sequenceMs = 50;

/** Makes keys of what a terminal sends, in whatever pieces it comes. */
export interface KeyReader {
  readonly hear: (bytes: Uint8Array) => void;
  readonly stop: () => void;
}

export function keyReader(later: Later, press: (keys: readonly Key[]) => void): KeyReader {
  const decoder = new TextDecoder();
  let begun = '';
  let cancel = (): void => undefined;
  const giveUp = (): void => {
    const isAlone = begun === '\u001b';
    begun = '';
    press(isAlone ? ['escape'] : []);
  };
  return {
    hear: (bytes) => {
      cancel();
      const { keys, rest } = keysIn(begun + decoder.decode(bytes, { stream: true }));
      begun = rest;
      if (rest !== '') {
        cancel = later(sequenceMs, giveUp);
      }
      press(keys);
    },
    stop: () => cancel(),
  };
}
