import { type Components, componentsOf } from '../../graph/components.ts';
import { levelAt, type Propagation } from '../../graph/propagation.ts';
import { edgesFrom, edgesInto, isGroup, type Topology } from '../../graph/topology.ts';
import { badness } from '../../model/words.ts';

/** Where a system with alerts stands. */
export interface Front {
  /** When its first alert began, in milliseconds. */
  readonly onset: number;
  /** Whether it takes down what depends on it. */
  readonly isFailing: boolean;
  /** How much later than its own the onset of a cause may be, in milliseconds. */
  readonly windowMs: number;
}

/** What the alerts of a system follow from: a root, which may be the system itself. */
export interface Link {
  readonly root: number;
  /** Nodes from the root to the system, each depending on the one before; of a long path the first 63 and the last. */
  readonly path: readonly number[];
}

/** The systems with alerts, and what each follows from, by index. Changed in place from step to step. */
export interface Roots {
  readonly topology: Topology;
  readonly components: Components;
  readonly fronts: Map<number, Front>;
  readonly links: Map<number, Link>;
}

const pathMax = 64;

/** The cycles of edges that take down. Members follow from their group, and groups from members: both count as one way down. */
export function downwardComponents(topology: Topology): Components {
  return componentsOf(topology, (edge) => passes(topology, edge));
}

/** Nothing alerts yet. */
export function noRoots(topology: Topology, components: Components): Roots {
  return {
    topology,
    components,
    fronts: new Map(),
    links: new Map(),
  };
}

/** Whether an edge takes its source down: kinds that propagate do, and membership, of which `need` decides. */
function passes({ kind, propagates, systems, from }: Topology, edge: number): boolean {
  return (from[edge] ?? 0) >= systems.length || propagates[kind[edge] ?? 0] === 1;
}

/**
 * The systems whose cause may be another one after those of `changed` began or ceased to fail or to alert, and the effective health
 * of the nodes of `moved` changed: they and what depends on them, through nodes that are down.
 */
export function affectedBy(
  { topology, fronts }: Roots,
  propagation: Propagation,
  changed: Iterable<number>,
  moved: Iterable<number>,
): ReadonlySet<number> {
  const affected = new Set<number>(changed);
  if (fronts.keys().every((system) => affected.has(system))) {
    return affected;
  }
  const seen = new Set<number>([...affected, ...moved]);
  const waiting = [...seen];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    for (const edge of edgesInto(topology, node)) {
      const dependent = topology.from[edge] ?? 0;
      if (!passes(topology, edge)) {
        continue;
      }
      if (fronts.has(dependent)) {
        affected.add(dependent);
      }
      if (!seen.has(dependent) && isDown(propagation, dependent)) {
        seen.add(dependent);
        waiting.push(dependent);
      }
    }
  }
  return affected;
}

function isDown(propagation: Propagation, node: number): boolean {
  return levelAt(propagation, node) >= badness.unhealthy;
}

/** The systems that were looked at, causes first, and those that follow from something else, or by another way, than before. */
export interface Relinked {
  readonly order: readonly number[];
  readonly changed: ReadonlySet<number>;
}

/**
 * Finds anew what systems follow from. Causes come before what follows from them: along the condensation of the graph, and on
 * a cycle those that fail in the order of onset, so that exactly one member of a cycle is its root.
 */
export function relink(
  roots: Roots,
  propagation: Propagation,
  systems: Iterable<number>,
): Relinked {
  const { fronts, links, components } = roots;
  const isLate = (system: number): number => Number(fronts.get(system)?.isFailing !== true);
  const order = [...systems].sort(
    (a, b) =>
      (components.of[a] ?? 0) - (components.of[b] ?? 0) ||
      isLate(a) - isLate(b) ||
      compareOnset(roots, a, b),
  );
  const changed = new Set<number>();
  for (const system of order) {
    const before = links.get(system);
    if (!fronts.has(system)) {
      links.delete(system);
      continue;
    }
    const link = linkOf(roots, propagation, system);
    if (before === undefined || !isSame(before, link)) {
      links.set(system, link);
      changed.add(system);
    }
  }
  return { order, changed };
}

function isSame(a: Link, b: Link): boolean {
  return (
    a.root === b.root &&
    a.path.length === b.path.length &&
    a.path.every((node, index) => node === b.path[index])
  );
}

function compareOnset({ fronts, topology }: Roots, a: number, b: number): number {
  return (
    (fronts.get(a)?.onset ?? 0) - (fronts.get(b)?.onset ?? 0) ||
    (topology.rank[a] ?? 0) - (topology.rank[b] ?? 0)
  );
}

function linkOf(roots: Roots, propagation: Propagation, system: number): Link {
  const { links } = roots;
  let best:
    | { readonly cause: number; readonly link: Link; readonly between: readonly number[] }
    | undefined;
  for (const [cause, between] of causesAbove(roots, propagation, system)) {
    const link = isCause(roots, cause, system) ? links.get(cause) : undefined;
    if (link === undefined) {
      continue;
    }
    const order =
      best === undefined
        ? -1
        : compareOnset(roots, link.root, best.link.root) || compareOnset(roots, cause, best.cause);
    if (order < 0) {
      best = { cause, link, between };
    }
  }
  if (best === undefined) {
    return { root: system, path: [system] };
  }
  return { root: best.link.root, path: shortened([...best.link.path, ...best.between, system]) };
}

function shortened(path: readonly number[]): readonly number[] {
  return path.length <= pathMax ? path : [...path.slice(0, pathMax - 1), path.at(-1) ?? 0];
}

/**
 * Whether a failing system can be what another follows from. What began well before its cause has another one; on a cycle,
 * where each could be the cause of the other, it is the earlier.
 */
function isCause(roots: Roots, cause: number, system: number): boolean {
  const { fronts, components } = roots;
  const [above, own] = [fronts.get(cause), fronts.get(system)];
  if (above === undefined || own === undefined) {
    return false;
  }
  return components.of[cause] === components.of[system] && own.isFailing
    ? compareOnset(roots, cause, system) < 0
    : own.onset + own.windowMs >= above.onset;
}

/** The nearest failing systems above one, each with the nodes between them, the highest first. */
function causesAbove(
  { topology, fronts }: Roots,
  propagation: Propagation,
  system: number,
): ReadonlyMap<number, readonly number[]> {
  const isFailing = (node: number): boolean =>
    !isGroup(topology, node) && fronts.get(node)?.isFailing === true;
  const causes = new Map<number, readonly number[]>();
  const below = new Map<number, number>([[system, -1]]);
  const waiting = [system];
  for (let at = 0; at < waiting.length; at += 1) {
    const node = waiting[at] ?? 0;
    for (const edge of edgesFrom(topology, node)) {
      const target = topology.to[edge] ?? 0;
      if (below.has(target) || !passes(topology, edge)) {
        continue;
      }
      below.set(target, node);
      if (isFailing(target)) {
        causes.set(target, between(below, target));
      } else if (isDown(propagation, target)) {
        waiting.push(target);
      }
    }
  }
  return causes;
}

/** The nodes on the way from a cause down to where the search began, both left out. */
function between(below: ReadonlyMap<number, number>, cause: number): readonly number[] {
  const nodes: number[] = [];
  for (
    let node = below.get(cause) ?? -1;
    node >= 0 && below.get(node) !== -1;
    node = below.get(node) ?? -1
  ) {
    nodes.push(node);
  }
  return nodes;
}
