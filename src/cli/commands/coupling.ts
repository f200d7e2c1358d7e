import { couplingAbout, couplingReport } from '../../analysis/coupling-report.ts';
import { betweennessWork } from '../../graph/coupling/betweenness.ts';
import { topologyOf } from '../../graph/topology.ts';
import { configurationOf } from '../configuration.ts';
import { couplingLines } from '../coupling-text.ts';
import { carriedOut, endingOfWork } from '../long-work.ts';
import type { Outcome } from '../outcome.ts';
import { repeated, type Session } from '../session.ts';
import { sayLines } from '../text.ts';
import { unknownNode } from '../unknown-node.ts';

/** Prints how systems hang together: all of them, or one system or group. */
export async function coupling(session: Session, id: string | undefined): Promise<Outcome> {
  const opened = configurationOf(session, false);
  if ('outcome' in opened) {
    return opened.outcome;
  }
  const { model } = opened;
  const unknown = unknownNode(model, [id]);
  if (unknown !== undefined) {
    return unknown;
  }
  const topology = topologyOf(model);
  const worked = await carriedOut(session.world, betweennessWork(topology), 'betweenness');
  const whole = couplingReport(model, topology, worked.found);
  const report = id === undefined ? whole : couplingAbout(whole, id);
  const outcome: Outcome = {
    exitCode: 0,
    render: (format, canvas) => {
      const again = repeated(session, undefined);
      const context = { ...canvas, sources: new Map(), again };
      return format === 'json'
        ? JSON.stringify({ coupling: report }, undefined, 2)
        : sayLines(
            context,
            couplingLines({ report, about: id, systemCount: model.systems.length }, context),
          );
    },
  };
  return endingOfWork(outcome, worked);
}
