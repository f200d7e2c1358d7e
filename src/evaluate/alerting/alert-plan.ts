import type { Components } from '../../graph/components.ts';
import type { Topology } from '../../graph/topology.ts';
import type { Model, Route, System } from '../../model/model.ts';
import { once } from '../once.ts';
import { calendarOf, type Hours, type WindowsAt } from '../windows.ts';
import { downwardComponents } from './roots.ts';

/** What alerting needs of a model, made once. */
export interface AlertPlan {
  readonly model: Model;
  readonly topology: Topology;
  readonly components: () => Components;
  readonly indexOf: ReadonlyMap<string, number>;
  /** By threshold, in milliseconds. */
  readonly reopenWithin: ReadonlyMap<string, number>;
  /** The longest that a route waits between two messages to a group, in milliseconds. */
  readonly groupIntervalMs: number;
  /** The routes with hours of their own whose time it is at an instant in milliseconds. */
  readonly hours: (now: number) => WindowsAt<RouteHours>;
}

interface RouteHours extends Hours {
  readonly route: Route;
}

export function alertPlan(
  model: Model,
  topology: Topology,
  indexOf: ReadonlyMap<string, number>,
): AlertPlan {
  return {
    model,
    topology,
    components: once(() => downwardComponents(topology)),
    indexOf,
    hours: calendarOf({
      systems: [],
      windows: model.routes.flatMap((route) =>
        route.active === undefined ? [] : [{ ...route.active, route, matches: () => false }],
      ),
    }),
    reopenWithin: new Map(model.thresholds.map(({ id, reopenWithinMs }) => [id, reopenWithinMs])),
    groupIntervalMs: model.routes.reduce(
      (longest, { groupIntervalMs }) => Math.max(longest, groupIntervalMs),
      0,
    ),
  };
}

/** The first route that an incident with a root and a priority takes. */
export function routeFor(
  { routes }: Pick<Model, 'routes'>,
  root: System,
  priority: NonNullable<Route['priorities']>[number],
): Route | undefined {
  return routes.find(
    ({ matches, priorities }) =>
      (matches === undefined || matches(root)) &&
      (priorities === undefined || priorities.includes(priority)),
  );
}
