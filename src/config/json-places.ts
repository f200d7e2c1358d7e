import type { Range } from './lines.ts';
import { type Path, sayPath } from './places.ts';

/** A value in a text, and the key that it has in a map. */
interface Part {
  readonly key: Range | undefined;
  readonly value: Range;
}

/** The parts of a map by key, or of a list by index. */
type Parts = ReadonlyMap<string | number, Part>;

/** The part at a path, or the last one on the way that exists. */
interface Found extends Part {
  /** How much of the path exists. */
  readonly steps: number;
}

/** Finds the parts of a JSON text. */
export interface JsonPlaces {
  readonly find: (
    path: Path,
    part: 'key' | 'value',
  ) => { readonly range: Range; readonly path: string };
  readonly written: (path: Path) => string | undefined;
}

/** Knows the places of a text that is JSON. Only the maps and lists that are asked for are taken apart, each once. */
export function jsonPlaces(text: string): JsonPlaces {
  const known = new Map<number, Parts>();
  const partsAt = (from: number): Parts => {
    const parts = known.get(from) ?? partsOf(text, from);
    known.set(from, parts);
    return parts;
  };
  const start = behindBlanks(text, 0);
  const whole: Range = { from: start, to: behindValue(text, start) };
  const walk = (path: Path): Found => {
    const [first] = partsAt(whole.from).values();
    let found: Found = { key: first?.key, value: whole, steps: 0 };
    for (const step of path) {
      const next = partsAt(found.value.from).get(step);
      if (next === undefined) {
        break;
      }
      found = { ...next, steps: found.steps + 1 };
    }
    return found;
  };
  return {
    find: (path, part) => {
      const { key, value, steps } = walk(path);
      const isValue = part === 'value' && steps === path.length;
      return { range: isValue ? value : (key ?? value), path: sayPath(path.slice(0, steps)) };
    },
    written: (path) => {
      const { value, steps } = walk(path);
      const isScalar = steps === path.length && !/[{[]/.test(text.charAt(value.from));
      return isScalar ? text.slice(value.from, value.to) : undefined;
    },
  };
}

/** The parts of what stands at an offset; none of what is no map or list. */
function partsOf(text: string, from: number): Parts {
  const isMap = text[from] === '{';
  const parts = new Map<string | number, Part>();
  if (!isMap && text[from] !== '[') {
    return parts;
  }
  let at = behindBlanks(text, from + 1);
  while (text[at] !== '}' && text[at] !== ']' && at < text.length) {
    const key: Range | undefined = isMap ? { from: at, to: behindString(text, at) } : undefined;
    const colon = key === undefined ? at - 1 : behindBlanks(text, key.to);
    const start = behindBlanks(text, colon + 1);
    const value: Range = { from: start, to: behindValue(text, start) };
    const name = key === undefined ? parts.size : String(JSON.parse(text.slice(key.from, key.to)));
    parts.set(name, { key, value });
    const comma = behindBlanks(text, value.to);
    at = text[comma] === ',' ? behindBlanks(text, comma + 1) : comma;
  }
  return parts;
}

/** Behind the value that begins at an offset. */
function behindValue(text: string, from: number): number {
  let depth = 0;
  let at = from;
  do {
    switch (text[at]) {
      case '"':
        at = behindString(text, at);
        break;
      case '{':
      case '[':
        depth += 1;
        at += 1;
        break;
      case '}':
      case ']':
        depth -= 1;
        at += 1;
        break;
      case ',':
      case ':':
        at += 1;
        break;
      default:
        at = behindWord(text, at);
    }
    at = depth > 0 ? behindBlanks(text, at) : at;
  } while (depth > 0 && at < text.length);
  return at;
}

/** Behind the quote that closes a string. A pattern for the whole of one would need a stack as long as the string. */
export function behindString(text: string, from: number): number {
  const sign = /["\\]/g;
  sign.lastIndex = from + 1;
  for (let found = sign.exec(text); found !== null; found = sign.exec(text)) {
    if (found[0] === '"') {
      return sign.lastIndex;
    }
    sign.lastIndex += 1;
  }
  return text.length;
}

/** Behind a number, `true`, `false` or `null`. */
function behindWord(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && !' \t\r\n,]}'.includes(text.charAt(at))) {
    at += 1;
  }
  return at;
}

function behindBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) {
    at += 1;
  }
  return at;
}
