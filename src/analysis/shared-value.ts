import type { System } from '../model/model.ts';
import { didYouMean } from '../model/nearest.ts';
import { distinct } from '../model/order.ts';

/** What systems can have in common, as a word on the command line. */
export const sharedFates = ['region', 'zone', 'owner'] as const;

/** What may fail as one, as words on the command line. */
export const unitWords: readonly string[] = ['system', ...sharedFates, 'label:KEY'];

/** Why a word names nothing, and a way out. */
export interface Refusal {
  readonly message: string;
  readonly help: string;
}

const labelPrefix = 'label:';

/**
 * Reads what a system has in common with others by `region`, `zone`, `owner` or `label:KEY`; undefined for any other word. A label that
 * none of the systems has is refused.
 */
export function sharedValueBy(
  systems: readonly System[],
  word: string,
): ((system: System) => string | undefined) | Refusal | undefined {
  const fate = sharedFates.find((known) => known === word);
  if (fate !== undefined) {
    return (system) => system[fate];
  }
  return word.startsWith(labelPrefix)
    ? labelBy(systems, word.slice(labelPrefix.length))
    : undefined;
}

/** Reads a label of systems, of which one at least must have it. */
export function labelBy(
  systems: readonly System[],
  key: string,
): ((system: System) => string | undefined) | Refusal {
  const keys = distinct(systems.flatMap(({ labels }) => [...labels.keys()]));
  return keys.includes(key)
    ? ({ labels }) => labels.get(key)
    : { message: `no system has a label \`${key}\``, help: didYouMean(key, keys) };
}
