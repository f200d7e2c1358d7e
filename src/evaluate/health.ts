import type { Unmasked } from '../graph/propagate.ts';
import type { Level, Model, System } from '../model/model.ts';
import type { Reason } from '../model/report.generated.ts';
import { sayDuration } from '../model/time.ts';
import { badness, worse } from '../model/words.ts';
import { levelNames } from './condition.ts';
import { checkAbsentAfterMs, probeOf, thresholdsOf } from './expect.ts';
import { limitOf, sayValue } from './say-value.ts';
import type { Standing } from './standing.ts';
import type { SystemState } from './state.ts';

/** The health of a system by itself. */
export interface OwnJudgement {
  readonly status: Unmasked;
  /** Whether a threshold, probe or check covers it. */
  readonly observed: boolean;
  /** What made the status, worst first. */
  readonly because: readonly Reason[];
}

/** What one source says of a system. */
interface Contribution {
  readonly status: Unmasked;
  readonly reason?: Reason;
}

const healthy: Contribution = { status: 'healthy' };

/** Everything that is known of a system at the end of a step; `now` is in milliseconds. */
export interface Evidence {
  readonly model: Model;
  readonly system: System;
  readonly record: SystemState | undefined;
  readonly standings: readonly Standing[];
  readonly now: number;
}

/**
 * The own status of a system: the worst of its last check, its heartbeat and its thresholds. One that nothing covers is
 * healthy; one of which nothing was observed is unknown.
 */
export function ownHealth(evidence: Evidence): OwnJudgement {
  const { system, record, standings, now } = evidence;
  const uncovered = whyUncovered(system, record);
  if (uncovered !== undefined) {
    const reason = { code: 'not-observed', message: uncovered };
    return { status: 'healthy', observed: false, because: [reason] };
  }
  const contributions = [
    ...checkContribution(evidence),
    ...heartbeatContribution(evidence),
    ...standings.flatMap((standing) => thresholdContribution(standing, now)),
  ];
  if (contributions.length === 0) {
    const reason = { code: 'never-observed', message: 'nothing was observed of it yet' };
    return { status: 'unknown', observed: true, because: [reason] };
  }
  return {
    status: contributions.reduce<Unmasked>((worst, { status }) => worse(worst, status), 'healthy'),
    observed: true,
    because: contributions
      .toSorted((a, b) => badness[b.status] - badness[a.status])
      .flatMap(({ reason }) => (reason === undefined ? [] : [reason])),
  };
}

function whyUncovered(system: System, record: SystemState | undefined): string | undefined {
  if (system.logical) {
    return 'it is logical: it has no failure of its own';
  }
  if (system.proxyFor !== undefined) {
    return `it stands for \`${system.proxyFor}\`: what is observed of it counts there`;
  }
  const isCovered =
    thresholdsOf(system).size > 0 || probeOf(system) !== undefined || record?.check !== undefined;
  return isCovered ? undefined : 'no threshold, probe or check covers it';
}

function checkContribution({ model, system, record, now }: Evidence): readonly Contribution[] {
  const absentMs = checkAbsentAfterMs(model, system);
  const { check, expectedSince } = record ?? {};
  if (check === undefined) {
    const isProbed = system.probe?.http !== undefined || system.probe?.tcp !== undefined;
    const quietMs = now - (expectedSince ?? now);
    return isProbed && quietMs > absentMs
      ? [
          unknown(
            'never-observed',
            `no check was ever seen, expected for ${sayDuration(quietMs)}`,
            probePlace(system),
          ),
        ]
      : [];
  }
  if (now - check.at > absentMs) {
    return [
      unknown('stale', `the last check ${sayQuiet(now - check.at, absentMs)}`, probePlace(system)),
    ];
  }
  const { status, message } = check;
  if (status === 'healthy') {
    return [healthy];
  }
  const said = message === undefined ? '' : `: ${message}`;
  return [
    {
      status,
      reason: {
        code: 'check',
        message: `the last check found it ${status}${said}`,
        ...probePlace(system),
        values: { status, message: message ?? null },
      },
    },
  ];
}

function heartbeatContribution({ system, record, now }: Evidence): readonly Contribution[] {
  const timeoutMs = system.heartbeatTimeoutMs;
  if (timeoutMs === undefined) {
    return [];
  }
  const { heartbeatAt, expectedSince = now } = record ?? {};
  const quietMs = now - (heartbeatAt ?? expectedSince);
  const place = probePlace(system);
  if (quietMs > timeoutMs) {
    const ago = sayDuration(quietMs);
    const what =
      heartbeatAt === undefined
        ? `no heartbeat was ever seen, expected for ${ago}`
        : `the last heartbeat was ${ago} ago`;
    const message = `${what}, the timeout is ${sayDuration(timeoutMs)}`;
    return [
      {
        status: 'offline',
        reason: { code: 'heartbeat', message, ...place, values: { quietMs, timeoutMs } },
      },
    ];
  }
  return heartbeatAt === undefined
    ? [unknown('never-observed', 'no heartbeat was seen yet', place)]
    : [healthy];
}

function thresholdContribution(standing: Standing, now: number): readonly Contribution[] {
  const { threshold, last, staleSince } = standing;
  if (staleSince === undefined) {
    return last === undefined ? [] : [levelContribution(standing, now)];
  }
  switch (threshold.absentAs) {
    case 'hold':
      return last === undefined ? [] : [levelContribution(standing, now)];
    case 'resolve':
      // What nobody ever saw is not over.
      return last === undefined
        ? [{ status: 'unknown', reason: absence(standing, now) }]
        : [healthy];
    case 'alert':
    case 'unknown':
      return [{ status: 'unknown', reason: absence(standing, now) }];
    default:
      return [{ status: threshold.absentAs, reason: absence(standing, now) }];
  }
}

function absence(
  { threshold, signal, last, quietSince, staleSince }: Standing,
  now: number,
): Reason {
  const quietMs = now - quietSince;
  const absentMs = (staleSince ?? now) - quietSince;
  return {
    ...(last === undefined
      ? {
          code: 'never-observed',
          message: `${signal.id} was never observed, expected for ${sayDuration(quietMs)}`,
        }
      : { code: 'stale', message: `${signal.id} ${sayQuiet(quietMs, absentMs)}` }),
    at: threshold.at,
    values: { signal: signal.id, value: last?.value ?? null, quietMs, absentMs },
  };
}

/** The worst of what the levels that fire, or still recover, make of the system. */
function levelContribution(standing: Standing, now: number): Contribution {
  const { threshold, levels } = standing;
  const active = levelNames.flatMap((name) => {
    const level = threshold[name];
    const isActive = level !== undefined && (levels[name]?.state ?? 'pending') !== 'pending';
    return isActive ? [level] : [];
  });
  const [first, ...others] = active;
  if (first === undefined) {
    return healthy;
  }
  const worst = others.reduce(
    (level, other) => (badness[other.as] > badness[level.as] ? other : level),
    first,
  );
  return { status: worst.as, reason: breach(standing, worst, now) };
}

function breach({ threshold, signal, last, levels }: Standing, level: Level, now: number): Reason {
  const { state = 'firing', since = now, clearSince } = levels[level.name] ?? {};
  const limit = limitOf(signal, level);
  const value = last?.value ?? limit;
  const is = `${signal.id} is ${sayValue(signal, value)}`;
  const lasted = now > since ? `, for ${sayDuration(now - since)}` : '';
  const message =
    state === 'recovering'
      ? `${is}, clear for ${sayDuration(now - (clearSince ?? now))} of ${sayDuration(threshold.keepFiringMs)}`
      : `${is}, the limit is ${sayValue(signal, limit)}${lasted}`;
  return {
    code: 'threshold',
    message,
    at: level.at,
    values: {
      threshold: threshold.id,
      signal: signal.id,
      level: level.name,
      state,
      value,
      limit,
      unit: signal.unit ?? null,
    },
  };
}

function unknown(code: string, message: string, place: Pick<Reason, 'at'>): Contribution {
  return { status: 'unknown', reason: { code, message, ...place } };
}

function sayQuiet(quietMs: number, absentMs: number): string {
  return `was ${sayDuration(quietMs)} ago, more than ${sayDuration(absentMs)}`;
}

function probePlace({ probe, origins, at }: System): { readonly at: System['at'] } {
  return { at: probe === undefined ? at : (origins.get('probe') ?? at) };
}
