import type { Location } from '../model/location.ts';
import type { Origins } from '../model/model.ts';
import { type Item, placeIn } from './tree.ts';

/** Maps whose entries have a place of their own: `labels.domain`, `dependsOn.db`. */
const nested = new Set(['labels', 'dependsOn', 'uses', 'objectives']);

/** Where each value of an item stands: the value, or for an entry of a map its key. */
export function originsOf(item: Item<object>): Origins {
  const origins = new Map<string, Location>();
  for (const [key, value] of Object.entries(item.value)) {
    origins.set(key, placeIn(item, [key]));
    if (nested.has(key) && typeof value === 'object' && value !== null) {
      for (const inner of Object.keys(value)) {
        origins.set(`${key}.${inner}`, placeIn(item, [key, inner], 'key'));
      }
    }
  }
  return origins;
}

/** Where values of an item stood that an overlay replaced; undefined where it replaced none. */
export function coveredIn(item: Item<object>): Origins | undefined {
  const { beneath } = item.source;
  if (beneath === undefined) {
    return undefined;
  }
  const covered = [...originsOf(item).keys()].flatMap((name) => {
    const path = [...item.path, ...keysOf(name)];
    const at = beneath(path, path.length > item.path.length + 1 ? 'key' : 'value');
    return at === undefined ? [] : [[name, at] as const];
  });
  return covered.length === 0 ? undefined : new Map(covered);
}

/** Keys of a name of `originsOf`: only the first dot is one between keys. */
function keysOf(name: string): readonly string[] {
  const dot = name.indexOf('.');
  return dot === -1 ? [name] : [name.slice(0, dot), name.slice(dot + 1)];
}

/** Where each part of a condition stands, by the keys of a trace joined with `.`: `all.0.value`. */
export function conditionOrigins(
  item: Item<unknown>,
  root: unknown,
  base: readonly string[],
): Origins {
  const origins = new Map<string, Location>();
  const pending: { readonly value: unknown; readonly keys: readonly (string | number)[] }[] = [
    { value: root, keys: [] },
  ];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    origins.set(next.keys.join('.'), placeIn(item, [...base, ...next.keys]));
    if (Array.isArray(next.value)) {
      pending.push(
        ...next.value.map((value, index) => ({ value, keys: [...(next?.keys ?? []), index] })),
      );
    } else if (typeof next.value === 'object' && next.value !== null) {
      for (const [key, value] of Object.entries(next.value)) {
        pending.push({ value, keys: [...next.keys, key] });
      }
    }
  }
  return origins;
}
