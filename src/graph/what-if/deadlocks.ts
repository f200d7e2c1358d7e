import { type Adjacency, componentsOfAdjacency } from '../components.ts';
import type { FailureGraph } from '../failure-graph.ts';
import { intAt, sortedByNumber } from '../integers.ts';

/**
 * Sets of components that never come up although everything outside of the set is up. `wave` is -1 where a component does not come
 * up. What only waits for such a set is in none. Each set has its components in ascending order; sets are ordered by the first.
 */
export function deadlocksOf(graph: FailureGraph, wave: Int32Array): readonly Int32Array[] {
  const waiting = heldBack(graph, wave);
  return circlesIn(graph, waiting)
    .flatMap((circle) => circlesIn(graph, stuckIn(graph, circle), true))
    .sort((a, b) => intAt(a, 0) - intAt(b, 0));
}

function heldBack({ count }: FailureGraph, wave: Int32Array): Int32Array {
  const waiting: number[] = [];
  for (let component = 0; component < count; component += 1) {
    if (intAt(wave, component) < 0) {
      waiting.push(component);
    }
  }
  return Int32Array.from(waiting);
}

/** The strongly connected sets of two or more of some components, ascending; with `isFirst` those that wait for no other one. */
function circlesIn(
  graph: FailureGraph,
  components: Int32Array,
  isFirst = false,
): readonly Int32Array[] {
  const inside = insideOf(graph, components);
  const { of, count } = componentsOfAdjacency(inside);
  const { items, start } = sortedByNumber(of, count);
  const isAfter = new Uint8Array(count);
  for (let place = 0; place < components.length; place += 1) {
    const end = intAt(inside.start, place + 1);
    for (let edge = intAt(inside.start, place); edge < end; edge += 1) {
      const other = intAt(of, intAt(inside.to, edge));
      isAfter[other] = isAfter[other] === 1 || other !== intAt(of, place) ? 1 : 0;
    }
  }
  const circles: Int32Array[] = [];
  for (let circle = 0; circle < count; circle += 1) {
    const places = items.subarray(intAt(start, circle), intAt(start, circle + 1));
    if (places.length > 1 && !(isFirst && isAfter[circle] === 1)) {
      circles.push(places.map((place) => intAt(components, place)));
    }
  }
  return circles;
}

/** The edges between some components, which are numbered by their place. */
function insideOf({ count, start, to }: FailureGraph, components: Int32Array): Adjacency {
  const placeOf = new Int32Array(count).fill(-1);
  for (let place = 0; place < components.length; place += 1) {
    placeOf[intAt(components, place)] = place;
  }
  const insideStart = new Int32Array(components.length + 1);
  const insideTo: number[] = [];
  for (let place = 0; place < components.length; place += 1) {
    const component = intAt(components, place);
    const end = intAt(start, component + 1);
    for (let edge = intAt(start, component); edge < end; edge += 1) {
      const target = intAt(placeOf, intAt(to, edge));
      if (target >= 0) {
        insideTo.push(target);
      }
    }
    insideStart[place + 1] = insideTo.length;
  }
  return { start: insideStart, to: Int32Array.from(insideTo) };
}

/** What of a set does not come up when everything outside of it is up. */
function stuckIn(graph: FailureGraph, circle: Int32Array): Int32Array {
  const inside = insideOf(graph, circle);
  // All that comes from outside does.
  const missing = missingBy(
    inside.to,
    circle.map((component) => intAt(graph.threshold, component)),
  );
  const up: number[] = [];
  for (let place = 0; place < circle.length; place += 1) {
    if (intAt(missing, place) <= 0) {
      up.push(place);
    }
  }
  // Grows while it is walked.
  for (const place of up) {
    const end = intAt(inside.start, place + 1);
    for (let edge = intAt(inside.start, place); edge < end; edge += 1) {
      const target = intAt(inside.to, edge);
      missing[target] = intAt(missing, target) - 1;
      if (intAt(missing, target) === 0) {
        up.push(target);
      }
    }
  }
  return circle.filter((_, place) => intAt(missing, place) > 0);
}

/**
 * By node: how many of the edges that enter it must come from what is up before it is. A group does without all members but those of
 * its threshold.
 */
export function missingBy(to: Int32Array, threshold: Int32Array): Int32Array {
  const missing = new Int32Array(threshold.length);
  for (const target of to) {
    missing[target] = intAt(missing, target) + 1;
  }
  return missing.map((edges, node) => edges - intAt(threshold, node) + 1);
}
