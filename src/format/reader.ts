import type { CST } from 'yaml';
import type { EndRemark, Slot } from './tree.ts';
import { isTrivia, newTrivia, type Trivia } from './trivia.ts';

/** A slot while it is read. */
export type OpenSlot = { -readonly [Field in keyof Slot]: Slot[Field] };

/** What is known while a text is read. */
export interface Reader {
  readonly trivia: Trivia;
  hasAnchors: boolean;
  /** Whether something stands there that a tree has no place for: a key of several lines, a tag. */
  isStuck: boolean;
}

export function newReader(text: string): Reader {
  return { trivia: newTrivia(text), hasAnchors: false, isStuck: false };
}

export function newSlot(): OpenSlot {
  return {
    key: undefined,
    above: [],
    blankBefore: false,
    anchor: undefined,
    keyRemark: undefined,
    inner: [],
    value: undefined,
    isBelow: false,
    endRemark: undefined,
  };
}

/** Reads what stands between parts; anything but blanks and comments is unknown there. */
export function readBetween(reader: Reader, tokens: readonly CST.Token[] = []): void {
  for (const token of tokens) {
    if (!isTrivia(reader.trivia, token)) {
      reader.isStuck = true;
    }
  }
}

/** Takes one comment behind the key or the value of a slot. */
export function takerOf(slot: OpenSlot, part: 'keyRemark' | 'endRemark') {
  return (remark: EndRemark): boolean => {
    const isFree = slot[part] === undefined;
    slot[part] ??= remark;
    return isFree;
  };
}
