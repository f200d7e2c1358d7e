import { expect, test } from 'vitest';
import type { HttpAnswer } from '../../src/ports/http.ts';
import { deliveryOf, retryAfterMs } from '../../src/runtime/http-answers.ts';

const now = Date.UTC(2026, 10, 21, 14, 52, 15);

function answer(status: number, retryAfter?: string): HttpAnswer {
  return { kind: 'answered', status, retryAfter, body: '' };
}

test.each([
  [200, { kind: 'delivered' }],
  [204, { kind: 'delivered' }],
  [
    302,
    {
      kind: 'refused',
      reason: 'it answers 302, and redirects are not followed: name the address itself',
    },
  ],
  [400, { kind: 'refused', reason: 'it answers 400' }],
  [401, { kind: 'later', reason: 'it answers 401: the secret may be wrong' }],
  [403, { kind: 'later', reason: 'it answers 403: the secret may be wrong' }],
  [404, { kind: 'refused', reason: 'it answers 404' }],
  [408, { kind: 'later', reason: 'it answers 408' }],
  [410, { kind: 'refused', reason: 'it answers 410' }],
  [425, { kind: 'later', reason: 'it answers 425' }],
  [500, { kind: 'later', reason: 'it answers 500' }],
  [503, { kind: 'later', reason: 'it answers 503' }],
])('an answer of %i comes to %j', (status, expected) => {
  expect(deliveryOf(answer(status), now)).toEqual(expected);
});

test('a receiver that wants fewer requests says how long to wait', () => {
  expect(deliveryOf(answer(429, '30'), now)).toEqual({
    kind: 'later',
    reason: 'it answers 429: too many requests',
    afterMs: 30_000,
  });
});

test('no answer is worth another attempt', () => {
  expect(deliveryOf({ kind: 'failed', reason: 'it refuses the connection' }, now)).toEqual({
    kind: 'later',
    reason: 'it refuses the connection',
  });
});

test.each([
  [undefined, undefined],
  ['0', 0],
  [' 120 ', 120_000],
  ['Sat, 21 Nov 2026 14:53:15 GMT', 60_000],
  ['Sat, 21 Nov 2026 14:00:00 GMT', 0],
  ['-1', undefined],
  ['1.5', undefined],
  ['1e3', undefined],
  ['99999999999', undefined],
  ['soon', undefined],
  ['2026', 2_026_000],
  ['2026-11-21', undefined],
])('Retry-After: %s is %s ms', (text, expected) => {
  expect(retryAfterMs(text, now)).toBe(expected);
});
