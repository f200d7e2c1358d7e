import type { Letter, LetterIncident } from '../../model/letter.ts';
import type { Payload } from './cloud-event.ts';
import { detailsOf, titleOf } from './words.ts';

/** How Go writes an instant that is not set, which is what the Alertmanager sends as the end of what still fires. */
const never = '0001-01-01T00:00:00Z';

type Labels = Readonly<Record<string, string>>;

/**
 * The body that the Alertmanager of Prometheus sends to webhooks, version 4 of it (Prometheus documentation, Alertmanager
 * configuration, `webhook_config`). An alert of it is an incident. Labels say which one it is and nothing that may change,
 * because receivers find the end of an alert by them; priority and texts are annotations.
 */
export function alertmanagerBody(letter: Letter): Payload {
  const { notification, name, incidents } = letter;
  const groupLabels = { alertname: 'TowerIncident', tower: name };
  const alerts = incidents.map((incident) => ({
    status: incident.state === 'open' ? 'firing' : 'resolved',
    labels: { ...groupLabels, incident: incident.id, system: incident.root },
    annotations: annotationsOf(letter, incident),
    startsAt: incident.openedAt,
    endsAt: incident.resolvedAt ?? never,
    generatorURL: '',
    fingerprint: incident.id,
  }));
  const body = {
    receiver: notification.channel,
    status: notification.state,
    alerts,
    groupLabels,
    commonLabels: common(alerts.map(({ labels }) => labels)),
    commonAnnotations: common(alerts.map(({ annotations }) => annotations)),
    externalURL: '',
    version: '4',
    groupKey: notification.group,
    truncatedAlerts: 0,
  };
  return {
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
  };
}

function annotationsOf(letter: Letter, incident: LetterIncident): Labels {
  const runbook = letter.alerts.find(
    (alert) => alert.incident === incident.id && alert.runbook !== null,
  )?.runbook;
  return {
    description: detailsOf(letter, incident).join('\n'),
    priority: incident.priority,
    ...(runbook ? { runbook_url: runbook } : {}),
    summary: titleOf(letter, incident),
  };
}

/** What all have in common. */
function common([first = {}, ...others]: readonly Labels[]): Labels {
  return Object.fromEntries(
    Object.entries(first).filter(([key, value]) => others.every((one) => one[key] === value)),
  );
}
