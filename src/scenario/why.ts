import type { Level, Model, Threshold } from '../model/model.ts';
import type { Alert, Incident, Reason } from '../model/report.generated.ts';
import type { Why } from '../model/scenario-results.ts';
import { parseInstant, sayDuration } from '../model/time.ts';
import type { Mismatch } from './compare.ts';
import type { Moment } from './run.ts';
import type { About, Expectation } from './scenario.ts';

/** Sentences of one failure, and of one system or incident: more of them are read by nobody. */
const whyMax = 10;
const eachMax = 4;
const systemsMax = 3;

/** Why it is as it is, as far as the report and the configuration know: reasons, deadlines and what was not told. */
export function whyOf(
  { about }: Expectation,
  { systems }: Mismatch,
  moment: Moment,
): readonly Why[] {
  const found = [...policyWhys(about, moment), ...systemWhys(about, systems, moment)];
  const seen = new Set<string>();
  return found.filter(({ message }) => !seen.has(message) && seen.add(message)).slice(0, whyMax);
}

function policyWhys(about: About, { report }: Moment): readonly Why[] {
  if (about.kind !== 'contains' || (about.of !== 'decisions' && about.of !== 'findings')) {
    return [];
  }
  const { policy, rule = policy, subject } = about.item;
  const findings = report.findings.filter(
    (one) =>
      (rule === undefined || one.rule === rule) &&
      (subject === undefined || one.subject === subject),
  );
  const row = report.policies.find(({ id }) => id === rule);
  return findings.length === 0 && row !== undefined
    ? [
        {
          message: `${row.enforcement} policy \`${row.id}\` is violated by nobody of these`,
          at: row.at,
        },
      ]
    : findings
        .slice(0, eachMax)
        .flatMap(({ message, because, at }) => [
          { message, at },
          ...because.slice(0, eachMax).map(reasonWhy),
        ]);
}

function systemWhys(about: About, systems: readonly string[], moment: Moment): readonly Why[] {
  const { report } = moment;
  const named = systems.slice(0, systemsMax);
  const own = named.flatMap((id): readonly Why[] => [
    ...ownWhys(id, moment),
    ...quietWhys(id, moment),
  ]);
  if (!isAboutIncidents(about)) {
    return own;
  }
  const incidents = report.incidents.filter(
    ({ root, symptoms }) =>
      named.includes(root) || symptoms.some(({ system }) => named.includes(system)),
  );
  const found = incidents.slice(0, systemsMax).flatMap((one) => incidentWhys(one, moment));
  return found.length === 0 || about.kind === 'contains' ? [...found, ...own] : found;
}

/** Whether the answer lies with an incident, its escalation and who was told, not with what was measured. */
function isAboutIncidents(about: About): boolean {
  switch (about.kind) {
    case 'value':
      return about.of === 'escalation';
    case 'history':
      return true;
    case 'suppression':
      return false;
    case 'none':
      return about.of === 'incidents';
    case 'contains':
      return (
        about.of === 'incidents' ||
        about.of === 'notified' ||
        ['level', 'rootCause'].some((key) => Object.hasOwn(about.item, key))
      );
  }
}

function reasonWhy({ message, at }: Reason): Why {
  return { message, at: at ?? null };
}

/** What the report says of a system and its alerts. */
function ownWhys(id: string, moment: Moment): readonly Why[] {
  const { report } = moment;
  const system = report.systems.find((one) => one.id === id);
  const alerts = report.alerts.filter((alert) => alert.system === id);
  return [
    ...(system?.because ?? []).slice(0, eachMax).map(reasonWhy),
    ...alerts.slice(0, eachMax).flatMap((alert) => [
      ...pendingWhys(alert, moment),
      ...alert.suppressedBy.map((reason) => ({
        message: `nobody is told of \`${id}\` \`${alert.signal}\`: ${reason.message}`,
        at: reason.at ?? null,
      })),
    ]),
  ];
}

/** When what is pending would fire. */
function pendingWhys(alert: Alert, { model, scenario }: Moment): readonly Why[] {
  const threshold = model.systemById.get(alert.system)?.thresholds.get(alert.signal);
  return alert.levels.flatMap(({ severity, state, since }) => {
    const level = threshold?.[severity];
    const sinceAt = parseInstant(since) ?? 0;
    return state !== 'pending' || level === undefined
      ? []
      : [
          {
            message: `\`${alert.source}\` ${severity} is pending since ${after(sinceAt, scenario)} and must hold for ${sayDuration(level.forMs)}, so it fires at ${after(sinceAt + level.forMs, scenario)}`,
            at: level.at,
          },
        ];
  });
}

/** Where the limits of a system are that has nothing to report. */
function quietWhys(id: string, { report, model, scenario }: Moment): readonly Why[] {
  if (report.alerts.some((alert) => alert.system === id)) {
    return [];
  }
  const measured = scenario.signals.filter(({ system }) => system === id);
  const because = report.systems.find((one) => one.id === id)?.because ?? [];
  if (measured.length + because.length === 0) {
    const at = model.systemById.get(id)?.at ?? null;
    return [{ message: `nothing is wrong with \`${id}\` that Tower heard of`, at }];
  }
  return measured.slice(0, eachMax).map(({ signal }): Why => {
    const threshold = model.systemById.get(id)?.thresholds.get(signal);
    return threshold === undefined
      ? { message: `no threshold follows \`${signal}\` of \`${id}\``, at: null }
      : { message: limitsText(threshold, model), at: threshold.at };
  });
}

function limitsText(threshold: Threshold, model: Model): string {
  const { warn, critical, signal } = threshold;
  const known = model.signals.get(signal);
  // Of words, the limit and what is worse count; that is said by their order, not by a sign.
  const sign = known?.values === undefined ? (known?.better === 'higher' ? '≤ ' : '≥ ') : '';
  const said = [warn, critical]
    .filter((level): level is Level => level !== undefined)
    .map(({ name, limitText, forMs }) =>
      forMs === 0
        ? `${name} at ${sign}${limitText}`
        : `${name} at ${sign}${limitText} for ${sayDuration(forMs)}`,
    );
  return `\`${threshold.id}\` does not fire: it is ${said.join(', ')} of \`${signal}\``;
}

/** Where an incident stands: its escalation and what comes next, who takes care, why nobody is told, what happened last. */
function incidentWhys(incident: Incident, moment: Moment): readonly Why[] {
  const { scenario } = moment;
  const { suppressedBy, timeline, root } = incident;
  const recent = timeline.slice(-eachMax).map(({ at, message, place }) => ({
    message: `${after(parseInstant(at) ?? 0, scenario)}: ${message}`,
    at: place ?? null,
  }));
  return [
    ...escalationWhys(incident, moment),
    ...suppressedBy.map((reason) => ({
      message: `nobody is told of \`${root}\`: ${reason.message}`,
      at: reason.at ?? null,
    })),
    ...recent,
  ];
}

function escalationWhys({ escalation, route, root }: Incident, moment: Moment): readonly Why[] {
  const { model, scenario } = moment;
  if (escalation === null) {
    return [
      {
        message:
          route === null
            ? `the incident of \`${root}\` takes no route`
            : `route ${route.number} has no escalation`,
        at: route?.at ?? null,
      },
    ];
  }
  const { path, level, step, dueAt, paused, exhausted } = escalation;
  const steps = model.escalations.get(path)?.steps ?? [];
  const [here, next] = [steps[step - 1], steps[step]];
  const waits = here?.waitMs === undefined ? '' : ` waits ${sayDuration(here.waitMs)}`;
  const comes =
    dueAt === null || next === undefined
      ? ''
      : `, so \`${next.level}\` is due at ${after(parseInstant(dueAt) ?? 0, scenario)}`;
  const stands = paused ? ', and its time stands still' : exhausted ? ', and it was the last' : '';
  return [
    {
      message: `\`${path}\` is at step \`${level}\`, which${waits === '' ? ' goes on' : waits}${comes}${stands}`,
      at: here?.at ?? null,
    },
  ];
}

/** Time since the start. */
export function after(at: number, { startsAt }: Moment['scenario']): string {
  return sayDuration(at - startsAt);
}
