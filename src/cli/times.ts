import { parseDuration, parseInstant } from '../model/time.ts';
import { failed, type Outcome } from './outcome.ts';

/** Wrong usage where what a flag says is no instant; undefined where it is one, or is not said. */
export function wrongInstant(text: string | undefined): Outcome | undefined {
  return text === undefined || parseInstant(text) !== undefined
    ? undefined
    : failed(
        3,
        `\`${text}\` is not an instant`,
        'write it as RFC 3339, such as 2026-11-21T14:52:15Z',
      );
}

/** The same of a duration. */
export function wrongDuration(text: string | undefined): Outcome | undefined {
  return text === undefined || parseDuration(text) !== undefined
    ? undefined
    : failed(3, `\`${text}\` is not a duration`, 'write it as 30m, 1h or 1h30m');
}
