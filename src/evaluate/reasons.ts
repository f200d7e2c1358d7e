import type { Level, System } from '../model/model.ts';
import type { Reason } from '../model/report.generated.ts';
import { sayDuration, sayInstant } from '../model/time.ts';
import { badness } from '../model/words.ts';
import { byteCell, cell, intCell } from './columns.ts';
import { type LevelState, pending, recovering, stageNames } from './condition.ts';
import { type Judging, levelOfSeries } from './judging.ts';
import type { Follow } from './plan.ts';
import { limitOf, plainValue, sayValue } from './say-value.ts';
import { followOf, type Standing, stand } from './standing.ts';

/** What one source says of a system. */
interface Contribution {
  readonly level: number;
  readonly reason: Reason;
}

/**
 * What makes the own status of a system, worst first. The sentences name instants, not how long ago they are, so that they
 * stay true until something happens.
 */
export function ownReasons(judging: Judging, system: number): readonly Reason[] {
  const { plan } = judging;
  const declared = plan.model.systems[system];
  if (declared === undefined) {
    return [];
  }
  const contributions = [
    ...checkContribution(judging, system, declared),
    ...heartbeatContribution(judging, system, declared),
  ];
  const end = intCell(plan.seriesStart, system + 1);
  for (let series = intCell(plan.seriesStart, system); series < end; series += 1) {
    contributions.push(...seriesContribution(judging, series));
  }
  return contributions.sort((a, b) => b.level - a.level).map(({ reason }) => reason);
}

function checkContribution(
  { plan, columns, now }: Judging,
  system: number,
  declared: System,
): readonly Contribution[] {
  const absentMs = cell(plan.checkAbsentMs, system);
  const place = probePlace(declared);
  const check = columns.checks[system];
  if (check === undefined) {
    const expectedSince = cell(columns.probedSince, system);
    return byteCell(plan.probe, system) === 2 && now > expectedSince + absentMs
      ? [
          unknown(
            'never-observed',
            `no check was ever seen, expected since ${sayInstant(expectedSince)}`,
            place,
          ),
        ]
      : [];
  }
  const { at, status, message } = check;
  if (now > at + absentMs) {
    return [unknown('stale', `the last check was at ${sayQuiet(at, absentMs)}`, place)];
  }
  if (status === 'healthy') {
    return [];
  }
  const said = message === undefined ? '' : `: ${message}`;
  const reason = {
    code: 'check',
    message: `the last check found it ${status}${said}`,
    ...place,
    values: { status, message: message ?? null },
  };
  return [{ level: badness[status], reason }];
}

function heartbeatContribution(
  { plan, columns, now }: Judging,
  system: number,
  declared: System,
): readonly Contribution[] {
  const timeoutMs = cell(plan.heartbeatTimeoutMs, system);
  if (Number.isNaN(timeoutMs)) {
    return [];
  }
  const place = probePlace(declared);
  const heartbeatAt = cell(columns.heartbeatAt, system);
  const isHeard = !Number.isNaN(heartbeatAt);
  const since = isHeard ? heartbeatAt : cell(columns.probedSince, system);
  if (now > since + timeoutMs) {
    const what = isHeard
      ? `the last heartbeat was at ${sayInstant(since)}`
      : `no heartbeat was ever seen, expected since ${sayInstant(since)}`;
    const message = `${what}, the timeout is ${sayDuration(timeoutMs)}`;
    const values = { since: sayInstant(since), timeoutMs };
    return [{ level: badness.offline, reason: { code: 'heartbeat', message, ...place, values } }];
  }
  return isHeard ? [] : [unknown('never-observed', 'no heartbeat was seen yet', place)];
}

function seriesContribution(judging: Judging, series: number): readonly Contribution[] {
  const { plan, columns, now, standing } = judging;
  stand(plan, columns, series, now, standing);
  const level = levelOfSeries(plan, series, standing);
  if (level <= 0) {
    return [];
  }
  const follow = followOf(plan, series);
  const value = cell(columns.seriesValue, series);
  const isHeld = !standing.isStale || follow.threshold.absentAs === 'hold';
  return [
    { level, reason: isHeld ? breach(follow, standing, value) : absence(follow, standing, value) },
  ];
}

function absence(
  { threshold, signal }: Follow,
  { isHeard, quietSince, absentAt }: Standing,
  value: number,
): Reason {
  const absentMs = absentAt - quietSince;
  return {
    ...(isHeard
      ? {
          code: 'stale',
          message: `${signal.id} was last heard of at ${sayQuiet(quietSince, absentMs)}`,
        }
      : {
          code: 'never-observed',
          message: `${signal.id} was never observed, expected since ${sayInstant(quietSince)}`,
        }),
    at: threshold.at,
    values: {
      signal: signal.id,
      value: isHeard ? plainValue(signal, value) : null,
      since: sayInstant(quietSince),
      absentMs,
    },
  };
}

/** The reason of the level that makes the system worst, the most severe first. */
function breach(follow: Follow, { levels }: Standing, measured: number): Reason {
  const { threshold, signal, critical, warn } = follow;
  const fromCritical = activeLevel(critical, levels.critical);
  const fromWarn = activeLevel(warn, levels.warn);
  const isWarn =
    fromWarn !== undefined &&
    (fromCritical === undefined || badness[fromWarn.as] > badness[fromCritical.as]);
  const level = isWarn ? fromWarn : fromCritical;
  const state = isWarn ? levels.warn : levels.critical;
  const value = plainValue(signal, measured);
  const is = `${signal.id} is ${sayValue(signal, value)}`;
  if (level === undefined) {
    return { code: 'threshold', message: is, at: threshold.at };
  }
  const limit = limitOf(signal, level);
  const over = state.clearSince + threshold.keepFiringMs;
  const message =
    state.stage === recovering
      ? `${is}, clear since ${sayInstant(state.clearSince)}, over at ${sayInstant(over)}`
      : `${is}, the limit is ${sayValue(signal, limit)}, since ${sayInstant(state.since)}`;
  return {
    code: 'threshold',
    message,
    at: level.at,
    values: {
      threshold: threshold.id,
      signal: signal.id,
      level: level.name,
      state: stageNames[state.stage] ?? 'firing',
      since: sayInstant(state.since),
      value,
      limit,
      unit: signal.unit ?? null,
    },
  };
}

function activeLevel(level: Level | undefined, state: LevelState): Level | undefined {
  return state.stage > pending ? level : undefined;
}

function unknown(code: string, message: string, place: Pick<Reason, 'at'>): Contribution {
  return { level: badness.unknown, reason: { code, message, ...place } };
}

function sayQuiet(since: number, absentMs: number): string {
  return `${sayInstant(since)}, more than ${sayDuration(absentMs)} ago`;
}

function probePlace({ probe, origins, at }: System): { readonly at: System['at'] } {
  return { at: probe === undefined ? at : (origins.get('probe') ?? at) };
}
