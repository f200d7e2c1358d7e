import { type ListenerOptions, listener, type Page } from '../../adapters/listener.ts';
import { standardInput } from '../../adapters/standard-input.ts';
import type { RunningSource, SignalSource } from '../../ports/signal-source.ts';
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
}

/** Where signals come from; or why not. */
export type Sources =
  | { readonly sources: readonly SignalSource[]; readonly usesStdin: boolean }
  | { readonly outcome: Outcome };

/** The sources that the flags name. `pages` is what the listener shows beside taking signals. */
export function sourcesOf(
  session: Session,
  options: SourceOptions,
  pages: ReadonlyMap<string, Page>,
): Sources {
  const named = options.signals ?? [];
  const sources: SignalSource[] = [];
  for (const name of new Set(named)) {
    if (name === '-') {
      sources.push(standardInput(() => process.stdin));
    }
  }
  if (options.listen !== undefined) {
    const options_ = listenerOptions(session, options, options.listen, pages);
    if ('outcome' in options_) {
      return options_;
    }
    sources.push(listener(options_));
  }
  return { sources, usesStdin: named.includes('-') };
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
  driver: Pick<Driver, 'give' | 'arrived'>,
  ended: () => void,
): Promise<
  | { readonly running: readonly RunningSource[]; readonly failure?: undefined }
  | { readonly running: readonly RunningSource[]; readonly failure: string }
> {
  const running: RunningSource[] = [];
  let going = sources.length;
  for (const source of sources) {
    const { name } = source;
    const { value, failure } = await source.start({
      arrived: driver.arrived,
      refused: (diagnostics) => driver.give({ kind: 'source-refused', source: name, diagnostics }),
      failing: (reason) => driver.give({ kind: 'source-failing', source: name, reason }),
      mended: () => driver.give({ kind: 'source-mended', source: name }),
      ended: () => {
        going -= 1;
        if (going === 0) {
          ended();
        }
      },
    });
    if (value === undefined) {
      return { running, failure };
    }
    running.push(value);
  }
  return { running };
}
