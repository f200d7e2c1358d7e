import type { FactValue } from '../model/trace.ts';
import { isRow } from './fact-row.ts';
import { fieldNumbers } from './field-numbers.ts';
import { isList, type Path, resolvePath, type Segment } from './path.ts';

/** Goes from the value of a fact to what a path leads to. */
export type Walk = (value: FactValue) => FactValue;

/** The same as resolving a path, with all that is known beforehand done beforehand. */
export function walkOf(path: Path): Walk {
  const [first, second] = path;
  if (first === undefined) {
    return (value) => value;
  }
  if (second === undefined) {
    return stepInto(first);
  }
  if (path.length === 2 && first.kind !== 'every') {
    const [outer, inner] = [stepInto(first), stepInto(second)];
    return (value) => inner(outer(value));
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

/** The same for a path of one step. */
export function stepInto(segment: Segment): Walk {
  if (segment.kind !== 'field') {
    return (value) => resolvePath(value, [segment]);
  }
  const { name } = segment;
  const number = fieldNumbers.get(name) ?? -1;
  return (value) => {
    if (typeof value !== 'object' || value === null) {
      return undefined;
    }
    if (isRow(value)) {
      return number >= 0 ? value.at(number) : value.field(name);
    }
    if (isList(value)) {
      return name === 'length' ? value.length : undefined;
    }
    return Object.hasOwn(value, name) ? value[name] : undefined;
  };
}
