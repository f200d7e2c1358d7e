// What letters say to people, whatever they are sent by.
import type { Letter, LetterAlert, LetterIncident } from '../../model/letter.ts';
import { sayCount } from '../../model/limits.ts';
import { plain } from '../text.ts';

/** The beginning of a text in at most so many UTF-16 units, with an ellipsis where something is missing and no half characters. */
export function clipped(text: string, unitsMax: number): string {
  if (text.length <= unitsMax) {
    return text;
  }
  const kept = text.slice(0, unitsMax - 1);
  return `${/[\ud800-\udbff]$/.test(kept) ? kept.slice(0, -1) : kept}…`;
}

/** `availability 0, critical ≤ 0.99`. */
function sayAlert(alert: LetterAlert): string {
  const { kind, signal, value, severity, comparison, limit, unit } = alert;
  switch (kind) {
    case 'check':
      return `its check says ${plain(String(value))}`;
    case 'heartbeat':
      return 'no heartbeat';
    case 'no-data':
      return `no data of ${plain(signal)}`;
    case 'threshold': {
      const units = unit === null ? '' : ` ${plain(unit)}`;
      const reading = value === null ? 'unknown' : `${plain(String(value))}${units}`;
      return `${plain(signal)} ${reading}, ${severity} ${comparison} ${plain(String(limit))}${units}`;
    }
  }
}

/** One line for an incident: the title of the letter where it is about nothing else. */
export function titleOf(letter: Letter, one: LetterIncident): string {
  const { notification, incidents, alerts } = letter;
  if (incidents.length === 1) {
    return plain(notification.title);
  }
  if (one.state === 'resolved') {
    return `resolved: ${plain(one.root)}`;
  }
  const alert = alerts.find(({ incident }) => incident === one.id);
  const what = alert === undefined ? 'it failed' : sayAlert(alert);
  const count = followerCount(letter, one);
  const follow = count === 0 ? '' : `, ${sayFollowers(count)}`;
  return `${one.priority.toUpperCase()} ${plain(one.root)}: ${what}${follow}`;
}

function sayFollowers(count: number): string {
  return count === 1 ? '1 system follows' : `${sayCount(count)} systems follow`;
}

/** How many systems follow, those among them that the letter does not name. */
function followerCount({ notification }: Letter, { id, symptoms }: LetterIncident): number {
  return notification.incidents.find((one) => one.id === id)?.symptoms ?? symptoms.length;
}

/** What is known of an incident, a line each: since when, its alerts, what follows, who takes care, what to do. */
export function detailsOf(letter: Letter, incident: LetterIncident): readonly string[] {
  const { alerts } = letter;
  const { id, openedAt, resolvedAt, symptoms, acknowledged } = incident;
  const own = alerts.filter((alert) => alert.incident === id);
  const left = followerCount(letter, incident) - symptoms.length;
  return [
    resolvedAt === null ? `since ${openedAt}` : `from ${openedAt} to ${resolvedAt}`,
    ...own.map((alert) => `alert: ${plain(alert.system)}: ${sayAlert(alert)}`),
    ...(symptoms.length === 0 ? [] : [`follow: ${symptoms.map(plain).join(', ')}${sayLeft(left)}`]),
    ...(acknowledged === null ? [] : [`acknowledged by ${plain(acknowledged.by)}`]),
    ...runbooksOf(letter, incident).map((runbook) => `runbook: ${plain(runbook)}`),
  ];
}

/** The runbooks of the alerts of an incident, each once. */
export function runbooksOf({ alerts }: Letter, { id }: LetterIncident): readonly string[] {
  const written = alerts.flatMap(({ incident, runbook }) =>
    incident === id && runbook !== null ? [runbook] : [],
  );
  return [...new Set(written)];
}

function sayLeft(count: number): string {
  return count <= 0 ? '' : `, and ${sayCount(count)} more`;
}

/** Where a letter comes from: `shop at revision 0123456789ab, escalated, level on_call`. */
export function originOf({ name, revision, notification }: Letter): string {
  const level = notification.level === null ? [] : [`level ${plain(notification.level)}`];
  const whence = `${plain(name)} at revision ${revision}`;
  return [whence, ...notification.reasons, ...level].join(', ');
}
