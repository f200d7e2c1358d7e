import { compareLocations, type Location } from '../../model/location.ts';
import type { KnownSystems } from '../identify.ts';
import { counterpartOf, selectsAny } from './counterparts.ts';
import { sayMatcher } from './matchers.ts';
import { conjoined, everything, implies, type Selection } from './selection.ts';
import type { Delivery, RouteNode } from './tree.ts';

/** A route of a list of which the first that matches counts. */
export interface FlatRoute {
  readonly selection: Selection;
  /** Matchers as they are written, from the outermost route on. */
  readonly written: readonly string[];
  /** Of those, guesses. */
  readonly guesses: readonly string[];
  /** Why it cannot be said; where there is a reason, the route is a comment. */
  readonly lost: readonly string[];
  /** Whom it tells; several where `continue` leads on. */
  readonly deliveries: readonly Delivery[];
  readonly at: Location;
}

/** A list of routes, and those of the tree that never take anything. */
export interface FlatRoutes {
  readonly routes: readonly FlatRoute[];
  readonly unreachable: readonly Location[];
}

/** Routes that a list may have before the work is given up: each `continue` multiplies those behind it. */
export const flatRoutesMax = 2_000;

/**
 * A tree of routes as a list. A route stands behind those below it, which are more special. One with `continue` stands, together
 * with each that comes behind it, before it alone: whoever is taken by both is told by both. Undefined where the list is too long.
 */
export function flattened(
  root: RouteNode,
  known: KnownSystems | undefined,
): FlatRoutes | undefined {
  const whole = {
    selection: everything,
    written: [],
    guesses: [],
    lost: [],
    deliveries: [],
    at: root.at,
  };
  const found = flatOf({ ...root, matchers: [] }, whole, known);
  if (found === undefined) {
    return undefined;
  }
  const routes = reachable(found);
  const reached = new Set(routes.flatMap(({ deliveries }) => deliveries.map(({ at }) => at)));
  return { routes, unreachable: placesIn(root).filter((at) => !reached.has(at)) };
}

function flatOf(
  node: RouteNode,
  above: FlatRoute,
  known: KnownSystems | undefined,
): readonly FlatRoute[] | undefined {
  const { selection: own, guesses, lost } = counterpartOf(node.matchers, known);
  const selection = own && conjoined(above.selection, own);
  if (selection === undefined) {
    return [];
  }
  const written = [...above.written, ...node.matchers.map(sayMatcher)];
  const self: FlatRoute = {
    selection,
    written,
    guesses: [...above.guesses, ...guesses],
    lost: [...new Set([...above.lost, ...lost, ...unsayable(selection, known)])],
    deliveries: [node.delivery],
    at: node.at,
  };
  const below = inOrder(node.children, self, known);
  return below && [...below, self];
}

/** Why a selection cannot be one of Tower's: it leaves out by two properties at once, or there is no such system. */
function unsayable(selection: Selection, known: KnownSystems | undefined): readonly string[] {
  const excluding = [...selection.values()].filter(({ isIn }) => !isIn);
  if (excluding.length > 1) {
    return ['it leaves out by more than one label'];
  }
  return known === undefined || selectsAny(selection, known) ? [] : ['no system is such'];
}

/** The routes below one, of which those with `continue` are put together with what comes behind them. */
function inOrder(
  children: readonly RouteNode[],
  above: FlatRoute,
  known: KnownSystems | undefined,
): readonly FlatRoute[] | undefined {
  let behind: readonly FlatRoute[] = [];
  for (const child of children.toReversed()) {
    const own = flatOf(child, above, known);
    if (own === undefined || (own.length + 1) * (behind.length + 1) > 4 * flatRoutesMax) {
      return undefined;
    }
    const next = behind;
    behind = [
      ...(child.goesOn ? own.flatMap((route) => withBehind(route, next, known)) : own),
      ...behind,
    ];
    if (behind.length > flatRoutesMax) {
      return undefined;
    }
  }
  return behind;
}

/** A route together with each one behind it that may take the same, then alone for what none of them takes. */
function withBehind(
  route: FlatRoute,
  behind: readonly FlatRoute[],
  known: KnownSystems | undefined,
): readonly FlatRoute[] {
  if (route.lost.length > 0) {
    return [route];
  }
  const both: FlatRoute[] = [];
  for (const other of behind) {
    const selection =
      other.lost.length > 0 ? undefined : conjoined(route.selection, other.selection);
    if (selection !== undefined && unsayable(selection, known).length === 0) {
      both.push({ ...joined(route, other), selection });
    }
    if (other.lost.length === 0 && implies(route.selection, other.selection)) {
      return both;
    }
  }
  return [...both, route];
}

function joined(route: FlatRoute, other: FlatRoute): FlatRoute {
  return {
    ...route,
    written: [...new Set([...route.written, ...other.written])],
    guesses: [...new Set([...route.guesses, ...other.guesses])],
    deliveries: [...route.deliveries, ...other.deliveries],
    at: other.at,
  };
}

/** Leaves out what earlier routes take already; a comment takes nothing. */
function reachable(routes: readonly FlatRoute[]): readonly FlatRoute[] {
  const taking: FlatRoute[] = [];
  return routes.filter((route) => {
    const isTaken = taking.some(({ selection }) => implies(route.selection, selection));
    if (route.lost.length === 0 && !isTaken) {
      taking.push(route);
    }
    return route.lost.length > 0 || !isTaken;
  });
}

function placesIn(root: RouteNode): readonly Location[] {
  const pending = [root];
  const places: Location[] = [];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    places.push(node.delivery.at);
    pending.push(...node.children);
  }
  return places.toSorted(compareLocations);
}
