import { emptyInstants, type Instants, instantAt, never } from './instants.ts';
import { intAt } from './integers.ts';
import { emptyQueue, type MonotoneQueue, pop, push } from './monotone-queue.ts';
import { add, emptyNodeSet, type NodeSet } from './node-set.ts';
import { nthMember } from './nth-member.ts';
import { isGroup, membership, sizeOf, spareOf, type Topology } from './topology.ts';

/**
 * Something that comes over systems and goes on to those that depend on them, such as a loss or a failure. What counts as
 * an instant, a whole number, is for its terrain to say: the worse comes earlier, and every edge takes at least 1.
 */
export interface Wave {
  /** By node: when it comes. */
  readonly arrival: Instants;
  /** By node: when it goes on to the dependents, which a window of maintenance makes another instant than the arrival. */
  readonly departure: Instants;
  /** By node: the edge over which it came, -1 where it began or never came. */
  readonly through: Int32Array;
  /** By group, in the order of the groups: how many of its members it departs from. */
  readonly membersHit: Int32Array;
}

/** What decides how a wave moves. */
export interface Terrain {
  /** When it begins at a node by itself. */
  readonly sourceOf: (node: number) => number;
  /** When it departs from a node where it arrived. */
  readonly departureOf: (node: number, arrival: number) => number;
  /** When it arrives at the system that an edge leaves, having departed from the target: later, or never. */
  readonly arrivalOver: (edge: number, departure: number) => number;
}

/** What a wave was, by node, at those where it may have changed since the journal was emptied. */
export interface Journal {
  readonly noted: NodeSet;
  readonly arrival: Instants;
  readonly departure: Instants;
  readonly through: Int32Array;
}

/** Room to work in. Nothing in it counts beyond the settling of a wave. */
export interface Workshop {
  readonly queue: MonotoneQueue;
  /** By node: when it is to be looked at next, and the edge that may be why, -1 for its source. */
  readonly due: Instants;
  readonly dueOver: Int32Array;
  /** For the edges to the members of a group. */
  readonly members: Int32Array;
}

/** A wave on its terrain. */
export interface Moving {
  readonly topology: Topology;
  readonly terrain: Terrain;
  readonly wave: Wave;
  readonly journal: Journal;
  readonly workshop: Workshop;
}

/** A wave that is nowhere. */
export function stillWave(topology: Topology): Wave {
  const nodeCount = topology.ids.length;
  return {
    arrival: emptyInstants(nodeCount),
    departure: emptyInstants(nodeCount),
    through: new Int32Array(nodeCount).fill(-1),
    membersHit: new Int32Array(topology.groups.length),
  };
}

export function emptyJournal(nodeCount: number): Journal {
  return {
    noted: emptyNodeSet(nodeCount),
    arrival: emptyInstants(nodeCount),
    departure: emptyInstants(nodeCount),
    through: new Int32Array(nodeCount),
  };
}

export function emptyWorkshop(topology: Topology): Workshop {
  let largest = 0;
  for (let group = topology.systems.length; group < topology.ids.length; group += 1) {
    largest = Math.max(largest, sizeOf(topology, group));
  }
  return {
    queue: emptyQueue(),
    due: emptyInstants(topology.ids.length),
    dueOver: new Int32Array(topology.ids.length),
    members: new Int32Array(largest),
  };
}

/** Takes in that the source or the window of a system may be another one than before. */
export function reconsiderSource(moving: Moving, node: number): void {
  const { arrival, through } = moving.wave;
  const source = moving.terrain.sourceOf(node);
  const known = instantAt(arrival, node);
  writeDown(moving, node);
  if (source < known) {
    look(moving, node, source, -1);
  } else if (source > known && intAt(through, node) < 0) {
    look(moving, node, known, -1);
  }
  depart(moving, node);
}

/** Takes in that the wave may arrive over an edge of a system at another instant than before. */
export function reconsiderEdge(moving: Moving, edge: number): void {
  const { topology, wave, terrain } = moving;
  const departure = instantAt(wave.departure, intAt(topology.to, edge));
  reconsiderArrival(moving, edge, terrain.arrivalOver(edge, departure));
}

function reconsiderArrival(moving: Moving, edge: number, arriving: number): void {
  const { arrival, through } = moving.wave;
  const node = intAt(moving.topology.from, edge);
  const known = instantAt(arrival, node);
  if (arriving < known) {
    look(moving, node, arriving, edge);
  } else if (arriving > known) {
    if (intAt(through, node) === edge) {
      look(moving, node, known, -1);
    }
  } else if (known < never && isNearer(moving, edge, intAt(through, node))) {
    writeDown(moving, node);
    through[node] = edge;
  }
}

/** How many nodes are mended in any case. */
const patienceMin = 1_000;

/**
 * Moves the wave until everything is in line: the node that must be looked at earliest is looked at first. What departs later
 * than an instant cannot change what arrives until then, so each node is looked at when all that it depends on up to that
 * instant is known, and at most once for each instant. Where something no longer holds, what rests on it is looked at
 * again at the later instant at which it was thought to arrive. The cost grows with the nodes that change, and their edges
 * (Ramalingam and Reps, "An incremental algorithm for a generalization of the shortest-path problem", 1996). There is
 * one solution, since nothing arrives before it departs elsewhere: it does not depend on where the wave was before.
 */
export function settle(moving: Moving): void {
  const { queue, due } = moving.workshop;
  let patience = Math.max(patienceMin, moving.topology.ids.length >> 3);
  for (let node = pop(queue); node >= 0; node = pop(queue)) {
    if (due[node] === queue.now) {
      due[node] = never;
      patience -= Number(arrive(moving, node, queue.now));
      if (patience < 0) {
        patience = never;
        startOver(moving);
      }
    }
  }
}

/** Where an eighth of the graph no longer holds, it is cheaper to begin at the sources than to mend it. */
function startOver(moving: Moving): void {
  const { topology, terrain, wave, workshop } = moving;
  for (let node = pop(workshop.queue); node >= 0; node = pop(workshop.queue)) {
    workshop.due[node] = never;
  }
  for (let node = 0; node < topology.ids.length; node += 1) {
    if (instantAt(wave.arrival, node) < never || instantAt(wave.departure, node) < never) {
      writeDown(moving, node);
      wave.arrival[node] = never;
      wave.departure[node] = never;
      wave.through[node] = -1;
    }
  }
  wave.membersHit.fill(0);
  for (let node = 0; node < topology.systems.length; node += 1) {
    look(moving, node, terrain.sourceOf(node), -1);
    if (terrain.departureOf(node, never) < never) {
      writeDown(moving, node);
      depart(moving, node);
    }
  }
}

/** Brings a node in line at an instant, and tells whether the wave no longer comes then. */
function arrive(moving: Moving, node: number, instant: number): boolean {
  const { arrival, through } = moving.wave;
  const known = instantAt(arrival, node);
  const expected = intAt(moving.workshop.dueOver, node);
  // What comes earlier than it was known to come does so over the edge that said so.
  const isExpected =
    known > instant &&
    !isGroup(moving.topology, node) &&
    arrivalThrough(moving, node, expected) === instant;
  const edge = isExpected ? expected : earliestEdge(moving, node);
  const actual = isExpected ? instant : arrivalThrough(moving, node, edge);
  if (actual === instant) {
    arrival[node] = instant;
    through[node] = edge;
    depart(moving, node);
    return false;
  }
  if (known > instant) {
    look(moving, node, Math.min(actual, known), edge);
    return false;
  }
  arrival[node] = never;
  through[node] = -1;
  look(moving, node, actual, edge);
  depart(moving, node);
  return true;
}

/** Lets the wave go on from a node, or no longer. */
function depart(moving: Moving, node: number): void {
  const { topology, terrain, wave } = moving;
  const before = instantAt(wave.departure, node);
  const after = terrain.departureOf(node, instantAt(wave.arrival, node));
  if (after === before) {
    return;
  }
  wave.departure[node] = after;
  const end = intAt(topology.inStart, node + 1);
  for (let place = intAt(topology.inStart, node); place < end; place += 1) {
    const edge = intAt(topology.entering, place);
    if (topology.kind[edge] === membership) {
      countMember(moving, edge, before, after);
    } else {
      reconsiderArrival(moving, edge, terrain.arrivalOver(edge, after));
    }
  }
}

/** Takes in that the wave departs from a member of a group at another instant than before. */
function countMember(moving: Moving, edge: number, before: number, after: number): void {
  const { membersHit, arrival } = moving.wave;
  const group = intAt(moving.topology.from, edge);
  const index = group - moving.topology.systems.length;
  const hit = intAt(membersHit, index) + Number(after < never) - Number(before < never);
  membersHit[index] = hit;
  const known = instantAt(arrival, group);
  if (known === never) {
    if (after < never && hit > spareOf(moving.topology, group)) {
      look(moving, group, after + 1, edge);
    }
    return;
  }
  const isAhead = before + 1 < known && after + 1 < known;
  const isBehind = before + 1 > known && after + 1 > known;
  if (!isAhead && !isBehind) {
    look(moving, group, Math.min(known, after + 1), edge);
  }
}

/** Sees to it that a node is looked at at an instant, because of an edge. */
function look(moving: Moving, node: number, instant: number, edge: number): void {
  const { due, dueOver, queue } = moving.workshop;
  const known = instantAt(due, node);
  if (instant < known) {
    writeDown(moving, node);
    due[node] = instant;
    dueOver[node] = edge;
    push(queue, instant, node);
  } else if (instant === known && edge >= 0 && isNearer(moving, edge, intAt(dueOver, node))) {
    dueOver[node] = edge;
  }
}

function writeDown({ wave, journal }: Moving, node: number): void {
  if (add(journal.noted, node)) {
    journal.arrival[node] = instantAt(wave.arrival, node);
    journal.departure[node] = instantAt(wave.departure, node);
    journal.through[node] = wave.through[node] ?? -1;
  }
}

/** The edge over which the wave arrives at a node first, -1 where none is earlier than the source of the node itself. */
function earliestEdge(moving: Moving, node: number): number {
  const { topology, terrain, wave, workshop } = moving;
  if (isGroup(topology, node)) {
    const spare = spareOf(topology, node);
    return intAt(wave.membersHit, node - topology.systems.length) > spare
      ? nthMember(topology, wave.departure, { group: node, place: spare, room: workshop.members })
      : -1;
  }
  let earliest = terrain.sourceOf(node);
  let through = -1;
  const end = intAt(topology.outStart, node + 1);
  for (let edge = intAt(topology.outStart, node); edge < end; edge += 1) {
    const instant = terrain.arrivalOver(edge, instantAt(wave.departure, intAt(topology.to, edge)));
    if (instant < earliest || (instant === earliest && isNearer(moving, edge, through))) {
      earliest = instant;
      through = edge;
    }
  }
  return through;
}

function arrivalThrough(moving: Moving, node: number, edge: number): number {
  const { topology, terrain, wave } = moving;
  if (edge < 0) {
    return isGroup(topology, node) ? never : terrain.sourceOf(node);
  }
  const departure = instantAt(wave.departure, intAt(topology.to, edge));
  return isGroup(topology, node) ? departure + 1 : terrain.arrivalOver(edge, departure);
}

/** Of two edges over which it arrives at once, the one to the smaller id counts, then the first one. */
function isNearer({ topology }: Moving, edge: number, other: number): boolean {
  if (other < 0) {
    return false;
  }
  const rank = intAt(topology.rank, intAt(topology.to, edge));
  const otherRank = intAt(topology.rank, intAt(topology.to, other));
  return rank < otherRank || (rank === otherRank && edge < other);
}
