import { expect, test, vi } from 'vitest';
import { contained } from '../../../src/cli/watch/contained.ts';
import type { Delivery } from '../../../src/ports/channel.ts';

const secret = 'hunter2';

/** What comes of an attempt, whatever its type says. */
function outcome(
  attempt: (cancel: AbortSignal) => unknown,
  cancel = new AbortController().signal,
): Promise<Delivery> {
  return contained(
    { name: 'room', seen: new Set([secret, `${secret}-longer`]), cancel },
    attempt as (cancel: AbortSignal) => Promise<Delivery>,
  );
}

const odd = { kind: 'later', reason: 'the plugin `room` answered what is no delivery' };
const failedWith = (name: string) => ({
  kind: 'later',
  reason: `the plugin \`room\` failed: ${name}`,
});

test.each<[string, () => unknown, unknown]>([
  ['delivers', async () => ({ kind: 'delivered', more: 1 }), { kind: 'delivered' }],
  ['answers at once and not by a promise', () => ({ kind: 'delivered' }), { kind: 'delivered' }],
  [
    'asks for later',
    async () => ({ kind: 'later', reason: 'busy', afterMs: 5 }),
    { kind: 'later', reason: 'busy', afterMs: 5 },
  ],
  [
    'asks for a time that is none',
    async () => ({ kind: 'later', reason: 'busy', afterMs: 'soon' }),
    { kind: 'later', reason: 'busy' },
  ],
  [
    'refuses and repeats secrets',
    async () => ({ kind: 'refused', reason: `no ${secret}-longer, no ${secret}` }),
    { kind: 'refused', reason: 'no …, no …' },
  ],
  [
    'gives a reason that is long',
    async () => ({ kind: 'refused', reason: 'x'.repeat(1_000) }),
    { kind: 'refused', reason: `${'x'.repeat(199)}…` },
  ],
  ['answers nothing', async () => undefined, odd],
  ['answers of an unknown kind', async () => ({ kind: 'maybe' }), odd],
  [
    'throws',
    () => {
      throw new TypeError(`no ${secret}`);
    },
    failedWith('TypeError'),
  ],
  ['rejects with what is no error', () => Promise.reject(secret), failedWith('string')],
  [
    'rejects with an error of a strange name',
    () => Promise.reject(Object.assign(new Error('x'), { name: `a ${secret}` })),
    failedWith('an error'),
  ],
  [
    'rejects with an error named like a secret',
    () => Promise.reject(Object.assign(new Error('x'), { name: secret })),
    failedWith('an error'),
  ],
  [
    'answers what throws where it is read',
    async () => ({
      get kind() {
        throw new TypeError('gone');
      },
    }),
    failedWith('TypeError'),
  ],
  [
    'gives a reason that is no text',
    async () => ({ kind: 'refused', reason: Object.create(null) }),
    failedWith('TypeError'),
  ],
  [
    'rejects with an error whose name throws',
    () =>
      Promise.reject(
        Object.defineProperty(new Error('x'), 'name', {
          get: () => {
            throw new Error('again');
          },
        }),
      ),
    failedWith('an error'),
  ],
])('a plugin that %s is contained', async (_, attempt, expected) => {
  expect(await outcome(attempt)).toEqual(expected);
});

test('a plugin that never answers is given up on after ten seconds, and told', async () => {
  vi.useFakeTimers();
  let wasTold = false;
  const going = outcome((cancel) => {
    cancel.addEventListener('abort', () => {
      wasTold = true;
    });
    return new Promise(() => undefined);
  });
  await vi.advanceTimersByTimeAsync(10_000);
  vi.useRealTimers();
  expect([await going, wasTold]).toEqual([
    { kind: 'later', reason: 'the plugin `room` did not answer in time' },
    true,
  ]);
});

test('a plugin is given up on when the watch gives up', async () => {
  const watch = new AbortController();
  const going = outcome(() => new Promise(() => undefined), watch.signal);
  watch.abort();
  expect(await going).toEqual({
    kind: 'later',
    reason: 'the plugin `room` did not answer in time',
  });
});
