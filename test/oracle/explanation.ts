// Why the health of systems is as it is, by the book: distances are worked out for everything, again and again, until
// nothing changes; what can be on a cycle is found by walking. Slow, without cleverness, and written from the definition alone.
import { compareText } from '../../src/model/order.ts';
import {
  type OracleEdge,
  type OracleInput,
  type OracleOutcome,
  type OracleStatus,
  order,
  propagationByDefinition,
} from './propagation.ts';

export interface OracleInfluence extends OracleEdge {
  readonly status: OracleStatus | 'maintenance';
  readonly score: number | null;
}

export interface OracleExplanation {
  readonly via: readonly { readonly from: string; readonly to: string; readonly kind: string }[];
  readonly cause: OracleInfluence | undefined;
  readonly impaired: readonly OracleInfluence[];
  readonly unknownTargets: readonly string[];
}

const never = Number.POSITIVE_INFINITY;

type ById = ReadonlyMap<string, number>;

/** What is told of each system, by id. */
export function explanationByDefinition(
  input: OracleInput,
): ReadonlyMap<string, OracleExplanation> {
  const outcome = propagationByDefinition(input);
  const facts: Facts = { input, outcome, ids: idsOf(input), edgesOf: edgesBySource(input) };
  const hops = lossHops(facts);
  const fails = stepsOf(facts, 'unhealthy');
  const worsens = stepsOf(facts, 'degraded');
  const explanations = new Map<string, OracleExplanation>();
  for (const { id, own, dependsOn } of input.systems) {
    const status = outcome.health.get(id)?.status ?? 'healthy';
    const steps = status === 'degraded' ? worsens : fails;
    explanations.set(id, {
      via: pathOf(facts, hops, id),
      cause:
        order.indexOf(status) > order.indexOf(own.status) ? causeOf(facts, steps, id) : undefined,
      impaired: dependsOn
        .filter(
          (edge) => outcome.scoreOver(edge) < 10_000 && outcome.statusOver(edge) === 'healthy',
        )
        .map((edge) => influenceOf(facts, edge))
        .sort((a, b) => compareText(a.to, b.to) || compareText(a.kind, b.kind)),
      unknownTargets: dependsOn
        .map(({ to }) => to)
        .filter((to) => outcome.shown(to) === 'unknown')
        .sort(compareText),
    });
  }
  return explanations;
}

interface Facts {
  readonly input: OracleInput;
  readonly outcome: OracleOutcome;
  readonly ids: readonly string[];
  /** Dependencies of systems and members of groups, in the order of the input. */
  readonly edgesOf: ReadonlyMap<string, readonly OracleEdge[]>;
}

function idsOf({ systems, groups }: OracleInput): readonly string[] {
  return [...systems, ...groups].map(({ id }) => id);
}

function edgesBySource({ systems, groups }: OracleInput): Facts['edgesOf'] {
  return new Map<string, readonly OracleEdge[]>([
    ...systems.map(({ id, dependsOn }) => [id, dependsOn] as const),
    ...groups.map(
      ({ id, members }) => [id, members.map((to) => ({ to, kind: 'member' }))] as const,
    ),
  ]);
}

function systemOf({ input }: Facts, id: string): OracleInput['systems'][number] | undefined {
  return input.systems.find((system) => system.id === id);
}

function groupOf({ input }: Facts, id: string): OracleInput['groups'][number] | undefined {
  return input.groups.find((group) => group.id === id);
}

/** What a node has lost itself, and what its dependents see lost. */
function lostBy({ input, outcome, edgesOf }: Facts, id: string): number {
  const system = input.systems.find((candidate) => candidate.id === id);
  if (system === undefined) {
    return 10_000 - outcome.availability(id);
  }
  const own = system.own.status === 'unknown' ? 10_000 : system.own.score;
  return 10_000 - Math.min(own, ...(edgesOf.get(id) ?? []).map(outcome.scoreOver));
}

function offeredBy({ outcome }: Facts, id: string): number {
  return 10_000 - outcome.availability(id);
}

/** Applies a rule to all nodes until it changes nothing. */
function settled(facts: Facts, rule: (known: ById, id: string) => number): ById {
  let known: ById = new Map(facts.ids.map((id) => [id, never]));
  for (;;) {
    const next = new Map(facts.ids.map((id) => [id, rule(known, id)]));
    if (facts.ids.every((id) => next.get(id) === known.get(id))) {
      return known;
    }
    known = next;
  }
}

/** Edges from a node to the root of what its dependents see lost: 0 where a window decides. */
function offeredHops(facts: Facts, hops: ById, id: string): number {
  const isWindow = systemOf(facts, id)?.own.masked === true && lostBy(facts, id) <= 4_000;
  return isWindow ? 0 : (hops.get(id) ?? never);
}

/** Edges from each node to the root of its own loss. */
function lossHops(facts: Facts): ById {
  return settled(facts, (hops, id) => {
    const system = systemOf(facts, id);
    if (lostBy(facts, id) === 0) {
      return never;
    }
    if (system !== undefined && system.own.status !== 'unknown') {
      if (10_000 - system.own.score === lostBy(facts, id)) {
        return 0;
      }
    }
    const edge = decidingEdge(facts, hops, id);
    return edge === undefined ? never : offeredHops(facts, hops, edge.to) + 1;
  });
}

/** The edge over which the loss of a node comes, if it is not its own. */
function decidingEdge(facts: Facts, hops: ById, id: string): OracleEdge | undefined {
  const group = groupOf(facts, id);
  const byHops = (a: OracleEdge, b: OracleEdge): number => {
    const [hopsA, hopsB] = [offeredHops(facts, hops, a.to), offeredHops(facts, hops, b.to)];
    return hopsA === hopsB ? compareText(a.to, b.to) : hopsA - hopsB;
  };
  const edges = facts.edgesOf.get(id) ?? [];
  if (group === undefined) {
    const lost = lostBy(facts, id);
    return edges.filter((edge) => 10_000 - facts.outcome.scoreOver(edge) === lost).sort(byHops)[0];
  }
  return [...edges].sort((a, b) => offeredBy(facts, b.to) - offeredBy(facts, a.to) || byHops(a, b))[
    edges.length - group.need
  ];
}

function pathOf(facts: Facts, hops: ById, id: string): OracleExplanation['via'] {
  const path: { readonly from: string; readonly to: string; readonly kind: string }[] = [];
  const isRoot = hops.get(id) === 0 || hops.get(id) === never;
  for (let from = isRoot ? undefined : id; from !== undefined; ) {
    const edge = decidingEdge(facts, hops, from);
    if (edge === undefined) {
      break;
    }
    path.push({ from, ...edge });
    from = offeredHops(facts, hops, edge.to) === 0 ? undefined : edge.to;
  }
  return path.at(-1)?.to === id
    ? []
    : path.length > 64
      ? [...path.slice(0, 63), ...path.slice(-1)]
      : path;
}

/** Steps from where a status begins, such as failure, to each node that has it. */
function stepsOf(facts: Facts, level: 'unhealthy' | 'degraded'): ById {
  const { outcome, edgesOf, input } = facts;
  const least = order.indexOf(level);
  const carries = (edge: OracleEdge): boolean =>
    input.kinds.get(edge.kind)?.propagates === true ||
    (level === 'degraded' && outcome.statusOver(edge) === 'degraded');
  const passed = (steps: ById, id: string): number => {
    const isMasked = systemOf(facts, id)?.own.masked === true;
    return isMasked ? (level === 'degraded' ? 0 : never) : (steps.get(id) ?? never);
  };
  return settled(facts, (steps, id) => {
    const edges = edgesOf.get(id) ?? [];
    const group = groupOf(facts, id);
    if (group !== undefined) {
      const members = edges.map(({ to }) => passed(steps, to)).sort((a, b) => (a < b ? -1 : 1));
      return (members[members.length - group.need] ?? never) + 1;
    }
    const own = order.indexOf(systemOf(facts, id)?.own.status ?? 'healthy');
    const isShort = edges.some(
      (edge) =>
        input.kinds.get(edge.kind)?.propagates !== true && outcome.statusOver(edge) === 'degraded',
    );
    return Math.min(
      own >= least ? 0 : never,
      level === 'degraded' && isShort ? facts.ids.length : never,
      ...edges.filter(carries).map(({ to }) => passed(steps, to) + 1),
    );
  });
}

function causeOf(facts: Facts, steps: ById, id: string): OracleInfluence | undefined {
  const { outcome, edgesOf } = facts;
  const status = outcome.health.get(id)?.status;
  const edges = (edgesOf.get(id) ?? []).filter((edge) => outcome.statusOver(edge) === status);
  const founded = edges.filter(({ to }) => {
    const reached = steps.get(to) ?? never;
    return (
      systemOf(facts, to)?.own.masked === true ||
      reached === never ||
      reached < (steps.get(id) ?? never) ||
      !isReached(facts, { from: to, to: id, isDegraded: status === 'degraded' })
    );
  });
  const [cause] = (founded.length > 0 ? founded : edges).sort(
    (a, b) => outcome.scoreOver(a) - outcome.scoreOver(b) || compareText(a.to, b.to),
  );
  return cause === undefined ? undefined : influenceOf(facts, cause);
}

/** Whether a status could ever come from one node to another, whatever their health. */
function isReached(
  { input, edgesOf }: Facts,
  {
    from,
    to,
    isDegraded,
  }: { readonly from: string; readonly to: string; readonly isDegraded: boolean },
): boolean {
  const seen = new Set([from]);
  // Grows while it is walked.
  for (const id of seen) {
    for (const edge of edgesOf.get(id) ?? []) {
      const { propagates, impact } = input.kinds.get(edge.kind) ?? { propagates: true, impact: 0 };
      if (propagates || (isDegraded && impact > 20)) {
        seen.add(edge.to);
      }
    }
  }
  return seen.has(to);
}

function influenceOf(facts: Facts, { to, kind }: OracleEdge): OracleInfluence {
  const { health } = facts.outcome;
  const isMasked = systemOf(facts, to)?.own.masked === true;
  return {
    to,
    kind,
    status: isMasked ? 'maintenance' : (health.get(to)?.status ?? 'unknown'),
    score: health.get(to)?.score ?? null,
  };
}
