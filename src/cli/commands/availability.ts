import { availabilityWork } from '../../analysis/availability.ts';
import { targetsOf } from '../../evaluate/spofs.ts';
import { topologyOf } from '../../graph/topology.ts';
import { didYouMean } from '../../model/nearest.ts';
import { compareText, distinct } from '../../model/order.ts';
import { availabilityLines } from '../availability-text.ts';
import { configurationOf } from '../configuration.ts';
import { carriedOut, endingOfWork } from '../long-work.ts';
import { failed, type Outcome } from '../outcome.ts';
import type { Session } from '../session.ts';
import { sayLines } from '../text.ts';

/** Prints how likely targets are up: those that are named, or those of the configuration. */
export async function availability(session: Session, named: readonly string[]): Promise<Outcome> {
  const opened = configurationOf(session, false);
  if ('outcome' in opened) {
    return opened.outcome;
  }
  const { model } = opened;
  const known = [...model.systemById.keys(), ...model.groupById.keys()];
  const unknown = named.find((id) => !model.systemById.has(id) && !model.groupById.has(id));
  if (unknown !== undefined) {
    return failed(3, `\`${unknown}\` is not a system or a group`, didYouMean(unknown, known));
  }
  const targets = named.length === 0 ? targetsOf(model) : distinct(named).toSorted(compareText);
  const work = availabilityWork(model, topologyOf(model), targets);
  const worked = await carriedOut(session.world, work, 'availability');
  const { found } = worked;
  return endingOfWork(
    {
      exitCode: 0,
      render: (format, canvas) => {
        const context = { ...canvas, sources: new Map() };
        return format === 'json'
          ? JSON.stringify({ availability: found }, undefined, 2)
          : sayLines(context, availabilityLines(found, context));
      },
    },
    worked,
  );
}
