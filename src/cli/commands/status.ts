import { verdict } from '../../evaluate/verdict.ts';
import type { Format } from '../../report/context.ts';
import { renderReport } from '../../report/render.ts';
import { configurationOf } from '../configuration.ts';
import type { Outcome } from '../outcome.ts';
import { repeated, type Session, statePath } from '../session.ts';
import { lastReport, stateNeeded } from '../state.ts';

/** Prints what is known at the last instant of a state file, and ends as `evaluate` would. */
export function status(session: Session, options: { readonly state?: string }): Outcome {
  const path = statePath(session, options.state);
  if (path === undefined) {
    return stateNeeded('status', 'tower status');
  }
  const opened = configurationOf(session, true);
  if ('outcome' in opened) {
    return opened.outcome;
  }
  const last = lastReport(session, opened.model, path);
  if ('outcome' in last) {
    return last.outcome;
  }
  const report = { ...last.report, ...verdict(last.report, { failOn: 'error' }) };
  return {
    exitCode: report.exitCode,
    render: (format, canvas) =>
      renderReport(format as Format, report, {
        ...canvas,
        sources: opened.project.sources,
        again: repeated(session, options.state),
      }),
  };
}
