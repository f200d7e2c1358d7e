import type * as file from '../model/config.generated.ts';
import type { Model, Route, System } from '../model/model.ts';
import { sayDuration } from '../model/time.ts';
import type { Problems } from './problems.ts';
import { type Item, placeIn, placeOf, type Tree, valueAt } from './tree.ts';

type Parts = Pick<Model, 'channels' | 'escalations' | 'routes' | 'systems'>;

/** A route and where it is written. */
interface Placed {
  readonly item: Item<file.Route>;
  readonly route: Route;
}

/** Routes that lose incidents, or that say something without an effect, and channels that nothing tells. */
export function checkRoutes(tree: Tree, parts: Parts, problems: Problems): void {
  const placed = tree.routes.flatMap((item, index): readonly Placed[] => {
    const route = parts.routes[index];
    return route === undefined ? [] : [{ item, route }];
  });
  for (const each of placed) {
    checkEffects(each, problems);
    checkRepeat(each, problems);
  }
  // Nothing can be said of an order that several files leave open.
  const isOrdered = placed.every(({ item }) => item.source === placed[0]?.item.source);
  if (isOrdered) {
    checkDefault(placed, problems);
  }
  if (isOrdered && !tree.isPartial) {
    checkOrder(placed, parts.systems, problems);
  }
  if (!tree.isPartial) {
    checkChannels(tree, parts, problems);
  }
}

/** What is only about channels that a route tells directly. */
const direct = ['groupBy', 'groupInterval', 'repeat', 'active'] as const;

function checkEffects({ item }: Placed, problems: Problems): void {
  if (item.value.notify !== undefined) {
    return;
  }
  for (const key of direct.filter((name) => item.value[name] !== undefined)) {
    problems.tell(
      'route/no-effect',
      placeIn(item, [key], 'key'),
      `\`${key}\` of ${item.id} has no effect: it is about \`notify\`, and there is none`,
      { help: `remove \`${key}\`, or add \`notify\`` },
    );
  }
}

function checkRepeat({ item, route }: Placed, problems: Problems): void {
  const { notify, repeatMs, groupIntervalMs } = route;
  if (notify.length === 0 || repeatMs === undefined || repeatMs >= groupIntervalMs) {
    return;
  }
  const key = item.value.repeat === undefined ? 'groupInterval' : 'repeat';
  problems.tell(
    'route/repeats-too-often',
    placeIn(item, [key]),
    `${item.id} repeats after ${sayDuration(repeatMs)}, and tells what changed only every ${sayDuration(groupIntervalMs)}`,
    {
      help: '`repeat` (4h unless given) must not be shorter than `groupInterval` (5m unless given)',
    },
  );
}

/** One route must take what no other takes; where none does, the last one is asked to. */
function checkDefault(placed: readonly Placed[], problems: Problems): void {
  const item = placed.at(-1)?.item;
  const written = item === undefined ? undefined : valueAt(item.source.value, ['routes']);
  const isLast = Array.isArray(written) && item?.path.at(-1) === written.length - 1;
  if (item === undefined || !isLast || placed.some(({ route }) => isDefault(route))) {
    return;
  }
  if (item.value.match !== undefined) {
    problems.tell(
      'route/no-default',
      placeIn(item, ['match'], 'key'),
      'the last route has a match: nobody is told of an incident that matches no route',
      { help: 'end `routes` with a route without `match`' },
    );
  } else {
    problems.tell(
      'route/no-default',
      placeIn(item, ['active'], 'key'),
      'the last route is not always active: at other times nobody is told of what comes to it',
      { help: 'remove `active`, or give the route an `escalation`' },
    );
  }
}

/** Whether a route takes every incident, at any time. An escalation does not wait for `active`. */
function isDefault({ matches, priorities, active, escalation }: Route): boolean {
  const takesAll = matches === undefined && priorities === undefined;
  return takesAll && (active === undefined || escalation !== undefined);
}

/** A bit for each priority. */
const allPriorities = 0b11111;

function bitsOf({ priorities }: Route): number {
  return priorities === undefined
    ? allPriorities
    : priorities.reduce((bits, name) => bits | (1 << (Number(name.slice(1)) - 1)), 0);
}

/** Routes whose incidents all go to earlier ones. */
function checkOrder(
  placed: readonly Placed[],
  systems: readonly System[],
  problems: Problems,
): void {
  const routes = placed.map(({ route }) => route);
  const reached = reachedBy(routes, systems);
  for (const [index, { item, route }] of placed.entries()) {
    const root = reached.has(route) ? undefined : rootOf(route, systems);
    if (root !== undefined) {
      const takers = takersOf(route, root.system, routes.slice(0, index));
      problems.tell(
        'route/never-reached',
        placeOf(item),
        `${item.id} is never reached: earlier routes take all that it matches`,
        {
          related: takers.map((taker) => ({
            message: `route ${taker.index + 1} stands here`,
            at: taker.at,
          })),
          help: 'move it up, or remove it',
        },
      );
    }
  }
}

/**
 * The routes that an incident may take. Systems come and go, so that a route without a match is judged by routes without a
 * match alone.
 */
function reachedBy(routes: readonly Route[], systems: readonly System[]): ReadonlySet<Route> {
  const reached = new Set<Route>();
  for (const system of [undefined, ...systems]) {
    for (const route of takersOf(undefined, system, routes)) {
      reached.add(route);
    }
  }
  return reached;
}

/** The first routes that together take the incidents of a route, or where there is none all incidents, of a root. */
function takersOf(
  route: Route | undefined,
  root: System | undefined,
  routes: readonly Route[],
): readonly Route[] {
  const takers: Route[] = [];
  let open = route === undefined ? allPriorities : bitsOf(route);
  for (const other of routes) {
    const own = bitsOf(other);
    if ((own & open) !== 0 && takes(other, root)) {
      open &= ~own;
      takers.push(other);
    }
    if (open === 0) {
      break;
    }
  }
  return takers;
}

/** Whether a route takes incidents whose root is a system, or where there is none, any. */
function takes({ matches }: Route, system: System | undefined): boolean {
  return matches === undefined || (system !== undefined && matches(system));
}

/** A system that a route matches, or none where it has no match; undefined where it selects nothing. */
function rootOf(
  { matches }: Route,
  systems: readonly System[],
): { readonly system: System | undefined } | undefined {
  const system = matches === undefined ? undefined : systems.find(matches);
  return matches !== undefined && system === undefined ? undefined : { system };
}

function checkChannels(tree: Tree, parts: Parts, problems: Problems): void {
  const told = new Set(
    [
      ...parts.routes,
      ...[...parts.escalations.values()].flatMap((escalation) => escalation.steps),
    ].flatMap(({ notify }) => notify),
  );
  const isMisspelt = problems.found.some(({ code }) => code === 'channel/unknown-channel');
  for (const item of isMisspelt ? [] : tree.table('channels').values()) {
    if (!told.has(item.id)) {
      problems.tell('channel/unused', placeOf(item), `nothing tells channel \`${item.id}\``, {
        help: 'name it in `notify` of a route or of a step, or remove it',
      });
    }
  }
}
