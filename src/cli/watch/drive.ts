import type { Letter } from '../../model/letter.ts';
import type { WatchEvent } from '../../model/watch-event.ts';
import type { Courier } from '../../ports/channel.ts';
import type { Answer, Arrival } from '../../ports/signal-source.ts';
import type { Storage } from '../../ports/storage.ts';
import type { Clock } from '../../ports.ts';
import { feed, isStopped, nextAt } from '../../runtime/feed.ts';
import type { ConfigurationReading, Effect, Input, StoreEffect } from '../../runtime/input.ts';
import type { Watch } from '../../runtime/watch.ts';

/** What carries out the effects of a watch. */
export interface Hands {
  readonly clock: Clock;
  /** Undefined where nothing is kept. */
  readonly storage: Storage | undefined;
  readonly readConfiguration: () => ConfigurationReading;
  readonly courierOf: (channel: string) => Courier | undefined;
  readonly tell: (event: WatchEvent) => void;
}

/** A watch with hands. */
export interface Driver {
  readonly give: (input: Input) => void;
  /** Hands batches over; the answer comes once they are on the disk. */
  readonly arrived: (arrival: Arrival) => Promise<Answer>;
  /** Kept once the watch has stopped and nothing is under way; rejected where something fails that must not. */
  readonly stopped: Promise<void>;
}

/** How long an attempt to deliver may take, and how long the last ones are waited for at the end. */
const sendMaxMs = 15_000;
const farewellMs = 5_000;
/** Timers cannot wait longer. */
const timerMaxMs = 2_000_000_000;

/** Drives a watch: carries out what it asks for, and feeds it what came of that. */
export function drive(watch: Watch, first: readonly Effect[], hands: Hands): Driver {
  const { clock } = hands;
  const inputs: Input[] = [];
  const answers = new Map<number, (answer: Answer) => void>();
  const ending = Promise.withResolvers<void>();
  let tickets = 0;
  let isFeeding = false;
  let sending = 0;
  let timer: NodeJS.Timeout | undefined;
  let farewell: NodeJS.Timeout | undefined;

  const give = (input: Input): void => {
    inputs.push(input);
    if (!isFeeding) {
      work(() => undefined);
    }
  };

  const work = (before: () => void): void => {
    isFeeding = true;
    try {
      before();
      for (let input = inputs.shift(); input !== undefined; input = inputs.shift()) {
        carryOut(feed(watch, input, clock.now()));
      }
      isFeeding = false;
      rest();
    } catch (error) {
      clearTimeout(timer);
      ending.reject(error);
    }
  };

  const rest = (): void => {
    clearTimeout(timer);
    if (isStopped(watch) && sending === 0) {
      clearTimeout(farewell);
      ending.resolve();
      return;
    }
    if (isStopped(watch)) {
      farewell ??= setTimeout(() => ending.resolve(), farewellMs);
    }
    const waitMs = Math.min(timerMaxMs, Math.max(0, nextAt(watch) - clock.now()));
    timer = setTimeout(() => give({ kind: 'tick' }), Math.ceil(waitMs));
  };

  const carryOut = (effects: readonly Effect[]): void => {
    for (const effect of effects) {
      switch (effect.kind) {
        case 'append':
        case 'replace':
          carry(store(hands.storage, effect));
          break;
        case 'answer':
          answers.get(effect.ticket)?.(effect.answer);
          answers.delete(effect.ticket);
          break;
        case 'read-configuration':
          setImmediate(() =>
            give({ kind: 'configuration-read', reading: hands.readConfiguration() }),
          );
          break;
        case 'send':
          sending += 1;
          carry(send(hands, effect.letter), () => {
            sending -= 1;
          });
          break;
        case 'say':
          hands.tell(effect.event);
          break;
      }
    }
  };

  const carry = (coming: Promise<Input>, before: () => void = () => undefined): void => {
    coming.then((input) => {
      before();
      give(input);
    }, ending.reject);
  };

  work(() => carryOut(first));
  return {
    give,
    arrived: (arrival) =>
      new Promise((resolve) => {
        tickets += 1;
        answers.set(tickets, resolve);
        give({ kind: 'batches', ticket: tickets, ...arrival });
      }),
    stopped: ending.promise,
  };
}

async function store(storage: Storage | undefined, effect: StoreEffect): Promise<Input> {
  const { failure } = (await stored(storage, effect)) ?? {};
  return failure === undefined ? { kind: 'stored' } : { kind: 'stored', failure };
}

async function stored(
  storage: Storage | undefined,
  effect: StoreEffect,
): ReturnType<Storage['remove']> {
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
      : await courier.send(letter, AbortSignal.timeout(sendMaxMs));
  return { kind: 'sent', key, delivery };
}
