import { systemNetwork } from '../../adapters/network.ts';
import { prometheus } from '../../adapters/prometheus.ts';
import { standardInput } from '../../adapters/standard-input.ts';
import { tail } from '../../adapters/tail/tail.ts';
import { prometheusBatch, prometheusQueries } from '../../config/prometheus.ts';
import type { Signal } from '../../model/model.ts';
import type { SignalSource, SourcePosition } from '../../ports/signal-source.ts';
import { failed, type Outcome } from '../outcome.ts';
import { absolute, type Session, shown, variable } from '../session.ts';

export interface SourceOptions {
  /** Values of `--signals`. */
  readonly signals: readonly string[];
  readonly everyMs: number;
  readonly isOnce: boolean;
  /** How far files have been read. */
  readonly positions: readonly SourcePosition[];
  /** Signals of the configuration that is live. */
  readonly live: () => ReadonlyMap<string, Signal>;
}

/** The sources that `--signals` names: `-`, an address of Prometheus, or a file or folder. */
export function signalSources(
  session: Session,
  options: SourceOptions,
): { readonly sources: readonly SignalSource[] } | { readonly outcome: Outcome } {
  const sources: SignalSource[] = [];
  for (const written of new Set(options.signals)) {
    const source = sourceOf(session, written, options);
    if ('exitCode' in source) {
      return { outcome: source };
    }
    sources.push(source);
  }
  return { sources };
}

function sourceOf(
  session: Session,
  written: string,
  options: SourceOptions,
): SignalSource | Outcome {
  if (written === '-') {
    return standardInput(() => process.stdin);
  }
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(written)) {
    return serverOf(session, written, options);
  }
  if (written === '') {
    return failed(3, '`--signals` names nothing', 'name a file, a folder, - or http://…');
  }
  const path = absolute(session, written);
  const { positions, isOnce } = options;
  return tail({ path, name: shown(session, path), positions, isOnce });
}

function serverOf(
  session: Session,
  written: string,
  { everyMs, isOnce, live }: SourceOptions,
): SignalSource | Outcome {
  const url = URL.parse(written);
  if (url === null || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '') {
    return failed(3, '`--signals` names an address that is none', 'write it as http://HOST:PORT');
  }
  if (url.username !== '' || url.password !== '') {
    return failed(
      3,
      '`--signals` names an address with a password in it, which every list of processes shows',
      'put it into TOWER_SECRET_PROMETHEUS_TOKEN: a token, or `Basic …`',
    );
  }
  const { now } = session.world.clock;
  return prometheus({
    url: url.href,
    authorization: authorizationOf(variable(session.world, 'TOWER_SECRET_PROMETHEUS_TOKEN')),
    everyMs,
    isOnce,
    network: systemNetwork,
    now,
    queries: () => prometheusQueries(live()),
    batch: prometheusBatch,
  });
}

/** The header that a secret makes: what names its scheme stands as it is, anything else is a token. */
function authorizationOf(secret: string | undefined): string | undefined {
  const trimmed = secret?.trim();
  return trimmed === undefined || /^(?:basic|bearer) /i.test(trimmed)
    ? trimmed
    : `Bearer ${trimmed}`;
}
