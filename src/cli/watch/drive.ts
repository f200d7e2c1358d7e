import type { Letter } from '../../model/letter.ts';
import type { WatchEvent } from '../../model/watch-event.ts';
import type { Courier, Delivery } from '../../ports/channel.ts';
import type { Answer, Arrival } from '../../ports/signal-source.ts';
import type { Appended, Storage } from '../../ports/storage.ts';
import type { Clock } from '../../ports.ts';
import { feed, isStopped, nextAt } from '../../runtime/feed.ts';
import type { ConfigurationReading, Effect, Input, StoreEffect } from '../../runtime/input.ts';
import { isSettled } from '../../runtime/journal/journal.ts';
import { outboxCounts } from '../../runtime/outbox.ts';
import type { Watch } from '../../runtime/watch.ts';

/** What carries out the effects of a watch. */
export interface Hands {
  readonly clock: Clock;
  /** Undefined where nothing is kept. */
  readonly storage: Storage | undefined;
  readonly readConfiguration: (isThorough: boolean) => ConfigurationReading;
  readonly courierOf: (channel: string) => Courier | undefined;
  readonly tell: (event: WatchEvent) => void;
  /** Hears what sources are told. */
  readonly answered: (answer: Answer) => void;
}

/** A watch with hands. */
export interface Driver {
  readonly give: (input: Input) => void;
  /** Hands batches over; the answer comes once they are on the disk. */
  readonly arrived: (arrival: Arrival) => Promise<Answer>;
  /** Ends it because of something that must not happen. */
  readonly fail: (error: unknown) => void;
  /** Kept once everything that came was evaluated, is on the disk, and was delivered; or after so many milliseconds. */
  readonly drained: (atMostMs: number) => Promise<void>;
  /**
   * Kept once the watch has stopped and nothing is under way, or that takes too long; rejected where something fails that must not.
   */
  readonly stopped: Promise<void>;
}

/** How long an attempt to deliver may take, and how long the last ones, and a disk that fails, are waited for at the end. */
const sendMaxMs = 15_000;
const farewellMs = 5_000;
/** Timers cannot wait longer. */
const timerMaxMs = 2_000_000_000;

/** A driver at work. */
interface Driving {
  readonly watch: Watch;
  readonly hands: Hands;
  readonly inputs: Input[];
  isFeeding: boolean;
  /** Who waits for an answer, by ticket. */
  readonly answers: Map<number, (answer: Answer) => void>;
  tickets: number;
  /** Letters that are under way. */
  sending: number;
  timer: NodeJS.Timeout | undefined;
  farewell: NodeJS.Timeout | undefined;
  /** Nobody waits for anything any more. */
  isOver: boolean;
  readonly drains: Set<() => void>;
  readonly ending: PromiseWithResolvers<void>;
}

/** Drives a watch: carries out what it asks for, and feeds it what came of that. */
export function drive(watch: Watch, first: readonly Effect[], hands: Hands): Driver {
  const driving: Driving = {
    watch,
    hands,
    inputs: [],
    isFeeding: false,
    answers: new Map(),
    tickets: 0,
    sending: 0,
    timer: undefined,
    farewell: undefined,
    isOver: false,
    drains: new Set(),
    ending: Promise.withResolvers<void>(),
  };
  feedAll(driving, first);
  return {
    give: (input) => give(driving, input),
    arrived: (arrival) => arrive(driving, arrival),
    fail: (error) => fail(driving, error),
    drained: (atMostMs) => drained(driving, atMostMs),
    stopped: driving.ending.promise,
  };
}

function give(driving: Driving, input: Input): void {
  if (driving.isOver) {
    return;
  }
  driving.inputs.push(input);
  if (!driving.isFeeding) {
    feedAll(driving, []);
  }
}

function arrive(driving: Driving, arrival: Arrival): Promise<Answer> {
  return new Promise((resolve) => {
    driving.tickets += 1;
    const ticket = driving.tickets;
    driving.answers.set(ticket, resolve);
    give(driving, { kind: 'batches', ticket, ...arrival });
  });
}

/** Carries out effects, and feeds everything that there is. What is given meanwhile comes behind it. */
function feedAll(driving: Driving, first: readonly Effect[]): void {
  const { watch, hands, inputs } = driving;
  driving.isFeeding = true;
  try {
    carryOut(driving, first);
    for (let input = inputs.shift(); input !== undefined; input = inputs.shift()) {
      carryOut(driving, feed(watch, input, hands.clock.now()));
    }
    driving.isFeeding = false;
    rest(driving);
  } catch (error) {
    fail(driving, error);
  }
}

function finish(driving: Driving): void {
  halt(driving);
  driving.ending.resolve();
}

function fail(driving: Driving, error: unknown): void {
  halt(driving);
  driving.ending.reject(error);
}

function halt(driving: Driving): void {
  driving.isOver = true;
  clearTimeout(driving.timer);
  clearTimeout(driving.farewell);
}

/** Waits for the next thing to do, or ends. */
function rest(driving: Driving): void {
  const { watch, hands, sending } = driving;
  clearTimeout(driving.timer);
  if (isDrained(watch)) {
    for (const resolve of driving.drains) {
      resolve();
    }
  }
  if (driving.isOver || (isStopped(watch) && sending === 0)) {
    finish(driving);
    return;
  }
  if (watch.stopping === 'kept') {
    // Neither a receiver nor a disk that does not answer keeps a process that was asked to end.
    driving.farewell ??= setTimeout(() => finish(driving), farewellMs);
  }
  const waitMs = Math.min(timerMaxMs, Math.max(0, nextAt(watch) - hands.clock.now()));
  driving.timer = setTimeout(() => give(driving, { kind: 'tick' }), Math.ceil(waitMs));
}

function carryOut(driving: Driving, effects: readonly Effect[]): void {
  const { hands, answers } = driving;
  for (const effect of effects) {
    switch (effect.kind) {
      case 'append':
      case 'replace':
        carry(driving, store(hands.storage, effect));
        break;
      case 'answer':
        hands.answered(effect.answer);
        answers.get(effect.ticket)?.(effect.answer);
        answers.delete(effect.ticket);
        break;
      case 'read-configuration':
        setImmediate(() =>
          give(driving, {
            kind: 'configuration-read',
            reading: hands.readConfiguration(effect.isThorough),
          }),
        );
        break;
      case 'send':
        driving.sending += 1;
        carry(driving, send(hands, effect.letter));
        break;
      case 'say':
        hands.tell(effect.event);
        break;
    }
  }
}

function carry(driving: Driving, coming: Promise<Input>): void {
  coming.then(
    (input) => {
      driving.sending -= input.kind === 'sent' ? 1 : 0;
      give(driving, input);
    },
    (error: unknown) => fail(driving, error),
  );
}

function drained(driving: Driving, atMostMs: number): Promise<void> {
  return new Promise((resolve) => {
    const last = setTimeout(resolve, atMostMs);
    driving.drains.add(() => {
      clearTimeout(last);
      resolve();
    });
    give(driving, { kind: 'tick' });
  });
}

function isDrained({ arrivals, journal, outbox }: Watch): boolean {
  return arrivals.waiting.length === 0 && isSettled(journal) && outboxCounts(outbox).letters === 0;
}

async function store(storage: Storage | undefined, effect: StoreEffect): Promise<Input> {
  const outcome = await stored(storage, effect);
  return outcome.failure === undefined
    ? { kind: 'stored' }
    : { kind: 'stored', failure: outcome.failure, isLost: 'isLost' in outcome };
}

async function stored(storage: Storage | undefined, effect: StoreEffect): Promise<Appended> {
  if (storage === undefined) {
    return { value: undefined };
  }
  if (effect.kind === 'append') {
    return storage.append(effect.name, effect.byteCount, effect.bytes);
  }
  const replaced = await storage.replace(effect.name, effect.bytes);
  if (replaced.failure === undefined) {
    // What stays behind is removed the next time.
    await Promise.all(effect.obsolete.map((name) => storage.remove(name)));
  }
  return replaced;
}

async function send({ courierOf }: Hands, letter: Letter): Promise<Input> {
  const { key, channel } = letter.notification;
  const courier = courierOf(channel);
  const delivery =
    courier === undefined
      ? ({ kind: 'refused', reason: `there is no channel \`${channel}\`` } as const)
      : await attempted(courier, letter);
  return { kind: 'sent', key, delivery };
}

/** A courier never rejects; where one does all the same, that must not stop the others. */
function attempted(courier: Courier, letter: Letter): Promise<Delivery> {
  return courier
    .send(letter, AbortSignal.timeout(sendMaxMs))
    .catch((): Delivery => ({ kind: 'later', reason: 'the attempt failed within tower' }));
}
