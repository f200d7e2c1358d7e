import type { Matches, System } from '../model/model.ts';

type Systems = readonly (System | undefined)[];

/**
 * Places of the systems that a selection matches, in order; of what belongs to no system, all. A selection that was asked before,
 * of the systems of an earlier model, is asked only of those that are other objects now.
 */
export function matchedPlaces(matches: Matches | undefined, systems: Systems): Int32Array {
  if (matches === undefined) {
    return Int32Array.from(systems.keys());
  }
  const known = lastOf.get(matches);
  const changed = known && changedPlaces(known.systems, systems);
  const places =
    known === undefined || changed === undefined
      ? placesOf(matches, systems)
      : patched(known.places, changed, placesAmong(changed, matches, systems));
  lastOf.set(matches, { systems, places });
  return places;
}

const lastOf = new WeakMap<Matches, { readonly systems: Systems; readonly places: Int32Array }>();

/** By index: a first run asks each selection once of 10,000 systems, before anything of this was optimized. */
function placesOf(matches: Matches, systems: Systems): Int32Array {
  const places: number[] = [];
  for (let place = 0; place < systems.length; place += 1) {
    const system = systems[place];
    if (system === undefined || matches(system)) {
      places.push(place);
    }
  }
  return Int32Array.from(places);
}

function placesAmong(among: Int32Array, matches: Matches, systems: Systems): Int32Array {
  const places: number[] = [];
  for (const place of among) {
    const system = systems[place];
    if (system === undefined || matches(system)) {
      places.push(place);
    }
  }
  return Int32Array.from(places);
}

/** Places without those that changed, and with those of them that match now. */
function patched(places: Int32Array, changed: Int32Array, matched: Int32Array): Int32Array {
  if (changed.length === 0) {
    return places;
  }
  const gone = new Set(changed);
  const kept = places.filter((place) => !gone.has(place));
  const all = new Int32Array(kept.length + matched.length);
  all.set(kept);
  all.set(matched, kept.length);
  return all.sort();
}

/** The places at which two lists differ; undefined where they are not of one length. */
function changedPlaces(before: Systems, now: Systems): Int32Array | undefined {
  if (before.length !== now.length) {
    return undefined;
  }
  const known = differencesFrom.get(before);
  if (known?.now === now) {
    return known.changed;
  }
  const changed = Int32Array.from(now.keys().filter((place) => before[place] !== now[place]));
  differencesFrom.set(before, { now, changed });
  return changed;
}

/** By the earlier list, so that nothing holds on to it. Many selections ask for the same two. */
const differencesFrom = new WeakMap<
  Systems,
  { readonly now: Systems; readonly changed: Int32Array }
>();
