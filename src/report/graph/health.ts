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
