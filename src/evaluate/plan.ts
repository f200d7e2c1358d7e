import { type Topology, topologyOf } from '../graph/topology.ts';
import type { Level, Model, Signal, System, Threshold } from '../model/model.ts';
import type { Report } from '../model/report.generated.ts';
import { parseDuration } from '../model/time.ts';
import { type Vocabulary, vocabularyOf } from '../model/vocabulary.ts';
import { type AlertPlan, alertPlan } from './alerting/alert-plan.ts';
import { type DeclaredCalls, declaredCallsOf } from './declared-calls.ts';
import { policyPlans } from './guard.ts';
import { once } from './once.ts';
import type { PolicyPlan } from './policy-standing.ts';
import { type Structure, structureOf } from './structure.ts';
import { calendarOf, type WindowsAt } from './windows.ts';

/**
 * What follows from a model alone, in columns. Systems have their index in the model. A followed series is a signal of a
 * system for which a threshold counts; those of one system stand together.
 */
export interface Plan {
  readonly model: Model;
  readonly vocabulary: Vocabulary;
  readonly topology: Topology;
  readonly structure: Structure;
  /** By system, and one more: where its followed series begin. */
  readonly seriesStart: Int32Array;
  /** By followed series: its system, its signal, and its place in `follows`. */
  readonly seriesSystem: Int32Array;
  readonly seriesSignal: Int32Array;
  readonly seriesFollow: Int32Array;
  /** By followed series: how old its last sample may be, in milliseconds. */
  readonly seriesAbsentMs: Float64Array;
  readonly follows: readonly Follow[];
  /** By followed series: the id of its alert, from when it first had one. */
  readonly alertIds: (string | undefined)[];
  /** By system: how old its last check may be, in milliseconds. */
  readonly checkAbsentMs: Float64Array;
  /** By system, in milliseconds; NaN where no heartbeat is expected. */
  readonly heartbeatTimeoutMs: Float64Array;
  /** By system: 0 without a probe that counts, 1 with one, 2 where it makes checks. */
  readonly probe: Uint8Array;
  /** Followed series of the time since the last heartbeat: the only ones that change by themselves. */
  readonly ageSeries: Int32Array;
  /** Index of the signals that are derived, -1 where the model does not have them. */
  readonly checkLatency: number;
  readonly heartbeatAge: number;
  readonly totals: Report['totals'];
  /** The systems that stand for each system that another stands for. */
  readonly aliases: ReadonlyMap<number, readonly number[]>;
  readonly policies: () => readonly PolicyPlan[];
  readonly alerting: () => AlertPlan;
  readonly calendar: (now: number) => WindowsAt;
  /** What each system may call; made when first asked for. */
  readonly calls: () => DeclaredCalls;
}

/** A threshold with the signal that it follows. */
export interface Follow {
  readonly threshold: Threshold;
  readonly signal: Signal;
  readonly lowerIsBetter: boolean;
  /** The most severe first. */
  readonly critical: Level | undefined;
  readonly warn: Level | undefined;
}

const plans = new WeakMap<Model, Plan>();

/** The plan of a model. It is made once, because its cost grows with the model. */
export function planOf(model: Model): Plan {
  const known = plans.get(model);
  if (known !== undefined) {
    return known;
  }
  const plan = makePlan(model);
  plans.set(model, plan);
  return plan;
}

function makePlan(model: Model): Plan {
  const { systems } = model;
  const vocabulary = vocabularyOf(model);
  const { signalById } = vocabulary;
  const topology = topologyOf(model);
  const series = followedSeries(model, vocabulary);
  const heartbeatAge = signalById.get('heartbeat_age') ?? -1;
  return {
    model,
    vocabulary,
    topology,
    structure: structureOf(model, topology),
    ...series,
    alertIds: [],
    checkAbsentMs: Float64Array.from(systems, (system) => checkAbsentAfterMs(model, system)),
    heartbeatTimeoutMs: Float64Array.from(
      systems,
      (system) => system.heartbeatTimeoutMs ?? Number.NaN,
    ),
    probe: Uint8Array.from(systems, probeCode),
    ageSeries: Int32Array.from(
      [...series.seriesSignal.keys()].filter(
        (place) => series.seriesSignal[place] === heartbeatAge,
      ),
    ),
    checkLatency: signalById.get('check_latency') ?? -1,
    heartbeatAge,
    totals: totalsOf(model),
    aliases: aliasesOf(model, vocabulary),
    policies: once(() => policyPlans(model)),
    alerting: once(() => alertPlan(model, topology, vocabulary.systemById)),
    calendar: calendarOf(model),
    calls: once(() => declaredCallsOf(model)),
  };
}

type FollowedSeries = Pick<
  Plan,
  'seriesStart' | 'seriesSystem' | 'seriesSignal' | 'seriesFollow' | 'seriesAbsentMs' | 'follows'
>;

function followedSeries(model: Model, { signals, signalById }: Vocabulary): FollowedSeries {
  const follows: Follow[] = [];
  const placeOf = new Map<Threshold, number>();
  const followOf = (threshold: Threshold, signal: Signal): number => {
    const known = placeOf.get(threshold);
    if (known !== undefined) {
      return known;
    }
    const { critical, warn } = threshold;
    follows.push({ threshold, signal, lowerIsBetter: signal.better === 'lower', critical, warn });
    placeOf.set(threshold, follows.length - 1);
    return follows.length - 1;
  };
  const bound = model.systems.reduce((sum, system) => sum + thresholdsOf(system).size, 0);
  const seriesStart = new Int32Array(model.systems.length + 1);
  const seriesSystem = new Int32Array(bound);
  const seriesSignal = new Int32Array(bound);
  const seriesFollow = new Int32Array(bound);
  const seriesAbsentMs = new Float64Array(bound);
  let count = 0;
  for (const [index, system] of model.systems.entries()) {
    for (const threshold of thresholdsOf(system).values()) {
      const place = signalById.get(threshold.signal);
      const signal = place === undefined ? undefined : signals[place];
      if (place !== undefined && signal !== undefined) {
        seriesSystem[count] = index;
        seriesSignal[count] = place;
        seriesFollow[count] = followOf(threshold, signal);
        seriesAbsentMs[count] = absentAfterMs(model, system, threshold);
        count += 1;
      }
    }
    seriesStart[index + 1] = count;
  }
  return {
    seriesStart,
    seriesSystem: seriesSystem.subarray(0, count),
    seriesSignal: seriesSignal.subarray(0, count),
    seriesFollow: seriesFollow.subarray(0, count),
    seriesAbsentMs: seriesAbsentMs.subarray(0, count),
    follows,
  };
}

const noThresholds: ReadonlyMap<string, Threshold> = new Map();

/** Whether nothing that is observed counts for a system: it is logical, or stands for another. */
function isSpokenFor(system: System): boolean {
  return system.logical || system.proxyFor !== undefined;
}

/** The thresholds that count for a system, by signal. */
function thresholdsOf(system: System): ReadonlyMap<string, Threshold> {
  return isSpokenFor(system) ? noThresholds : system.thresholds;
}

function probeCode(system: System): number {
  if (isSpokenFor(system) || system.probe === undefined) {
    return 0;
  }
  return system.probe.http === undefined && system.probe.tcp === undefined ? 1 : 2;
}

/** How old the last sample of a series may be, in milliseconds. */
export function absentAfterMs(model: Model, system: System, threshold?: Threshold): number {
  return threshold?.absentForMs ?? 3 * model.catalog.criticalities[system.criticality].everyMs;
}

/** How old the last check of a system may be, in milliseconds. */
function checkAbsentAfterMs(model: Model, system: System): number {
  const every = system.probe?.http?.every ?? system.probe?.tcp?.every;
  const everyMs = every === undefined ? undefined : parseDuration(every);
  return everyMs === undefined ? absentAfterMs(model, system) : 3 * everyMs;
}

function totalsOf(model: Model): Report['totals'] {
  return {
    systems: model.systems.length,
    groups: model.groups.length,
    dependencies: model.systems.reduce((sum, { dependsOn }) => sum + dependsOn.length, 0),
    thresholds: model.thresholds.length,
    policies: model.policies.length,
    waivers: model.waivers.length,
  };
}

function aliasesOf(model: Model, { systemById }: Vocabulary): Plan['aliases'] {
  const aliases = [...model.systems.entries()].filter(([, { proxyFor }]) => proxyFor !== undefined);
  const grouped = Map.groupBy(aliases, ([, { id }]) => systemById.get(id) ?? -1);
  return new Map([...grouped].map(([system, those]) => [system, those.map(([index]) => index)]));
}
