import {
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Path } from '../config/source.ts';
import { composeYaml } from '../config/yaml-document.ts';

/** Keys that are put into a map of a YAML text, in the two ways in which it may be written. */
export interface Insertion {
  /** The map that they go to. Where nothing stands at its last key, that is made as well. */
  readonly path: Path;
  /** As lines, so many blanks in, each further level so many more. */
  readonly block: (indent: number, step: number) => readonly string[];
  /** As pairs of a map in braces. */
  readonly flow: readonly string[];
  /** Comments that stand above a map in braces. */
  readonly above: readonly string[];
}

/** A part of a text that is put in at an offset. */
interface Splice {
  readonly at: number;
  readonly text: string;
}

/** A text with insertions, and those that it has no place for. */
export interface Inserted {
  readonly text: string;
  readonly refused: readonly Insertion[];
}

/**
 * Puts keys behind the last ones of maps. Nothing of the text is changed: what is there stays, byte for byte, in its order. What would
 * have to go behind an alias is refused, since others share it; so is
 * what has an anchor.
 */
export function inserted(text: string, insertions: readonly Insertion[]): Inserted {
  const { document } = composeYaml(text);
  const context: Context = {
    text,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
    step: stepOf(document?.contents, text),
    pairs: new Map(),
  };
  const splices: Splice[] = [];
  const refused: Insertion[] = [];
  for (const insertion of insertions) {
    const own = splicesOf(context, document?.contents, insertion);
    splices.push(...(own ?? []));
    if (own === undefined) {
      refused.push(insertion);
    }
  }
  // Of several at one place, what was asked for first comes first: the sort is stable.
  const ordered = splices.toSorted((a, b) => a.at - b.at);
  let from = 0;
  const parts = ordered.map(({ at, text: part }) => {
    const before = text.slice(from, at);
    from = at;
    return before + part;
  });
  return { text: parts.join('') + text.slice(from), refused };
}

interface Context {
  readonly text: string;
  readonly eol: string;
  /** How many blanks further in the parts of a map are. */
  readonly step: number;
  /** The pairs of the maps that were looked into, by key: there may be many insertions into a large one. */
  readonly pairs: Map<YAMLMap, ReadonlyMap<string, Pair>>;
}

/** How far in the text puts what is inside of what, by its first section that is a block. */
function stepOf(contents: unknown, text: string): number {
  const inner = isMap(contents)
    ? contents.items.flatMap(({ value }) => (isMap(value) && !isFlow(value) ? [value] : []))
    : [];
  const steps = inner.map((map) => indentOf(map, text)).filter((indent) => indent > 0);
  return steps[0] ?? 2;
}

function splicesOf(
  context: Context,
  contents: unknown,
  { path, block, flow, above }: Insertion,
): readonly Splice[] | undefined {
  const { step } = context;
  const found = descend(context, contents, path);
  if (found === undefined) {
    return undefined;
  }
  const { map, missing, outermost } = found;
  if (isFlow(map)) {
    const pairs = missing.reduceRight<readonly string[]>(
      (inner, key) => [`${key}: { ${inner.join(', ')} }`],
      flow,
    );
    return [...commentsAbove(context, outermost, above), intoBraces(map, pairs)];
  }
  const indent = indentOf(map, context.text);
  const lines = [
    ...missing.map((key, depth) => `${' '.repeat(indent + depth * step)}${key}:`),
    ...block(indent + missing.length * step, step),
  ];
  return [behindBlock(context, map, lines)];
}

interface Found {
  /** The innermost map that is there. */
  readonly map: YAMLMap;
  /** Keys of the path that are not. */
  readonly missing: readonly string[];
  /** The outermost map in braces around it, itself perhaps. */
  readonly outermost: Node;
}

function descend(context: Context, contents: unknown, path: Path): Found | undefined {
  let node: unknown = contents;
  let outermost: Node | undefined;
  for (const [depth, key] of path.entries()) {
    if (!isMap(node) || node.anchor !== undefined) {
      return undefined;
    }
    outermost ??= isFlow(node) ? node : undefined;
    const pair = pairsOf(context, node).get(String(key));
    if (pair === undefined) {
      return { map: node, missing: path.slice(depth).map(String), outermost: outermost ?? node };
    }
    node = pair.value;
  }
  return isMap(node) && node.anchor === undefined
    ? { map: node, missing: [], outermost: outermost ?? node }
    : undefined;
}

function pairsOf({ pairs }: Context, map: YAMLMap): ReadonlyMap<string, Pair> {
  const known = pairs.get(map);
  if (known !== undefined) {
    return known;
  }
  const byKey = new Map(
    map.items.flatMap((item): readonly (readonly [string, Pair])[] =>
      isScalar(item.key) ? [[String(item.key.value), item]] : [],
    ),
  );
  pairs.set(map, byKey);
  return byKey;
}

function isFlow(map: YAMLMap): boolean {
  return map.flow === true;
}

function indentOf(map: YAMLMap, text: string): number {
  const [first] = map.items;
  const from = first === undefined ? 0 : startOf(first.key);
  return from - lineStart(text, from);
}

function startOf(node: unknown): number {
  return (isNode(node) ? node.range?.[0] : undefined) ?? 0;
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Comments on lines of their own above the line where a map in braces begins. */
function commentsAbove(
  { text, eol }: Context,
  map: Node,
  comments: readonly string[],
): readonly Splice[] {
  const at = lineStart(text, startOf(map));
  const indent = /^[ \t]*/.exec(text.slice(at))?.[0] ?? '';
  return comments.length === 0
    ? []
    : [{ at, text: comments.map((comment) => `${indent}${comment}${eol}`).join('') }];
}

/** Behind the last pair of a map in braces; into the braces where there is none. */
function intoBraces(map: YAMLMap, pairs: readonly string[]): Splice {
  const last = map.items.at(-1);
  if (last === undefined) {
    return { at: startOf(map) + 1, text: ` ${pairs.join(', ')} ` };
  }
  return { at: endOf(last), text: `, ${pairs.join(', ')}` };
}

/** Behind the line on which the last part of a block ends, with the comment that follows there. */
function behindBlock({ text, eol }: Context, map: YAMLMap, lines: readonly string[]): Splice {
  const { offset, isLineStart } = endOfBlock(map, text);
  if (isLineStart) {
    const isOpen = offset > 0 && text[offset - 1] !== '\n';
    return { at: offset, text: `${isOpen ? eol : ''}${lines.join(eol)}${eol}` };
  }
  const found = text.indexOf('\n', offset);
  const end = found === -1 ? text.length : found;
  const at = text[end - 1] === '\r' ? end - 1 : end;
  return { at, text: lines.map((line) => `${eol}${line}`).join('') };
}

/** Where the last scalar, alias or map in braces of a block ends. A text of several lines ends where the next line begins. */
function endOfBlock(
  map: YAMLMap,
  text: string,
): { readonly offset: number; readonly isLineStart: boolean } {
  let node: unknown = map;
  let end = text.length;
  while (isOpenBlock(node)) {
    const item: unknown = node.items.at(-1);
    // A key without a value ends at its colon, at the latest.
    end = isPair(item) ? endOf(item) : end;
    node = isPair(item) ? item.value : item;
  }
  const isText = isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED');
  return { offset: rangeEnd(node) ?? end, isLineStart: isText };
}

function isOpenBlock(node: unknown): node is YAMLMap | YAMLSeq {
  return (isMap(node) || isSeq(node)) && node.flow !== true && node.items.length > 0;
}

function endOf({ key, value }: Pair): number {
  return rangeEnd(value) ?? rangeEnd(key) ?? 0;
}

function rangeEnd(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[1] : undefined;
}
