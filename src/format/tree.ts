/** A comment on a line of its own. */
export interface Remark {
  /** From its `#` on, without blanks at its end. */
  readonly text: string;
  /** Whether an empty line stands above it. */
  readonly blankBefore: boolean;
}

/** A comment behind something. */
export interface EndRemark {
  readonly text: string;
  /** How many blanks stand before its `#`, in which column that is, and how far in its line begins. */
  readonly gap: number;
  readonly column: number;
  readonly lineIndent: number;
}

export interface Scalar {
  readonly kind: 'scalar';
  readonly style: 'plain' | 'single' | 'double' | 'alias';
  /** As it is written, quotes included; several lines of a text that goes on below, without their indentation. */
  readonly lines: readonly [string, ...string[]];
}

/** A text behind `|` or `>`. */
export interface BlockText {
  readonly kind: 'text';
  /** `|`, `>-` and so on, without a number. */
  readonly header: string;
  /** Whether a number says how far in it stands: it begins with a blank. */
  readonly isCounted: boolean;
  /** Without their indentation. */
  readonly lines: readonly string[];
  /** Whether empty lines behind it belong to it. */
  readonly isKept: boolean;
}

export interface Collection {
  readonly kind: 'map' | 'list';
  /** Whether it stands in braces or brackets. */
  readonly isFlow: boolean;
  /** Whether it is written on a single line; of use where it stands in braces or brackets. */
  readonly isOnOneLine: boolean;
  readonly slots: readonly Slot[];
  /** Comments behind its last entry. */
  readonly tail: readonly Remark[];
}

export type Node = Scalar | BlockText | Collection;

/** An entry of a map or of a list, with the comments that belong to it. */
export interface Slot {
  /** Undefined in a list. */
  readonly key: SlotKey | undefined;
  readonly above: readonly Remark[];
  /** Whether an empty line stands above its own line, below the comments. */
  readonly blankBefore: boolean;
  readonly anchor: string | undefined;
  /** Behind its colon or dash, where the value stands below. */
  readonly keyRemark: EndRemark | undefined;
  /** Comments between its key and a value below that is no block. */
  readonly inner: readonly Remark[];
  /** Undefined where nothing is written. */
  readonly value: Node | undefined;
  /** Whether the value begins on another line than the key. */
  readonly isBelow: boolean;
  readonly endRemark: EndRemark | undefined;
}

export interface SlotKey {
  readonly scalar: Scalar;
  /** What it says. */
  readonly name: string;
  readonly anchor: string | undefined;
  /** In braces a key may stand without a colon. */
  readonly hasColon: boolean;
}

/** A text of YAML as far as its form goes. */
export interface Tree {
  /** Comments before `---`; undefined where there is none. */
  readonly start:
    | { readonly remarks: readonly Remark[]; readonly endRemark: EndRemark | undefined }
    | undefined;
  readonly root: Collection;
  readonly hasAnchors: boolean;
  /** All comments in their order, from the pieces of the text: what the tree has of them is held against it. */
  readonly remarks: readonly string[];
}

/** Whether an empty line stands above a slot with its comments. */
export function isApart(slot: Slot): boolean {
  return slot.above[0]?.blankBefore ?? slot.blankBefore;
}

/** The slot with or without an empty line above it and its comments. */
export function apart(slot: Slot, blankBefore: boolean): Slot {
  if (isApart(slot) === blankBefore) {
    return slot;
  }
  const [first, ...others] = slot.above;
  return first === undefined
    ? { ...slot, blankBefore }
    : { ...slot, above: [{ ...first, blankBefore }, ...others] };
}

export function isCollection(node: Node | undefined): node is Collection {
  return node?.kind === 'map' || node?.kind === 'list';
}
