import { impactOf } from '../../analysis/impact.ts';
import { topologyOf } from '../../graph/topology.ts';
import { answered } from '../answer.ts';
import { configurationOf } from '../configuration.ts';
import { impactLines } from '../impact-text.ts';
import type { Outcome } from '../outcome.ts';
import type { Session } from '../session.ts';
import { notANode } from '../unknown-node.ts';

/** Prints what the failure of a system or group does to the others. */
export function impact(session: Session, id: string): Outcome {
  const opened = configurationOf(session, false);
  if ('outcome' in opened) {
    return opened.outcome;
  }
  const { model } = opened;
  const found = impactOf(model, topologyOf(model), id);
  if (found === undefined) {
    return notANode(id, [...model.systemById.keys(), ...model.groupById.keys()]);
  }
  return answered({ impact: found }, (context) => impactLines(found, context));
}
