import type { Alert, Report, System } from '../../model/report.generated.ts';
import { causeOf, decidingOf } from '../pretty/health.ts';
import { sayStanding } from '../pretty/values.ts';

/** Why a system is as it is, in a few words. */
export interface DecidingReason {
  /** The dependency that made it so; null where it was itself. */
  readonly via: string | null;
  /** `latency_p99 690 ms ≥ 400 ms`; empty where it was a dependency, or nothing is known. */
  readonly because: string;
  /** Since when, as RFC 3339; null where that is not known. */
  readonly since: string | null;
}

/** Words of reports are made safe where they are shown. */
const raw = {
  version: '',
  color: false,
  width: 100,
  ascii: false,
  sources: new Map<string, string>(),
};

/** The dependency, the alert or the sentence that decided the status of a system. */
export function decidingReason({ alerts }: Pick<Report, 'alerts'>, system: System): DecidingReason {
  const cause = causeOf(system);
  if (cause !== undefined) {
    return { via: cause.to, because: '', since: null };
  }
  const alert = decidingOf(alertsBySystem(alerts).get(system.id) ?? [], system.own);
  return alert === undefined
    ? { via: null, because: system.because[0]?.message ?? '', since: null }
    : { via: null, because: `${alert.signal} ${sayStanding(raw, alert)}`, since: alert.since };
}

const known = new WeakMap<readonly Alert[], ReadonlyMap<string, readonly Alert[]>>();

/** Made once for each list: a storm asks for thousands of systems. */
export function alertsBySystem(alerts: readonly Alert[]): ReadonlyMap<string, readonly Alert[]> {
  const found = known.get(alerts) ?? Map.groupBy(alerts, ({ system }) => system);
  known.set(alerts, found);
  return found;
}
