import type { Letter } from '../src/model/letter.ts';
import { sayCount } from '../src/model/limits.ts';
import type { Delivery } from '../src/ports/channel.ts';
import { due, nextDue, outboxCounts, post, settle } from '../src/runtime/outbox.ts';
import { newOutbox } from '../src/runtime/postings.ts';
import { type Bench, cpuNsEach, type Row } from './measure.ts';

/** Letters that wait at once, and the groups that they are of. The cost of one must not follow either. */
const sizes = [
  { letters: 10_000, groups: 1 },
  { letters: 10_000, groups: 10_000 },
  { letters: 100_000, groups: 20_000 },
];
const channels = ['pager', 'slack', 'mail', 'hook'];

/** Letters that are posted, fail once, are tried again and delivered. */
export const bench: Bench = () =>
  sizes.map(({ letters: count, groups }): Row => {
    const letters = Array.from({ length: count }, (_, index) => letterOf(index, groups));
    return {
      name: `one letter posted, tried twice and delivered, of ${sayCount(count)} in ${sayCount(groups)} groups`,
      value: cpuNsEach(count, () => deliverAll(letters), { runs: 3 }),
      unit: 'ns',
      budget: { atMost: 40_000 },
    };
  });

function letterOf(index: number, groups: number): Letter {
  const channel = channels[index % channels.length] ?? '';
  return {
    notification: {
      ...{ key: `key-${index}`, channel, group: `group-${index % groups}`, sequence: 1 },
      ...{ reasons: ['first'], state: 'firing', priority: 'p1', level: null, incidents: [] },
      title: 'P1 orders-db: availability 0 (critical ≤ 0.99)',
      at: { file: 'a.yaml', line: 1, column: 1, endLine: 1, endColumn: 2, path: '$' },
    },
    ...{ name: 'shop', revision: '0123456789ab', at: 0, incidents: [], alerts: [] },
  };
}

const delivered: Delivery = { kind: 'delivered' };
const later: Delivery = { kind: 'later', reason: 'it did not answer in time' };

function deliverAll(letters: readonly Letter[]): void {
  const outbox = newOutbox();
  for (const letter of letters) {
    post(outbox, letter, 0);
  }
  const tried = new Set<string>();
  for (let now = 0; Number.isFinite(now); now = nextDue(outbox)) {
    for (const { notification } of due(outbox, now)) {
      const { key } = notification;
      settle(outbox, key, tried.has(key) ? delivered : later, now);
      tried.add(key);
    }
  }
  if (outboxCounts(outbox).letters > 0) {
    throw new Error('something was not delivered');
  }
}
