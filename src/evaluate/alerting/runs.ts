import { digest } from '../../model/digest.ts';
import { compareText } from '../../model/order.ts';
import type { Run } from '../../model/report.generated.ts';
import { type Incident, note } from './alerting.ts';
import type { Call } from './escalation.ts';
import { titleOf } from './telling.ts';
import type { Step } from './watch.ts';

/**
 * What the calls of an escalation run, once for each time that a level is reached: neither a repetition nor the end of an
 * acknowledgement runs it again, and what has come back goes on to people. Nothing runs of what somebody takes care of.
 */
export function runsOfCalls(
  step: Step,
  incident: Incident,
  calls: readonly Call[],
): readonly Run[] {
  const { escalation, acknowledged } = incident;
  if (escalation === undefined || acknowledged !== undefined) {
    return [];
  }
  return calls.flatMap(({ step: { level, run, place }, reason }): readonly Run[] => {
    if (run === undefined || !isEntry(reason) || !step.watch.plan.model.executors.has(run)) {
      return [];
    }
    const { path, enteredAt } = escalation;
    const { id, root, priority, openedAt } = incident;
    note(incident, step.now, 'ordered', {
      message: `\`${run}\` is to run for ${root}: ${reason}, level ${level}`,
      place,
    });
    return [
      {
        key: digest(['run', id, String(openedAt), path, level, String(enteredAt), run], 16),
        executor: run,
        incident: id,
        root,
        escalation: path,
        level,
        reason,
        priority,
        title: titleOf(step.watch, incident, { others: 0, isMoved: false }),
        at: place,
      },
    ];
  });
}

/** Whether a call is because a level was reached. */
function isEntry(reason: Call['reason']): reason is Run['reason'] {
  return reason === 'first' || reason === 'escalated' || reason === 'unsuppressed';
}

/** By executor and incident. */
export function sortedRuns(runs: readonly Run[]): readonly Run[] {
  return runs.toSorted(
    (a, b) => compareText(a.executor, b.executor) || compareText(a.incident, b.incident),
  );
}
