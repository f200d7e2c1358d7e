import { evaluate } from '../../src/evaluate/evaluate.ts';
import { loadState, type State, saveState } from '../../src/evaluate/state.ts';
import type { Batch } from '../../src/model/batch.generated.ts';
import type { Location } from '../../src/model/location.ts';
import type {
  CompiledCatalog,
  Dependency,
  Group,
  Level,
  LevelName,
  MaintenanceWindow,
  Model,
  Settings,
  Signal,
  System,
  Threshold,
} from '../../src/model/model.ts';
import { sortedBy } from '../../src/model/order.ts';
import type { Report } from '../../src/model/report.generated.ts';
import type { Series } from '../../src/model/state.generated.ts';
import { sayInstant } from '../../src/model/time.ts';
import { urgency } from './urgency.ts';

/** The instant that tests count seconds from: 2026-11-21T12:00:00Z. */
export const start = Date.UTC(2026, 10, 21, 12);

/** What a state remembers of a series. */
export function seriesIn(
  model: Model,
  state: State,
  system: string,
  signal: string,
): Series | undefined {
  return saveState(model, state).systems[system]?.series[signal];
}

/** An instant so many seconds after the start, as a batch writes it. */
export function after(seconds: number): string {
  return sayInstant(start + seconds * 1_000);
}

/** A place that says which thing it is of. */
export function place(path: string): Location {
  return { file: 'tower.yaml', line: 1, column: 1, endLine: 1, endColumn: 2, path };
}

const statuses = {
  healthy: { score: 100, icon: '[OK]' },
  degraded: { score: 60, icon: '[!!]' },
  unhealthy: { score: 20, icon: '[XX]' },
  offline: { score: 0, icon: '[--]' },
  maintenance: { score: 50, icon: '[MT]' },
  unknown: { score: 0, icon: '[??]' },
};

const catalog: CompiledCatalog = {
  statuses,
  criticalities: {
    critical: { rank: 3, weight: 800, responseSlaMs: 300_000, redundancy: true, everyMs: 10_000 },
    high: { rank: 2, weight: 400, responseSlaMs: 900_000, redundancy: true, everyMs: 30_000 },
    medium: { rank: 1, weight: 200, responseSlaMs: 3_600_000, redundancy: false, everyMs: 60_000 },
    low: { rank: 0, weight: 100, responseSlaMs: 14_400_000, redundancy: false, everyMs: 300_000 },
  },
  kinds: new Map(
    (
      [
        ['hard', 100, true],
        ['soft', 50, false],
        ['optional', 10, false],
        ['data', 80, false],
        ['auth', 100, true],
      ] as const
    ).map(([id, impact, propagates]) => [id, { id, impact, propagates }]),
  ),
  protocols: new Map(),
  ...urgency,
  severities: {
    critical: { critical: 'p1', high: 'p2', medium: 'p3', low: 'p4' },
    warn: { critical: 'p2', high: 'p3', medium: 'p4', low: 'p5' },
  },
  types: new Map([
    ['service', { id: 'service', weight: 100, signals: [], ancestors: [] }],
    ['agent', { id: 'agent', weight: 80, signals: [], ancestors: [] }],
  ]),
};

function signal(id: string, rest: Partial<Signal> = {}): Signal {
  return {
    id,
    unit: undefined,
    better: 'lower',
    min: undefined,
    max: undefined,
    values: undefined,
    absentAs: undefined,
    prometheus: undefined,
    ...rest,
  };
}

/** The signals of every model here. */
export const signals: readonly Signal[] = [
  signal('availability', { unit: 'ratio', better: 'higher' }),
  signal('check_latency', { unit: 'ms' }),
  signal('heartbeat_age', { unit: 's' }),
  signal('latency', { unit: 'ms' }),
  signal('status', { values: ['ok', 'degraded', 'down'] }),
];

/** A level as a test writes it: its limit, or more of it. Words are given by their index. */
type WrittenLevel = number | (Partial<Level> & { readonly limit: number });

function level(
  threshold: string,
  name: LevelName,
  written: WrittenLevel | undefined,
): Level | undefined {
  if (written === undefined) {
    return undefined;
  }
  const given = typeof written === 'number' ? { limit: written } : written;
  return {
    name,
    limitText: String(given.limit),
    clear: undefined,
    forMs: 0,
    as: name === 'warn' ? 'degraded' : 'unhealthy',
    at: place(`$.thresholds.${threshold}.${name}`),
    ...given,
  };
}

/** A threshold on `latency` where nothing else is said. */
export function threshold(
  id: string,
  rest: Partial<Omit<Threshold, 'warn' | 'critical'>> & {
    readonly warn?: WrittenLevel;
    readonly critical?: WrittenLevel;
  } = {},
): Threshold {
  return {
    id,
    signal: 'latency',
    keepFiringMs: 0,
    reopenWithinMs: 300_000,
    absentForMs: undefined,
    absentAs: 'unknown',
    runbook: undefined,
    renamedFrom: undefined,
    at: place(`$.thresholds.${id}`),
    ...rest,
    warn: level(id, 'warn', rest.warn),
    critical: level(id, 'critical', rest.critical),
  };
}

/** A system as a test writes it: its thresholds as a list, its dependencies as a map of target to kind. */
export type WrittenSystem = Partial<Omit<System, 'thresholds' | 'dependsOn'>> & {
  readonly id: string;
  readonly thresholds?: readonly Threshold[];
  readonly dependsOn?: Readonly<Record<string, string>>;
};

function system(written: WrittenSystem, groups: readonly Group[]): System {
  const { id } = written;
  const { criticality = 'medium', type = 'service' } = written;
  const thresholds = sortedBy(written.thresholds ?? [], (one) => one.signal);
  return {
    name: id,
    owner: undefined,
    region: undefined,
    zone: undefined,
    version: undefined,
    configHash: undefined,
    description: undefined,
    replicas: 1,
    labels: new Map(),
    provides: [],
    uses: [],
    probe: undefined,
    heartbeatTimeoutMs: undefined,
    detectWithinMs: undefined,
    logical: false,
    failureProbability: undefined,
    proxyFor: undefined,
    renamedFrom: undefined,
    groups: groups.filter(({ members }) => members.includes(id)).map((group) => group.id),
    at: place(`$.systems.${id}`),
    origins: new Map([['probe', place(`$.systems.${id}.probe`)]]),
    ...written,
    criticality,
    type,
    weight: (catalog.types.get(type)?.weight ?? 100) * catalog.criticalities[criticality].weight,
    thresholds: new Map(thresholds.map((one) => [one.signal, one])),
    dependsOn: sortedBy(Object.entries(written.dependsOn ?? {}), ([to]) => to).map(
      ([to, kind]): Dependency => ({
        from: id,
        to,
        kind,
        protocol: undefined,
        timeoutMs: undefined,
        retries: 0,
        fallback: undefined,
        at: place(`$.systems.${id}.dependsOn.${to}`),
      }),
    ),
  };
}

/** A group as a test writes it. */
export function group(id: string, need: number, members: readonly string[]): Group {
  return { id, need, members, spread: undefined, at: place(`$.groups.${id}`) };
}

/** A window over all systems, that suppresses and does not mask, where nothing else is said. */
export function maintenance(
  id: string,
  schedule: MaintenanceWindow['schedule'],
  rest: Partial<MaintenanceWindow> = {},
): MaintenanceWindow {
  return {
    id,
    matches: () => true,
    schedule,
    timezone: 'UTC',
    masks: false,
    suppresses: true,
    reason: 'planned',
    ticket: undefined,
    at: place(`$.maintenance.${id}`),
    ...rest,
  };
}

/** A model of the systems, without policies. */
export function modelOf(
  written: readonly WrittenSystem[],
  rest: {
    readonly groups?: readonly Group[];
    readonly channels?: Model['channels'];
    readonly executors?: Model['executors'];
    readonly escalations?: Model['escalations'];
    readonly routes?: Model['routes'];
    readonly silences?: Model['silences'];
    readonly windows?: readonly MaintenanceWindow[];
    readonly settings?: Partial<Settings>;
    readonly signals?: readonly Signal[];
    readonly revision?: string;
  } = {},
): Model {
  const groups = sortedBy(rest.groups ?? [], ({ id }) => id);
  const systems = sortedBy(written, ({ id }) => id).map((one) => system(one, groups));
  const thresholds = systems.flatMap((one) => [...one.thresholds.values()]);
  return {
    name: 'test',
    revision: rest.revision ?? '000000000001',
    settings: {
      everyMs: 15_000,
      lateAfterMs: undefined,
      waiverMaxDays: 90,
      waiverRequireTicket: false,
      drift: {
        version: { enforcement: 'warn', at: place('$.config.drift.version') },
        configHash: { enforcement: 'warn', at: place('$.config.drift.configHash') },
        dependencies: { enforcement: 'warn', at: place('$.config.drift.dependencies') },
        staleMs: 86_400_000,
      },
      ...rest.settings,
    },
    catalog,
    regions: new Map(),
    signals: new Map((rest.signals ?? signals).map((one) => [one.id, one])),
    resources: [],
    systems,
    systemById: new Map(systems.map((one) => [one.id, one])),
    groups,
    groupById: new Map(groups.map((one) => [one.id, one])),
    targets: [],
    thresholds: [...new Map(thresholds.map((one) => [one.id, one])).values()],
    policies: [],
    windows: rest.windows ?? [],
    waivers: [],
    channels: rest.channels ?? new Map(),
    executors: rest.executors ?? new Map(),
    escalations: rest.escalations ?? new Map(),
    routes: rest.routes ?? [],
    silences: rest.silences ?? [],
    layers: [],
    layerOf: new Map(),
    diagnostics: [],
  };
}

/** The state as it comes back from a file. */
export function reloaded(model: Model, state: State): State {
  return loadState(JSON.parse(JSON.stringify(saveState(model, state))));
}

/** The reports of batches, one after the other, the state kept in a file between them. */
export function reportsOf(model: Model, state: State, batches: readonly Batch[]): Report[] {
  let kept = state;
  return batches.map((batch) => {
    const step = evaluate(model, reloaded(model, kept), batch);
    kept = step.state;
    return step.report;
  });
}

/** A model of one system, which is in maintenance at times. */
export function modelWithWindow(schedule: MaintenanceWindow['schedule'], timezone: string): Model {
  return modelOf([{ id: 'web' }], { windows: [maintenance('w', schedule, { timezone })] });
}
