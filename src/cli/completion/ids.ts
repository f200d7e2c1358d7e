import { type Tree, valueAt } from '../../config/tree.ts';
import { compareText } from '../../model/order.ts';
import { codes } from '../explain/code.ts';
import { catalogOf, tables } from '../explain/row.ts';
import { placeOf, readProject } from '../project.ts';
import type { Session } from '../session.ts';

/** What `tower completion --ids` lists: `system` are systems and groups, `thing` is what `explain` explains. */
export type IdKind = 'system' | 'policy' | 'owner' | 'type' | 'thing';

/** More ids are no help to anybody, and shells grow slow over them. */
const idsMax = 5_000;

/**
 * Ids of the configuration at hand, sorted. Files are read and merged, not checked, so that ids complete while a mistake is
 * being mended; what cannot be read has none.
 */
export function idsOf(session: Session, kind: string): readonly string[] {
  const place = placeOf(session);
  const tree = catalogOf('outcome' in place ? [] : readProject(session.world, place).files);
  const ids = [...new Set(namesOf(tree, kind))].filter((id) =>
    /^[^\p{Cc}\p{Zl}\p{Zp}]+$/u.test(id),
  );
  return ids.sort(compareText).slice(0, idsMax);
}

function namesOf(tree: Tree, kind: string): readonly string[] {
  switch (kind) {
    case 'system':
      return [...systemIds(tree), ...tree.table('groups').keys()];
    case 'policy':
      return [...tree.table('policies').keys()];
    case 'type':
      return [...tree.table('types').keys()];
    case 'owner':
      return ownersOf(tree);
    case 'thing':
      return things(tree);
    default:
      return [];
  }
}

/** Owners that systems name, and that files name for theirs. */
function ownersOf(tree: Tree): readonly string[] {
  return [...tree.table('systems').values()]
    .flatMap(({ source, path }) => [
      valueAt(source.value, [...path, 'owner']),
      valueAt(source.value, ['defaults', 'owner']),
    ])
    .filter((owner) => typeof owner === 'string');
}

/** Ids of systems, also of those that cannot be judged yet because they lack a type. */
function systemIds(tree: Tree): readonly string[] {
  return [...tree.table('systems').keys(), ...tree.brokenIds('systems')];
}

function things(tree: Tree): readonly string[] {
  const prefixed = (word: string, ids: Iterable<string>): readonly string[] =>
    [...ids].map((id) => `${word}/${id}`);
  return [
    ...codes,
    ...prefixed('policy', tree.table('policies').keys()),
    ...prefixed('system', systemIds(tree)),
    ...prefixed('group', tree.table('groups').keys()),
    ...[...tables].flatMap(([word, section]) => prefixed(word, tree.table(section).keys())),
  ];
}
