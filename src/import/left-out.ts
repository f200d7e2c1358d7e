import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import { sayCount } from '../model/limits.ts';
import { compareLocations, type Location } from '../model/location.ts';

/** Counts what is left out, by reason, so that each reason is told once. */
export interface LeftOut {
  /** A reason goes on from "… left out: ". */
  readonly add: (reason: string, at: Location) => void;
  readonly diagnostics: () => readonly Diagnostic[];
}

/** What is said of one thing, and of several: "is left out". */
export type Phrases = readonly [one: string, many: string];

export function leftOut(
  [one, many]: Phrases = ['call is left out', 'calls are left out'],
): LeftOut {
  const reasons = new Map<string, { count: number; at: Location }>();
  return {
    add: (reason, at) => {
      const known = reasons.get(reason) ?? { count: 0, at };
      known.count += 1;
      known.at = compareLocations(at, known.at) < 0 ? at : known.at;
      reasons.set(reason, known);
    },
    diagnostics: () =>
      [...reasons].map(([reason, { count, at }]) =>
        diagnostic(
          'import/left-out',
          at,
          count === 1
            ? `1 ${one}: ${reason}`
            : `${sayCount(count)} ${many}, of which this is the first: ${reason}`,
        ),
      ),
  };
}
