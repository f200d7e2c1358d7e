import type { CST } from 'yaml';
import type { EndRemark, Remark } from './tree.ts';

/** A comment on a line of its own that was read and belongs to nothing yet. */
export interface LooseRemark extends Remark {
  readonly column: number;
}

/** A block whose comments may still go on: those behind its last entry that stand as far in as it. */
export interface Frame {
  readonly column: number;
  readonly tail: Remark[];
}

/** Where a reader is, between the parts of a text. */
export interface Trivia {
  readonly text: string;
  /** Offset at which the line begins. */
  lineAt: number;
  /** Whether nothing but blanks stands on the line so far. */
  isLineEmpty: boolean;
  /** Whether an empty line stands above. */
  isApart: boolean;
  loose: LooseRemark[];
  /** Blocks that are open, and those that ended since the last entry began, from the outside in. */
  readonly frames: Frame[];
  /** Takes a comment behind what was read last; false where one stands there already. */
  takeEnd: (remark: EndRemark) => boolean;
}

export function newTrivia(text: string): Trivia {
  return {
    text,
    lineAt: 0,
    isLineEmpty: true,
    isApart: false,
    loose: [],
    frames: [],
    takeEnd: () => false,
  };
}

/** Reads blanks, ends of lines and comments; false for anything else. */
export function isTrivia(trivia: Trivia, token: CST.Token): boolean {
  switch (token.type) {
    case 'space':
    case 'doc-mode':
      return true;
    case 'newline':
      trivia.isApart ||= trivia.isLineEmpty;
      trivia.isLineEmpty = true;
      trivia.lineAt = token.offset + token.source.length;
      return true;
    case 'comment':
      readRemark(trivia, token);
      return true;
    default:
      return false;
  }
}

function readRemark(trivia: Trivia, { source, offset }: CST.SourceToken): void {
  const text = source.trimEnd();
  const column = offset - trivia.lineAt;
  const isTaken = !trivia.isLineEmpty && trivia.takeEnd(endRemarkAt(trivia, text, column));
  if (!isTaken) {
    trivia.loose.push({ text, column, blankBefore: trivia.isApart });
    trivia.isApart = false;
  }
  trivia.isLineEmpty = false;
}

function endRemarkAt({ text: all, lineAt }: Trivia, text: string, column: number): EndRemark {
  const before = all.slice(lineAt, lineAt + column);
  return {
    text,
    column,
    gap: before.length - before.trimEnd().length,
    lineIndent: before.length - before.trimStart().length,
  };
}

/** Something that is neither a blank nor a comment begins; answers whether an empty line stands above it. */
export function beginContent(trivia: Trivia): boolean {
  const { isApart } = trivia;
  trivia.isLineEmpty = false;
  trivia.isApart = false;
  return isApart;
}

/** All comments that belong to nothing yet. */
export function takeLoose(trivia: Trivia): readonly Remark[] {
  const { loose } = trivia;
  if (loose.length === 0) {
    return none;
  }
  trivia.loose = [];
  return loose.map(bare);
}

const none: readonly Remark[] = [];

/**
 * Comments above an entry that begins in a column, as a part of the block with the given number of frames around it. Those that stand
 * further in than it close the blocks that ended before it.
 */
export function takeAbove(trivia: Trivia, column: number, depth: number): readonly Remark[] {
  const { loose, frames } = trivia;
  let taken = 0;
  for (const remark of loose) {
    const inner = remark.column > column ? frameOf(frames, remark.column) : -1;
    if (inner < depth) {
      break;
    }
    frames.length = inner + 1;
    frames[inner]?.tail.push(bare(remark));
    taken += 1;
  }
  frames.length = Math.min(frames.length, depth);
  trivia.loose = loose.slice(taken);
  return takeLoose(trivia);
}

/** The innermost block that stands no further in than a column; of a key and a list that stands as far in as it, the key's. */
function frameOf(frames: readonly Frame[], column: number): number {
  const inner = frames.findLastIndex((frame) => frame.column <= column);
  const found = frames[inner]?.column;
  return found === column ? frames.findIndex((frame) => frame.column === found) : inner;
}

function bare({ text, blankBefore }: LooseRemark): Remark {
  return { text, blankBefore };
}
