import { impactOf } from '../../analysis/impact.ts';
import { topologyOf } from '../../graph/topology.ts';
import { didYouMean } from '../../model/nearest.ts';
import { answered } from '../answer.ts';
import { configurationOf } from '../configuration.ts';
import { impactLines } from '../impact-text.ts';
import { failed, type Outcome } from '../outcome.ts';
import type { Session } from '../session.ts';

/** Prints what the failure of a system or group does to the others. */
export function impact(session: Session, id: string): Outcome {
  const opened = configurationOf(session, false);
  if ('outcome' in opened) {
    return opened.outcome;
  }
  const { model } = opened;
  const found = impactOf(model, topologyOf(model), id);
  if (found === undefined) {
    const known = [...model.systemById.keys(), ...model.groupById.keys()];
    return failed(3, `\`${id}\` is not a system or a group`, didYouMean(id, known));
  }
  return answered({ impact: found }, (context) => impactLines(found, context));
}
