import type { Channel } from '../../model/alerting.ts';
import { digest } from '../../model/digest.ts';
import type { Letter, LetterIncident } from '../../model/letter.ts';
import type { Model } from '../../model/model.ts';
import type { Notification } from '../../model/report.generated.ts';
import { sayInstant } from '../../model/time.ts';

/**
 * What tries a channel: a notification about something that did not happen, with the lowest priority, and where the receiver
 * keeps what it is told of, the end of it. No two tries have the same keys, so that none is taken for one that was seen before.
 */
export function testLetters(
  { name, revision }: Pick<Model, 'name' | 'revision'>,
  channel: Channel,
  now: number,
): readonly Letter[] {
  const letterOf = (sequence: number): Letter => {
    const [incident, told] = incidentOf(name, now, sequence > 1);
    const isOver = incident.state === 'resolved';
    const notification: Notification = {
      key: digest(['test', name, channel.id, String(now), String(sequence)], 16),
      channel: channel.id,
      group: digest(['test', name, channel.id, String(now)], 16),
      sequence,
      reasons: [isOver ? 'all-resolved' : 'first'],
      state: isOver ? 'resolved' : 'firing',
      priority: 'p5',
      level: null,
      incidents: [told],
      title: `${isOver ? 'resolved: ' : 'P5 '}test of the channel ${channel.id}, nothing happened`,
      at: channel.at,
    };
    return { notification, name, revision, at: now, incidents: [incident], alerts: [] };
  };
  return keepsState(channel) ? [letterOf(1), letterOf(2)] : [letterOf(1)];
}

function incidentOf(
  name: string,
  now: number,
  isOver: boolean,
): readonly [LetterIncident, Notification['incidents'][number]] {
  const known = {
    id: digest(['test incident', name, String(now)], 16),
    root: 'tower-notify-test',
    priority: 'p5',
  } as const;
  return [
    {
      ...known,
      state: isOver ? 'resolved' : 'open',
      openedAt: sayInstant(now),
      resolvedAt: isOver ? sayInstant(now) : null,
      acknowledged: null,
      symptoms: [],
    },
    { ...known, state: isOver ? 'resolved' : 'firing', alerts: 0, symptoms: 0 },
  ];
}

/** Whether something stays open at the receiver until its end is told. */
function keepsState({ kind, settings }: Channel): boolean {
  return kind === 'pagerduty' || settings['format'] === 'alertmanager';
}
