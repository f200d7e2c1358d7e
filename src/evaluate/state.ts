import type { Model } from '../model/model.ts';
import type { SavedState } from '../model/state.generated.ts';
import {
  type Alerting,
  emptyAlerting,
  forkAlerting,
  loadAlerting,
  saveAlerting,
} from './alerting/alerting.ts';
import { type Columns, emptyColumns, forkColumns } from './columns.ts';
import { moveColumns } from './move-columns.ts';
import type { Outcome } from './outcome.ts';
import { type Plan, planOf } from './plan.ts';
import { mayBeRenamed, underPresentIds } from './renames.ts';
import { type Restoring, restoreSystem } from './restore-columns.ts';
import { savedSystems } from './save-columns.ts';
import { blankStanding } from './standing.ts';

/**
 * What evaluation remembers between steps. It belongs to whoever evaluates: `evaluate` changes it in place, `forkState`
 * copies it, `saveState` and `loadState` turn it into plain JSON and back.
 */
export interface State {
  /** Instant of the last step, in milliseconds; 0 before the first, as no step is judged before 1970. */
  at: number;
  /** Revision of the configuration that it was last brought in line with; empty before the first. */
  revision: string;
  /** By id, as it was saved; empty once it is laid out. */
  saved: SavedState['systems'];
  readonly alerting: Alerting;
  /** By the numbers of a model, from the first step on. */
  laidOut: LaidOut | undefined;
}

export interface LaidOut {
  readonly plan: Plan;
  readonly columns: Columns;
  /** What the last step came to, undefined where the next one has to begin from nothing. */
  outcome: Outcome | undefined;
}

/** The state before the first step. */
export function emptyState(): State {
  return { at: 0, revision: '', saved: {}, alerting: emptyAlerting(), laidOut: undefined };
}

/** A copy that can be evaluated without changing the original. */
export function forkState({ at, revision, saved, alerting, laidOut }: State): State {
  return {
    at,
    revision,
    saved,
    alerting: forkAlerting(alerting),
    laidOut:
      laidOut === undefined
        ? undefined
        : { plan: laidOut.plan, columns: forkColumns(laidOut.columns), outcome: undefined },
  };
}

/**
 * The state that was saved, by any revision of a configuration. It takes what `saveState` gave or `readState` let pass: nothing is
 * checked here. What the next configuration does not have is forgotten at the next step.
 */
export function loadState(saved: SavedState): State {
  return {
    at: saved.at,
    revision: saved.revision,
    saved: saved.systems,
    alerting: loadAlerting(saved.alerting),
    laidOut: undefined,
  };
}

/** Lets the messages of a state be numbered behind those of another one, which has told more. */
export function continueNumbers({ alerting }: State, ahead: State): void {
  for (const group of forkAlerting(ahead.alerting).groups.values()) {
    const known = alerting.groups.get(group.id);
    for (const [channel, { sequence, at }] of known?.channels ?? []) {
      const other = group.channels.get(channel);
      group.channels.set(channel, { at, sequence: Math.max(sequence, other?.sequence ?? 0) });
    }
    alerting.groups.set(group.id, { ...group, since: known?.since ?? group.since });
  }
}

/** The state as plain JSON, keys sorted. The revision is that of the model that was evaluated last; that of `model` before any was. */
export function saveState(
  model: Pick<Model, 'name' | 'revision' | 'environment'>,
  state: State,
): SavedState {
  const alerting = saveAlerting(state.alerting);
  return {
    schemaVersion: 1,
    name: model.name,
    revision: state.revision === '' ? model.revision : state.revision,
    ...(model.environment === undefined ? {} : { environment: model.environment }),
    at: state.at,
    systems: systemsOf(state),
    ...(alerting === undefined ? {} : { alerting }),
  };
}

/**
 * Brings a state in line with a model, by ids: what the model does not have, or what no longer fits it, is forgotten, and
 * what is new is expected from the next step on. `evaluate` does so by itself when it is given another model.
 */
export function migrateState(state: State, model: Model): State {
  layOut(state, model);
  return state;
}

/** The state by the numbers of a model. What it did not expect yet has NaN where the first step is noted that did. */
export function layOut(state: State, model: Model): LaidOut {
  if (state.laidOut?.plan.model === model) {
    return state.laidOut;
  }
  const plan = planOf(model);
  const columns = emptyColumns(plan);
  const restoring: Restoring = {
    plan,
    columns,
    keepAt: state.revision === model.revision ? undefined : state.at,
    standing: blankStanding(),
  };
  if (state.laidOut === undefined || mayBeRenamed(model, state.laidOut.plan.model)) {
    const systems = underPresentIds(model, systemsOf(state), state);
    for (const [index, system] of model.systems.entries()) {
      const saved = Object.hasOwn(systems, system.id) ? systems[system.id] : undefined;
      if (saved !== undefined) {
        restoreSystem(restoring, index, saved);
      }
    }
  } else {
    moveColumns({ ...state.laidOut, at: state.at }, restoring);
  }
  const laidOut = { plan, columns, outcome: undefined };
  state.saved = {};
  state.revision = model.revision;
  state.laidOut = laidOut;
  return laidOut;
}

function systemsOf({ saved, laidOut, at }: State): SavedState['systems'] {
  return laidOut === undefined ? saved : savedSystems(laidOut.plan, laidOut.columns, at);
}
