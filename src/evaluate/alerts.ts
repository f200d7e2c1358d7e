import type { Level, LevelName, Model, System } from '../model/model.ts';
import { compareText } from '../model/order.ts';
import type { Alert, Reason } from '../model/report.generated.ts';
import { sayInstant } from '../model/time.ts';
import { type AlertedAbsence, isAbsenceAlerted } from './absence.ts';
import { thresholdAlertId } from './alert-id.ts';
import { cell, intCell } from './columns.ts';
import { inactive, type LevelState, levelNames, pending, stageNames } from './condition.ts';
import type { Judging } from './judging.ts';
import type { Follow } from './plan.ts';
import { probeAlerts } from './probe-alerts.ts';
import { limitOf, plainValue } from './say-value.ts';
import { followOf, type Standing, stand } from './standing.ts';
import { maintenanceReason } from './system-health.ts';
import type { OpenWindow } from './windows.ts';

/** The alerts of a system. They stay as they are, whatever later steps make of the state. */
export function alertsOf(
  judging: Judging,
  index: number,
  open: readonly OpenWindow[],
): readonly Alert[] {
  const { plan, columns, now, standing } = judging;
  const { model } = plan;
  const system = model.systems[index];
  if (system === undefined) {
    return [];
  }
  const suppressedBy = suppressions(system, open);
  const alerts: Alert[] = [];
  const end = intCell(plan.seriesStart, index + 1);
  for (let series = intCell(plan.seriesStart, index); series < end; series += 1) {
    stand(plan, columns, series, now, standing);
    const follow = followOf(plan, series);
    const active = activeLevels(follow, standing);
    const { absentAs } = follow.threshold;
    const isAbsent = standing.isStale && isAbsenceAlerted(absentAs);
    if (active.length === 0 && !isAbsent) {
      continue;
    }
    const common = commonOf(system, follow, standing, suppressedBy);
    const given = { model, system, follow, standing, common };
    const [first] = active;
    if (first !== undefined) {
      const id =
        plan.alertIds[series] ?? thresholdAlertId(system.id, follow.threshold.id, 'threshold');
      plan.alertIds[series] = id;
      const value = cell(columns.seriesValue, series);
      alerts.push(thresholdAlert(given, { id, active, first, value }));
    }
    if (isAbsent) {
      alerts.push(absenceAlert(given, absentAs));
    }
  }
  alerts.push(...probeAlerts(judging, index, { system, suppressedBy }));
  return alerts.sort(compareAlerts);
}

/** By priority, system, source and kind. */
export function compareAlerts(a: Alert, b: Alert): number {
  return (
    compareText(a.priority, b.priority) ||
    compareText(a.system, b.system) ||
    compareText(a.source, b.source) ||
    compareText(a.kind, b.kind)
  );
}

type Common = Pick<
  Alert,
  | 'system'
  | 'signal'
  | 'source'
  | 'unit'
  | 'suppressedBy'
  | 'runbook'
  | 'stale'
  | 'incident'
  | 'flapping'
>;

interface Given {
  readonly model: Model;
  readonly system: System;
  readonly follow: Follow;
  readonly standing: Standing;
  readonly common: Common;
}

function commonOf(
  system: System,
  { threshold, signal }: Follow,
  { isStale }: Standing,
  suppressedBy: readonly Reason[],
): Common {
  return {
    system: system.id,
    signal: signal.id,
    source: threshold.id,
    unit: signal.unit ?? null,
    stale: isStale,
    incident: null,
    flapping: false,
    suppressedBy,
    runbook: threshold.runbook ?? null,
  };
}

function suppressions(system: System, open: readonly OpenWindow[]): readonly Reason[] {
  return open
    .filter(({ window, systems }) => window.suppresses && systems.has(system.id))
    .map(maintenanceReason);
}

/** What a threshold finds. */
interface Found {
  readonly id: string;
  /** The most severe first; `first` is the first of them. */
  readonly active: readonly ActiveLevel[];
  readonly first: ActiveLevel;
  readonly value: number;
}

function thresholdAlert(
  { model, system, follow, standing, common }: Given,
  { id, active, first, value }: Found,
): Alert {
  const { signal } = follow;
  // The most severe level that fires or still recovers, else the most severe pending one.
  const { level, state } = active.find((each) => each.state.stage !== pending) ?? first;
  return {
    ...common,
    id,
    kind: 'threshold',
    state: stageOf(state),
    severity: level.name,
    priority: priorityOf(model, system, level.name),
    levels: active.map((each) => ({
      severity: each.level.name,
      state: stageOf(each.state),
      since: sayInstant(each.state.since),
      limit: limitOf(signal, each.level),
    })),
    status: state.stage === pending ? 'healthy' : level.as,
    since: sayInstant(state.since),
    value: standing.isHeard ? plainValue(signal, value) : null,
    limit: limitOf(signal, level),
    comparison: comparisonOf(follow, level),
    at: level.at,
  };
}

interface ActiveLevel {
  readonly level: Level;
  readonly state: LevelState;
}

/** The levels that are not inactive, the most severe first. */
function activeLevels(follow: Follow, { levels }: Standing): readonly ActiveLevel[] {
  const active: ActiveLevel[] = [];
  for (const name of levelNames) {
    const [level, state] = [follow[name], levels[name]];
    if (level !== undefined && state.stage !== inactive) {
      active.push({ level, state });
    }
  }
  return active;
}

function stageOf({ stage }: LevelState): Alert['state'] {
  const name = stageNames[stage];
  return name === undefined || name === 'inactive' ? 'firing' : name;
}

/** An alert of its own for data that are missing, where the threshold asks for one or the system is worse for it. */
function absenceAlert(
  { model, system, follow, standing, common }: Given,
  absentAs: AlertedAbsence,
): Alert {
  const { threshold } = follow;
  const severity = absentAs === 'unhealthy' || absentAs === 'offline' ? 'critical' : 'warn';
  return {
    ...common,
    id: thresholdAlertId(system.id, threshold.id, 'no-data'),
    kind: 'no-data',
    state: 'firing',
    severity,
    priority: priorityOf(model, system, severity),
    levels: [],
    status: absentAs === 'alert' ? 'unknown' : absentAs,
    since: sayInstant(standing.absentAt),
    value: null,
    limit: null,
    comparison: 'absent',
    at: threshold.at,
  };
}

function priorityOf(model: Model, system: System, severity: LevelName): Alert['priority'] {
  return model.catalog.severities[severity][system.criticality];
}

/** Of words the worst one can only be met; any other limit also by what is worse. */
function comparisonOf({ signal, lowerIsBetter }: Follow, level: Level): Alert['comparison'] {
  if (signal.values !== undefined && level.limit === signal.values.length - 1) {
    return '=';
  }
  return lowerIsBetter ? '≥' : '≤';
}
