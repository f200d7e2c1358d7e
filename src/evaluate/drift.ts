import type { Dependency, System } from '../model/model.ts';
import { compareText } from '../model/order.ts';
import type { Observed, SeenCalls, SeenValues } from '../model/state.generated.ts';
import type { DeclaredCalls } from './declared-calls.ts';

/** What was last seen to run of a system, against what it declares. A part of which nothing is known is undefined. */
export interface SystemDrift {
  readonly version: ValueDrift | undefined;
  readonly configHash: ValueDrift | undefined;
  readonly calls: CallDrift | undefined;
  /** The first instant at which an observation is too old to count, in milliseconds; Infinity where none counts. */
  readonly changesAt: number;
}

export interface ValueDrift {
  /** When it was observed, in milliseconds. */
  readonly at: number;
  /** All that was observed at that instant, sorted. */
  readonly observed: readonly string[];
  readonly declared: string | undefined;
  /** Whether something else was observed than is declared; undefined where nothing is declared. */
  readonly differs: boolean | undefined;
}

export interface CallDrift {
  readonly at: number;
  /** Ids that were called as declared, sorted. */
  readonly declared: readonly string[];
  /** Ids that were called and are not declared, sorted. */
  readonly undeclared: readonly string[];
  /** Declared dependencies that are not called; only where the observation is complete. */
  readonly uncalled: readonly Dependency[];
}

/** What drift is judged with; `now` and `staleMs` are in milliseconds. */
export interface DriftContext {
  readonly calls: DeclaredCalls;
  /** An observation that is older says nothing. */
  readonly staleMs: number;
  readonly now: number;
}

/** The drift of one system. It depends on nothing else, and not on the time before `changesAt`. */
export function driftOf(
  system: System,
  observed: Observed | undefined,
  { calls, staleMs, now }: DriftContext,
): SystemDrift {
  // What was observed of it before it became one is not what runs behind it.
  const isProxy = system.proxyFor !== undefined;
  const fresh = <T extends { readonly at: number }>(seen: T | undefined): T | undefined =>
    seen === undefined || isProxy || now - seen.at > staleMs ? undefined : seen;
  const version = fresh(observed?.version);
  const configHash = fresh(observed?.configHash);
  const dependsOn = fresh(observed?.dependsOn);
  return {
    version: version && valueDrift(version, system.version),
    configHash: configHash && valueDrift(configHash, system.configHash),
    calls: dependsOn && callDrift(system, dependsOn, calls),
    changesAt: Math.min(
      ...[version, configHash, dependsOn].flatMap((seen) =>
        seen === undefined ? [] : [seen.at + staleMs + 1],
      ),
    ),
  };
}

function valueDrift({ at, values }: SeenValues, declared: string | undefined): ValueDrift {
  return {
    at,
    observed: values,
    declared,
    differs: declared === undefined ? undefined : values.some((value) => value !== declared),
  };
}

function callDrift(system: System, seen: SeenCalls, calls: DeclaredCalls): CallDrift {
  const callable = calls.callableBy(system);
  /** A call of a system to itself, or among its own replicas, is nobody's dependency. */
  const othersOf = (id: string): readonly string[] =>
    [...calls.targetsOf(id)].filter((target) => target !== system.id);
  const isOwn = (id: string): boolean =>
    othersOf(id).length === 0 && calls.targetsOf(id).has(system.id);
  const isDeclared = (id: string): boolean => {
    const others = othersOf(id);
    return (
      callable.has(id) || (others.length > 0 && others.every((target) => callable.has(target)))
    );
  };
  const called = seen.values.filter((id) => !isOwn(id));
  return {
    at: seen.at,
    declared: called.filter(isDeclared),
    undeclared: called.filter((id) => !isDeclared(id)),
    uncalled: seen.complete ? uncalled(system, called, calls) : [],
  };
}

/** Declared dependencies of which no call was seen. What leads to no other system cannot be called. */
function uncalled(
  system: System,
  called: readonly string[],
  { dependenciesOf, targetsOf }: DeclaredCalls,
): readonly Dependency[] {
  const reached = new Set(called.flatMap((id) => [id, ...targetsOf(id)]));
  return dependenciesOf(system)
    .filter(({ to }) => {
      const targets = [...targetsOf(to)].filter((target) => target !== system.id);
      return (
        targets.length > 0 && !reached.has(to) && !targets.some((target) => reached.has(target))
      );
    })
    .sort((a, b) => compareText(a.from, b.from) || compareText(a.to, b.to));
}
