import type * as file from '../model/config.generated.ts';
import { systemMatch } from './compile-routes.ts';
import type { Problems } from './problems.ts';
import type { SystemIndex } from './system-index.ts';
import { type Item, placeIn, type Tree } from './tree.ts';

/** What may select systems. */
export interface Selection {
  /** As a message calls it. */
  readonly name: string;
  readonly item: Item<unknown>;
  readonly match: file.Match | undefined;
}

const selecting = ['thresholds', 'policies', 'maintenance', 'silences'] as const;

/** Everything that has a `match`, or could. */
export function selectionsOf(tree: Tree): readonly Selection[] {
  const byId = selecting.flatMap((section) =>
    [...tree.table(section).values()].map((item) => ({
      name: `\`${item.id}\``,
      item,
      match: item.value.match,
    })),
  );
  const byPlace = tree.routes.map((item) => ({
    name: item.id,
    item,
    match: systemMatch(item.value.match),
  }));
  const byName = tree.layers.map((item) => ({
    name: `layer \`${item.value.name}\``,
    item,
    match: item.value.match,
  }));
  return [...byId, ...byPlace, ...byName];
}

/**
 * Selections that select nothing: what they belong to will never do anything. One that names something unknown has been told
 * already.
 */
export function checkSelections(tree: Tree, index: SystemIndex, problems: Problems): void {
  for (const { name, item, match } of selectionsOf(tree)) {
    if (match === undefined || index.isAnySelected(match)) {
      continue;
    }
    const place = placeIn(item, ['match'], 'key');
    const isTold = problems.found.some(
      ({ at }) => at.file === place.file && at.path.startsWith(`${place.path}.`),
    );
    if (!isTold) {
      problems.tell('match/selects-nothing', place, `\`match\` of ${name} selects no system`, {
        help: 'all keys must match; look for a misspelt owner or label',
      });
    }
  }
}
