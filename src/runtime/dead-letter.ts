import { remember } from './journal/journal.ts';
import type { DeadLetter } from './postings.ts';
import { say, type Watch } from './watch.ts';

/** Remembers that nobody will get a letter. */
export function noteDead(
  watch: Watch,
  { letter, attempts, reason }: Pick<DeadLetter, 'letter' | 'attempts' | 'reason'>,
  now: number,
): void {
  const { notification } = letter;
  remember(watch.journal, { kind: 'settled', key: notification.key, at: now, attempts, reason });
  say(watch, { type: 'notification-dead', at: now, notification, attempts, reason });
}
