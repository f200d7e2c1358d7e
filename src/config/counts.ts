import type { Match } from '../model/config.generated.ts';
import { dependenciesMax, itemsMaxOf, limits, sayCount } from '../model/limits.ts';
import type { Problems } from './problems.ts';
import { listOf } from './select.ts';
import { selectionsOf } from './selections.ts';
import { type Item, placeIn, placeOf, sections, type Tree } from './tree.ts';

/** Tells what there is too much of to be held. Returns whether that is nothing. */
export function areCountsBounded(tree: Tree, problems: Problems): boolean {
  const before = problems.found.length;
  for (const section of sections) {
    checkItems(section, [...tree.table(section).values()], problems);
  }
  checkItems('routes', tree.routes, problems);
  checkItems('layers', tree.layers, problems);
  checkDependencies(tree, problems);
  checkSelections(tree, problems);
  return problems.found.length === before;
}

/** The first item that is too many. */
function checkItems(section: string, items: readonly Item<unknown>[], problems: Problems): void {
  const most = itemsMaxOf(section);
  const excess = items[most];
  if (excess !== undefined) {
    problems.tell(
      'config/too-many',
      placeOf(excess),
      `\`${section}\` has ${sayCount(items.length)} items; at most ${sayCount(most)} are held`,
      { help: 'split the project' },
    );
  }
}

function checkDependencies(tree: Tree, problems: Problems): void {
  let count = 0;
  for (const item of tree.table('systems').values()) {
    count += Object.keys(item.value.dependsOn ?? {}).length;
    if (count > dependenciesMax) {
      problems.tell(
        'config/too-many',
        placeIn(item, ['dependsOn'], 'key'),
        `there are more than ${sayCount(dependenciesMax)} dependencies`,
        { help: 'split the project' },
      );
      return;
    }
  }
}

/**
 * Selections are compared with every system, for each of their tests; what a threshold overrides counts as well. Those of
 * systems by their ids are compared with these alone.
 */
function checkSelections(tree: Tree, problems: Problems): void {
  const systemCount = tree.table('systems').size;
  let count = 0;
  for (const { item, match } of selectionsOf(tree)) {
    count += testsOf(match) * (match?.systems?.length ?? systemCount) + overridesOf(item);
    if (match !== undefined && count > limits.selections) {
      problems.tell(
        'config/too-many',
        placeIn(item, ['match'], 'key'),
        `the selections up to here are compared with systems more than ${sayCount(limits.selections)} times`,
        { help: 'select by fewer and wider matches, or by `systems`' },
      );
      return;
    }
  }
}

/** Values that a selection may compare with those of a system. */
function testsOf(match: Match | undefined): number {
  const { type = [], labels = {}, not } = match ?? {};
  return (
    4 + listOf(type).length + Object.keys(labels).length + (not === undefined ? 0 : testsOf(not))
  );
}

function overridesOf(item: Item<unknown>): number {
  const { overrides } = item.value as { readonly overrides?: readonly string[] };
  return overrides?.length ?? 0;
}
