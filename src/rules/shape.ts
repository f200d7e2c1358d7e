import { didYouMean } from '../model/nearest.ts';
import { type Path, pathText, type Segment } from './path.ts';
import type { Finding } from './problem.ts';

/** What a fact looks like, so that a misspelt path is an error and not a rule that never fires. */
export type Shape =
  | {
      readonly kind: 'number' | 'string' | 'boolean';
      /** Closed set of strings. */
      readonly values?: readonly string[];
      readonly description?: string;
    }
  | { readonly kind: 'list'; readonly of: Shape; readonly description?: string }
  | {
      readonly kind: 'object';
      /** All there are; each may be missing at run time. */
      readonly fields: Readonly<Record<string, Shape>>;
      readonly description?: string;
    }
  | {
      readonly kind: 'map';
      readonly of: Shape;
      /** Without them every key may occur. */
      readonly keys?: readonly string[];
      readonly description?: string;
    }
  | { readonly kind: 'any' };

export interface ParamShape {
  readonly required: boolean;
  readonly known?: readonly string[];
  /** What it names: `signal`, `system`. */
  readonly what: string;
}

export interface FactShape {
  readonly shape: Shape;
  readonly params?: Readonly<Record<string, ParamShape>>;
  readonly description: string;
}

export type FactShapes = Readonly<Record<string, FactShape>>;

const nouns = {
  number: 'a number',
  string: 'a string',
  boolean: 'a boolean',
  list: 'a list',
  object: 'an object',
  map: 'a map',
  any: 'any value',
} as const satisfies Record<Shape['kind'], string>;

/** `a number`, `a list`: the kind of a shape in a sentence. */
export function shapeNoun({ kind }: Pick<Shape, 'kind'>): string {
  return nouns[kind];
}

/** The shape at the end of a path into a fact, or why there is none. A path with wildcards ends in a list. */
export function shapeAt(fact: string, shape: Shape, path: Path): Shape | Finding {
  let current = shape;
  for (const [index, segment] of path.entries()) {
    const next = step(current, segment);
    if (next === undefined) {
      return noSuchPath(fact, current, path, index);
    }
    current = next;
  }
  return path.some((segment) => segment.kind === 'every') ? { kind: 'list', of: current } : current;
}

function step(shape: Shape, segment: Segment): Shape | undefined {
  switch (shape.kind) {
    case 'any':
      return shape;
    case 'list':
      return listStep(shape.of, segment);
    case 'map':
      return segment.kind === 'every' || isKey(shape.keys, keyOf(segment)) ? shape.of : undefined;
    case 'object':
      return fieldStep(shape.fields, segment);
    default:
      return undefined;
  }
}

function listStep(of: Shape, segment: Segment): Shape | undefined {
  if (segment.kind === 'field') {
    return segment.name === 'length' ? { kind: 'number' } : undefined;
  }
  return of;
}

/** A wildcard over fields is any value unless all fields are of one kind. */
function fieldStep(fields: Readonly<Record<string, Shape>>, segment: Segment): Shape | undefined {
  if (segment.kind !== 'every') {
    const key = keyOf(segment);
    return Object.hasOwn(fields, key) ? fields[key] : undefined;
  }
  const kinds = new Set(Object.values(fields).map((field) => field.kind));
  const [kind] = kinds;
  const scalar = kind === 'number' || kind === 'string' || kind === 'boolean';
  return kinds.size === 1 && scalar ? { kind } : { kind: 'any' };
}

function isKey(keys: readonly string[] | undefined, key: string): boolean {
  return keys === undefined || keys.includes(key);
}

function keyOf(segment: Exclude<Segment, { kind: 'every' }>): string {
  return segment.kind === 'field' ? segment.name : String(segment.index);
}

function noSuchPath(fact: string, shape: Shape, path: Path, index: number): Finding {
  const code = 'rule/unknown-path';
  const before = pathText(path.slice(0, index));
  const segment = path[index];
  if (shape.kind === 'list') {
    const after = pathText(path.slice(index)).slice(1);
    const isOfItem = segment !== undefined && step(shape.of, segment) !== undefined;
    return {
      code,
      message: `\`${before}\` of fact \`${fact}\` is a list`,
      help: isOfItem
        ? `write \`${before}[*]${after}\` for all its items, \`${before}[0]${after}\` for the first`
        : `it has items, such as \`${before}[0]\`, and a \`length\``,
    };
  }
  if (segment?.kind === 'field' && (shape.kind === 'object' || shape.kind === 'map')) {
    const known = shape.kind === 'object' ? Object.keys(shape.fields) : (shape.keys ?? []);
    return {
      code,
      message: `fact \`${fact}\` has no path \`${pathText(path.slice(0, index + 1))}\``,
      help: didYouMean(segment.name, known),
    };
  }
  const lacks = segment?.kind === 'item' ? 'items' : 'fields';
  return {
    code,
    message: `\`${before}\` of fact \`${fact}\` is ${shapeNoun(shape)} and has no ${lacks}`,
  };
}
