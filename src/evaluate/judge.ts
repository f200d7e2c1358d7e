import type { Reason } from '../model/report.generated.ts';
import { badness, byBadness, type Unmasked } from '../model/words.ts';
import { isAbsenceAlerted } from './absence.ts';
import { byteCell, cell, intCell } from './columns.ts';
import { inactive } from './condition.ts';
import { type Judging, levelOfSeries } from './judging.ts';
import { followOf, stand, standsUntil } from './standing.ts';

/** The health of a system by itself. */
export interface OwnJudgement {
  readonly status: Unmasked;
  /** Whether a threshold, probe or check covers it. */
  readonly observed: boolean;
  /**
   * What made the status, worst first. It says nothing that changes while nothing happens. Undefined where it is what `ownReasons` finds:
   * sentences are made only once somebody reads them.
   */
  readonly because: readonly Reason[] | undefined;
}

const healthy: OwnJudgement = { status: 'healthy', observed: true, because: [] };
const neverObserved: OwnJudgement = {
  status: 'unknown',
  observed: true,
  because: [{ code: 'never-observed', message: 'nothing was observed of it yet' }],
};
const uncovered = notObserved('no threshold, probe or check covers it');
const logical = notObserved('it is logical: it has no failure of its own');

function notObserved(message: string): OwnJudgement {
  return { status: 'healthy', observed: false, because: [{ code: 'not-observed', message }] };
}

/**
 * The own status of a system: the worst of its last check, its heartbeat and its thresholds. One that nothing covers is
 * healthy; one of which nothing was observed is unknown. Where nothing has changed it is the same object as before.
 */
export function judgeOwn(judging: Judging, system: number): OwnJudgement {
  judging.level = 0;
  judging.saidCount = 0;
  judging.isReasoned = false;
  judging.isAlerting = false;
  judging.nextAt = Number.POSITIVE_INFINITY;
  const { plan, columns } = judging;
  const declared = plan.model.systems[system];
  if (declared === undefined) {
    return uncovered;
  }
  if (declared.logical) {
    return logical;
  }
  if (declared.proxyFor !== undefined) {
    return notObserved(
      `it stands for \`${declared.proxyFor}\`: what is observed of it counts there`,
    );
  }
  const begin = intCell(plan.seriesStart, system);
  const end = intCell(plan.seriesStart, system + 1);
  if (begin === end && byteCell(plan.probe, system) === 0 && columns.checks[system] === undefined) {
    return uncovered;
  }
  weighCheck(judging, system);
  weighHeartbeat(judging, system);
  for (let series = begin; series < end; series += 1) {
    weighSeries(judging, series);
  }
  return judgementOf(judging);
}

function judgementOf({ saidCount, isReasoned, level }: Judging): OwnJudgement {
  if (saidCount === 0) {
    return neverObserved;
  }
  return isReasoned
    ? { status: byBadness[level] ?? 'unknown', observed: true, because: undefined }
    : healthy;
}

/** Something says how bad the system is, for a reason that will be told. */
function blame(judging: Judging, level: number): void {
  judging.saidCount += 1;
  judging.isReasoned = true;
  judging.level = Math.max(judging.level, level);
}

/** Something says that the system is healthy. */
function clear(judging: Judging): void {
  judging.saidCount += 1;
}

function expectUntil(judging: Judging, at: number): void {
  judging.nextAt = Math.min(judging.nextAt, at);
}

function weighCheck(judging: Judging, system: number): void {
  const { plan, columns, now } = judging;
  const check = columns.checks[system];
  const isProbed = byteCell(plan.probe, system) === 2;
  if (check === undefined && !isProbed) {
    return;
  }
  const absentAt =
    (check?.at ?? cell(columns.probedSince, system)) + cell(plan.checkAbsentMs, system);
  if (now > absentAt) {
    blame(judging, badness.unknown);
    return;
  }
  expectUntil(judging, absentAt);
  if (check?.status === 'healthy') {
    clear(judging);
  } else if (check !== undefined) {
    blame(judging, badness[check.status]);
    judging.isAlerting ||= check.status !== 'unknown';
  }
}

function weighHeartbeat(judging: Judging, system: number): void {
  const { plan, columns, now } = judging;
  const timeoutMs = cell(plan.heartbeatTimeoutMs, system);
  if (Number.isNaN(timeoutMs)) {
    return;
  }
  const heartbeatAt = cell(columns.heartbeatAt, system);
  const isHeard = !Number.isNaN(heartbeatAt);
  const overAt = (isHeard ? heartbeatAt : cell(columns.probedSince, system)) + timeoutMs;
  if (now > overAt) {
    blame(judging, badness.offline);
    judging.isAlerting = true;
    return;
  }
  expectUntil(judging, overAt);
  if (isHeard) {
    clear(judging);
  } else {
    blame(judging, badness.unknown);
  }
}

/** Also notes which step first found the series out of date. */
function weighSeries(judging: Judging, series: number): void {
  const { plan, columns, now, standing } = judging;
  stand(plan, columns, series, now, standing);
  const follow = followOf(plan, series);
  expectUntil(judging, standsUntil(follow, standing));
  if (standing.isStale !== !Number.isNaN(cell(columns.staleSince, series))) {
    columns.staleSince[series] = standing.isStale ? now : Number.NaN;
  }
  const { critical, warn } = standing.levels;
  const isAbsenceAlert = standing.isStale && isAbsenceAlerted(follow.threshold.absentAs);
  if (critical.stage !== inactive || warn.stage !== inactive || isAbsenceAlert) {
    judging.isAlerting = true;
  }
  const level = levelOfSeries(plan, series, standing);
  if (level > 0) {
    blame(judging, level);
  } else if (level === 0) {
    clear(judging);
  }
}
