import type { Page } from '../../adapters/listener.ts';
import type { Signal } from '../../model/model.ts';
import { parseDuration } from '../../model/time.ts';
import type { RunningSource, SignalSource, SourcePosition } from '../../ports/signal-source.ts';
import { failed, type Outcome } from '../outcome.ts';
import type { Session } from '../session.ts';
import type { Driver } from './drive.ts';
import { signalSources } from './signal-sources.ts';
import { watchListener } from './watch-listener.ts';

/** Flags that say where signals come from. */
export interface SourceFlags {
  readonly signals?: readonly string[];
  readonly every: string;
  readonly listen?: string;
  readonly tokenFile?: string;
  readonly once?: boolean;
}

/** Where signals come from, once it is known how far files have been read; or why not. */
export type Sources =
  | {
      readonly begin: (positions: readonly SourcePosition[]) => readonly SignalSource[];
      /** Whether standard input is one of them. */
      readonly usesStdin: boolean;
      /** Whether all of them come to an end. */
      readonly areFinite: boolean;
    }
  | { readonly outcome: Outcome };

/**
 * The sources that the flags name. `pages` is what the listener shows beside taking signals, `live` the signals of the configuration
 * that is live when they are asked for.
 */
export function sourcesOf(
  session: Session,
  flags: SourceFlags,
  pages: ReadonlyMap<string, Page>,
  live: () => ReadonlyMap<string, Signal>,
): Sources {
  const { signals = [], every, listen, tokenFile, once: isOnce = false } = flags;
  if (isOnce && listen !== undefined) {
    return {
      outcome: failed(
        3,
        '`--once` ends when everything was read, and a listener never does',
        'leave one of them away',
      ),
    };
  }
  const listening =
    listen === undefined ? undefined : watchListener(session, { listen, tokenFile }, pages);
  if (listening !== undefined && 'outcome' in listening) {
    return listening;
  }
  const everyMs = parseDuration(every) ?? 0;
  const named = (positions: readonly SourcePosition[]) =>
    signalSources(session, { signals, everyMs, isOnce, positions, live });
  const tried = named([]);
  if ('outcome' in tried) {
    return tried;
  }
  const listeners = listening === undefined ? [] : [listening.source];
  return {
    begin: (positions) => {
      const made = named(positions);
      return [...('outcome' in made ? [] : made.sources), ...listeners];
    },
    usesStdin: signals.includes('-'),
    areFinite:
      isOnce ||
      (listening === undefined && signals.length > 0 && signals.every((name) => name === '-')),
  };
}

/** Begins to take signals. `ended` is called once every source has come to its end. */
export async function startSources(
  sources: readonly SignalSource[],
  driver: Pick<Driver, 'give' | 'arrived' | 'fail'>,
  ended: () => Promise<void>,
): Promise<
  | { readonly running: readonly RunningSource[]; readonly failure?: undefined }
  | { readonly running: readonly RunningSource[]; readonly failure: string }
> {
  const running: RunningSource[] = [];
  let going = sources.length;
  const oneEnded = (): void => {
    going -= 1;
    if (going <= 0) {
      // What fails there fails the watch, which is where it is told.
      ended().catch((error: unknown) => driver.fail(error));
    }
  };
  for (const source of sources) {
    const { name } = source;
    const { value, failure } = await source.start({
      arrived: driver.arrived,
      refused: (diagnostics) => driver.give({ kind: 'source-refused', source: name, diagnostics }),
      failing: (reason) => driver.give({ kind: 'source-failing', source: name, reason }),
      mended: () => driver.give({ kind: 'source-mended', source: name }),
      ended: oneEnded,
    });
    if (value === undefined) {
      return { running, failure };
    }
    running.push(value);
  }
  if (sources.length === 0) {
    oneEnded();
  }
  return { running };
}
