import type * as file from '../model/config.generated.ts';
import type { Silence, System, SystemType } from '../model/model.ts';
import { compareText, sortedKeys } from '../model/order.ts';
import { parseInstant } from '../model/time.ts';
import type { Problems } from './problems.ts';
import { selects } from './select.ts';
import { type Item, placeIn, placeOf, type Tree } from './tree.ts';

/** Silences sorted by id. One without a usable time is left out and told. */
export function compileSilences(
  tree: Tree,
  types: ReadonlyMap<string, SystemType>,
  problems: Problems,
): readonly Silence[] {
  const table = tree.table('silences');
  return sortedKeys(table).flatMap((id) => {
    const item = table.get(id);
    const time = item && timeOf(item, problems);
    if (item === undefined || time === undefined) {
      return [];
    }
    const { match, thresholds, reason, createdBy } = item.value;
    return [
      {
        id,
        matches: match === undefined ? undefined : selects(match, types),
        thresholds: thresholds === undefined ? undefined : [...thresholds].sort(compareText),
        ...time,
        reason,
        createdBy,
        written: match,
        at: placeOf(item),
      },
    ];
  });
}

function timeOf(
  item: Item<file.Silence>,
  problems: Problems,
): Pick<Silence, 'startsAt' | 'endsAt'> | undefined {
  const { from, until } = item.value;
  const startsAt =
    from === undefined ? Number.NEGATIVE_INFINITY : instantOf(item, 'from', from, problems);
  const endsAt = instantOf(item, 'until', until, problems);
  if (startsAt === undefined || endsAt === undefined) {
    return undefined;
  }
  if (endsAt <= startsAt) {
    problems.tell(
      'silence/ends-before-it-begins',
      placeIn(item, ['until']),
      `silence \`${item.id}\` ends at ${until}, not after it begins`,
      {
        related: [{ message: 'it begins here', at: placeIn(item, ['from']) }],
        help: 'swap the two, or leave `from` away for a silence that is in force at once',
      },
    );
    return undefined;
  }
  return { startsAt, endsAt };
}

function instantOf(
  item: Item<file.Silence>,
  key: 'from' | 'until',
  written: string,
  problems: Problems,
): number | undefined {
  const instant = parseInstant(written);
  if (instant === undefined) {
    problems.tell(
      'silence/no-such-instant',
      placeIn(item, [key]),
      `there is no such instant as \`${written}\``,
      {
        help: 'write year-month-dayThour:minute:second and the offset, such as 2026-12-05T22:00:00Z',
      },
    );
  }
  return instant;
}

/**
 * Silences of thresholds that judge none of the systems that they select. One that selects no system has been told by its
 * `match`.
 */
export function checkSilences(
  tree: Tree,
  silences: readonly Silence[],
  systems: readonly System[],
  problems: Problems,
): void {
  const known = new Set(tree.table('thresholds').keys());
  for (const { id, matches = () => true, thresholds = [] } of silences) {
    const item = tree.table('silences').get(id);
    const wanted = new Set(thresholds);
    const isSure = thresholds.length > 0 && thresholds.every((name) => known.has(name));
    const selected = isSure ? systems.filter(matches) : [];
    const judges = (system: System): boolean =>
      system.thresholds.values().some((threshold) => wanted.has(threshold.id));
    if (item !== undefined && selected.length > 0 && !selected.some(judges)) {
      problems.tell(
        'silence/matches-nothing',
        placeIn(item, ['thresholds']),
        `silence \`${id}\` silences nothing: none of its thresholds judges a system that it selects`,
        { help: '`tower explain system/ID` shows which thresholds judge a system' },
      );
    }
  }
}
