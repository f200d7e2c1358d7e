import { builtIn } from '../../config/built-in.ts';
import { inEnvironment } from '../../config/in-environment.ts';
import { mergeSources } from '../../config/merge-sources.ts';
import { readSource, type Source } from '../../config/source.ts';
import { type Item, placeIn, type Section, type Tree } from '../../config/tree.ts';
import type { SourceFile } from '../../model/diagnostic.ts';
import type { RenderContext } from '../../report/context.ts';
import { type Line, words } from '../../report/look.ts';
import { table } from '../../report/table.ts';
import { plainColumns, sayLines } from '../text.ts';

/** Tables of the catalog by the word that `explain` takes for them. */
export const tables: ReadonlyMap<string, Section> = new Map([
  ['criticality', 'catalog.criticalities'],
  ['kind', 'catalog.dependencyKinds'],
  ['level', 'catalog.levels'],
  ['priority', 'catalog.priorities'],
  ['protocol', 'catalog.protocols'],
  ['resource-type', 'catalog.resourceTypes'],
  ['severity', 'catalog.severities'],
  ['signal', 'signals'],
  ['status', 'catalog.statuses'],
  ['type', 'types'],
]);

/** The built-in tables with the rows of a project over them. */
export function catalogOf(files: readonly SourceFile[]): Tree {
  const sources = files.flatMap((file): readonly Source[] => {
    const { source } = readSource(file);
    return source === undefined ? [] : [source];
  });
  return mergeSources(builtIn, inEnvironment(files, { sources, diagnostics: [] }).sources, {
    broken: () => false,
    brokenItself: () => false,
    isPartial: true,
  }).tree;
}

/** A row of a table, and for each of its values where it comes from. */
export function rowText(word: string, item: Item<object>, context: RenderContext): string {
  const rows = Object.entries(item.value).map(([key, value]: [string, unknown]) => ({
    cells: [{ text: key, paint: 'dim' } as const, { text: words(context, sayValue(value)) }],
    tail: { text: originOf(item, key), paint: 'dim' } as const,
  }));
  const heading: Line = [{ text: `${word} ${words(context, item.id)}`, paint: 'bold' }];
  return sayLines(context, [heading, ...table(context, plainColumns, rows)]);
}

function sayValue(value: unknown): string {
  if (Array.isArray(value)) {
    return value.join(', ');
  }
  return value === null
    ? 'none'
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);
}

/** A row of a project names only some of the keys; the others stay as they are built in. */
function originOf(item: Item<object>, key: string): string {
  const written = item.path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null
        ? (value as Readonly<Record<string, unknown>>)[part]
        : undefined,
    item.source.value,
  );
  const isOwn = typeof written === 'object' && written !== null && Object.hasOwn(written, key);
  if (item.builtIn || !isOwn) {
    return 'built in';
  }
  const at = placeIn(item, [key], 'key');
  return `${at.file}:${at.line}`;
}
