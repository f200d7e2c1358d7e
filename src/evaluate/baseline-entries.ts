import type { Baseline } from '../model/baseline.generated.ts';
import { compareText } from '../model/order.ts';
import type { Diagnostic, Resolved } from '../model/report.generated.ts';

/** A diagnostic as an entry of a baseline. */
export function entryOf(diagnostic: Diagnostic): Resolved {
  return { rule: diagnostic.code, subject: problemOf(diagnostic), file: diagnostic.at.file };
}

/**
 * What stays of a diagnostic while lines move and numbers change: its path without positions in lists, and the names in its
 * message.
 */
function problemOf({ at, message }: Diagnostic): string {
  const path = at.path.replace(/\[\d+\]/g, '[]');
  const names = new Set(
    [...message.matchAll(/`[^`]*`/g)].map(([name]) => name).filter((name) => !/^`[\d.]/.test(name)),
  );
  return names.size === 0 ? path : `${path}: ${[...names].join(', ')}`;
}

/** The entries about the configuration, sorted. */
export function entriesOf({ diagnostics }: Pick<Baseline, 'diagnostics'>): readonly Resolved[] {
  return sortedEntries(diagnostics).flatMap(([rule, files]) =>
    sortedEntries(files).flatMap(([file, problems]) =>
      sortedTexts(problems).map((subject): Resolved => ({ rule, subject, file })),
    ),
  );
}

/** What makes two entries one. */
export function keyOf({ rule, subject, file }: Resolved): string {
  return JSON.stringify([rule, file, subject]);
}

/** Entries about the configuration by code and file. */
export function filed(entries: readonly Resolved[]): Baseline['diagnostics'] {
  const byRule = Map.groupBy(entries, ({ rule }) => rule);
  return Object.fromEntries(
    sortedEntriesOf(byRule).map(([rule, own]) => [
      rule,
      grouped(
        own.map(({ file, subject }): readonly [string, string] => [file ?? '', subject]),
        sortedTexts,
      ),
    ]),
  );
}

/** Pairs as lists by their first, both sorted. */
export function grouped(
  pairs: readonly (readonly [string, string])[],
  sorted: (texts: readonly string[]) => readonly string[],
): Readonly<Record<string, readonly string[]>> {
  const byFirst = Map.groupBy(pairs, ([first]) => first);
  return Object.fromEntries(
    sortedEntriesOf(byFirst).map(([first, own]) => [
      first,
      sorted(own.map(([, second]) => second)),
    ]),
  );
}

function sortedEntriesOf<T>(map: ReadonlyMap<string, T>): readonly (readonly [string, T])[] {
  return [...map].sort(([a], [b]) => compareText(a, b));
}

/** Keys and values of a table by key. */
export function sortedEntries<T>(table: {
  readonly [key: string]: T;
}): readonly (readonly [string, T])[] {
  return sortedEntriesOf(new Map(Object.entries(table)));
}

/** A sorted copy. */
export function sortedTexts(texts: Iterable<string>): readonly string[] {
  return [...texts].sort(compareText);
}
