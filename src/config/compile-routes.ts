import type * as file from '../model/config.generated.ts';
import type { Route, SystemType } from '../model/model.ts';
import { compareText } from '../model/order.ts';
import { repeatMs } from './compile-alerting.ts';
import { hasZone, weeklySchedule } from './compile-windows.ts';
import { durationMs } from './duration-ms.ts';
import type { Problems } from './problems.ts';
import { listOf, selects } from './select.ts';
import { type Item, placeOf, type Tree } from './tree.ts';

/** Routes in their order. */
export function compileRoutes(
  tree: Tree,
  types: ReadonlyMap<string, SystemType>,
  problems: Problems,
): readonly Route[] {
  return tree.routes.map((item): Route => {
    const { match, escalation, notify = [], groupBy = ['rootCause'] } = item.value;
    const { groupWait = '30s', groupInterval = '5m', repeat = '4h' } = item.value;
    const systems = systemMatch(match);
    return {
      index: Number(item.path.at(-1)),
      matches: systems === undefined ? undefined : selects(systems, types),
      priorities:
        match?.priority === undefined ? undefined : [...listOf(match.priority)].sort(compareText),
      escalation,
      notify,
      groupBy: [...groupBy].sort(compareText),
      groupWaitMs: durationMs(groupWait),
      groupIntervalMs: durationMs(groupInterval),
      repeatMs: repeatMs(repeat),
      active: activeOf(item, problems),
      written: systems,
      at: placeOf(item),
    };
  });
}

/** What the match of a route asks of the system that is the root; undefined where that is nothing. */
export function systemMatch(match: file.RouteMatch | undefined): file.Match | undefined {
  const { priority: _, ...systems } = match ?? {};
  return Object.keys(systems).length === 0 ? undefined : systems;
}

function activeOf(item: Item<file.Route>, problems: Problems): Route['active'] {
  const { active } = item.value;
  if (active === undefined) {
    return undefined;
  }
  const spot = { item, keys: ['active', 'weekly'], name: `\`active\` of ${item.id}` };
  const schedule = weeklySchedule(spot, active.weekly, problems);
  const isTimed = hasZone({ item, keys: ['active'] }, active.timezone, problems);
  return schedule !== undefined && isTimed ? { schedule, timezone: active.timezone } : undefined;
}
