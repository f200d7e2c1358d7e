import { badness, byBadness, type Unmasked } from '../model/words.ts';
import { answerShifted, answersOf } from './answers.ts';
import { causeOf, type Influence, impairedBy, unknownTargetsOf } from './cause.ts';
import { type Cycles, type Propagation, scoreOf } from './columns.ts';
import { componentsOf } from './components.ts';
import { full, instantAt } from './instants.ts';
import { intAt } from './integers.ts';
import { add, clear, emptyNodeSet } from './node-set.ts';
import type { PathEdge } from './path-edge.ts';
import { relevel, touch, touchNoted } from './relevel.ts';
import { pathOf, supportOf } from './support.ts';
import {
  degradationTerrain,
  failureTerrain,
  isNoticed,
  type Kinds,
  kindsOf,
  lossOver,
  lossTerrain,
} from './terrains.ts';
import { at, sizeOf, type Topology } from './topology.ts';
import {
  emptyJournal,
  emptyWorkshop,
  type Journal,
  type Moving,
  reconsiderEdge,
  reconsiderSource,
  settle,
  stillWave,
  type Terrain,
} from './wave.ts';

export type { Influence, Propagation };

/** The health of a system with what it depends on. */
export interface Effective {
  /** Whatever a window makes of it. */
  readonly status: Unmasked;
  /** In hundredths of a point; null exactly where the status is unknown. */
  readonly score: number | null;
  /**
   * The edges to the system that set the score; empty where it is itself that one. Of a path longer than 64 edges the first
   * 63 and the last. Made when first asked for.
   */
  readonly via: readonly PathEdge[];
  /** Whether another system set the score, so that `via` may be worth asking for. */
  readonly hasPath: boolean;
  /** What made the status worse than its own, undefined where nothing did. */
  readonly cause: Influence | undefined;
  /** Dependencies that take something from the score and leave the status as it is, by target. */
  readonly impaired: readonly Influence[];
  /** What it depends on itself whose status is unknown, sorted. What is in maintenance is not listed. */
  readonly unknownTargets: readonly string[];
}

/** The health of a group: that of the last member it needs. */
export interface EffectiveGroup {
  readonly status: Unmasked;
  /** In hundredths of a point; null exactly where the status is unknown. */
  readonly score: number | null;
  /** Members that do not fail. Unknown ones and those in maintenance count. */
  readonly up: number;
}

/** The health by itself that some systems have from now on: that of system `nodes[i]` stands at place i of each column. */
export interface OwnChanges {
  /** How many of the places count. */
  readonly count: number;
  readonly nodes: Int32Array;
  /** Badness of the status, no window applied. */
  readonly level: Uint8Array;
  /** In hundredths of a point, 0 to 10,000; that of an unknown system does not count. */
  readonly score: Int32Array;
  /** 1 where a window shows the system as in maintenance. */
  readonly masked: Uint8Array;
}

/** Every system healthy with a full score and unmasked. */
export function startPropagation(topology: Topology): Propagation {
  const nodeCount = topology.ids.length;
  const kinds = kindsOf(topology);
  const own = {
    level: new Uint8Array(nodeCount),
    lost: new Int32Array(nodeCount),
    masked: new Uint8Array(nodeCount),
  };
  const shortfalls = new Int32Array(nodeCount);
  const workshop = emptyWorkshop(topology);
  const steps = emptyJournal(nodeCount);
  const movingOn = (terrain: Terrain, journal: Journal): Moving => ({
    topology,
    terrain,
    wave: stillWave(topology),
    journal,
    workshop,
  });
  const loss = movingOn(lossTerrain(topology, kinds, own), emptyJournal(nodeCount));
  const losses = { departure: loss.wave.departure, shortfalls };
  return {
    topology,
    kinds,
    own,
    loss,
    failure: movingOn(failureTerrain(topology, kinds, own), steps),
    degradation: movingOn(degradationTerrain(topology, kinds, own, losses), steps),
    shortfalls,
    level: new Uint8Array(nodeCount),
    memberLevels: healthyMembers(topology),
    supports: new Array<undefined>(nodeCount).fill(undefined),
    changes: {
      touched: emptyNodeSet(nodeCount),
      level: new Uint8Array(nodeCount),
      masked: new Uint8Array(nodeCount),
      answered: emptyNodeSet(nodeCount),
      moved: emptyNodeSet(nodeCount),
    },
    cycles: cyclesOf(topology, kinds),
  };
}

function healthyMembers(topology: Topology): Int32Array {
  const memberLevels = new Int32Array(topology.groups.length * byBadness.length);
  for (const group of topology.groups.keys()) {
    memberLevels[group * byBadness.length] = sizeOf(topology, topology.systems.length + group);
  }
  return memberLevels;
}

function cyclesOf(topology: Topology, kinds: Kinds): () => Cycles {
  const isCarried = (edge: number): boolean => kinds.carries[topology.kind[edge] ?? 0] === 1;
  let cycles: Cycles | undefined;
  return () => {
    cycles ??= {
      failure: componentsOf(topology, isCarried),
      degradation: componentsOf(
        topology,
        (edge) => isCarried(edge) || isNoticed(kinds, at(topology.kind, edge), kinds.clock.origin),
      ),
    };
    return cycles;
  };
}

/**
 * Sets the own health of some systems and brings everything in line: the weakest link, as the greatest fixpoint, which exists
 * and is unique on cycles too, so that it does not matter in how many steps it was come to.
 *
 * The score of a system is its own, or less where a dependency leaves less: the impact of its kind times what the target
 * lacks. Its status is its own, or worse where the target of a propagating kind is worse, or where another kind leaves
 * it below 80 points. A group is as its last needed member. An unknown system takes nothing from others by itself; one
 * in maintenance offers at most 60 points and makes others at most degraded.
 *
 * Answers the systems and groups, ascending, of which `effectiveAt` or `groupAt` may tell something else than before. The
 * cost grows with these and their edges, not with the graph.
 */
export function repropagate(propagation: Propagation, changes: OwnChanges): Int32Array {
  const { loss, failure, degradation } = propagation;
  const { touched, answered, moved } = propagation.changes;
  for (const set of [touched, answered, moved]) {
    clear(set);
  }
  takeOwn(propagation, changes);
  const changed = touched.nodes.subarray(0, touched.count);
  restart(loss, changed);
  settle(loss);
  touchNoted(propagation, loss.journal);
  restart(failure, changed);
  settle(failure);
  touchNoted(propagation, failure.journal);
  answerShifted(propagation, 'failure');
  restart(degradation, changed);
  reconsiderNoticed(propagation);
  settle(degradation);
  touchNoted(propagation, degradation.journal);
  answerShifted(propagation, 'degradation');
  relevel(propagation);
  return answersOf(propagation);
}

/** Sets the own health where it is another one than before. */
function takeOwn(propagation: Propagation, { count, nodes, ...to }: OwnChanges): void {
  const { own, changes } = propagation;
  for (let place = 0; place < count; place += 1) {
    const node = at(nodes, place);
    const level = at(to.level, place);
    const masked = at(to.masked, place);
    const lost = level === badness.unknown ? 0 : full - at(to.score, place);
    const isSame =
      own.level[node] === level && own.lost[node] === lost && own.masked[node] === masked;
    if (!isSame) {
      touch(propagation, node);
      add(changes.answered, node);
      own.level[node] = level;
      own.lost[node] = lost;
      own.masked[node] = masked;
    }
  }
}

function restart(moving: Moving, changed: Int32Array): void {
  clear(moving.journal.noted);
  for (const node of changed) {
    reconsiderSource(moving, node);
  }
}

/** Takes in which edges that do not propagate cost too much now, and which no longer do. */
function reconsiderNoticed(propagation: Propagation): void {
  const { kinds, loss } = propagation;
  const { noted, departure } = loss.journal;
  for (let place = 0; place < noted.count; place += 1) {
    const node = at(noted.nodes, place);
    const before = instantAt(departure, node);
    const after = instantAt(loss.wave.departure, node);
    if (before !== after && Math.min(before, after) < kinds.noticedBeforeMax) {
      reconsiderNoticedInto(propagation, node, before, after);
    }
  }
}

function reconsiderNoticedInto(
  { topology, kinds, degradation, shortfalls }: Propagation,
  node: number,
  before: number,
  after: number,
): void {
  const end = intAt(topology.inStart, node + 1);
  for (let place = intAt(topology.inStart, node); place < end; place += 1) {
    const edge = intAt(topology.entering, place);
    const kind = topology.kind[edge] ?? 0;
    const isNow = isNoticed(kinds, kind, after);
    if (isNow !== isNoticed(kinds, kind, before)) {
      const dependent = intAt(topology.from, edge);
      shortfalls[dependent] = intAt(shortfalls, dependent) + (isNow ? 1 : -1);
      reconsiderSource(degradation, dependent);
      reconsiderEdge(degradation, edge);
    }
  }
}

const nowhere: readonly PathEdge[] = [];
const nobody: readonly [] = [];

/** The health of a system as it is now; what later steps change does not change it. */
export function effectiveAt(propagation: Propagation, node: number): Effective {
  const { topology, level, own } = propagation;
  if (isByItself(propagation, node)) {
    return {
      status: byBadness[at(level, node)] ?? 'unknown',
      score: scoreOf(propagation, node),
      cause: undefined,
      impaired: nobody,
      unknownTargets: nobody,
      hasPath: false,
      via: nowhere,
    };
  }
  const support = supportOf(propagation, node);
  let path: readonly PathEdge[] | undefined;
  return {
    status: byBadness[at(level, node)] ?? 'unknown',
    score: scoreOf(propagation, node),
    cause: at(level, node) > at(own.level, node) ? causeOf(propagation, node) : undefined,
    impaired: impairedBy(propagation, node),
    unknownTargets: unknownTargetsOf(propagation, node),
    hasPath: support !== undefined,
    // Made where somebody reads it.
    get via() {
      path ??= pathOf(topology, node, support);
      return path;
    },
  };
}

/** Whether nothing that a system depends on takes anything from it, or is unknown. */
function isByItself({ topology, kinds, loss, own, level }: Propagation, node: number): boolean {
  const end = at(topology.outStart, node + 1);
  for (let edge = at(topology.outStart, node); edge < end; edge += 1) {
    const target = at(topology.to, edge);
    const departure = instantAt(loss.wave.departure, target);
    if (
      lossOver(kinds, at(topology.kind, edge), departure) > 0 ||
      at(level, target) !== badness.healthy ||
      at(own.masked, target) === 1
    ) {
      return false;
    }
  }
  return at(level, node) === at(own.level, node);
}

/** The health of a group as it is now, by its node. */
export function groupAt(propagation: Propagation, group: number): EffectiveGroup {
  const { topology, level, memberLevels } = propagation;
  const counts = (group - topology.systems.length) * byBadness.length;
  const failing =
    at(memberLevels, counts + badness.unhealthy) + at(memberLevels, counts + badness.offline);
  return {
    status: byBadness[at(level, group)] ?? 'unknown',
    score: scoreOf(propagation, group),
    up: sizeOf(topology, group) - failing,
  };
}

/** Badness of the effective status of a node, no window applied. */
export function levelAt({ level }: Propagation, node: number): number {
  return at(level, node);
}
