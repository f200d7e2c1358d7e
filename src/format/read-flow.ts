import type { CST } from 'yaml';
import { readKey } from './read-scalar.ts';
import { newSlot, type OpenSlot, type Reader, takerOf } from './reader.ts';
import type { Collection, Remark } from './tree.ts';
import { beginContent, isTrivia, takeLoose } from './trivia.ts';

/** Reads the value of a slot. */
type ReadValue = (reader: Reader, slot: OpenSlot, token: CST.Token | undefined | null) => void;

/** Reads what stands in braces or brackets; `slot` is where it stands. */
export function readFlow(
  reader: Reader,
  slot: OpenSlot,
  token: CST.FlowCollection,
  readValue: ReadValue,
): Collection {
  const { trivia } = reader;
  beginContent(trivia);
  trivia.takeEnd = () => false;
  const { lineAt } = trivia;
  const kind = token.start.type === 'flow-map-start' ? 'map' : 'list';
  const slots: OpenSlot[] = [];
  for (const item of token.items) {
    const entry = readItem({ reader, kind, before: slots.at(-1), readValue }, item);
    slots.push(...(entry === undefined ? [] : [entry]));
  }
  let tail: readonly Remark[] = [];
  let isOnOneLine = false;
  for (const end of token.end) {
    if (end.type === 'flow-map-end' || end.type === 'flow-seq-end') {
      beginContent(trivia);
      isOnOneLine = trivia.lineAt === lineAt;
      tail = takeLoose(trivia);
      trivia.takeEnd = takerOf(slot, 'endRemark');
    } else if (!isTrivia(trivia, end)) {
      reader.isStuck = true;
    }
  }
  if (slots.length === 0) {
    // Nothing stands in it, and it stays in one line: its comments go before it.
    slot.inner = [...slot.inner, ...tail];
    tail = [];
  }
  return { kind, isFlow: true, isOnOneLine, slots, tail };
}

interface Around {
  readonly reader: Reader;
  readonly kind: Collection['kind'];
  /** The slot before, whose comment may stand behind the comma. */
  readonly before: OpenSlot | undefined;
  readonly readValue: ReadValue;
}

function readItem(around: Around, item: CST.CollectionItem): OpenSlot | undefined {
  const { reader, readValue } = around;
  const begun = readItemStart(around, item.start);
  const { key, value } = item;
  if ((key === undefined || key === null) && (value === undefined || value === null)) {
    reader.isStuck ||= begun.slot !== undefined || item.sep !== undefined;
    return undefined;
  }
  const slot = begun.slot ?? newItem(reader);
  if (key !== undefined && key !== null) {
    return readPair({ ...around, before: slot }, item, begun.anchor);
  }
  slot.anchor = begun.anchor;
  readValue(reader, slot, value);
  return slot;
}

function newItem({ trivia }: Reader): OpenSlot {
  return { ...newSlot(), above: takeLoose(trivia), blankBefore: beginContent(trivia) };
}

/** Reads the comma and what else stands before a key or a value. */
function readItemStart(
  { reader, before }: Around,
  tokens: readonly CST.SourceToken[],
): { readonly slot: OpenSlot | undefined; readonly anchor: string | undefined } {
  const { trivia } = reader;
  let slot: OpenSlot | undefined;
  let anchor: string | undefined;
  for (const token of tokens) {
    if (token.type === 'comma') {
      beginContent(trivia);
      trivia.takeEnd = before === undefined ? () => false : takerOf(before, 'endRemark');
    } else if (token.type === 'anchor' || token.type === 'explicit-key-ind') {
      slot ??= newItem(reader);
      anchor = token.type === 'anchor' ? token.source : anchor;
      reader.hasAnchors ||= token.type === 'anchor';
    } else if (!isTrivia(trivia, token)) {
      reader.isStuck = true;
    }
  }
  return { slot, anchor };
}

/** A key with its value; in a list that is a map of its own. */
function readPair(
  { reader, kind, before: outer, readValue }: Around & { readonly before: OpenSlot },
  item: CST.CollectionItem,
  anchor: string | undefined,
): OpenSlot {
  const { trivia } = reader;
  const { lineAt } = trivia;
  const slot = kind === 'map' ? outer : newSlot();
  const key = item.key == null ? undefined : readKey(reader, item.key);
  trivia.takeEnd = takerOf(slot, 'keyRemark');
  let hasColon = false;
  for (const token of item.sep ?? []) {
    if (token.type === 'map-value-ind') {
      beginContent(trivia);
      hasColon = true;
    } else if (token.type === 'anchor') {
      beginContent(trivia);
      slot.anchor = token.source;
      reader.hasAnchors = true;
    } else if (!isTrivia(trivia, token)) {
      reader.isStuck = true;
    }
  }
  if (key === undefined) {
    reader.isStuck = true;
    return outer;
  }
  slot.key = { ...key, anchor, hasColon };
  if (item.value === undefined || item.value === null) {
    trivia.takeEnd = takerOf(slot, 'endRemark');
  }
  readValue(reader, slot, item.value);
  if (slot !== outer) {
    const isOnOneLine = trivia.lineAt === lineAt;
    outer.value = { kind: 'map', isFlow: true, isOnOneLine, slots: [slot], tail: [] };
  }
  return outer;
}
