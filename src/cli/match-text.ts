import { readSource } from '../config/source.ts';
import { valueAt } from '../config/tree.ts';
import type { SourceFile } from '../model/diagnostic.ts';
import type { Route } from '../model/model.ts';

/** A part of a route as it is written: compiled, it can no longer be read. */
export type Written = (route: Route, key: 'match' | 'active') => unknown;

/** Reads routes from the files of a configuration, each file once. */
export function writtenIn(files: readonly SourceFile[]): Written {
  const values = new Map<string, unknown>();
  return ({ at, index }, key) => {
    if (!values.has(at.file)) {
      const file = files.find(({ path }) => path === at.file);
      values.set(at.file, file === undefined ? undefined : readSource(file).source?.value);
    }
    return valueAt(values.get(at.file), ['routes', index, key]);
  };
}

/** `owner data or search, priority p1`; an empty match is `everything`. */
export function matchText(match: unknown): string {
  const parts = Object.entries(isTable(match) ? match : {}).map(([key, value]) =>
    partText(key, value),
  );
  return parts.length === 0 ? 'everything' : parts.join(', ');
}

function partText(key: string, value: unknown): string {
  if (key === 'not') {
    return `not (${matchText(value)})`;
  }
  if (isTable(value)) {
    const labels = Object.entries(value).map(([name, one]) => `${name}=${wordsOf(one)}`);
    return `${key} ${labels.join(' and ')}`;
  }
  return `${key} ${wordsOf(value)}`;
}

function wordsOf(value: unknown): string {
  return Array.isArray(value) ? value.map(String).join(' or ') : String(value);
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
