import { type ListenerOptions, listener, type Page } from '../../adapters/listener.ts';
import { standardInput } from '../../adapters/standard-input.ts';
import { tail } from '../../adapters/tail/tail.ts';
import type { RunningSource, SignalSource, SourcePosition } from '../../ports/signal-source.ts';
import { failed, type Outcome } from '../outcome.ts';
import { absolute, type Session, shown, variable } from '../session.ts';
import type { Driver } from './drive.ts';
import { listenAddress } from './listen-address.ts';

/** Flags that say where signals come from. */
export interface SourceOptions {
  readonly signals?: readonly string[];
  readonly every: string;
  readonly listen?: string;
  readonly tokenFile?: string;
  readonly state?: string;
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

/** The sources that the flags name. `pages` is what the listener shows beside taking signals. */
export function sourcesOf(
  session: Session,
  options: SourceOptions,
  pages: ReadonlyMap<string, Page>,
): Sources {
  const named = [...new Set(options.signals ?? [])];
  const { listen, once: isOnce = false } = options;
  const listening =
    listen === undefined ? undefined : listenerOptions(session, options, listen, pages);
  if (listening !== undefined && 'outcome' in listening) {
    return listening;
  }
  if (isOnce && listening !== undefined) {
    return {
      outcome: failed(
        3,
        '`--once` ends when everything was read, and a listener never ends',
        'leave one away',
      ),
    };
  }
  return {
    begin: (positions) => [
      ...named.map((name) => sourceNamed(session, name, { positions, isOnce })),
      ...(listening === undefined ? [] : [listener(listening)]),
    ],
    usesStdin: named.includes('-'),
    areFinite:
      isOnce ||
      (listening === undefined && named.length > 0 && named.every((name) => name === '-')),
  };
}

function sourceNamed(
  session: Session,
  name: string,
  options: { readonly positions: readonly SourcePosition[]; readonly isOnce: boolean },
): SignalSource {
  if (name === '-') {
    return standardInput(() => process.stdin);
  }
  const path = absolute(session, name);
  return tail({ path, name: shown(session, path), ...options });
}

function listenerOptions(
  session: Session,
  { tokenFile }: SourceOptions,
  written: string,
  pages: ReadonlyMap<string, Page>,
): ListenerOptions | { readonly outcome: Outcome } {
  const address = listenAddress(written);
  if (address === undefined) {
    return {
      outcome: failed(
        3,
        `\`${written}\` is not an address`,
        'write a port, or host and port: `--listen 4747`',
      ),
    };
  }
  const token = tokenOf(session, tokenFile);
  if ('outcome' in token) {
    return token;
  }
  const { host, port, isLoopback } = address;
  if (!isLoopback && token.token === undefined) {
    return {
      outcome: failed(
        3,
        `\`${written}\` can be reached from other machines, and there is no token that they must show`,
        `name a file with one: \`--token-file FILE\`, or listen on this machine alone: \`--listen ${port}\``,
      ),
    };
  }
  return { host, port, token: token.token, pages };
}

const tokenBytesMax = 4_096;

function tokenOf(
  session: Session,
  path: string | undefined,
): { readonly token: string | undefined } | { readonly outcome: Outcome } {
  if (path === undefined) {
    return { token: variable(session.world, 'TOWER_LISTEN_TOKEN') };
  }
  const full = absolute(session, path);
  const { file, diagnostic } = session.world.files.read(full, shown(session, full), tokenBytesMax);
  if (file === undefined) {
    return { outcome: failed(2, diagnostic.message) };
  }
  const token = file.text.trim();
  return token.length < tokenLengthMin
    ? {
        outcome: failed(
          2,
          `the token in \`${path}\` has fewer than ${tokenLengthMin} characters`,
          'make one that cannot be guessed: `openssl rand -hex 32`',
        ),
      }
    : { token };
}

const tokenLengthMin = 16;

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
