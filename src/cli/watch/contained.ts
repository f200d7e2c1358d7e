import type { Delivery } from '../../ports/channel.ts';
import { later } from '../../runtime/http-answers.ts';

/** How long an attempt of a plugin may take, whether or not it heeds its signal. */
const attemptMaxMs = 10_000;
const reasonMax = 200;

/** What is known of an attempt of a plugin. */
export interface Containing {
  /** How reasons call the plugin. */
  readonly name: string;
  /** Values of secrets that it has read, which are cut out of its reasons. */
  readonly seen: ReadonlySet<string>;
  readonly cancel: AbortSignal;
}

/**
 * An attempt that a plugin makes: whatever it throws, rejects with, answers or does not answer, there is a delivery in time, and its
 * reason is a short phrase without a secret that the plugin was given. Messages of errors are not repeated: they carry addresses.
 */
export function contained(
  { name, seen, cancel }: Containing,
  attempt: (cancel: AbortSignal) => Promise<Delivery>,
): Promise<Delivery> {
  const own = new AbortController();
  return new Promise((resolve) => {
    const end = (delivery: Delivery): void => {
      clearTimeout(timer);
      resolve(delivery);
    };
    const late = (): void => {
      end(later(`the plugin \`${name}\` did not answer in time`));
      own.abort();
    };
    const timer = setTimeout(late, attemptMaxMs);
    cancel.addEventListener('abort', late, { once: true });
    // What a plugin answers, or throws, may itself throw where it is read.
    Promise.try(attempt, own.signal)
      .then((answer: unknown) => deliveryIn(answer, seen) ?? later(`${says(name)} no delivery`))
      .catch((error: unknown) => later(`the plugin \`${name}\` failed: ${errorName(error, seen)}`))
      .then(end, () => end(later(`the plugin \`${name}\` failed: an error`)));
  });
}

function says(name: string): string {
  return `the plugin \`${name}\` answered what is`;
}

/** What a plugin answered, as far as it is a delivery. */
function deliveryIn(answer: unknown, seen: ReadonlySet<string>): Delivery | undefined {
  if (typeof answer !== 'object' || answer === null || !('kind' in answer)) {
    return undefined;
  }
  const { kind } = answer;
  if (kind === 'delivered') {
    return { kind };
  }
  const reason = 'reason' in answer ? String(answer.reason) : 'it gave no reason';
  if (kind === 'refused') {
    return { kind, reason: cleared(reason, seen) };
  }
  const afterMs = 'afterMs' in answer ? Number(answer.afterMs) : Number.NaN;
  const isTimed = Number.isFinite(afterMs) && afterMs >= 0;
  return kind === 'later'
    ? { kind, reason: cleared(reason, seen), ...(isTimed ? { afterMs } : {}) }
    : undefined;
}

function cleared(reason: string, seen: ReadonlySet<string>): string {
  // The longest first, as one may be part of another.
  const secrets = [...seen].sort((a, b) => b.length - a.length);
  const text = secrets.reduce((rest, secret) => rest.replaceAll(secret, '…'), reason);
  return text.length <= reasonMax ? text : `${text.slice(0, reasonMax - 1).toWellFormed()}…`;
}

/** What kind of error it is: its class says nothing about whom it was about. */
function errorName(error: unknown, seen: ReadonlySet<string>): string {
  const name = error instanceof Error ? error.name : typeof error;
  return /^\w{1,40}$/.test(name) && cleared(name, seen) === name ? name : 'an error';
}
