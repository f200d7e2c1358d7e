import { isMap, isNode, isScalar, isSeq, type Node } from 'yaml';
import type { Path } from '../config/source.ts';
import { composeYaml } from '../config/yaml-document.ts';
import type { Rewrite } from './compare.ts';
import { flowText } from './flow-text.ts';

/** A text in which other values stand, and the lines that differ. */
export interface Rewritten {
  readonly text: string;
  /** In order. */
  readonly hunks: readonly Hunk[];
}

/** Lines that are replaced. */
export interface Hunk {
  /** Number of the first of them, from 1. */
  readonly line: number;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** A part of a text, and what stands in its place. */
interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * Puts other values into a YAML text. Only the values change: comments, order and layout stay. A value that stands somewhere else,
 * behind an alias, is left as it is. Undefined where nothing changes.
 */
export function rewritten(text: string, rewrites: readonly Rewrite[]): Rewritten | undefined {
  const { document } = composeYaml(text);
  const splices = rewrites.flatMap(({ path, value }): readonly Splice[] => {
    const node = nodeAt(document?.contents, path);
    return node?.range === undefined || node.range === null
      ? []
      : [{ ...trimmed(text, node.range[0], node.range[1]), text: flowText(value) }];
  });
  const apart = withoutOverlaps(splices).filter(
    (splice) => text.slice(splice.from, splice.to) !== splice.text,
  );
  return apart.length === 0
    ? undefined
    : { text: spliced(text, apart), hunks: hunksOf(text, apart) };
}

/** The node of a value; undefined where an alias stands on the way. */
function nodeAt(contents: unknown, path: Path): Node | undefined {
  let node: unknown = contents;
  for (const part of path) {
    if (isMap(node)) {
      node = node.items.find(
        ({ key }) => isScalar(key) && String(key.value) === String(part),
      )?.value;
    } else {
      node = isSeq(node) ? node.items[Number(part)] : undefined;
    }
  }
  return isNode(node) && (isMap(node) || isSeq(node) || isScalar(node)) ? node : undefined;
}

/** A block goes on to the beginning of the next line; its last line break is not part of what it says. */
function trimmed(text: string, from: number, to: number): Pick<Splice, 'from' | 'to'> {
  return { from, to: from + text.slice(from, to).trimEnd().length };
}

/** Sorted; of those that overlap the first. */
function withoutOverlaps(splices: readonly Splice[]): readonly Splice[] {
  let end = -1;
  return splices
    .toSorted((a, b) => a.from - b.from)
    .filter(({ from, to }) => {
      const isApart = from >= end;
      end = isApart ? to : end;
      return isApart;
    });
}

function spliced(text: string, splices: readonly Splice[]): string {
  let at = 0;
  const parts = splices.map((splice) => {
    const part = text.slice(at, splice.from) + splice.text;
    at = splice.to;
    return part;
  });
  return parts.join('') + text.slice(at);
}

/** The lines that splices touch; those that touch the same lines are one hunk. */
function hunksOf(text: string, splices: readonly Splice[]): readonly Hunk[] {
  const groups: { readonly from: number; to: number; readonly splices: Splice[] }[] = [];
  for (const splice of splices) {
    const from = text.lastIndexOf('\n', splice.from - 1) + 1;
    const end = text.indexOf('\n', splice.to);
    const to = end === -1 ? text.length : end;
    const last = groups.at(-1);
    if (last !== undefined && from <= last.to) {
      last.to = Math.max(last.to, to);
      last.splices.push(splice);
    } else {
      groups.push({ from, to, splices: [splice] });
    }
  }
  return groups.map(({ from, to, splices: own }) => {
    const part = text.slice(from, to);
    const moved = own.map((one) => ({ ...one, from: one.from - from, to: one.to - from }));
    return {
      line: text.slice(0, from).split('\n').length,
      before: part.split('\n'),
      after: spliced(part, moved).split('\n'),
    };
  });
}
