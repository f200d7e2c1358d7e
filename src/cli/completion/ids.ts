import { readSource } from '../../config/source.ts';
import { valueAt } from '../../config/tree.ts';
import type { SourceFile } from '../../model/diagnostic.ts';
import { compareText } from '../../model/order.ts';
import { codes } from '../explain/code.ts';
import { catalogOf, tables } from '../explain/row.ts';
import { placeOf, readProject } from '../project.ts';
import { type Session, statePath } from '../session.ts';
import { remembered } from '../state.ts';

/** What `tower completion --ids` lists: `system` are systems and groups, `thing` is what `explain` explains. */
export type IdKind = 'system' | 'channel' | 'policy' | 'owner' | 'type' | 'thing';

/** More ids are no help to anybody, and shells grow slow over them. */
const idsMax = 5_000;

/**
 * Ids of the configuration at hand, sorted. Files are read, not checked, so that ids complete while a mistake is being mended;
 * what cannot be read has none.
 */
export function idsOf(session: Session, kind: string): readonly string[] {
  const place = placeOf(session);
  const files = 'outcome' in place ? [] : readProject(session.world, place).files;
  const ids = [...namesOf(files, kind), ...(kind === 'thing' ? happened(session) : [])].filter(
    (id) => /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]+$/u.test(id),
  );
  return [...new Set(ids)].sort(compareText).slice(0, idsMax);
}

/** Incidents and alerts of the state file that TOWER_STATE names; a file of the command line is not known here. */
function happened(session: Session): readonly string[] {
  const path = statePath(session, undefined);
  const read = path === undefined ? undefined : remembered(session, path, 0);
  const { episodes = [], incidents = [] } =
    (read !== undefined && 'saved' in read ? read.saved?.alerting : undefined) ?? {};
  return [
    ...episodes.map(({ system, source }) => `alert/${system}/${source}`),
    ...incidents.map(({ root }) => `incident/${root}`),
  ];
}

function namesOf(files: readonly SourceFile[], kind: string): readonly string[] {
  switch (kind) {
    case 'system':
      return keysOf(files, 'systems', 'groups');
    case 'channel':
      return keysOf(files, 'channels');
    case 'policy':
      return keysOf(files, 'policies');
    case 'type':
      return [...catalogOf(files).table('types').keys()];
    case 'owner':
      return ownersOf(files);
    case 'thing':
      return things(files);
    default:
      return [];
  }
}

function valuesOf(files: readonly SourceFile[]): readonly unknown[] {
  return files.map((file): unknown => readSource(file).source?.value);
}

/** Ids in sections of the files. */
function keysOf(files: readonly SourceFile[], ...sections: readonly string[]): readonly string[] {
  return valuesOf(files).flatMap((value) =>
    sections.flatMap((section) => keysAt(valueAt(value, [section]))),
  );
}

function keysAt(value: unknown): readonly string[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.keys(value)
    : [];
}

/** Owners that systems name, and that files name for theirs. */
function ownersOf(files: readonly SourceFile[]): readonly string[] {
  return valuesOf(files)
    .flatMap((value) => [
      valueAt(value, ['defaults', 'owner']),
      ...keysAt(valueAt(value, ['systems'])).map((id) => valueAt(value, ['systems', id, 'owner'])),
    ])
    .filter((owner) => typeof owner === 'string');
}

function things(files: readonly SourceFile[]): readonly string[] {
  const catalog = catalogOf(files);
  const prefixed = (word: string, ids: Iterable<string>): readonly string[] =>
    [...ids].map((id) => `${word}/${id}`);
  return [
    ...codes,
    ...prefixed('policy', keysOf(files, 'policies')),
    ...prefixed('system', keysOf(files, 'systems')),
    ...prefixed('group', keysOf(files, 'groups')),
    ...[...tables].flatMap(([word, section]) => prefixed(word, catalog.table(section).keys())),
  ];
}
