import type { Answer, Arrival } from '../ports/signal-source.ts';
import { addArrival, areFull, readArrival } from './arrivals.ts';
import { dropNeedless, noteDead } from './dead-letter.ts';
import type { BatchesArrived, Effect, Input } from './input.ts';
import {
  abandon,
  type Held,
  holdBack,
  isBehind,
  isLong,
  isSettled,
  nextStore,
  nextStoreAt,
  releaseAll,
  remember,
  stored,
  tryAtOnce,
} from './journal/journal.ts';
import { oddEvents, unusedIn } from './oddities.ts';
import { due, nextDue, post, settle } from './outbox.ts';
import { movePositions } from './positions.ts';
import { confirm, reconfigure } from './reconfigure.ts';
import { beginReading, readAt, touch } from './reload.ts';
import { keepAll, renew, turn } from './turn.ts';
import { say, type Watch } from './watch.ts';

/**
 * Takes one input at an instant of the clock, in milliseconds, and returns what is to be done now. Whatever is due by then is
 * done with it, so that a tick is enough where nothing else comes by `nextAt`.
 */
export function feed(watch: Watch, input: Input, now: number): readonly Effect[] {
  watch.effects = [];
  watch.time += Math.max(0, now - watch.now);
  watch.now = now;
  take(watch, input, now);
  work(watch, now);
  return watch.effects;
}

/** When there is something to do although nothing comes, by the clock of the last input, in milliseconds; it may be past. */
export function nextAt(watch: Watch): number {
  return watch.now + nextTime(watch) - watch.time;
}

function nextTime(watch: Watch): number {
  const { stopping, journal, reload, outbox, renewal, time } = watch;
  if (renewal !== 'no') {
    return time;
  }
  return stopping === 'kept'
    ? nextStoreAt(journal)
    : Math.min(turnAt(watch), readAt(reload), nextStoreAt(journal), nextDue(outbox));
}

function turnAt({ arrivals, restsUntil, deadline }: Watch): number {
  return arrivals.waiting.length > 0 ? restsUntil : Math.max(restsUntil, deadline);
}

/** Whether a watch that was asked to stop has put everything on the disk. */
export function isStopped({ stopping, journal }: Watch): boolean {
  return stopping === 'kept' && isSettled(journal);
}

function take(watch: Watch, input: Input, now: number): void {
  switch (input.kind) {
    case 'tick':
      return;
    case 'batches':
      accept(watch, input, now);
      return;
    case 'stored':
      takeStored(watch, input, now);
      return;
    case 'files-touched':
      touch(watch.reload, watch.time);
      return;
    case 'configuration-read':
      reconfigure(watch, input.reading, now);
      return;
    case 'confirmed':
      confirm(watch, now);
      return;
    case 'sent':
      takeSent(watch, input, now);
      return;
    case 'source-refused': {
      const { source, diagnostics } = input;
      say(watch, { type: 'batch-refused', at: now, source, diagnostics });
      return;
    }
    case 'source-failing':
      say(watch, { type: 'source-failing', at: now, source: input.source, reason: input.reason });
      return;
    case 'source-mended':
      say(watch, { type: 'source-mended', at: now, source: input.source });
      return;
    case 'stop':
      watch.stopping = watch.stopping === 'no' ? 'asked' : watch.stopping;
      tryAtOnce(watch.journal, watch.time);
      say(watch, { type: 'stopping', at: now, reason: input.reason });
      return;
  }
}

function accept(watch: Watch, { ticket, kind: _, ...arrival }: BatchesArrived, now: number): void {
  const answer = busyness(watch) ?? taken(watch, arrival, now);
  const held = { kind: 'answer', ticket, answer } as const;
  if (answer.kind === 'accepted') {
    holdBack(watch.journal, held);
  } else {
    watch.effects.push(held);
  }
}

/** Why nothing can be accepted now. */
function busyness({ journal, arrivals, stopping, time }: Watch): Answer | undefined {
  const { failure } = journal;
  if (failure !== undefined) {
    const afterMs = Math.max(0, failure.retryAt - time) + 100;
    return { kind: 'busy', reason: `the state cannot be written: ${failure.reason}`, afterMs };
  }
  if (stopping !== 'no') {
    return { kind: 'busy', reason: 'tower is stopping', afterMs: 1_000 };
  }
  if (isBehind(journal)) {
    return { kind: 'busy', reason: 'too much waits for the disk', afterMs: 1_000 };
  }
  return areFull(arrivals)
    ? { kind: 'busy', reason: 'too much waits to be evaluated', afterMs: 1_000 }
    : undefined;
}

function taken(watch: Watch, arrival: Arrival, now: number): Answer {
  const { file, isLines, position, gone } = arrival;
  const { accepted, diagnostics } = readArrival(watch.live.scanner, arrival);
  if (diagnostics.length > 0) {
    say(watch, { type: 'batch-refused', at: now, source: file.path, diagnostics });
    return { kind: 'refused', diagnostics };
  }
  addArrival(watch.arrivals, accepted);
  remember(watch.journal, {
    kind: 'arrival',
    file,
    isLines,
    ...(position === undefined ? {} : { position }),
    ...(gone === undefined ? {} : { gone }),
  });
  movePositions(watch.positions, arrival);
  const { readings, vocabulary } = accepted;
  for (const event of oddEvents(watch.oddities, { source: file.path, vocabulary, readings }, now)) {
    say(watch, event);
  }
  const unused = unusedIn(readings);
  return {
    kind: 'accepted',
    batches: readings.length,
    ...(unused === undefined ? {} : { unused }),
  };
}

function takeStored(
  watch: Watch,
  { failure, isLost = false }: Extract<Input, { readonly kind: 'stored' }>,
  now: number,
): void {
  const { journal } = watch;
  const wasFailing = journal.failure !== undefined;
  release(watch, stored(journal, failure, watch.time), now);
  if (isLost) {
    abandon(journal);
    keepAll(watch);
  }
  if (failure !== undefined && !wasFailing) {
    say(watch, { type: 'storage-failing', at: now, reason: failure });
  } else if (failure === undefined && wasFailing) {
    say(watch, { type: 'storage-mended', at: now });
  }
}

function release(watch: Watch, held: readonly Held[], now: number): void {
  for (const one of held) {
    if (one.kind === 'answer') {
      watch.effects.push(one);
      continue;
    }
    const dead = post(watch.outbox, one.letter, watch.time);
    if (dead !== undefined) {
      noteDead(watch, dead, now);
    }
  }
}

function takeSent(
  watch: Watch,
  { key, delivery }: Extract<Input, { readonly kind: 'sent' }>,
  now: number,
): void {
  const settlement = settle(watch.outbox, key, delivery, watch.time);
  if (settlement === undefined) {
    return;
  }
  const { letter, attempts } = settlement;
  const { notification, run } = letter;
  switch (settlement.kind) {
    case 'delivered':
      remember(watch.journal, { kind: 'settled', key, at: now, attempts, reason: undefined });
      say(
        watch,
        run === undefined
          ? { type: 'notification-delivered', at: now, notification, attempts }
          : { type: 'run-done', at: now, run, attempts },
      );
      return;
    case 'delayed': {
      const { reason, nextAt: dueAt } = settlement;
      const event = { at: now, attempts, reason, nextAt: now + dueAt - watch.time };
      say(
        watch,
        run === undefined
          ? { type: 'notification-delayed', notification, ...event }
          : { type: 'run-delayed', run, ...event },
      );
      // Nobody may want it any more since the attempt began.
      dropNeedless(watch, now);
      return;
    }
    case 'dead':
      noteDead(watch, settlement, now);
      return;
  }
}

/** Does what is due: a step, the disk, the channels, the configuration. */
export function work(watch: Watch, now: number): void {
  if (watch.stopping === 'kept') {
    store(watch, now);
    return;
  }
  const { arrivals, reload, outbox, journal, time } = watch;
  if (turnAt(watch) <= time || watch.stopping === 'asked') {
    turn(watch, now);
  }
  if (watch.stopping === 'asked' && arrivals.waiting.length === 0) {
    watch.stopping = 'kept';
    keepAll(watch);
  } else if (isLong(journal)) {
    keepAll(watch);
  }
  if (readAt(reload) <= time && watch.stopping === 'no') {
    // Nothing said that something changed: then nothing that says so is believed.
    const isThorough = reload.touched === undefined;
    beginReading(reload, time);
    watch.effects.push({ kind: 'read-configuration', isThorough });
  }
  store(watch, now);
  for (const letter of due(outbox, time)) {
    watch.effects.push({ kind: 'send', letter });
  }
}

function store(watch: Watch, now: number): void {
  const { journal } = watch;
  if (!journal.isKept) {
    release(watch, releaseAll(journal), now);
    return;
  }
  if (watch.renewal === 'asked') {
    watch.renewal = 'due';
    return;
  }
  if (watch.renewal === 'due') {
    renew(watch, now);
  }
  const effect = nextStore(journal, watch.time);
  if (effect !== undefined) {
    watch.effects.push(effect);
  }
}
