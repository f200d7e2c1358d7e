import type { Follow, Plan } from '../evaluate/plan.ts';
import type { CheckReading, HeartbeatReading } from '../model/readings.ts';
import type { Scenario } from './scenario.ts';

/** Everything that a scenario does not name, as it is while all is well. */
export interface Well {
  /** By series: its system, its signal and a value that is good. */
  readonly values: readonly {
    readonly system: number;
    readonly signal: number;
    readonly value: number;
  }[];
  readonly checksAt: (instant: number) => readonly CheckReading[];
  readonly beatsAt: (instant: number) => readonly HeartbeatReading[];
}

/** What is heard of a configuration beside what a scenario names: each followed series, and each probe. */
export function wellOf(
  { signals, checks, failures, heartbeats }: Scenario,
  { model, vocabulary, follows, ...plan }: Plan,
): Well {
  const named = new Set(signals.map(({ system, signal }) => `${system} ${signal}`));
  const checked = new Set([...checks, ...failures].map(({ system }) => system));
  const beating = new Set(heartbeats.map(({ system }) => system));
  const idOf = (system: number): string => model.systems[system]?.id ?? '';
  const derived = [plan.heartbeatAge, plan.checkLatency];
  const values = [...plan.seriesSystem].flatMap((system, series) => {
    const signal = plan.seriesSignal[series] ?? -1;
    const follow = follows[plan.seriesFollow[series] ?? -1];
    const isNamed = named.has(`${idOf(system)} ${vocabulary.signals[signal]?.id}`);
    return follow === undefined || isNamed || derived.includes(signal)
      ? []
      : [{ system, signal, value: goodValue(follow) }];
  });
  const systems = [...model.systems.keys()];
  const probed = systems.filter((one) => plan.probe[one] === 2 && !checked.has(idOf(one)));
  const alive = systems.filter(
    (one) => !(Number.isNaN(plan.heartbeatTimeoutMs[one] ?? Number.NaN) || beating.has(idOf(one))),
  );
  return {
    values,
    checksAt: (at) =>
      probed.map((system) => ({
        system,
        at,
        status: 'healthy',
        latencyMs: undefined,
        message: undefined,
      })),
    beatsAt: (at) => alive.map((system) => ({ system, at })),
  };
}

/** A value of a signal on the good side of all its limits, and of where they clear: the best there is, if that is known. */
export function goodValue({ signal, lowerIsBetter, critical, warn }: Follow): number {
  const limits = [critical, warn].flatMap((level) =>
    level === undefined ? [] : [level.limit, level.clear ?? level.limit],
  );
  const best = signal.values === undefined ? (lowerIsBetter ? signal.min : signal.max) : 0;
  if (best !== undefined) {
    return best;
  }
  const edge = lowerIsBetter ? Math.min(...limits) : Math.max(...limits);
  const away = Math.max(1, Math.abs(edge));
  return lowerIsBetter ? edge - away : edge + away;
}
