// Propagation by the book: every system starts at its own health, every rule is applied to everything, again and again,
// until nothing changes. Slow, without cleverness, and written from the definition alone.

export type OracleStatus = 'healthy' | 'degraded' | 'unhealthy' | 'offline' | 'unknown';

export interface OracleEdge {
  readonly to: string;
  readonly kind: string;
}

export interface OracleSystem {
  readonly id: string;
  readonly dependsOn: readonly OracleEdge[];
  readonly own: {
    readonly status: OracleStatus;
    readonly score: number;
    readonly masked: boolean;
  };
}

export interface OracleGroup {
  readonly id: string;
  readonly members: readonly string[];
  readonly need: number;
}

export interface OracleKind {
  readonly impact: number;
  readonly propagates: boolean;
}

export interface OracleInput {
  readonly systems: readonly OracleSystem[];
  readonly groups: readonly OracleGroup[];
  readonly kinds: ReadonlyMap<string, OracleKind>;
}

export interface OracleHealth {
  readonly status: OracleStatus;
  readonly score: number | null;
}

export interface OracleOutcome {
  readonly health: ReadonlyMap<string, OracleHealth>;
  readonly up: ReadonlyMap<string, number>;
  /** What dependents see of the score, in hundredths of a point. */
  readonly availability: (id: string) => number;
  /** What dependents see of the status. */
  readonly shown: (id: string) => OracleStatus;
  /** Score over a dependency, in hundredths of a point. */
  readonly scoreOver: (edge: OracleEdge) => number;
  /** What a dependency makes of its dependent. */
  readonly statusOver: (edge: OracleEdge) => OracleStatus;
}

/** Best first. */
export const order: readonly OracleStatus[] = [
  'healthy',
  'unknown',
  'degraded',
  'unhealthy',
  'offline',
];

function worst(statuses: readonly OracleStatus[]): OracleStatus {
  return order[Math.max(...statuses.map((status) => order.indexOf(status)))] ?? 'healthy';
}

export function propagationByDefinition({ systems, groups, kinds }: OracleInput): OracleOutcome {
  const systemById = new Map(systems.map((system) => [system.id, system]));
  const groupById = new Map(groups.map((group) => [group.id, group]));
  const scores = new Map(
    systems.map(({ id, own }) => [id, own.status === 'unknown' ? 10_000 : own.score]),
  );
  const statuses = new Map(systems.map(({ id, own }) => [id, own.status]));

  const availability = (id: string): number => {
    const group = groupById.get(id);
    if (group !== undefined) {
      const best = group.members.map(availability).sort((a, b) => b - a);
      return best[group.need - 1] ?? 0;
    }
    const score = scores.get(id) ?? 0;
    return systemById.get(id)?.own.masked ? Math.min(score, 6_000) : score;
  };
  const shown = (id: string): OracleStatus => {
    const group = groupById.get(id);
    if (group !== undefined) {
      const best = group.members.map(shown).sort((a, b) => order.indexOf(a) - order.indexOf(b));
      return best[group.need - 1] ?? 'offline';
    }
    return systemById.get(id)?.own.masked ? 'degraded' : (statuses.get(id) ?? 'healthy');
  };
  const kindOf = ({ kind }: OracleEdge): OracleKind =>
    kinds.get(kind) ?? { impact: 0, propagates: false };
  const scoreOver = (edge: OracleEdge): number =>
    10_000 - Math.round((kindOf(edge).impact * (10_000 - availability(edge.to))) / 100);
  const statusOver = (edge: OracleEdge): OracleStatus => {
    if (!kindOf(edge).propagates) {
      return scoreOver(edge) < 8_000 ? 'degraded' : 'healthy';
    }
    switch (shown(edge.to)) {
      case 'offline':
      case 'unhealthy':
        return 'unhealthy';
      case 'degraded':
        return 'degraded';
      default:
        return 'healthy';
    }
  };

  for (let changed = true; changed; ) {
    changed = false;
    for (const { id, dependsOn } of systems) {
      const score = Math.min(scores.get(id) ?? 0, ...dependsOn.map(scoreOver));
      const status = worst([statuses.get(id) ?? 'healthy', ...dependsOn.map(statusOver)]);
      changed ||= score !== scores.get(id) || status !== statuses.get(id);
      scores.set(id, score);
      statuses.set(id, status);
    }
  }

  const health = new Map<string, OracleHealth>();
  for (const { id } of systems) {
    const status = statuses.get(id) ?? 'healthy';
    health.set(id, { status, score: status === 'unknown' ? null : (scores.get(id) ?? 0) });
  }
  const up = new Map<string, number>();
  for (const { id, members } of groups) {
    const status = shown(id);
    health.set(id, { status, score: status === 'unknown' ? null : availability(id) });
    up.set(
      id,
      members.filter((member) => !['unhealthy', 'offline'].includes(shown(member))).length,
    );
  }
  return { health, up, availability, shown, scoreOver, statusOver };
}
