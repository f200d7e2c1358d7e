import { availabilityWork } from '../../analysis/availability.ts';
import { targetsOf } from '../../evaluate/spofs.ts';
import { topologyOf } from '../../graph/topology.ts';
import { compareText, distinct } from '../../model/order.ts';
import { answered } from '../answer.ts';
import { availabilityLines } from '../availability-text.ts';
import { configurationOf } from '../configuration.ts';
import { carriedOut, endingOfWork } from '../long-work.ts';
import type { Outcome } from '../outcome.ts';
import type { Session } from '../session.ts';
import { unknownNode } from '../unknown-node.ts';

/** Prints how likely targets are up: those that are named, or those of the configuration. */
export async function availability(session: Session, named: readonly string[]): Promise<Outcome> {
  const opened = configurationOf(session, false);
  if ('outcome' in opened) {
    return opened.outcome;
  }
  const { model } = opened;
  const unknown = unknownNode(model, named);
  if (unknown !== undefined) {
    return unknown;
  }
  const targets = named.length === 0 ? targetsOf(model) : distinct(named).toSorted(compareText);
  const work = availabilityWork(model, topologyOf(model), targets);
  const worked = await carriedOut(session.world, work, 'availability');
  const { found } = worked;
  return endingOfWork(
    answered({ availability: found }, (context) => availabilityLines(found, context)),
    worked,
  );
}
