import { criticalities } from '../model/words.ts';
import type { Problems } from './problems.ts';
import { type Item, placeIn, placeOf, type Tree, valueAt } from './tree.ts';

interface Order {
  readonly section: 'catalog.criticalities' | 'catalog.statuses';
  readonly key: string;
  /** The most first. */
  readonly ids: readonly string[];
  /** Whether each must be less than the one before, or may equal it. */
  readonly isStrict: boolean;
}

const orders: readonly Order[] = [
  { section: 'catalog.criticalities', key: 'rank', ids: criticalities, isStrict: true },
  { section: 'catalog.criticalities', key: 'weight', ids: criticalities, isStrict: true },
  {
    section: 'catalog.statuses',
    key: 'score',
    ids: ['healthy', 'degraded', 'unhealthy', 'offline'],
    isStrict: false,
  },
];

/**
 * Tells rows of the catalog whose numbers turn verdicts round: a critical system that counts less than a low one, a failed
 * one that scores more than a healthy one.
 */
export function checkOrder(tree: Tree, problems: Problems): void {
  for (const order of orders) {
    const table: ReadonlyMap<string, Item<object>> = tree.table(order.section);
    const items = order.ids.flatMap((id) => table.get(id) ?? []);
    for (const [index, item] of items.entries()) {
      const above = items[index - 1];
      if (above !== undefined && !isBelow(item, above, order)) {
        tell(item, above, order, problems);
      }
    }
  }
}

function isBelow(item: Item<object>, above: Item<object>, { key, isStrict }: Order): boolean {
  const [value, more] = [numberIn(item, key), numberIn(above, key)];
  return value < more || (!isStrict && value === more);
}

function tell(item: Item<object>, above: Item<object>, order: Order, problems: Problems): void {
  const { key, ids, isStrict } = order;
  // The row of the project is the one to change.
  const [given, other] = item.builtIn ? [above, item] : [item, above];
  problems.tell(
    'catalog/order',
    placeIn(given, [key]),
    `\`${key}\` of \`${item.id}\` is ${numberIn(item, key)} and that of \`${above.id}\` is ${numberIn(above, key)}`,
    {
      help: `from ${ids[0]} to ${ids.at(-1)}, \`${key}\` ${isStrict ? 'must fall' : 'must not rise'}`,
      related: other.builtIn
        ? []
        : [{ message: `\`${other.id}\` stands here`, at: placeOf(other) }],
    },
  );
}

function numberIn(item: Item<object>, key: string): number {
  const value = valueAt(item.value, [key]);
  return typeof value === 'number' ? value : Number.NaN;
}
