import type { SourcePosition } from '../../ports/signal-source.ts';
import { type FollowedFile, type Following, followedFile, look, rest } from './followed-file.ts';
import { isAt } from './rotated.ts';
import { documentAt, lookAtDocument, type TakenDocument, takenDocument } from './taken-document.ts';

/** The files of a source, by path. */
export interface Entries {
  readonly byPath: Map<string, Entry>;
  /** Where files were read to that have not been looked at yet. */
  readonly positions: Map<string, SourcePosition>;
}

type Entry =
  | { readonly kind: 'lines'; readonly file: FollowedFile }
  | { readonly kind: 'document'; readonly file: TakenDocument };

/** Looks at an entry, and answers what is wrong with it, in a phrase. */
export function lookAtEntry({ kind, file }: Entry, isLast: boolean): Promise<string | undefined> {
  return kind === 'lines' ? look(file, isLast) : lookAtDocument(file, isLast);
}

export function restEntry(entry: Entry): void {
  if (entry.kind === 'lines') {
    rest(entry.file);
  }
}

export function isOpen(entry: Entry): boolean {
  return entry.kind === 'lines' && entry.file.reading !== undefined;
}

/** Positions in files that are no longer where they were. */
export interface Missing {
  /** By what stands for their content. */
  readonly documents: ReadonlyMap<string, SourcePosition>;
  readonly lines: readonly SourcePosition[];
}

/** So many renamed files with lines are looked for at once. */
const renamedMax = 100;

export function missingFrom(entries: Entries, present: ReadonlySet<string>): Missing {
  const missing = [
    ...entries.positions.values(),
    ...[...entries.byPath.values()].flatMap(({ file }) => file.position ?? []),
  ].filter(({ path, offset }) => offset > 0 && !present.has(path));
  return {
    documents: new Map(
      missing.filter(isOfDocument).map((position) => [contentName(position), position]),
    ),
    lines: missing.filter((position) => !isOfDocument(position)).slice(0, renamedMax),
  };
}

function isOfDocument({ path }: SourcePosition): boolean {
  return path.endsWith('.json');
}

/** Adds an entry for a path. It goes on where the file, perhaps by another name, was read to. */
export function addEntry(entries: Entries, following: Following, missing: Missing): void {
  const { path, gone, former } = following;
  gone.delete(path);
  const before = entries.positions.get(path) ?? renamedTo(path, missing);
  entries.positions.delete(path);
  const position = before === undefined ? undefined : { ...before, path };
  if (before !== undefined && before.path !== path) {
    const others = entries.byPath.get(before.path)?.file.following.former ?? [];
    for (const other of [before.path, ...others]) {
      former.add(other);
    }
    drop(entries, before.path);
  }
  entries.byPath.set(
    path,
    path.endsWith('.json')
      ? { kind: 'document', file: takenDocument(following, position) }
      : { kind: 'lines', file: followedFile(following, position) },
  );
}

function renamedTo(path: string, { documents, lines }: Missing): SourcePosition | undefined {
  if (!path.endsWith('.json')) {
    return lines.find((position) => isAt(path, position));
  }
  const content = documents.size === 0 ? undefined : documentAt(path);
  return content === undefined ? undefined : documents.get(contentName(content));
}

function contentName({ offset, head }: Pick<SourcePosition, 'offset' | 'head'>): string {
  return `${offset}:${head}`;
}

/** Forgets a path that is no longer there, with its position. */
export function forget(entries: Entries, path: string, gone: Set<string>): void {
  for (const former of entries.byPath.get(path)?.file.following.former ?? []) {
    gone.add(former);
  }
  drop(entries, path);
  gone.add(path);
}

function drop({ byPath, positions }: Entries, path: string): void {
  const entry = byPath.get(path);
  if (entry !== undefined) {
    restEntry(entry);
  }
  byPath.delete(path);
  positions.delete(path);
}
