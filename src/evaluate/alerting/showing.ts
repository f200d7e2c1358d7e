import { exchanged } from '../../model/exchange.ts';
import { compareText } from '../../model/order.ts';
import type { Alert, Incident as IncidentReport } from '../../model/report.generated.ts';
import { compareAlerts } from '../alerts.ts';
import { mayForget } from './forgetting.ts';
import { incidentReport } from './render.ts';
import { shownAlert } from './suppression.ts';
import type { Tellable } from './wants.ts';
import type { Step } from './watch.ts';

/** Shows incidents anew. */
export function showIncidents(step: Step, attended: readonly Tellable[]): void {
  const { watch } = step;
  const gone = new Set<IncidentReport>();
  const come: IncidentReport[] = [];
  for (const tellable of attended) {
    const { id } = tellable.incident;
    mayForget(watch, tellable.incident, step.now);
    const before = watch.reports.get(id);
    if (before !== undefined) {
      gone.add(before);
    }
    const after = incidentReport(step, tellable);
    watch.reports.set(id, after);
    come.push(after);
  }
  if (attended.length > 0) {
    watch.incidents = exchanged(watch.incidents, { gone, come }, compareIncidents);
  }
}

/** By priority, opening and id. */
function compareIncidents(a: IncidentReport, b: IncidentReport): number {
  return (
    compareText(a.priority, b.priority) ||
    compareText(a.openedAt, b.openedAt) ||
    compareText(a.id, b.id)
  );
}

/** Shows the alerts anew whose standing, incident or suppression changed. */
export function showAlerts(step: Step): void {
  const { watch } = step;
  const gone = new Set<Alert>();
  const come: Alert[] = [];
  for (const id of watch.stale) {
    const before = watch.shown.get(id);
    const episode = watch.alerting.episodes.get(id);
    const base = watch.bases.get(id);
    if (before !== undefined) {
      gone.add(before);
      watch.shown.delete(id);
    }
    if (base !== undefined) {
      const after = shownAlert(step, base, episode?.endedAt === undefined ? episode : undefined);
      watch.shown.set(id, after);
      come.push(after);
    }
  }
  watch.stale.clear();
  if (gone.size + come.length > 0) {
    watch.alerts = exchanged(watch.alerts, { gone, come }, compareAlerts);
  }
}
