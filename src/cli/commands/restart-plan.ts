import { restartPlanOf } from '../../analysis/restart-plan.ts';
import { topologyOf } from '../../graph/topology.ts';
import { answered } from '../answer.ts';
import { configurationOf } from '../configuration.ts';
import { failed, type Outcome } from '../outcome.ts';
import { restartPlanLines } from '../restart-plan-text.ts';
import type { Session } from '../session.ts';

/** What `graph` takes beside. */
export interface RestartPlanOptions {
  readonly focus?: string;
  readonly depth?: number;
  readonly reaches?: string;
  readonly state?: string;
}

/** Prints in which waves everything comes up after all of it was down. */
export function restartPlan(
  session: Session,
  { focus, depth, reaches, state }: RestartPlanOptions,
): Outcome {
  const given = Object.entries({ focus, depth, reaches, state }).find(
    ([, value]) => value !== undefined,
  );
  if (given !== undefined) {
    return failed(
      3,
      `\`--${given[0]}\` has nothing to say to \`--restart-plan\`, which is about everything`,
      'leave one of them away',
    );
  }
  const opened = configurationOf(session, false);
  if ('outcome' in opened) {
    return opened.outcome;
  }
  const plan = restartPlanOf(topologyOf(opened.model));
  return answered({ restartPlan: plan }, (context) => restartPlanLines(plan, context));
}
