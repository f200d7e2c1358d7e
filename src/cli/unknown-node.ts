import type { Model } from '../model/model.ts';
import { didYouMean } from '../model/nearest.ts';
import { failed, type Outcome } from './outcome.ts';

/** Wrong usage where one of the ids that were named is not a system or a group; undefined where all are. */
export function unknownNode(
  { systemById, groupById }: Pick<Model, 'systemById' | 'groupById'>,
  named: readonly (string | undefined)[],
): Outcome | undefined {
  const unknown = named.find((id) => id !== undefined && !systemById.has(id) && !groupById.has(id));
  return unknown === undefined
    ? undefined
    : notANode(unknown, [...systemById.keys(), ...groupById.keys()]);
}

/** Wrong usage: an id of neither. `known` are the ids that there are. */
export function notANode(id: string, known: Iterable<string>): Outcome {
  return failed(3, `\`${id}\` is not a system or a group`, didYouMean(id, known));
}
