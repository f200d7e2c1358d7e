import { digest } from '../model/digest.ts';
import type { Level, LevelName, Model, Signal, System } from '../model/model.ts';
import { compareText } from '../model/order.ts';
import type { Alert, Reason } from '../model/report.generated.ts';
import type { Level as LevelState } from '../model/state.generated.ts';
import { sayInstant } from '../model/time.ts';
import { levelNames } from './condition.ts';
import { limitOf } from './say-value.ts';
import type { Standing } from './standing.ts';
import { maintenanceReason } from './system-health.ts';
import type { OpenWindow } from './windows.ts';

/** The alerts of all systems, by priority, system, source and kind. `standings` is in the order of the systems. */
export function alertsOf(
  model: Model,
  standings: readonly (readonly Standing[])[],
  open: readonly OpenWindow[],
): readonly Alert[] {
  const alerts = model.systems.flatMap((system, index) =>
    (standings[index] ?? []).flatMap((standing) => {
      const common = commonOf(system, standing, open);
      return [
        ...thresholdAlert(model, system, standing, common),
        ...absenceAlert(model, system, standing, common),
      ];
    }),
  );
  return alerts.sort(
    (a, b) =>
      compareText(a.priority, b.priority) ||
      compareText(a.system, b.system) ||
      compareText(a.source, b.source) ||
      compareText(a.kind, b.kind),
  );
}

type Common = Pick<
  Alert,
  'system' | 'signal' | 'source' | 'unit' | 'suppressedBy' | 'runbook' | 'stale'
>;

function commonOf(
  system: System,
  { threshold, signal, staleSince }: Standing,
  open: readonly OpenWindow[],
): Common {
  return {
    system: system.id,
    signal: signal.id,
    source: threshold.id,
    unit: signal.unit ?? null,
    stale: staleSince !== undefined,
    suppressedBy: suppressions(system, open),
    runbook: threshold.runbook ?? null,
  };
}

function suppressions(system: System, open: readonly OpenWindow[]): readonly Reason[] {
  return open
    .filter(({ window, systems }) => window.suppresses && systems.has(system.id))
    .map(maintenanceReason);
}

function thresholdAlert(
  model: Model,
  system: System,
  standing: Standing,
  common: Common,
): readonly Alert[] {
  const { threshold, signal, last } = standing;
  const shown = shownLevel(standing);
  if (shown === undefined) {
    return [];
  }
  const { level, state } = shown;
  return [
    {
      ...common,
      id: digest(['alert', system.id, threshold.id], 16),
      kind: 'threshold',
      state: state.state,
      severity: level.name,
      priority: priorityOf(model, system, level.name),
      levels: activeLevels(standing).map((active) => ({
        severity: active.level.name,
        state: active.state.state,
        since: sayInstant(active.state.since),
        limit: limitOf(signal, active.level),
      })),
      status: state.state === 'pending' ? 'healthy' : level.as,
      since: sayInstant(state.since),
      value: last?.value ?? null,
      limit: limitOf(signal, level),
      comparison: comparisonOf(signal, level),
      at: level.at,
    },
  ];
}

interface ActiveLevel {
  readonly level: Level;
  readonly state: LevelState;
}

/** The levels that are not inactive, the most severe first. */
function activeLevels({ threshold, levels }: Standing): readonly ActiveLevel[] {
  return levelNames.flatMap((name) => {
    const [level, state] = [threshold[name], levels[name]];
    return level === undefined || state === undefined ? [] : [{ level, state }];
  });
}

/** The most severe level that fires or still recovers, else the most severe pending one. */
function shownLevel(standing: Standing): ActiveLevel | undefined {
  const active = activeLevels(standing);
  return active.find(({ state }) => state.state !== 'pending') ?? active[0];
}

/** An alert of its own for data that are missing, where the threshold asks for one. */
function absenceAlert(
  model: Model,
  system: System,
  { threshold, staleSince }: Standing,
  common: Common,
): readonly Alert[] {
  if (threshold.absentAs !== 'alert' || staleSince === undefined) {
    return [];
  }
  return [
    {
      ...common,
      id: digest(['alert', system.id, threshold.id, 'no-data'], 16),
      kind: 'no-data',
      state: 'firing',
      severity: 'warn',
      priority: priorityOf(model, system, 'warn'),
      levels: [],
      status: 'unknown',
      since: sayInstant(staleSince),
      value: null,
      limit: null,
      comparison: 'absent',
      at: threshold.at,
    },
  ];
}

function priorityOf(model: Model, system: System, severity: LevelName): Alert['priority'] {
  return model.catalog.severities[severity][system.criticality];
}

/** Of words the worst one can only be met; any other limit also by what is worse. */
function comparisonOf(signal: Signal, level: Level): Alert['comparison'] {
  if (signal.values !== undefined && level.limit === signal.values.length - 1) {
    return '=';
  }
  return signal.better === 'lower' ? '≥' : '≤';
}
