import type { Route } from '../../model/model.ts';
import { sortedBy } from '../../model/order.ts';
import type { Incident } from './alerting.ts';
import { advance, outlook, tellableOf } from './attend.ts';
import { sortedRuns } from './runs.ts';
import { showIncidents } from './showing.ts';
import { tell } from './telling.ts';
import type { Tellable, Want } from './wants.ts';
import type { Step, Watch } from './watch.ts';

/** Attends to the incidents that changed or are due, tells what is due, and shows them anew. */
export function attendAll(step: Step, activeRoutes: ReadonlySet<Route>): void {
  const { watch, now } = step;
  const { alerting, dirty, dueAt } = watch;
  for (const [id, at] of dueAt) {
    const incident = at <= now ? alerting.incidents.get(id) : undefined;
    if (incident !== undefined) {
      dirty.add(incident);
    }
  }
  watch.runs = [];
  if (dirty.size === 0) {
    watch.notifications = [];
    return;
  }
  const attended = sortedBy(dirty, ({ id }) => id).map((incident) =>
    tellableOf(step, incident, activeRoutes),
  );
  const wants = attended.flatMap((tellable) => {
    const { incident } = tellable;
    const before = incident.acknowledged;
    const found = advance(step, tellable);
    if (before !== incident.acknowledged || before !== undefined) {
      restage(watch, incident);
    }
    return [...found, ...outlook(step, tellable).wants];
  });
  const others = together(step, wants, activeRoutes);
  watch.runs = sortedRuns(watch.runs);
  watch.notifications = tell(step, [...wants, ...others]);
  const beside = new Set(others.map(({ incident }) => incident)).difference(dirty);
  const shown = [
    ...attended,
    ...sortedBy(beside, ({ id }) => id).map((incident) => tellableOf(step, incident, activeRoutes)),
  ];
  for (const tellable of shown) {
    expectNext(step, tellable);
  }
  // A message to a group moves when the others of the group may be told.
  const expected = new Set(shown.map(({ incident }) => incident));
  for (const { group } of watch.notifications) {
    for (const incident of watch.inGroup.get(group)?.difference(expected) ?? []) {
      expected.add(incident);
      expectNext(step, tellableOf(step, incident, activeRoutes));
    }
  }
  dirty.clear();
  showIncidents(step, shown);
}

/** What the other incidents of a group have to tell, once the group is told anything by its route: they are told with it. */
function together(
  step: Step,
  wants: readonly Want[],
  activeRoutes: ReadonlySet<Route>,
): readonly Want[] {
  const { watch, now } = step;
  const due = wants.filter(({ level, notBefore }) => level === undefined && notBefore <= now);
  if (due.length === 0) {
    return due;
  }
  const keyOf = ({ group, channel }: Want): string => `${group} ${channel}`;
  const keys = new Set(due.map(keyOf));
  // A group that is told again is told of all of it.
  const repeated = new Set(due.filter(({ reason }) => reason === 'repeat').map(keyOf));
  const told = new Set(due.map(({ incident, channel }) => `${incident.id} ${channel}`));
  const groups = [...new Set(due.map(({ group }) => group))];
  const others = new Set([
    ...wants.filter((want) => keys.has(keyOf(want))).map(({ incident }) => incident),
    ...groups.flatMap((group) => [...(watch.inGroup.get(group) ?? [])]),
  ]);
  return sortedBy(others, ({ id }) => id).flatMap((incident) =>
    outlook(step, tellableOf(step, incident, activeRoutes))
      .wants.filter(
        (want) =>
          want.level === undefined &&
          (want.reason === 'repeat' ? repeated : keys).has(keyOf(want)) &&
          !told.has(`${incident.id} ${want.channel}`),
      )
      .map((want) => ({ ...want, notBefore: now })),
  );
}

/** Notes when an incident has to be looked at again. */
function expectNext(step: Step, tellable: Tellable): void {
  const { watch } = step;
  const { incident } = tellable;
  const { wants, nextAt } = outlook(step, tellable);
  const dueAt = wants.reduce((first, { notBefore }) => Math.min(first, notBefore), nextAt);
  watch.dueAt.set(incident.id, dueAt);
  for (const { group } of wants) {
    addTo(watch.inGroup, group, incident);
    addTo(watch.groupsOf, incident, group);
  }
}

function addTo<K extends WeakKey | string, V>(
  table: { get(key: K): Set<V> | undefined; set(key: K, value: Set<V>): unknown },
  key: K,
  value: V,
): void {
  const known = table.get(key);
  if (known === undefined) {
    table.set(key, new Set([value]));
  } else {
    known.add(value);
  }
}

/** Has the alerts of an incident shown anew. */
function restage(watch: Watch, incident: Incident): void {
  for (const { id } of watch.members.get(incident.id) ?? []) {
    watch.stale.add(id);
  }
}
