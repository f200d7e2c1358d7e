import { intAt } from '../graph/integers.ts';
import { isGroup, membership, type Topology } from '../graph/topology.ts';
import { longestChain } from '../graph/what-if/longest-chain.ts';
import type { ChainStep, CriticalPath, LatencySource } from '../model/critical-path.ts';
import type { Dependency, Model } from '../model/model.ts';
import type { SavedState } from '../model/state.generated.ts';

export interface PathQuestion {
  readonly by: 'hops' | 'latency';
  /** Id of a system or group. */
  readonly from: string | undefined;
  /** What was observed last. */
  readonly saved: SavedState | undefined;
}

/** Milliseconds of a unit of time. */
const msOf: ReadonlyMap<string, number> = new Map([
  ['s', 1_000],
  ['ms', 1],
  ['us', 0.001],
  ['µs', 0.001],
  ['ns', 0.000_001],
]);

/** Signals that say how long a system takes to answer. */
const isLatency = /^(latency|query_time)(_|$)/;

/**
 * The longest chain over dependencies that propagate, and from groups to any of their members: a call to a group is answered by
 * one of them. By latency a step counts what was observed of its end, else the longest that the caller waits, retries
 * included. What a system was observed to take contains what it waited for, so that the sum is a bound, not a measurement.
 */
export function criticalPathOf(
  model: Model,
  topology: Topology,
  { by, from, saved }: PathQuestion,
): CriticalPath {
  const observed = observedMs(model, saved);
  const steps = stepsOf(model, topology, observed);
  const followed = steps.filter((step) => step !== undefined);
  const chain = longestChain(topology, {
    cost: Float64Array.from(steps, (step) =>
      step === undefined ? -1 : by === 'hops' ? step.hops : step.ms,
    ),
    from: from === undefined ? undefined : topology.nodeById.get(from),
  });
  const idOf = (node: number): string => topology.ids[node] ?? '';
  const chosen = chain.edges.flatMap((edge): readonly ChainStep[] => {
    const step = steps[edge];
    const [start, end] = [intAt(topology.from, edge), intAt(topology.to, edge)];
    const kind = topology.kinds[topology.kind[edge] ?? membership] ?? '';
    const told = by === 'hops' ? { ms: null, source: null } : step;
    return step === undefined || told === undefined
      ? []
      : [{ from: idOf(start), to: idOf(end), kind, ms: told.ms, source: told.source }];
  });
  return {
    by,
    from: topology.ids.length === 0 ? null : idOf(chain.first),
    hops: chain.edges.reduce((sum, edge) => sum + (steps[edge]?.hops ?? 0), 0),
    ms: by === 'hops' ? null : rounded(chain.cost),
    steps: chosen,
    cycles: chain.cycles.map((nodes) => nodes.map(idOf)),
    sources: by === 'hops' ? null : countsOf(followed),
  };
}

interface Step {
  readonly hops: 0 | 1;
  readonly ms: number;
  readonly source: LatencySource;
}

/** What each edge adds; undefined where it is not followed. */
function stepsOf(
  model: Model,
  topology: Topology,
  observed: ReadonlyMap<string, number>,
): readonly (Step | undefined)[] {
  const isObserved = (id: string): boolean =>
    model.groupById.get(id)?.members.some((member) => observed.has(member)) ?? observed.has(id);
  const callOf = (caller: string, id: string): Step => {
    if (isObserved(id)) {
      return { hops: 1, ms: observed.get(id) ?? 0, source: 'observed' };
    }
    const dependency = model.systemById.get(caller)?.dependsOn.find(({ to }) => to === id);
    const waitMs = waitOf(dependency);
    return { hops: 1, ms: waitMs ?? 0, source: waitMs === undefined ? 'unknown' : 'timeout' };
  };
  return Array.from(topology.to, (target, edge): Step | undefined => {
    const source = intAt(topology.from, edge);
    const id = topology.ids[target] ?? '';
    if (isGroup(topology, source)) {
      const ms = observed.get(id);
      return { hops: 0, ms: ms ?? 0, source: ms === undefined ? 'unknown' : 'observed' };
    }
    const isFollowed = topology.propagates[topology.kind[edge] ?? membership] === 1;
    return isFollowed ? callOf(topology.ids[source] ?? '', id) : undefined;
  });
}

/** The longest that a caller waits, retries included. */
function waitOf(dependency: Dependency | undefined): number | undefined {
  return dependency?.timeoutMs === undefined
    ? undefined
    : dependency.timeoutMs * (dependency.retries + 1);
}

/** By id: the longest of the latencies that were observed last, in milliseconds. */
function observedMs(
  { systems, signals }: Model,
  saved: SavedState | undefined,
): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { id } of saved === undefined ? [] : systems) {
    const series =
      saved !== undefined && Object.hasOwn(saved.systems, id) ? saved.systems[id]?.series : {};
    for (const [name, { value }] of Object.entries(series ?? {})) {
      const unitMs = msOf.get(signals.get(name)?.unit ?? '');
      if (isLatency.test(name) && unitMs !== undefined && typeof value === 'number') {
        found.set(id, Math.max(found.get(id) ?? 0, value * unitMs));
      }
    }
  }
  return found;
}

function countsOf(steps: readonly Step[]): Readonly<Record<LatencySource, number>> {
  const calls = steps.filter(({ hops }) => hops === 1);
  const count = (wanted: LatencySource): number =>
    calls.filter(({ source }) => source === wanted).length;
  return { observed: count('observed'), timeout: count('timeout'), unknown: count('unknown') };
}

/** To thousandths of a millisecond. */
function rounded(ms: number): number {
  return Math.round(ms * 1_000) / 1_000;
}
