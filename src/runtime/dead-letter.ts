import { executorAt, type Letter } from '../model/letter.ts';
import { remember } from './journal/journal.ts';
import { dropChannels, withdraw } from './outbox.ts';
import type { DeadLetter } from './postings.ts';
import { say, type Watch } from './watch.ts';

/** Remembers that nobody will get a letter. */
export function noteDead(
  watch: Watch,
  { letter, attempts, reason }: Pick<DeadLetter, 'letter' | 'attempts' | 'reason'>,
  now: number,
): void {
  const { notification, run } = letter;
  remember(watch.journal, { kind: 'settled', key: notification.key, at: now, attempts, reason });
  say(
    watch,
    run === undefined
      ? { type: 'notification-dead', at: now, notification, attempts, reason }
      : { type: 'run-dead', at: now, run, attempts, reason },
  );
}

/** Gives up on what was to be sent to channels that the live configuration does not have, and on runs that this watch does not execute. */
export function dropGone(watch: Watch, now: number): void {
  const { live, settings, outbox, time } = watch;
  const { channels, executors } = live.model;
  const existing = {
    has: (address: string) => {
      const executor = executorAt(address);
      return executor === undefined
        ? channels.has(address)
        : settings.executes && executors.has(executor);
    },
  };
  for (const dead of dropChannels(outbox, existing, time)) {
    noteDead(watch, dead, now);
  }
}

/** Gives up on runs that wait, for whatever reason, while somebody took care of their incident or it ended: nobody wants them any more. */
export function dropNeedless(watch: Watch, now: number): void {
  const { report, outbox, time } = watch;
  for (const dead of withdraw(outbox, (letter) => needlessIn(report, letter), time)) {
    noteDead(watch, dead, now);
  }
}

/** Why a run is not wanted any more, in a phrase; undefined where it is, and for what is no run. */
function needlessIn(report: Watch['report'], { run }: Letter): string | undefined {
  if (run === undefined || report === undefined) {
    return undefined;
  }
  const incident = report.incidents.find(({ id }) => id === run.incident);
  if (incident === undefined || incident.state !== 'open') {
    return 'the incident is over';
  }
  return incident.acknowledged === null
    ? undefined
    : `${incident.acknowledged.by} takes care of the incident`;
}
