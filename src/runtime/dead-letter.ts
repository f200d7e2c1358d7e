import { remember } from './journal/journal.ts';
import { dropChannels } from './outbox.ts';
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

/** Gives up on what was to be sent to channels that the live configuration does not have. */
export function dropGone(watch: Watch, now: number): void {
  for (const dead of dropChannels(watch.outbox, watch.live.model.channels, watch.time)) {
    noteDead(watch, dead, now);
  }
}
