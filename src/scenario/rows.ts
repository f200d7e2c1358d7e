import type { Model } from '../model/model.ts';
import type { Alert, Incident, Notification, Reason, Report } from '../model/report.generated.ts';
import type { Moment } from './run.ts';
import type { Fields, ListName } from './scenario.ts';

/** Objects of a report as expectations see them. What a row does not have is not in it. */
export function rowsOf(of: ListName, moment: Moment): readonly Fields[] {
  const { report, model, notified } = moment;
  switch (of) {
    case 'alerts':
      return alertRows(report, model);
    case 'incidents':
      return report.incidents.map((incident) => incidentRow(incident, model));
    case 'decisions':
      return decisionRows(report);
    case 'findings':
      return report.findings.map(({ rule, subject, severity, enforcement, scope, waivedBy }) => ({
        rule,
        subject,
        severity,
        enforcement,
        scope,
        waived: waivedBy !== null,
      }));
    case 'notified':
      return notified.map(notificationRow);
  }
}

function alertRows({ alerts, incidents }: Report, model: Model): readonly Fields[] {
  const incidentById = new Map(incidents.map((incident) => [incident.id, incident]));
  return alerts.map((alert) => alertRow(alert, incidentById.get(alert.incident ?? ''), model));
}

function alertRow(alert: Alert, incident: Incident | undefined, model: Model): Fields {
  const { system, signal, source, severity, priority, state, kind, flapping } = alert;
  return {
    system,
    signal,
    ...(kind === 'threshold' || kind === 'no-data' ? { threshold: source } : {}),
    severity,
    priority,
    state,
    kind,
    suppressedBy: reasonWords(alert.suppressedBy, model),
    rootCause: incident?.root === system,
    ...levelOf(incident),
    flapping,
  };
}

function incidentRow(incident: Incident, model: Model): Fields {
  const { root, priority, state, symptoms, acknowledged, told, route, suppressedBy } = incident;
  return {
    root,
    priority,
    state,
    symptoms: symptoms.map(({ system }) => system),
    ...levelOf(incident),
    acknowledged: acknowledged === null ? [] : [acknowledged.by],
    told: told.map(({ channel }) => channel),
    ...(route === null ? {} : { route: route.number }),
    suppressedBy: reasonWords(suppressedBy, model),
  };
}

function levelOf(incident: Incident | undefined): Fields {
  const level = incident?.escalation?.level;
  return level === undefined ? {} : { level };
}

/** What may be written for reasons: their kinds, and the systems, windows and silences that they name. */
function reasonWords(reasons: readonly Reason[], model: Model): readonly string[] {
  const isNamed = (word: unknown): word is string =>
    typeof word === 'string' &&
    (model.systemById.has(word) ||
      model.windows.some(({ id }) => id === word) ||
      model.silences.some(({ id }) => id === word));
  const words = reasons.flatMap(({ code, values = {} }) => [
    code,
    ...Object.values(values).filter(isNamed),
  ]);
  return [...new Set(words)];
}

function notificationRow(notification: Notification): Fields {
  const { channel, reasons, state, priority, level, incidents } = notification;
  return {
    channel,
    reason: reasons,
    root: incidents.map(({ root }) => root),
    state,
    priority,
    ...(level === null ? {} : { level }),
  };
}

/** What each policy came to for each of its subjects; what is only in shadow is allowed. */
function decisionRows({ policies }: Report): readonly Fields[] {
  return policies.flatMap(({ id, enforcement, passed, violated, waived }) => {
    const outcomes = { hard: 'denied', warn: 'warned', shadow: 'allowed' } as const;
    const rows = (subjects: readonly string[], outcome: string): readonly Fields[] =>
      subjects.map((subject) => ({ policy: id, subject, outcome }));
    return [
      ...rows(violated, outcomes[enforcement]),
      ...rows(waived, 'waived'),
      ...rows(passed, 'allowed'),
    ];
  });
}
