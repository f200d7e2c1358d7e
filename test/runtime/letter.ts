import type { Letter } from '../../src/model/letter.ts';
import type { Notification } from '../../src/model/report.generated.ts';
import { due, post } from '../../src/runtime/outbox.ts';
import type { Outbox } from '../../src/runtime/postings.ts';
import { notification } from '../report/parts.ts';

/** A letter about nothing in particular. */
export function letterWith(parts: Partial<Notification>): Letter {
  return {
    notification: notification('pager', parts),
    name: 'shop',
    revision: '0123456789ab',
    at: 0,
    incidents: [],
    alerts: [],
  };
}

/** Posts letters that are named `channel/group/number`. */
export function posting(outbox: Outbox, names: readonly string[], now = 0): void {
  for (const name of names) {
    post(outbox, named(name), now);
  }
}

export function named(name: string): Letter {
  const [channel = '', group = ''] = name.split('/');
  return letterWith({ key: name, channel, group });
}

/** What is due, by name. */
export function dueNames(outbox: Outbox, now: number): readonly string[] {
  return due(outbox, now).map((letter) => letter.notification.key);
}
