import type { Guess } from '../model/imported.ts';

/** What a source says itself, so that there is nothing to decide. */
export function sure(word: string | undefined): Guess | undefined {
  return word === undefined ? undefined : { word, because: undefined, isSaid: true };
}

/** A dependency that the caller is taken to fail without. */
export function hard(because: string): Guess {
  return { word: 'hard', because };
}
