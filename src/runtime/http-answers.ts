import type { Delivery } from '../ports/channel.ts';
import type { HttpAnswer } from '../ports/http.ts';

/** Answers after which the same request may do: the receiver is slow, wants fewer, or does not know its sender while a secret is changed. */
const passing: ReadonlySet<number> = new Set([401, 403, 407, 408, 425, 429]);

/** What an answer over HTTP comes to. `now` is in milliseconds. */
export function deliveryOf(answer: HttpAnswer, now: number): Delivery {
  if (answer.kind === 'failed') {
    return { kind: 'later', reason: answer.reason };
  }
  const { status, retryAfter } = answer;
  if (status >= 200 && status < 300) {
    return { kind: 'delivered' };
  }
  if (status >= 300 && status < 400) {
    return {
      kind: 'refused',
      reason: `it answers ${status}, and redirects are not followed: name the address itself`,
    };
  }
  return status >= 500 || passing.has(status)
    ? later(sayStatus(status), retryAfterMs(retryAfter, now))
    : { kind: 'refused', reason: sayStatus(status) };
}

function sayStatus(status: number): string {
  switch (status) {
    case 401:
    case 403:
      return `it answers ${status}: the secret may be wrong`;
    case 429:
      return 'it answers 429: too many requests';
    default:
      return `it answers ${status}`;
  }
}

/** Worth another attempt, after a while where that is known. */
export function later(reason: string, afterMs?: number): Delivery {
  return { kind: 'later', reason, ...(afterMs === undefined ? {} : { afterMs }) };
}

/** What Retry-After says in milliseconds: whole seconds or a date (RFC 9110, 10.2.3); undefined for anything else. */
export function retryAfterMs(text: string | undefined, now: number): number | undefined {
  if (text === undefined) {
    return undefined;
  }
  if (/^[0-9]{1,9}$/.test(text.trim())) {
    return Number(text) * 1_000;
  }
  const date = /^[A-Z][a-z]{2}, .* GMT$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
