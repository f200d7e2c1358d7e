import type { Letter } from '../../model/letter.ts';
import { sayInstant } from '../../model/time.ts';

/** A letter as JSON for programs: what files, standard output and webhooks get. Its keys stand in this order. */
export function letterRecord({ notification, name, revision, at, incidents, alerts }: Letter) {
  const { key, channel, group, sequence, reasons, state, priority, level, title } = notification;
  return {
    ...{ schemaVersion: 1, key, channel, group, sequence, at: sayInstant(at) },
    ...{ name, revision, state, priority, level, reasons, title },
    place: notification.at,
    incidents: incidents.map((incident, index) => ({
      ...incident,
      alertCount: notification.incidents[index]?.alerts ?? 0,
      symptomCount: notification.incidents[index]?.symptoms ?? 0,
    })),
    alerts,
  };
}

/** The same on one line. */
export function letterLine(letter: Letter): string {
  return `${JSON.stringify(letterRecord(letter))}\n`;
}
