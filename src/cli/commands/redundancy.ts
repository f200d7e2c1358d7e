import { redundancyOf } from '../../analysis/redundancy.ts';
import { topologyOf } from '../../graph/topology.ts';
import { didYouMean } from '../../model/nearest.ts';
import { answered } from '../answer.ts';
import { configurationOf } from '../configuration.ts';
import { failed, type Outcome } from '../outcome.ts';
import { redundancyLines } from '../redundancy-text.ts';
import type { Session } from '../session.ts';

/** Prints what the members of groups have in common. */
export function redundancy(session: Session, ids: readonly string[]): Outcome {
  const opened = configurationOf(session, false);
  if ('outcome' in opened) {
    return opened.outcome;
  }
  const { model } = opened;
  const unknown = ids.find((id) => !model.groupById.has(id));
  if (unknown !== undefined) {
    const help = model.systemById.has(unknown)
      ? 'it is a system: name a group that it is a member of'
      : didYouMean(unknown, model.groupById.keys());
    return failed(3, `\`${unknown}\` is not a group`, help);
  }
  const found = redundancyOf(model, topologyOf(model), ids);
  return answered({ redundancy: found }, (context) => redundancyLines(found, context));
}
