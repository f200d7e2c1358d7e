import { beginGuarding, type Guarded, guardOn, policyPlans } from '../../src/evaluate/guard.ts';
import type { Judged } from '../../src/evaluate/judged.ts';
import { structureOf } from '../../src/evaluate/structure.ts';
import { topologyOf } from '../../src/graph/topology.ts';
import type { Location } from '../../src/model/location.ts';
import type {
  CompiledCatalog,
  Dependency,
  Group,
  Model,
  Policy,
  Resource,
  Scope,
  System,
  Waiver,
} from '../../src/model/model.ts';
import type * as report from '../../src/model/report.generated.ts';
import { parseInstant } from '../../src/model/time.ts';
import { compileCondition } from '../../src/rules/compile.ts';
import { factShapes } from '../../src/rules/fact-shapes.ts';
import { compileMessage } from '../../src/rules/message.ts';
import { urgency } from './urgency.ts';

/** A place; the line tells places apart. */
export function place(line: number, path = '$'): Location {
  return { file: 'main.yaml', line, column: 1, endLine: line, endColumn: 2, path };
}

/** Milliseconds of an instant of a test. */
export function instant(text: string): number {
  const ms = parseInstant(text);
  if (ms === undefined) {
    throw new Error(`${text} is not an instant`);
  }
  return ms;
}

export const now = instant('2026-11-21T14:52:15Z');

const minuteMs = 60_000;

function criticality(
  rank: number,
  weight: number,
  minutes: number,
): CompiledCatalog['criticalities']['critical'] {
  return {
    rank,
    weight,
    responseSlaMs: minutes * minuteMs,
    redundancy: rank >= 2,
    everyMs: minuteMs,
  };
}

const noPriorities = { critical: 'p5', high: 'p5', medium: 'p5', low: 'p5' } as const;

const catalog: CompiledCatalog = {
  statuses: {
    healthy: { score: 10_000, icon: '[OK]' },
    degraded: { score: 6_000, icon: '[!!]' },
    unhealthy: { score: 2_000, icon: '[XX]' },
    offline: { score: 0, icon: '[--]' },
    maintenance: { score: 5_000, icon: '[MT]' },
    unknown: { score: 0, icon: '[??]' },
  },
  criticalities: {
    critical: criticality(3, 800, 5),
    high: criticality(2, 400, 15),
    medium: criticality(1, 200, 60),
    low: criticality(0, 100, 240),
  },
  kinds: new Map([
    ['hard', { id: 'hard', impact: 100, propagates: true }],
    ['soft', { id: 'soft', impact: 50, propagates: false }],
  ]),
  protocols: new Map([
    ['grpc', { id: 'grpc', timeoutMs: 10_000, retryable: true }],
    ['websocket', { id: 'websocket', timeoutMs: 60_000, retryable: false }],
  ]),
  ...urgency,
  severities: { critical: noPriorities, warn: noPriorities },
  types: new Map([
    ['service', { id: 'service', weight: 100, signals: ['errors', 'latency'], ancestors: [] }],
    ['api', { id: 'api', weight: 80, signals: ['errors', 'latency'], ancestors: ['service'] }],
    ['database', { id: 'database', weight: 100, signals: [], ancestors: [] }],
  ]),
};

/** A system of medium criticality with one replica and nothing else. */
export function systemOf(id: string, line: number, parts: Partial<System> = {}): System {
  return {
    id,
    name: id,
    type: 'service',
    criticality: 'medium',
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
    dependsOn: [],
    probe: undefined,
    heartbeatTimeoutMs: undefined,
    detectWithinMs: undefined,
    logical: false,
    failureProbability: undefined,
    proxyFor: undefined,
    renamedFrom: undefined,
    weight: 20_000,
    groups: [],
    thresholds: new Map(),
    at: place(line, `$.systems.${id}`),
    origins: new Map(),
    ...parts,
  };
}

export function dependencyOf(
  from: string,
  to: string,
  line: number,
  parts: Partial<Dependency> = {},
): Dependency {
  return {
    from,
    to,
    kind: 'hard',
    protocol: undefined,
    timeoutMs: undefined,
    retries: 0,
    fallback: undefined,
    at: place(line, `$.systems.${from}.dependsOn.${to}`),
    ...parts,
  };
}

export function groupOf(
  id: string,
  members: readonly string[],
  need: number,
  parts: Partial<Group> = {},
): Group {
  return { id, members, need, spread: undefined, at: place(900, `$.groups.${id}`), ...parts };
}

export function resourceOf(id: string, line: number, parts: Partial<Resource> = {}): Resource {
  return {
    id,
    type: 'compute',
    kind: 'held',
    unit: 'vCPU',
    capacity: 10,
    region: undefined,
    costPerUnitHour: 0.05,
    at: place(line, `$.resources.${id}`),
    origins: new Map(),
    ...parts,
  };
}

/** A policy as an author writes it. */
export interface WrittenPolicy {
  readonly enforcement?: Policy['enforcement'];
  readonly scope?: Scope;
  readonly require?: unknown;
  readonly deny?: unknown;
  readonly message?: string;
  readonly parts?: Partial<Policy>;
}

/** Compiles a policy with the real facts of its scope. */
export function policyOf(id: string, line: number, written: WrittenPolicy): Policy {
  const { enforcement = 'hard', scope = 'system', message = 'no', parts = {} } = written;
  const facts = factShapes(scope, { signals: ['errors', 'latency'] });
  const mode = written.require === undefined ? 'deny' : 'require';
  const rule = compileCondition(written[mode], { facts, conditions: new Map() });
  const text = compileMessage(message, facts);
  if (rule.compiled === undefined || text.problems.length > 0) {
    throw new Error(JSON.stringify([...rule.problems, ...text.problems]));
  }
  return {
    id,
    title: undefined,
    enforcement,
    scope,
    priority: 0,
    matches: undefined,
    mode,
    rule: rule.compiled,
    message: text.parts,
    fix: undefined,
    docs: undefined,
    at: place(line, `$.policies.${id}`),
    origins: new Map(),
    ...parts,
  };
}

/** A waiver whose last day is `expires`. */
export function waiverOf(
  id: string,
  policy: string,
  subjects: readonly string[],
  expires: string,
): Waiver {
  return {
    id,
    policy,
    subjects,
    reason: 'migration is under way',
    ticket: undefined,
    approvedBy: 'm.ito',
    expires,
    endsAt: instant(`${expires}T00:00:00Z`) + 86_400_000,
    at: place(700, `$.waivers.${id}`),
  };
}

/** A model of what is given; waivers may last 90 days. */
export function modelOf(parts: Partial<Model>): Model {
  const { systems = [], groups = [] } = parts;
  return {
    name: 'shop',
    revision: '0123456789ab',
    settings: {
      everyMs: 15_000,
      lateAfterMs: undefined,
      waiverMaxDays: 90,
      waiverRequireTicket: false,
      drift: {
        version: { enforcement: 'warn', at: place(1) },
        configHash: { enforcement: 'warn', at: place(1) },
        dependencies: { enforcement: 'warn', at: place(1) },
        staleMs: 86_400_000,
      },
    },
    catalog,
    regions: new Map(),
    signals: new Map(),
    resources: [],
    systems,
    systemById: new Map(systems.map((system) => [system.id, system])),
    groups,
    groupById: new Map(groups.map((group) => [group.id, group])),
    targets: [],
    thresholds: [],
    policies: [],
    windows: [],
    channels: new Map(),
    executors: new Map(),
    escalations: new Map(),
    routes: [],
    silences: [],
    layers: [],
    layerOf: new Map(),
    waivers: [],
    diagnostics: [],
    ...parts,
  };
}

export const overallHealthy: report.Report['overall'] = {
  status: 'healthy',
  score: 100,
  coverage: 1,
  total: 1,
  counts: { healthy: 1, degraded: 0, unhealthy: 0, offline: 0, maintenance: 0, unknown: 0 },
};

/** All systems and groups healthy, no signal seen, unless told otherwise. */
export function judgedOf(model: Model, parts: Partial<Judged> = {}): Judged {
  const topology = topologyOf(model);
  return {
    model,
    topology,
    structure: structureOf(model, topology),
    now,
    systems: model.systems.map((system) => healthOf(system, 'healthy', 100)),
    groups: model.groups.map(({ id, members, need }) => ({
      id,
      status: 'healthy',
      score: 100,
      need,
      size: members.length,
      up: members.length,
    })),
    overall: overallHealthy,
    drift: () => undefined,
    driftOutcomes: [],
    series: () => undefined,
    ...parts,
  };
}

export function healthOf(
  system: System,
  status: report.Status,
  score: number | null,
): report.System {
  return {
    id: system.id,
    type: system.type,
    criticality: system.criticality,
    owner: system.owner ?? null,
    status,
    own: status,
    score,
    observed: true,
    via: [],
    because: [],
  };
}

/** What the policies of a model come to that is judged for the first time. */
export function guard(judged: Judged): Guarded {
  return guardOn(beginGuarding(policyPlans(judged.model)), judged, new Int32Array(0));
}

/** That a waiver accepts a violation, as findings say it. */
export const waived: report.Waived = {
  waiver: 'w',
  reason: 'r',
  approvedBy: 'a',
  expires: '2027-01-01',
  daysLeft: 3,
  ticket: null,
  at: place(1),
};
