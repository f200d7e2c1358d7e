import type { FactValue } from '../model/trace.ts';
import { isRow } from './fact-row.ts';
import { fieldNumbers } from './field-numbers.ts';
import { type Path, resolvePath, type Segment } from './path.ts';

/** Goes from the value of a fact to what a path leads to. */
export type Walk = (value: FactValue) => FactValue;

/** The same as resolving a path, with all that is known beforehand done beforehand. */
export function walkOf(path: Path): Walk {
  const [first, second, third] = path;
  if (first === undefined) {
    return (value) => value;
  }
  if (path.length === 1) {
    return stepInto(first);
  }
  if (path.length === 2 && second !== undefined) {
    const [outer, inner] = [stepInto(first), stepInto(second)];
    return (value) => inner(outer(value));
  }
  if (path.length === 3 && second?.kind === 'every' && third?.kind === 'field') {
    const outer = stepInto(first);
    const rest = path.slice(1);
    const inner = stepInto(third);
    return (value) => {
      const list = outer(value);
      return Array.isArray(list) ? eachOf(list, inner) : resolvePath(list, rest);
    };
  }
  return (value) => resolvePath(value, path);
}

/** The number of the field of a row that a path consists of; undefined for any other path. */
export function soleField(path: Path): number | undefined {
  const [first] = path;
  return path.length === 1 && first?.kind === 'field' ? fieldNumbers.get(first.name) : undefined;
}

/** The names that a path begins with. */
export function leadingNames(path: Path): readonly string[] {
  const names: string[] = [];
  for (const segment of path) {
    if (segment.kind !== 'field') {
      break;
    }
    names.push(segment.name);
  }
  return names;
}

function stepInto(segment: Segment): Walk {
  const path = [segment];
  const number = soleField(path);
  return number === undefined
    ? (value) => resolvePath(value, path)
    : (value) => (isRow(value) ? value.at(number) : resolvePath(value, path));
}

/** What a step leads to from each item, where it leads anywhere. */
function eachOf(list: readonly FactValue[], walk: Walk): readonly FactValue[] {
  const found: FactValue[] = [];
  for (const item of list) {
    const value = walk(item);
    if (value !== undefined) {
      found.push(value);
    }
  }
  return found;
}
