import { digest } from '../../model/digest.ts';
import { compareText } from '../../model/order.ts';
import type { Alert, Notification } from '../../model/report.generated.ts';
import { type Group, type Incident, isAbove, note, type Told } from './alerting.ts';
import type { Want } from './wants.ts';
import { liveIn, membersOf, type Step, type Watch } from './watch.ts';

/**
 * Turns what is due into intents, one for each group and channel. A channel that is no longer configured is told nothing. Notes what
 * was told, so that the same is not told twice and the end is told to everybody who knows of the beginning.
 */
export function tell(step: Step, wants: readonly Want[]): readonly Notification[] {
  const { plan } = step.watch;
  const due = wants.filter(({ notBefore, channel }) => {
    return notBefore <= step.now && plan.model.channels.has(channel);
  });
  if (due.length === 0) {
    return [];
  }
  const messages = [...Map.groupBy(begun(step, due), keyOf)].toSorted(([a], [b]) =>
    compareText(a, b),
  );
  for (const [, parts] of messages) {
    for (const want of parts) {
      told(step, want);
    }
  }
  const open = openIn(step.watch);
  return messages.map(([key, parts]) => sent(step, parts, open.has(key)));
}

/** What comes to a channel that knows of nothing open in a group begins it, whether or not the messages before are remembered. */
function begun({ watch }: Step, due: readonly Want[]): readonly Want[] {
  if (!due.some(({ reason }) => reason === 'new-alerts')) {
    return due;
  }
  const open = openIn(watch);
  return due.map((want) =>
    want.reason === 'new-alerts' && !open.has(keyOf(want)) ? { ...want, reason: 'first' } : want,
  );
}

function keyOf({ group, channel }: Pick<Want, 'group' | 'channel'>): string {
  return `${channel} ${group}`;
}

/** The channels and groups of which somebody still has to be told an end. */
function openIn({ alerting }: Watch): ReadonlySet<string> {
  const open = new Set<string>();
  for (const incident of alerting.incidents.values()) {
    for (const one of incident.told) {
      if (one.isOpen) {
        open.add(keyOf(one));
      }
    }
  }
  return open;
}

function sent(step: Step, parts: readonly Want[], isOpen: boolean): Notification {
  const { watch, now } = step;
  const [first] = parts;
  if (first === undefined) {
    throw new RangeError('a message is about something');
  }
  const { channel, group } = first;
  const { sequence, since } = numbered(watch, group, channel, now);
  const incidents = [...new Set(parts.map(({ incident }) => incident))].sort(byUrgency);
  const isOver =
    parts.every(({ incident, reason }) => incident.endedAt !== undefined || reason === 'moved') &&
    !isOpen;
  const reasons = [...new Set(parts.map(({ reason }) => reason))].map((reason) =>
    reason === 'all-resolved' && !isOver ? 'new-resolved' : reason,
  );
  const [lead] = incidents;
  return {
    key: digest([group, String(since), channel, String(sequence)], 16),
    channel,
    group,
    sequence,
    reasons: reasons.sort(compareText),
    state: isOver ? 'resolved' : 'firing',
    priority: lead?.priority ?? 'p5',
    level: first.level ?? null,
    incidents: incidents.map((incident) => toldIncident(watch, incident)),
    title:
      lead === undefined
        ? ''
        : titleOf(watch, lead, {
            others: incidents.length - 1,
            isMoved: parts.every(({ reason }) => reason === 'moved'),
          }),
    at: first.at,
  };
}

function byUrgency(a: Incident, b: Incident): number {
  return compareText(a.priority, b.priority) || a.openedAt - b.openedAt || compareText(a.id, b.id);
}

function numbered(
  { alerting }: Watch,
  id: string,
  channel: string,
  now: number,
): { readonly sequence: number; readonly since: number } {
  const group: Group = alerting.groups.get(id) ?? { id, since: now, channels: new Map() };
  const sequence = (group.channels.get(channel)?.sequence ?? 0) + 1;
  group.channels.set(channel, { at: now, sequence });
  alerting.groups.set(id, group);
  return { sequence, since: group.since };
}

function told({ watch, now }: Step, { incident, channel, group, reason, level, at }: Want): void {
  const isOver = incident.endedAt !== undefined;
  const members = [...membersOf(watch, incident)].filter(({ system }) => system === incident.root);
  const entry: Told = {
    channel,
    at: now,
    priority: incident.priority,
    alerts: members.filter(({ endedAt }) => endedAt === undefined).length,
    reasons: [reason],
    isOpen: !isOver && reason !== 'moved',
    group,
    flapping: members.some(({ flappingSince }) => flappingSince !== undefined),
    ...(incident.peak === incident.priority ? {} : { peak: incident.peak }),
  };
  incident.told = [...incident.told.filter((one) => one.channel !== channel), entry].sort((a, b) =>
    compareText(a.channel, b.channel),
  );
  note(incident, now, 'told', {
    message: `\`${channel}\` is told: ${reason}${level === undefined ? '' : `, level ${level}`}`,
    place: at,
  });
}

function toldIncident(watch: Watch, incident: Incident): Notification['incidents'][number] {
  const members = liveIn(watch, incident);
  const systems = new Set(members.map(({ system }) => system));
  systems.delete(incident.root);
  return {
    id: incident.id,
    root: incident.root,
    state: incident.endedAt === undefined ? 'firing' : 'resolved',
    priority: incident.priority,
    alerts: members.filter(({ system }) => system === incident.root).length,
    symptoms: systems.size,
  };
}

/** `P1 orders-db: availability 0 (critical ≤ 0.99), 11 systems follow`. */
export function titleOf(
  watch: Watch,
  incident: Incident,
  { others, isMoved }: { readonly others: number; readonly isMoved: boolean },
): string {
  const { symptoms } = toldIncident(watch, incident);
  const more = others === 0 ? '' : `, and ${others} more`;
  if (isMoved) {
    return `moved: others are told of ${incident.root}${more} from now on`;
  }
  if (incident.endedAt !== undefined) {
    return `resolved: ${incident.root}${more}`;
  }
  const hidden = watch.mutings.get(incident.id)?.hidden ?? 0;
  const alert = topAlert(watch, incident);
  const what =
    hidden > 0
      ? `${hidden} alerts hidden behind a silence`
      : alert === undefined
        ? 'it failed'
        : sayAlert(alert);
  const follow =
    symptoms === 0 ? '' : `, ${symptoms} ${symptoms === 1 ? 'system follows' : 'systems follow'}`;
  return `${incident.priority.toUpperCase()} ${incident.root}: ${what}${follow}${more}`;
}

function topAlert({ plan, alertsOf }: Watch, incident: Incident): Alert | undefined {
  const alerts = alertsOf.get(plan.indexOf.get(incident.root) ?? -1) ?? [];
  return alerts
    .filter(({ state }) => state !== 'pending')
    .reduce<Alert | undefined>(
      (top, alert) => (top === undefined || isAbove(alert.priority, top.priority) ? alert : top),
      undefined,
    );
}

function sayAlert({ kind, signal, value, comparison, limit, severity }: Alert): string {
  switch (kind) {
    case 'check':
      return `its check says ${value}`;
    case 'heartbeat':
      return 'no heartbeat';
    case 'no-data':
      return `no data of ${signal}`;
    default:
      return `${signal} ${value ?? 'unknown'} (${severity} ${comparison} ${limit})`;
  }
}
