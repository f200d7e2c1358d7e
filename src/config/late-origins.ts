import type { Location } from '../model/location.ts';
import type { Origins } from '../model/model.ts';

/**
 * Places that are found when somebody first asks for one. A configuration of 10,000 systems has 100,000 of them, and what is told of it asks for
 * a few.
 */
export class LateOrigins implements Origins {
  #make: (() => Origins) | undefined;
  #made: Origins = none;
  /** The place of a probe, which reports ask for of every system that has one. */
  readonly #probe: Location | undefined;

  constructor(make: () => Origins, probe?: Location) {
    this.#make = make;
    this.#probe = probe;
  }

  get size(): number {
    return this.#all().size;
  }

  get(key: string): Location | undefined {
    return key === 'probe' && this.#probe !== undefined ? this.#probe : this.#all().get(key);
  }

  has(key: string): boolean {
    return this.#all().has(key);
  }

  keys(): MapIterator<string> {
    return this.#all().keys();
  }

  values(): MapIterator<Location> {
    return this.#all().values();
  }

  entries(): MapIterator<[string, Location]> {
    return this.#all().entries();
  }

  [Symbol.iterator](): MapIterator<[string, Location]> {
    return this.#all().entries();
  }

  forEach(call: (value: Location, key: string, map: Origins) => void): void {
    for (const [key, value] of this.#all()) {
      call(value, key, this);
    }
  }

  /** What finds them is let go once it has: it holds on to the file. */
  #all(): Origins {
    if (this.#make !== undefined) {
      this.#made = this.#make();
      this.#make = undefined;
    }
    return this.#made;
  }
}

const none: Origins = new Map();
