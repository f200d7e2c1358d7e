import type { Loaded } from '../../src/config/load.ts';
import type { Model } from '../../src/model/model.ts';
import type { ConfigurationReading } from '../../src/runtime/input.ts';
import type { Watch } from '../../src/runtime/watch.ts';
import type { Chance } from './chance.ts';
import { loaded } from './configuration-disk.ts';

/** Configurations whose evaluation fails once, in one of their first steps: what a bug in Tower would be. */
export interface Poison {
  readonly loaded: (reading: ConfigurationReading) => Loaded;
  /** What is live may fail from here on. */
  readonly arm: (watch: Watch | undefined) => void;
  readonly stepped: () => void;
  readonly disarm: () => void;
}

export function newPoison(chance: Chance | undefined): Poison {
  const poisoned = new WeakSet<Model>();
  let readsLeft = Number.POSITIVE_INFINITY;
  let stepsLeft = 0;
  const disarm = (): void => {
    readsLeft = Number.POSITIVE_INFINITY;
  };
  const withPoison = (model: Model): Model => {
    const { name } = model;
    const bad = Object.defineProperty({ ...model }, 'name', {
      enumerable: true,
      get: () => {
        readsLeft -= 1;
        if (readsLeft <= 0) {
          disarm();
          throw new RangeError('poisoned');
        }
        return name;
      },
    });
    poisoned.add(bad);
    return bad;
  };
  return {
    loaded: (reading) => {
      const { model, diagnostics } = loaded(reading);
      const isBad = model !== undefined && chance?.isLucky(0.4) === true;
      return { model: isBad ? withPoison(model) : model, diagnostics };
    },
    arm: (watch) => {
      disarm();
      if (watch !== undefined && chance !== undefined && poisoned.has(watch.live.model)) {
        readsLeft = chance.between(1, 3);
        stepsLeft = 4;
      }
    },
    stepped: () => {
      stepsLeft -= 1;
      if (stepsLeft <= 0) {
        disarm();
      }
    },
    disarm,
  };
}
