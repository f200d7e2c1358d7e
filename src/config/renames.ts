import type { Location } from '../model/location.ts';
import type { Problems } from './problems.ts';
import { listOf } from './select.ts';
import { type Item, placeIn, placeOf, type Tree } from './tree.ts';

interface Renamed {
  readonly renamedFrom?: string | readonly string[];
}

/** The ids that something had before, the latest first; undefined where it says none. */
export function formerIds({ renamedFrom }: Renamed): readonly string[] | undefined {
  return renamedFrom === undefined ? undefined : listOf(renamedFrom);
}

/** Tells former ids that cannot be: of what is still there under them, of two things at once, of the thing itself. */
export function checkRenames(tree: Tree, problems: Problems): void {
  checkSection(tree.table('systems'), 'system', problems);
  checkSection(tree.table('thresholds'), 'threshold', problems);
}

function checkSection(
  table: ReadonlyMap<string, Item<Renamed>>,
  what: string,
  problems: Problems,
): void {
  const claims = new Map<string, Item<Renamed>>();
  for (const item of table.values()) {
    for (const [index, id] of (formerIds(item.value) ?? []).entries()) {
      const keys = typeof item.value.renamedFrom === 'string' ? [] : [index];
      const claim = { item, id, what, at: placeIn(item, ['renamedFrom', ...keys]) };
      const claimed = claims.get(id);
      if (table.has(id)) {
        tellThere(claim, table.get(id), problems);
      } else if (claimed !== undefined) {
        tellTwice(claim, claimed, problems);
      } else {
        claims.set(id, item);
      }
    }
  }
}

interface Claim {
  readonly item: Item<Renamed>;
  /** The former id, what has it, and where that is said. */
  readonly id: string;
  readonly what: string;
  readonly at: Location;
}

function tellThere(
  { item, id, what, at }: Claim,
  there: Item<Renamed> | undefined,
  problems: Problems,
): void {
  if (id === item.id || there === undefined) {
    problems.tell('config/bad-rename', at, `${what} \`${id}\` is renamed from itself`, {
      help: 'name the id that it had before',
    });
    return;
  }
  problems.tell(
    'config/bad-rename',
    at,
    `\`${id}\` is still the id of a ${what}, so that \`${item.id}\` cannot have been it`,
    {
      related: [{ message: 'it is defined here', at: placeOf(there) }],
      help: 'remove one of the two',
    },
  );
}

function tellTwice({ id, at }: Claim, other: Item<Renamed>, problems: Problems): void {
  problems.tell('config/bad-rename', at, `\`${other.id}\` is renamed from \`${id}\` already`, {
    related: [{ message: 'that is said here', at: placeIn(other, ['renamedFrom']) }],
    help: `what is remembered of \`${id}\` goes to one of them: remove the other`,
  });
}
