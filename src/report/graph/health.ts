import type { GraphNode } from '../../model/graph-view.ts';
import type { Group, System } from '../../model/report.generated.ts';
import type { Status } from '../../model/words.ts';

/** As much of a report as a drawing shows. */
export interface GraphHealth {
  readonly systems: readonly Pick<System, 'id' | 'status'>[];
  readonly groups: readonly Pick<Group, 'id' | 'status' | 'up'>[];
}

/** Health by id; empty where none is known. */
export interface HealthById {
  readonly status: ReadonlyMap<string, Status>;
  /** Members of a group that are up. */
  readonly up: ReadonlyMap<string, number>;
}

export function healthById(health: GraphHealth | undefined): HealthById {
  const { systems = [], groups = [] } = health ?? {};
  return {
    status: new Map([...systems, ...groups].map(({ id, status }) => [id, status])),
    up: new Map(groups.map(({ id, up }) => [id, up])),
  };
}

const worstFirst: readonly Status[] = [
  'offline',
  'unhealthy',
  'degraded',
  'maintenance',
  'unknown',
  'healthy',
];

/** The status of a node: of a merged one the worst of its members'. */
export function statusOf({ id, members }: GraphNode, { status }: HealthById): Status | undefined {
  if (members === undefined) {
    return status.get(id);
  }
  const known = new Set(members.map((member) => status.get(member)));
  return worstFirst.find((one) => known.has(one));
}
