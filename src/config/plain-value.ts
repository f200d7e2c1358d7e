import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type ParsedNode,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { limits, sayCount } from '../model/limits.ts';
import { nearest } from '../model/nearest.ts';
import { cut } from './cut.ts';
import type { Range } from './lines.ts';
import { rangeOf } from './node-range.ts';
import { tooDeep } from './yaml-document.ts';
import type { YamlFault } from './yaml-fault.ts';
import { nameOf } from './yaml-places.ts';

/** A document as plain data. */
export interface PlainValue {
  readonly value: unknown;
  /** What each alias stands for. */
  readonly targets: ReadonlyMap<Node, Node>;
  readonly faults: readonly YamlFault[];
}

/** A value that has been made: with how many values are in it, itself included, and how many levels it has. */
interface Made {
  readonly value: unknown;
  readonly size: number;
  readonly height: number;
}

interface Anchor {
  readonly node: Node;
  /** Undefined until the end of the value: an alias inside of it would go on forever. */
  made: Made | undefined;
}

interface Progress {
  readonly anchors: Map<string, Anchor>;
  readonly targets: Map<Node, Node>;
  readonly faults: YamlFault[];
  /** Faults beyond those that are told. */
  untold: number;
  /** Values that aliases have repeated. A short text could otherwise become arbitrarily much. */
  repeated: number;
}

/** Makes plain data of a composed document; `null` stands in the place of what is faulty. */
export function plainValue(contents: ParsedNode | null): PlainValue {
  const progress: Progress = {
    anchors: new Map(),
    targets: new Map(),
    faults: [],
    untold: 0,
    repeated: 0,
  };
  const { value } = made(contents, 1, progress);
  const { targets, faults, untold } = progress;
  const last = faults.at(-1);
  return {
    value,
    targets,
    faults: last === undefined || untold === 0 ? faults : [...faults, more(untold, last.range.to)],
  };
}

/** Notes what is wrong, as far as it is told. */
function note(progress: Progress, fault: () => YamlFault): void {
  if (progress.faults.length < limits.fileProblems) {
    progress.faults.push(fault());
  } else {
    progress.untold += 1;
  }
}

function more(count: number, offset: number): YamlFault {
  return {
    code: 'config/more-problems',
    message: `${sayCount(count)} more problems of this file are not told`,
    help: 'mend these first',
    range: { from: offset, to: offset },
  };
}

function made(node: unknown, depth: number, progress: Progress): Made {
  if (isAlias(node)) {
    return madeOfAlias(node, depth, progress);
  }
  if (!isScalar(node) && !isMap(node) && !isSeq(node)) {
    return { value: null, size: 1, height: 0 };
  }
  const anchor: Anchor = { node, made: undefined };
  if (node.anchor !== undefined) {
    progress.anchors.set(node.anchor, anchor);
  }
  anchor.made = isScalar(node)
    ? { value: node.value ?? null, size: 1, height: 0 }
    : isMap(node)
      ? madeOfMap(node, depth, progress)
      : madeOfList(node, depth, progress);
  return anchor.made;
}

function madeOfMap(map: YAMLMap, depth: number, progress: Progress): Made {
  const value: Record<string, unknown> = {};
  const firsts = new Map<string, Range>();
  let [size, height] = [1, 0];
  for (const pair of map.items) {
    const inner = made(pair.value, depth + 1, progress);
    const name = nameOf(pair.key);
    const range = rangeOf(pair.key);
    const first = firsts.get(name);
    if (first === undefined) {
      firsts.set(name, range);
      put(value, name, inner.value);
    } else {
      note(progress, () => duplicate(name, range, first));
    }
    size += inner.size;
    height = Math.max(height, inner.height);
  }
  return { value, size, height: height + 1 };
}

/** Sets an own property, whatever its name. */
function put(value: Record<string, unknown>, name: string, inner: unknown): void {
  if (name === '__proto__') {
    Object.defineProperty(value, name, {
      value: inner,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  } else {
    value[name] = inner;
  }
}

function madeOfList(list: YAMLSeq, depth: number, progress: Progress): Made {
  const items = list.items.map((item) => made(item, depth + 1, progress));
  return {
    value: items.map((item) => item.value),
    size: items.reduce((sum, item) => sum + item.size, 1),
    height: items.reduce((most, item) => Math.max(most, item.height), 0) + 1,
  };
}

const nothing: Made = { value: null, size: 1, height: 0 };

function madeOfAlias(alias: Alias, depth: number, progress: Progress): Made {
  const range = rangeOf(alias);
  const anchor = progress.anchors.get(alias.source);
  const target = anchor?.made;
  if (anchor === undefined || target === undefined) {
    note(progress, () => unresolved(alias.source, range, anchor, progress));
    return nothing;
  }
  progress.repeated += target.size;
  if (progress.repeated > limits.repeatedValues) {
    if (progress.repeated - target.size <= limits.repeatedValues) {
      note(progress, () => tooManyAliases(range));
    }
    return nothing;
  }
  if (depth - 1 + target.height > limits.nesting) {
    note(progress, () => tooDeep(range.from));
    return nothing;
  }
  progress.targets.set(alias, anchor.node);
  return target;
}

function duplicate(name: string, range: Range, first: Range): YamlFault {
  return {
    code: 'yaml/duplicate-key',
    message: `the key \`${cut(name)}\` stands twice in one map`,
    help: 'keep one of the two, or merge them',
    range,
    related: [{ message: 'the first one stands here', range: first }],
  };
}

function unresolved(
  name: string,
  range: Range,
  anchor: Anchor | undefined,
  { anchors }: Progress,
): YamlFault {
  return {
    code: 'yaml/alias',
    message:
      anchor === undefined
        ? `there is no anchor \`&${cut(name)}\` before this alias`
        : `the alias \`*${cut(name)}\` stands inside of what it repeats`,
    help: anchor === undefined ? unknownHelp(name, anchors) : 'write that part out',
    range,
  };
}

function unknownHelp(name: string, anchors: ReadonlyMap<string, Anchor>): string {
  const best = nearest(name, anchors.keys());
  return best === undefined
    ? `mark a value with \`&${cut(name)}\` before it, or quote a text that begins with \`*\``
    : `did you mean \`*${best}\`?`;
}

function tooManyAliases(range: Range): YamlFault {
  return {
    code: 'yaml/alias',
    message: `aliases repeat more than ${sayCount(limits.repeatedValues)} values`,
    help: 'write the values out, or repeat less',
    range,
  };
}
