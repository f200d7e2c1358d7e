import type { Letter } from '../model/letter.ts';
import { limits } from '../model/limits.ts';
import { instantIn } from '../model/read-batch.ts';
import type { Notification, Report } from '../model/report.generated.ts';

export function letterOf(report: Report, notification: Notification): Letter {
  const ids = new Set(notification.incidents.map(({ id }) => id));
  const incidents = report.incidents.filter(({ id }) => ids.has(id));
  const alerts = new Set(incidents.flatMap((incident) => incident.alerts));
  return {
    notification,
    name: report.name,
    revision: report.revision,
    at: instantIn(report.at),
    incidents: incidents.map(
      ({ id, root, state, priority, openedAt, resolvedAt, acknowledged, symptoms }) => ({
        id,
        root,
        state,
        priority,
        openedAt,
        resolvedAt,
        acknowledged,
        symptoms: symptoms.map(({ system }) => system).slice(0, limits.letterAlerts),
      }),
    ),
    alerts: report.alerts.filter(({ id }) => alerts.has(id)).slice(0, limits.letterAlerts),
  };
}
