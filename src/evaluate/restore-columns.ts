import { numberOf } from '../model/signal-value.ts';
import type { Condition, System as SavedSystem } from '../model/state.generated.ts';
import { type Columns, intCell, seriesFor } from './columns.ts';
import { recovering, stageNames } from './condition.ts';
import type { Plan } from './plan.ts';
import { followOf, write } from './standing.ts';

/** Puts what was saved of a system into the columns of a model, as far as it fits the model. */
export function restoreSystem(
  plan: Plan,
  columns: Columns,
  system: number,
  saved: SavedSystem,
): void {
  columns.checks[system] = saved.check;
  columns.observed[system] = saved.observed;
  columns.heartbeatAt[system] = saved.heartbeatAt ?? Number.NaN;
  columns.probedSince[system] = saved.expectedSince ?? Number.NaN;
  for (const [id, { at, value }] of Object.entries(saved.series)) {
    const place = plan.vocabulary.signalById.get(id);
    const signal = place === undefined ? undefined : plan.vocabulary.signals[place];
    const number = signal === undefined ? undefined : numberOf(signal, value);
    if (place !== undefined && number !== undefined && !Number.isNaN(number)) {
      const series = seriesFor(plan, columns, system, place);
      columns.seriesAt[series] = at;
      columns.seriesValue[series] = number;
    }
  }
  const end = intCell(plan.seriesStart, system + 1);
  for (let series = intCell(plan.seriesStart, system); series < end; series += 1) {
    const { threshold } = followOf(plan, series);
    const condition = Object.hasOwn(saved.conditions, threshold.id)
      ? saved.conditions[threshold.id]
      : undefined;
    if (condition?.signal === threshold.signal) {
      restoreCondition(columns, series, condition);
    }
  }
}

function restoreCondition(columns: Columns, series: number, condition: Condition): void {
  columns.expectedSince[series] = condition.expectedSince;
  columns.staleSince[series] = condition.staleSince ?? Number.NaN;
  for (const [offset, level] of [condition.before.critical, condition.before.warn].entries()) {
    if (level !== undefined) {
      const stage = stageNames.indexOf(level.state);
      write(columns, 2 * series + offset, {
        stage,
        since: level.since,
        firedAt: level.firedAt ?? Number.NaN,
        clearSince: level.clearSince ?? (stage === recovering ? level.since : Number.NaN),
      });
    }
  }
}
