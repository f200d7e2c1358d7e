import { badness } from '../model/words.ts';
import type { Propagation } from './columns.ts';
import type { Components } from './components.ts';
import { byteAt, intAt } from './integers.ts';
import { add, has, sorted } from './node-set.ts';
import { isRootAt, type Kinds, lossAt, lossOver } from './terrains.ts';
import { isGroup, membership } from './topology.ts';
import { instantAt, type Moving, never } from './wave.ts';

/** The systems and groups of which something else may be told after a step than before, ascending. */
export function answersOf(propagation: Propagation): Int32Array {
  answerMoved(propagation);
  const { touched, answered } = propagation.changes;
  for (let place = 0; place < touched.count; place += 1) {
    answerChanged(propagation, intAt(touched.nodes, place));
  }
  for (let place = 0; place < touched.count; place += 1) {
    answerMentioning(propagation, intAt(touched.nodes, place));
  }
  return sorted(answered);
}

/** What has another path to its root, as has whatever leads there through it. */
function answerMoved(propagation: Propagation): void {
  const { topology, loss, changes, supports } = propagation;
  const { journal, wave } = loss;
  const { moved, answered } = changes;
  for (let place = 0; place < journal.noted.count; place += 1) {
    const node = intAt(journal.noted.nodes, place);
    if (intAt(journal.through, node) !== intAt(wave.through, node)) {
      add(moved, node);
    }
    if (
      isRootAt(instantAt(journal.departure, node)) !== isRootAt(instantAt(wave.departure, node))
    ) {
      moveFollowers(propagation, node);
    }
  }
  // Grows while it is walked.
  for (let place = 0; place < moved.count; place += 1) {
    const node = intAt(moved.nodes, place);
    supports[node] = undefined;
    if (!isGroup(topology, node)) {
      add(answered, node);
    }
    if (!isRootAt(instantAt(wave.departure, node))) {
      moveFollowers(propagation, node);
    }
  }
}

function moveFollowers({ topology, loss, changes }: Propagation, node: number): void {
  const end = intAt(topology.inStart, node + 1);
  for (let place = intAt(topology.inStart, node); place < end; place += 1) {
    const edge = intAt(topology.entering, place);
    const from = intAt(topology.from, edge);
    if (intAt(loss.wave.through, from) === edge) {
      add(changes.moved, from);
    }
  }
}

/** A node that shows something else itself, or came to be so in another order. */
function answerChanged(propagation: Propagation, node: number): void {
  const { changes, failure, degradation, cycles } = propagation;
  if (isOther(propagation, node)) {
    add(changes.answered, node);
  }
  if (isShifted(failure, node)) {
    answerCycle(propagation, node, cycles().failing);
  }
  if (isShifted(degradation, node)) {
    answerCycle(propagation, node, cycles().worsening);
  }
}

/** Whether the status or the score of a node is another one than before. */
function isOther({ level, loss, changes }: Propagation, node: number): boolean {
  return (
    level[node] !== changes.level[node] ||
    lossAt(instantAt(loss.wave.arrival, node)) !== lossAt(arrivalBefore(loss, node))
  );
}

/** How a node looks to its dependents. */
interface Look {
  readonly level: number;
  /** When a loss departs from it. */
  readonly departure: number;
}

/** The dependents that mention a node as it was, or mention it as it is, where that differs. */
function answerMentioning(propagation: Propagation, node: number): void {
  const { own, level, loss, changes } = propagation;
  const isMasked = own.masked[node] === 1;
  const wasMasked = changes.masked[node] === 1;
  const departure = instantAt(loss.wave.departure, node);
  const departureBefore = has(loss.journal.noted, node)
    ? instantAt(loss.journal.departure, node)
    : departure;
  const isSame =
    isMasked === wasMasked &&
    lossAt(departure) === lossAt(departureBefore) &&
    !isOther(propagation, node);
  if (!isSame) {
    const before = wasMasked ? badness.degraded : byteAt(changes.level, node);
    const after = isMasked ? badness.degraded : byteAt(level, node);
    answerDependents(
      propagation,
      node,
      { level: before, departure: departureBefore },
      { level: after, departure },
    );
  }
}

function answerDependents(
  { topology, kinds, changes }: Propagation,
  node: number,
  before: Look,
  after: Look,
): void {
  const end = intAt(topology.inStart, node + 1);
  for (let place = intAt(topology.inStart, node); place < end; place += 1) {
    const edge = intAt(topology.entering, place);
    const from = intAt(topology.from, edge);
    const kind = topology.kind[edge] ?? 0;
    if (
      !has(changes.answered, from) &&
      kind !== membership &&
      (isMentionedAs(kinds, kind, before) || isMentionedAs(kinds, kind, after))
    ) {
      add(changes.answered, from);
    }
  }
}

function isMentionedAs(kinds: Kinds, kind: number, { level, departure }: Look): boolean {
  return (
    level === badness.unknown ||
    (level >= badness.degraded && kinds.carries[kind] === 1) ||
    lossOver(kinds, kind, departure) > 0
  );
}

function arrivalBefore({ journal, wave }: Moving, node: number): number {
  return instantAt((has(journal.noted, node) ? journal : wave).arrival, node);
}

/** Whether a wave is where it was, at another instant. */
function isShifted(moving: Moving, node: number): boolean {
  const before = arrivalBefore(moving, node);
  const after = instantAt(moving.wave.arrival, node);
  return before !== after && before !== never && after !== never;
}

/** The dependents on a cycle with a node, and the node itself: the order in which they were reached tells their causes. */
function answerCycle({ topology, changes }: Propagation, node: number, { of }: Components): void {
  const end = intAt(topology.inStart, node + 1);
  for (let place = intAt(topology.inStart, node); place < end; place += 1) {
    const from = intAt(topology.from, intAt(topology.entering, place));
    if (intAt(of, from) === intAt(of, node)) {
      add(changes.answered, from);
      add(changes.answered, node);
    }
  }
}
