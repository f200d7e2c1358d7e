import { compareText } from '../model/order.ts';

/** How bad a failure is. */
export interface Measure {
  readonly takesDown: number;
  readonly criticalTakenDown: number;
  readonly targetsTakenDown: number;
  /** Of what it takes down, in hundredths. */
  readonly weight: number;
}

/** A failure with what it takes down. */
export interface Harm extends Measure {
  /** The places of its units among all units. */
  readonly units: readonly number[];
  readonly names: readonly string[];
  /** Of a pair, the group that the two take down together. */
  readonly through: string | null;
  /** Ids of some systems that it takes down, sorted. */
  readonly examples: readonly string[];
}

export interface Ranking {
  /** Counts a failure, and keeps it while it is among the worst; `made` is asked for what is to be kept. */
  readonly offer: (measure: Measure, made: () => Harm) => void;
  /** How many were offered. */
  readonly count: () => number;
  /** Those that are kept, the worst first. */
  readonly worst: () => readonly Harm[];
}

/** Keeps the worst of what is offered, whatever the order in which it comes. */
export function ranking(keptMax: number): Ranking {
  let kept: Harm[] = [];
  let count = 0;
  const cut = (): void => {
    kept = kept.sort(compareHarms).slice(0, keptMax);
  };
  /** The mildest that was kept when the others were cut. */
  let mildest: Measure | undefined;
  return {
    offer: (measure, made) => {
      count += 1;
      if (mildest !== undefined && compareMeasures(measure, mildest) > 0) {
        return;
      }
      kept.push(made());
      if (kept.length >= 2 * keptMax) {
        cut();
        mildest = kept.at(-1);
      }
    },
    count: () => count,
    worst: () => {
      cut();
      return kept;
    },
  };
}

function compareHarms(a: Harm, b: Harm): number {
  return (
    compareMeasures(a, b) ||
    compareText(a.names[0] ?? '', b.names[0] ?? '') ||
    compareText(a.names[1] ?? '', b.names[1] ?? '')
  );
}

function compareMeasures(a: Measure, b: Measure): number {
  return (
    b.criticalTakenDown - a.criticalTakenDown ||
    b.targetsTakenDown - a.targetsTakenDown ||
    b.weight - a.weight ||
    b.takesDown - a.takesDown
  );
}
