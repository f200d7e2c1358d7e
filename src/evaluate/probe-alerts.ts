import { digest } from '../model/digest.ts';
import type { LevelName, System } from '../model/model.ts';
import type { Alert, Reason } from '../model/report.generated.ts';
import { sayInstant } from '../model/time.ts';
import type { Failing } from '../model/words.ts';
import { cell } from './columns.ts';
import type { Judging } from './judging.ts';

interface Probed {
  readonly judging: Judging;
  readonly index: number;
  readonly system: System;
  readonly suppressedBy: readonly Reason[];
}

interface Failure {
  readonly kind: 'check' | 'heartbeat';
  readonly status: Failing;
  /** In milliseconds. */
  readonly since: number;
  readonly value: Alert['value'];
}

/** The alerts of a system whose health check fails or whose heartbeat is missed. */
export function probeAlerts(
  judging: Judging,
  index: number,
  given: Omit<Probed, 'judging' | 'index'>,
): readonly Alert[] {
  const probed = { judging, index, ...given };
  return [...checkFailure(probed), ...heartbeatFailure(probed)].map((failure) =>
    alertOf(probed, failure),
  );
}

function checkFailure({ judging, index }: Probed): readonly Failure[] {
  const { plan, columns, now } = judging;
  const check = columns.checks[index];
  if (
    check === undefined ||
    check.status === 'healthy' ||
    check.status === 'unknown' ||
    now > check.at + cell(plan.checkAbsentMs, index)
  ) {
    return [];
  }
  return [{ kind: 'check', status: check.status, since: check.at, value: check.status }];
}

function heartbeatFailure({ judging, index }: Probed): readonly Failure[] {
  const { plan, columns, now } = judging;
  const timeoutMs = cell(plan.heartbeatTimeoutMs, index);
  const heartbeatAt = cell(columns.heartbeatAt, index);
  const isHeard = !Number.isNaN(heartbeatAt);
  const overAt = (isHeard ? heartbeatAt : cell(columns.probedSince, index)) + timeoutMs;
  return Number.isNaN(timeoutMs) || !(now > overAt)
    ? []
    : [
        {
          kind: 'heartbeat',
          status: 'offline',
          since: overAt,
          value: isHeard ? sayInstant(heartbeatAt) : null,
        },
      ];
}

function alertOf(
  { judging, system, suppressedBy }: Probed,
  { kind, status, since, value }: Failure,
): Alert {
  const severity: LevelName = status === 'degraded' ? 'warn' : 'critical';
  return {
    id: digest(['alert', system.id, kind], 16),
    system: system.id,
    signal: kind,
    source: kind,
    kind,
    state: 'firing',
    severity,
    priority: judging.plan.model.catalog.severities[severity][system.criticality],
    levels: [],
    status,
    since: sayInstant(since),
    value,
    limit: null,
    comparison: kind === 'check' ? '=' : 'absent',
    unit: null,
    stale: false,
    incident: null,
    flapping: false,
    suppressedBy,
    runbook: null,
    at: system.origins.get('probe') ?? system.at,
  };
}
