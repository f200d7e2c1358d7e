import fc from 'fast-check';
import { expect, test } from 'vitest';
import { limits } from '../../src/model/limits.ts';
import type { Delivery } from '../../src/ports/channel.ts';
import {
  dropChannels,
  due,
  nextDue,
  outboxAge,
  outboxCounts,
  post,
  settle,
  withdraw,
} from '../../src/runtime/outbox.ts';
import { newOutbox } from '../../src/runtime/postings.ts';
import { loadedOutbox, savedOutbox } from '../../src/runtime/saved-outbox.ts';
import { dueNames, named, posting } from './letter.ts';

const hour = 3_600_000;
const later: Delivery = { kind: 'later', reason: 'it did not answer' };
const delivered: Delivery = { kind: 'delivered' };

test('letters of a group leave one after the other, and groups do not wait for each other', () => {
  const outbox = newOutbox();
  posting(outbox, ['pager/a/1', 'pager/a/2', 'pager/b/1', 'slack/a/1']);
  expect(dueNames(outbox, 0)).toEqual(['pager/a/1', 'pager/b/1', 'slack/a/1']);
  expect(dueNames(outbox, 0)).toEqual([]);
  expect(nextDue(outbox)).toBe(Number.POSITIVE_INFINITY);
  settle(outbox, 'pager/a/1', delivered, 5);
  expect(nextDue(outbox)).toBe(5);
  expect(dueNames(outbox, 5)).toEqual(['pager/a/2']);
});

test('a letter that waits already is not taken again', () => {
  const outbox = newOutbox();
  posting(outbox, ['pager/a/1', 'pager/a/1']);
  expect(outboxCounts(outbox)).toEqual({ letters: 1, underWay: 0, dead: 0 });
});

test('a channel has eight letters under way, and those that were due first go first', () => {
  const outbox = newOutbox();
  const groups = Array.from({ length: 10 }, (_, index) => `slow/${index}/1`);
  posting(outbox, [...groups, 'slow/0/2', 'quick/0/1']);
  expect(dueNames(outbox, 0)).toEqual([...groups.slice(0, 8), 'quick/0/1']);
  settle(outbox, 'slow/0/1', delivered, 1);
  settle(outbox, 'slow/1/1', delivered, 1);
  settle(outbox, 'slow/2/1', delivered, 1);
  expect(dueNames(outbox, 1)).toEqual(['slow/8/1', 'slow/9/1', 'slow/0/2']);
});

test('what fails is tried again after waits that double, and differ by letter', () => {
  const waitsOf = (key: string): readonly number[] => {
    const outbox = newOutbox();
    posting(outbox, [key]);
    let now = 0;
    return Array.from({ length: 12 }, () => {
      expect(dueNames(outbox, now)).toEqual([key]);
      settle(outbox, key, later, now);
      const wait = nextDue(outbox) - now;
      now += wait;
      return wait;
    });
  };
  const waits = waitsOf('pager/a/1');
  const most = [1, 2, 4, 8, 16, 32, 60, 60, 60, 60, 60, 60].map((seconds) => seconds * 1_000);
  expect(waits.map((wait, index) => wait <= (most[index] ?? 0))).toEqual(most.map(() => true));
  expect(waits.map((wait, index) => wait >= (most[index] ?? 0) / 2)).toEqual(most.map(() => true));
  expect(waitsOf('pager/a/1')).toEqual(waits);
  expect(waitsOf('pager/b/1')).not.toEqual(waits);
});

test('a letter that is no longer young waits up to five minutes', () => {
  const outbox = newOutbox();
  posting(outbox, ['pager/a/1']);
  for (let now = 0; now < hour; now = nextDue(outbox)) {
    due(outbox, now);
    settle(outbox, 'pager/a/1', later, now);
  }
  due(outbox, 2 * hour);
  settle(outbox, 'pager/a/1', later, 2 * hour);
  const wait = nextDue(outbox) - 2 * hour;
  expect([wait >= 150_000, wait <= 300_000]).toEqual([true, true]);
});

test('a receiver that asks for a pause gets it for all that it is sent, and no longer than an hour', () => {
  const outbox = newOutbox();
  posting(outbox, ['slack/a/1', 'slack/b/1', 'pager/a/1']);
  due(outbox, 0);
  settle(outbox, 'slack/b/1', delivered, 1);
  expect(settle(outbox, 'slack/a/1', { ...later, afterMs: 30_000 }, 10)).toEqual({
    kind: 'delayed',
    letter: named('slack/a/1'),
    attempts: 1,
    reason: 'it did not answer',
    nextAt: 30_010,
  });
  posting(outbox, ['slack/c/1'], 20);
  expect(nextDue(outbox)).toBe(30_010);
  expect(dueNames(outbox, 30_009)).toEqual([]);
  expect(dueNames(outbox, 30_010)).toEqual(['slack/c/1', 'slack/a/1']);
  settle(outbox, 'slack/a/1', { ...later, afterMs: 1_000 * hour }, 40_000);
  expect(nextDue(outbox)).toBe(40_000 + hour);
});

test('the next attempt of a letter is not before the pause that another one brought about', () => {
  const outbox = newOutbox();
  posting(outbox, ['slack/a/1', 'slack/b/1']);
  due(outbox, 0);
  settle(outbox, 'slack/a/1', { ...later, afterMs: 30_000 }, 10);
  const settlement = settle(outbox, 'slack/b/1', later, 20);
  expect(settlement?.kind === 'delayed' && settlement.nextAt).toBe(30_010);
});

test('what is refused is dead at once, and the next of its group follows', () => {
  const outbox = newOutbox();
  posting(outbox, ['pager/a/1', 'pager/a/2']);
  due(outbox, 0);
  const dead = { letter: named('pager/a/1'), attempts: 1, reason: 'the key is wrong', at: 3 };
  expect(settle(outbox, 'pager/a/1', { kind: 'refused', reason: 'the key is wrong' }, 3)).toEqual({
    kind: 'dead',
    ...dead,
  });
  expect(outbox.dead).toEqual([dead]);
  expect(dueNames(outbox, 3)).toEqual(['pager/a/2']);
});

test('after a day a letter is given up', () => {
  const outbox = newOutbox();
  posting(outbox, ['pager/a/1']);
  let now = 0;
  let last = settle(outbox, 'pager/a/1', later, now);
  while (last?.kind === 'delayed') {
    now = last.nextAt;
    due(outbox, now);
    last = settle(outbox, 'pager/a/1', later, now);
  }
  expect(last?.kind).toBe('dead');
  expect(last?.kind === 'dead' && last.reason).toMatch(
    /^given up after [0-9]{3} attempts: it did not answer$/,
  );
  expect([now >= 24 * hour, now <= 24 * hour + 300_000]).toEqual([true, true]);
  expect(nextDue(outbox)).toBe(Number.POSITIVE_INFINITY);
});

test('a letter that is a day old has ten attempts all the same: the process may have slept', () => {
  const outbox = newOutbox();
  posting(outbox, ['pager/a/1']);
  let now = 48 * hour;
  const kinds = Array.from({ length: 10 }, () => {
    due(outbox, now);
    const one = settle(outbox, 'pager/a/1', later, now);
    now = nextDue(outbox);
    return one?.kind;
  });
  expect(kinds).toEqual([...Array.from({ length: 9 }, () => 'delayed'), 'dead']);
});

test('letters of a channel that has gone are dead, and the one under way has no further attempt', () => {
  const outbox = newOutbox();
  posting(outbox, ['gone/a/1', 'gone/a/2', 'gone/b/1', 'pager/a/1']);
  expect(dueNames(outbox, 0)).toEqual(['gone/a/1', 'gone/b/1', 'pager/a/1']);
  const reason = '`gone` is no longer a channel';
  expect(dropChannels(outbox, new Set(['pager']), 1)).toEqual([
    { letter: named('gone/a/2'), attempts: 0, reason, at: 1 },
  ]);
  expect(settle(outbox, 'gone/a/1', later, 2)).toEqual({
    kind: 'dead',
    letter: named('gone/a/1'),
    attempts: 1,
    reason,
    at: 2,
  });
  expect(settle(outbox, 'gone/b/1', delivered, 2)?.kind).toBe('delivered');
  expect(outboxCounts(outbox)).toEqual({ letters: 1, underWay: 1, dead: 2 });
});

test('a letter under way when its channel goes and comes back is tried again', () => {
  const outbox = newOutbox();
  posting(outbox, ['gone/a/1']);
  due(outbox, 0);
  dropChannels(outbox, new Set(), 1);
  dropChannels(outbox, new Set(['gone']), 2);
  expect(settle(outbox, 'gone/a/1', later, 3)?.kind).toBe('delayed');
});

test('a letter that comes behind one under way leaves after it, also where others were dropped between them', () => {
  const outbox = newOutbox();
  posting(outbox, ['gone/a/1', 'gone/a/2', 'gone/a/3']);
  due(outbox, 0);
  dropChannels(outbox, new Set(), 1);
  dropChannels(outbox, new Set(['gone']), 2);
  posting(outbox, ['gone/a/4', 'gone/a/5'], 3);
  settle(outbox, 'gone/a/1', delivered, 4);
  expect(dueNames(outbox, 4)).toEqual(['gone/a/4']);
  settle(outbox, 'gone/a/4', delivered, 5);
  expect(dueNames(outbox, 5)).toEqual(['gone/a/5']);
});

test('what came of a letter that is not there, or whose turn it is not, is nothing', () => {
  const outbox = newOutbox();
  posting(outbox, ['pager/a/1', 'pager/a/2']);
  expect(settle(outbox, 'pager/a/2', delivered, 0)).toBe(undefined);
  expect(settle(outbox, '__proto__', delivered, 0)).toBe(undefined);
});

test('a clock that is set back makes nothing wait longer', () => {
  const outbox = newOutbox();
  posting(outbox, ['pager/a/1'], 10 * hour);
  due(outbox, 10 * hour);
  settle(outbox, 'pager/a/1', { ...later, afterMs: 5_000 }, 10 * hour);
  expect(dueNames(outbox, hour)).toEqual([]);
  expect(nextDue(outbox)).toBe(hour + 5_000);
  expect(outboxAge(outbox, hour + 7_000)).toBe(7_000);
});

test('the oldest letter goes where there are too many, unless it is under way', () => {
  const outbox = newOutbox();
  posting(outbox, ['pager/a/1', 'pager/a/2', 'slack/a/1']);
  due(outbox, 0);
  settle(outbox, 'slack/a/1', later, 0);
  posting(outbox, ['slack/b/1'], 1);
  for (let index = outboxCounts(outbox).letters; index < limits.outbox; index++) {
    post(outbox, named(`file/${index % 100}/${index}`), 1);
  }
  const dropped = Array.from({ length: 2 }, (_, index) =>
    post(outbox, named(`mail/${index}/1`), 2),
  );
  expect(dropped.map((one) => one?.letter.notification.key)).toEqual(['pager/a/2', 'slack/a/1']);
  expect(dropped[0]?.reason).toBe('more than 100,000 notifications wait, and it was the oldest');
  expect(settle(outbox, 'pager/a/1', delivered, 3)?.kind).toBe('delivered');
  expect(outbox.roads.has('pager')).toBe(false);
  expect(dueNames(outbox, 3).filter((name) => name.startsWith('slack/'))).toEqual(['slack/b/1']);
  posting(outbox, ['slack/c/1'], 20_000);
  expect(dueNames(outbox, 20_000).filter((name) => name.startsWith('slack/'))).toEqual([
    'slack/c/1',
  ]);
});

test('the last thousand dead letters are kept', () => {
  const outbox = newOutbox();
  posting(
    outbox,
    Array.from({ length: 1_200 }, (_, index) => `gone/a/${index}`),
  );
  expect(dropChannels(outbox, new Set(), 1)).toHaveLength(1_200);
  expect(outbox.dead).toHaveLength(limits.deadLetters);
  expect(outbox.dead.at(0)?.letter.notification.key).toBe('gone/a/200');
});

/** What happens to an outbox: letters arrive, time passes, attempts end one way or the other, the process is restarted. */
const happening = fc.oneof(
  { weight: 4, arbitrary: fc.record({ channel: fc.nat(2), group: fc.nat(3) }) },
  { weight: 4, arbitrary: fc.record({ passMs: fc.integer({ min: -500, max: 40_000 }) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      which: fc.nat(40),
      delivery: fc.constantFrom<Delivery>(delivered, delivered, later, later, {
        kind: 'refused',
        reason: 'no',
      }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ restart: true }) },
);

test('in any history letters leave in order, one at a time in a group, and all end', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 80 }), (happenings) => {
      const story = new Story();
      for (const one of happenings) {
        if ('channel' in one) {
          story.post(`${one.channel}/${one.group}`);
        } else if ('passMs' in one) {
          story.pass(one.passMs);
        } else if ('which' in one) {
          story.end(one.which, one.delivery);
        } else {
          story.restart();
        }
      }
      story.finish();
    }),
    { numRuns: 150 },
  );
});

/** An outbox beside a plain list of what it must come to. */
class Story {
  outbox = newOutbox();
  now = 0;
  count = 0;
  readonly waiting = new Map<string, string[]>();
  readonly underWay: string[] = [];

  post(lane: string): void {
    const name = `${lane}/${this.count}`;
    this.count += 1;
    this.waiting.set(lane, [...(this.waiting.get(lane) ?? []), name]);
    post(this.outbox, named(name), this.now);
    this.check();
  }

  pass(ms: number): void {
    this.now += ms;
    for (const name of dueNames(this.outbox, this.now)) {
      expect(this.waiting.get(laneOfName(name))?.[0]).toBe(name);
      expect(this.underWay.map(laneOfName)).not.toContain(laneOfName(name));
      this.underWay.push(name);
    }
    expect(nextDue(this.outbox)).toBeGreaterThan(this.now);
    this.check();
  }

  end(which: number, delivery: Delivery): void {
    const [name] = this.underWay.splice(which % Math.max(1, this.underWay.length), 1);
    if (name === undefined) {
      return;
    }
    const settlement = settle(this.outbox, name, delivery, this.now);
    expect(settlement?.letter.notification.key).toBe(name);
    if (settlement?.kind !== 'delayed') {
      this.waiting.get(laneOfName(name))?.shift();
    }
    this.check();
  }

  restart(): void {
    const saved = JSON.parse(JSON.stringify(savedOutbox(this.outbox)));
    this.outbox = loadedOutbox(saved);
    expect(savedOutbox(this.outbox)).toEqual(saved);
    this.underWay.length = 0;
    this.check();
  }

  finish(): void {
    for (let round = 0; round <= this.count; round++) {
      this.pass(300_000);
      while (this.underWay.length > 0) {
        this.end(0, delivered);
      }
    }
    expect(outboxCounts(this.outbox).letters).toBe(0);
    expect([...this.outbox.roads.keys()]).toEqual([]);
  }

  check(): void {
    const { letters, underWay } = outboxCounts(this.outbox);
    expect(letters).toBe([...this.waiting.values()].flat().length);
    expect(underWay).toBe(this.underWay.length);
  }
}

function laneOfName(name: string): string {
  return name.split('/').slice(0, 2).join('/');
}

test('the work does not grow with what waits', () => {
  const outbox = newOutbox();
  const names = Array.from({ length: 20_000 }, (_, index) => `pager/${index % 50}/${index}`);
  posting(outbox, names);
  let rounds = 0;
  const arrived: string[] = [];
  while (outbox.byKey.size > 0) {
    rounds += 1;
    for (const name of dueNames(outbox, rounds)) {
      arrived.push(name);
      settle(outbox, name, delivered, rounds);
    }
  }
  expect(rounds).toBe(20_000 / 8);
  expect(arrived.toSorted()).toEqual(names.toSorted());
});

test('what waits at executors is withdrawn where it is not wanted, and nothing at channels', () => {
  const outbox = newOutbox();
  posting(outbox, ['run:mend/a/1', 'run:mend/a/2', 'run:mend/b/1', 'pager/a/1']);
  const unwanted = (reason: string) =>
    withdraw(
      outbox,
      ({ notification }) => (notification.group === 'a' ? reason : undefined),
      5,
    ).map(({ letter, reason: why, at }) => `${letter.notification.key} ${why} ${at}`);
  expect(dueNames(outbox, 0)).toEqual(['run:mend/a/1', 'run:mend/b/1', 'pager/a/1']);
  // What is under way is not called back, and not tried again once it failed.
  expect(unwanted('over')).toEqual(['run:mend/a/2 over 5']);
  settle(outbox, 'run:mend/a/1', later, 5);
  expect(unwanted('over')).toEqual(['run:mend/a/1 over 5']);
  expect(outboxCounts(outbox)).toEqual({ letters: 2, underWay: 2, dead: 2 });
});

test('what no longer is executed is given up, in words of its own', () => {
  const outbox = newOutbox();
  posting(outbox, ['run:mend/a/1', 'pager/a/1']);
  const dead = dropChannels(outbox, { has: () => false }, 5);
  expect(dead.map(({ reason }) => reason)).toEqual([
    'this watch does not execute `mend` any more',
    '`pager` is no longer a channel',
  ]);
});
