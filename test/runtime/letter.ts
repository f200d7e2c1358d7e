import type { Letter } from '../../src/model/letter.ts';
import type { Notification } from '../../src/model/report.generated.ts';
import { due, post } from '../../src/runtime/outbox.ts';
import type { Outbox } from '../../src/runtime/postings.ts';

const notification: Notification = {
  key: '9a8b7c6d5e4f3a2b',
  channel: 'pager',
  group: '5a4b3c2d1e0f9a8b',
  sequence: 1,
  reasons: ['first'],
  state: 'firing',
  priority: 'p1',
  level: null,
  incidents: [],
  title: 'P1 orders-db: availability 0 (critical ≤ 0.99)',
  at: {
    file: 'policies/routes.yaml',
    line: 3,
    column: 5,
    endLine: 3,
    endColumn: 12,
    path: '/routes/0',
  },
};

/** A letter about nothing in particular. */
export function letterWith(parts: Partial<Notification>): Letter {
  return {
    notification: { ...notification, ...parts },
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
  return due(outbox, now).map(({ notification }) => notification.key);
}
