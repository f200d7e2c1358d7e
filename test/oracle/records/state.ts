import type { Model } from '../../../src/model/model.ts';
import { sortedKeys } from '../../../src/model/order.ts';
import type {
  Check,
  Condition,
  SavedState,
  System as SavedSystem,
  Series,
} from '../../../src/model/state.generated.ts';

/** What is remembered between steps, as records by id. */
export interface State {
  /** Instant of the last step, in milliseconds; 0 before the first, as no step is judged before 1970. */
  at: number;
  readonly systems: Map<string, SystemState>;
}

export interface SystemState {
  /** Last samples, by signal. */
  readonly series: Map<string, Series>;
  /** By threshold. */
  readonly conditions: Map<string, Condition>;
  check: Check | undefined;
  /** Last sign of life, in milliseconds. */
  heartbeatAt: number | undefined;
  /** First step that expected its probe to be heard of, in milliseconds; undefined where it has none. */
  expectedSince: number | undefined;
}

/** The state before the first step. */
export function emptyState(): State {
  return { at: 0, systems: new Map() };
}

/** What is remembered of a system, from now on if nothing was. */
export function recordOf(state: State, system: string): SystemState {
  const known = state.systems.get(system);
  if (known !== undefined) {
    return known;
  }
  const record: SystemState = {
    series: new Map(),
    conditions: new Map(),
    check: undefined,
    heartbeatAt: undefined,
    expectedSince: undefined,
  };
  state.systems.set(system, record);
  return record;
}

/** The state as plain JSON, keys sorted. `model` is the one that was evaluated last. */
export function saveState(model: Pick<Model, 'name' | 'revision'>, state: State): SavedState {
  return {
    schemaVersion: 1,
    name: model.name,
    revision: model.revision,
    at: state.at,
    systems: plain(state.systems, savedSystem),
  };
}

function savedSystem(record: SystemState): SavedSystem {
  const { check, heartbeatAt, expectedSince } = record;
  return {
    series: plain(record.series, (series) => series),
    conditions: plain(record.conditions, (condition) => condition),
    ...(check === undefined ? {} : { check }),
    ...(heartbeatAt === undefined ? {} : { heartbeatAt }),
    ...(expectedSince === undefined ? {} : { expectedSince }),
  };
}

function plain<From, To>(
  map: ReadonlyMap<string, From>,
  save: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(
    sortedKeys(map).flatMap((key) => {
      const value = map.get(key);
      return value === undefined ? [] : [[key, save(value)] as const];
    }),
  );
}
