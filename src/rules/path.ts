import type { FactValue } from '../model/trace.ts';
import { isRow } from './fact-row.ts';
import type { Finding } from './problem.ts';

/** One step of a path: `.name`, `[0]` or `[*]`. */
export type Segment =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'item'; readonly index: number }
  | { readonly kind: 'every' };

/** The steps after `$`. */
export type Path = readonly Segment[];

const pathLengthMax = 256;
const plainName = /^[\p{L}\p{N}_-]+$/u;

/** Sticky: each matches one step at the place where the last one ended. */
const steps: readonly { readonly pattern: RegExp; readonly segment: (text: string) => Segment }[] =
  [
    { pattern: /\.([\p{L}\p{N}_-]+)/uy, segment: (name) => ({ kind: 'field', name }) },
    { pattern: /\.\*()|\[\*\]()/y, segment: () => ({ kind: 'every' }) },
    {
      pattern: /\[(0|-?[1-9]\d{0,8})\]/y,
      segment: (digits) => ({ kind: 'item', index: Number(digits) }),
    },
    { pattern: /\['((?:[^'\\]|\\['\\])*)'\]/y, segment: quoted },
    { pattern: /\["((?:[^"\\]|\\["\\])*)"\]/y, segment: quoted },
  ];

const supported =
  "write paths as `$.name`, `$['a name']`, `$.list[0]`, `$.list[-1]`, `$.list[*].name` or `$.map.*`";

/**
 * Reads a path. Only steps to own properties exist: nothing in a path can run, so filters and scripts are refused
 * (`rule/unsafe-path`), and so is everything else that is not one of the steps (`rule/syntax`).
 */
export function parsePath(text: string): { readonly path: Path } | Finding {
  if (text.length > pathLengthMax) {
    return { code: 'rule/syntax', message: `path is longer than ${pathLengthMax} characters` };
  }
  if (!text.startsWith('$')) {
    return withoutRoot(text);
  }
  const path: Segment[] = [];
  let at = 1;
  while (at < text.length) {
    const step = stepAt(text, at);
    if (step === undefined) {
      return unsupported(text, at);
    }
    path.push(step.segment);
    at = step.end;
  }
  return { path };
}

/** A path as text, in one canonical form. */
export function pathText(path: Path): string {
  return `$${path.map(segmentText).join('')}`;
}

/**
 * The value at a path, by own properties only; undefined where it is missing. With a wildcard, a list of what is found,
 * in order, undefined values left out; missing only where there is nothing that the first wildcard could go through.
 */
export function resolvePath(value: FactValue, path: Path): FactValue {
  let current = value;
  let at = 0;
  for (const segment of path) {
    if (segment.kind === 'every') {
      return isContainer(current) ? found(current, path.slice(at)) : undefined;
    }
    current = step(current, segment);
    if (current === undefined) {
      return undefined;
    }
    at += 1;
  }
  return current;
}

function stepAt(
  text: string,
  at: number,
): { readonly segment: Segment; readonly end: number } | undefined {
  for (const { pattern, segment } of steps) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match !== null) {
      return { segment: segment(match[1] ?? ''), end: at + match[0].length };
    }
  }
  return undefined;
}

function quoted(name: string): Segment {
  return { kind: 'field', name: name.replaceAll(/\\(.)/gs, '$1') };
}

function withoutRoot(text: string): Finding {
  const message = `path \`${text}\` does not start with \`$\``;
  const meant = text.startsWith('.') || text.startsWith('[') ? `$${text}` : `$.${text}`;
  const help = 'path' in parsePath(meant) ? `did you mean \`${meant}\`?` : supported;
  return { code: 'rule/syntax', message, help };
}

function unsupported(text: string, at: number): Finding {
  const rest = text.slice(at);
  return /[?(]/.test(rest)
    ? {
        code: 'rule/unsafe-path',
        message: `path \`${text}\` contains a filter or a script, which could run code`,
        help: 'compare in the condition instead, with `all`, `any` or a decorator such as `someFact`',
      }
    : {
        code: 'rule/syntax',
        message: `path \`${text}\` cannot be read from \`${rest}\` on`,
        help: supported,
      };
}

function segmentText(segment: Segment): string {
  switch (segment.kind) {
    case 'every':
      return '[*]';
    case 'item':
      return `[${segment.index}]`;
    default:
      return plainName.test(segment.name)
        ? `.${segment.name}`
        : `['${segment.name.replaceAll(/['\\]/g, '\\$&')}']`;
  }
}

function step(value: FactValue, segment: Exclude<Segment, { kind: 'every' }>): FactValue {
  if (!isContainer(value)) {
    return undefined;
  }
  if (isRow(value)) {
    return segment.kind === 'field' ? value.field(segment.name) : undefined;
  }
  if (isList(value)) {
    return listStep(value, segment);
  }
  const key = segment.kind === 'field' ? segment.name : String(segment.index);
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

/** A list has items, counted from either end, and a length. */
function listStep(
  list: readonly FactValue[],
  segment: Exclude<Segment, { kind: 'every' }>,
): FactValue {
  if (segment.kind === 'item') {
    return list.at(segment.index);
  }
  return segment.name === 'length' ? list.length : undefined;
}

/** What the steps from a wildcard on lead to, flat. */
function found(value: FactValue, path: Path): readonly FactValue[] {
  let values: readonly FactValue[] = [value];
  for (const segment of path) {
    const next: FactValue[] = [];
    for (const each of values) {
      for (const one of segment.kind === 'every'
        ? (childrenOf(each) ?? [])
        : [step(each, segment)]) {
        if (one !== undefined) {
          next.push(one);
        }
      }
    }
    values = next;
  }
  return values;
}

/** What a wildcard goes through; undefined where there is nothing to go through. */
export function childrenOf(value: FactValue): readonly FactValue[] | undefined {
  if (!isContainer(value)) {
    return undefined;
  }
  if (isRow(value)) {
    return value.names().map((name) => value.field(name));
  }
  return isList(value) ? value : Object.values(value);
}

type Container = Exclude<FactValue, string | number | boolean | null | undefined>;

function isContainer(value: FactValue): value is Container {
  return typeof value === 'object' && value !== null;
}

/** Array.isArray does not narrow readonly arrays. */
export function isList(value: FactValue): value is readonly FactValue[] {
  return Array.isArray(value);
}
