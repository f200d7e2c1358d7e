import type { Report } from '../../model/report.generated.ts';
import { careOf } from '../../report/incident-words.ts';
import { jsonAlerts } from '../../report/json.ts';
import { alertLines } from '../alerts-text.ts';
import { configurationOf } from '../configuration.ts';
import type { Outcome } from '../outcome.ts';
import { type Session, statePath } from '../session.ts';
import { lastReport, stateNeeded } from '../state.ts';
import { sayLines } from '../text.ts';

export interface AlertsOptions {
  readonly all?: boolean;
  readonly state?: string;
}

/** Prints the incidents that are open at the last instant of a state file, with the alerts that raised them. */
export function alerts(session: Session, options: AlertsOptions): Outcome {
  const path = statePath(session, options.state);
  if (path === undefined) {
    return stateNeeded('alerts', 'tower alerts');
  }
  const opened = configurationOf(session, false);
  if ('outcome' in opened) {
    return opened.outcome;
  }
  const last = lastReport(session, opened.model, path);
  if ('outcome' in last) {
    return last.outcome;
  }
  const { report } = last;
  const isAll = options.all === true;
  return {
    exitCode: 0,
    render: (format, canvas) => {
      const context = { ...canvas, sources: opened.project.sources };
      return format === 'json'
        ? jsonAlerts(isAll ? report : pressing(report), context)
        : sayLines(context, alertLines(report, isAll, context));
    },
  };
}

/** Incidents that somebody is told of, and the alerts that raised them. */
function pressing({
  at,
  incidents,
  alerts: all,
}: Report): Pick<Report, 'at' | 'incidents' | 'alerts'> {
  const shown = incidents.filter((incident) => ['open', 'acknowledged'].includes(careOf(incident)));
  const ids = new Set(shown.flatMap((incident) => incident.alerts));
  return { at, incidents: shown, alerts: all.filter(({ id }) => ids.has(id)) };
}
