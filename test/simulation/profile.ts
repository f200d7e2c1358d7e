import type { Chance } from './chance.ts';

/** What kinds of trouble a world has. Most have only some, because one kind may hide another. */
export interface Profile {
  readonly troubledMs: number;
  readonly calmMs: number;
  /** Mean times between two, in milliseconds; infinite: never. */
  readonly crashEveryMs: number;
  readonly stopEveryMs: number;
  readonly fullEveryMs: number;
  readonly editEveryMs: number;
  readonly illnessEveryMs: number;
  readonly moodEveryMs: number;
  readonly clockEveryMs: number;
  readonly produceEveryMs: number;
  readonly storeMsMax: number;
  /** How often a change is noticed only by looking. */
  readonly unnoticed: number;
  /** Bytes that batches are filled up with, so that journals become long. */
  readonly fillBytes: number;
  readonly force: boolean;
  readonly isPoisoned: boolean;
  /** How long work takes by the clock, in milliseconds. */
  readonly workMsMax: number;
}

const minute = 60_000;

export function profileOf(chance: Chance): Profile {
  const often = (probability: number, everyMs: number): number =>
    chance.isLucky(probability) ? everyMs : Number.POSITIVE_INFINITY;
  const fillBytes = chance.isLucky(0.02) ? 300_000 : 0;
  return {
    troubledMs: chance.between(45, 180) * 1_000,
    calmMs: 26 * minute,
    crashEveryMs: often(0.7, chance.pick([20_000, 90_000])),
    stopEveryMs: often(0.3, 3 * minute),
    fullEveryMs: often(0.3, 2 * minute),
    editEveryMs: often(0.7, chance.pick([10_000, minute])),
    illnessEveryMs: chance.pick([15_000, minute]),
    moodEveryMs: often(0.6, minute),
    clockEveryMs: often(0.3, 2 * minute),
    produceEveryMs: chance.pick([1_000, 4_000, 8_000]),
    storeMsMax: chance.pick([2, 30, 2_500]),
    unnoticed: chance.pick([0, 0.05, 1]),
    fillBytes,
    force: chance.isLucky(0.2),
    isPoisoned: fillBytes === 0 && chance.isLucky(0.15),
    workMsMax: chance.pick([0, 20, 400]),
  };
}

/** Much of everything, in a short time. */
export const harsh: Partial<Profile> = {
  troubledMs: 90_000,
  calmMs: 120_000,
  crashEveryMs: 6_000,
  editEveryMs: 4_000,
  illnessEveryMs: 4_000,
  moodEveryMs: 10_000,
  fullEveryMs: 20_000,
  produceEveryMs: 400,
  storeMsMax: 2_500,
  fillBytes: 0,
  force: true,
  isPoisoned: false,
  workMsMax: 400,
};

/** Systems fall ill and recover, and nothing else happens. */
export const still: Partial<Profile> = {
  troubledMs: 60_000,
  calmMs: 60_000,
  crashEveryMs: Number.POSITIVE_INFINITY,
  stopEveryMs: Number.POSITIVE_INFINITY,
  fullEveryMs: Number.POSITIVE_INFINITY,
  editEveryMs: Number.POSITIVE_INFINITY,
  illnessEveryMs: 5_000,
  moodEveryMs: Number.POSITIVE_INFINITY,
  clockEveryMs: Number.POSITIVE_INFINITY,
  produceEveryMs: 2_000,
  storeMsMax: 30,
  unnoticed: 0,
  fillBytes: 0,
  isPoisoned: false,
  workMsMax: 0,
};
