import { badness } from '../model/words.ts';
import type { Propagation } from './columns.ts';
import type { Components } from './components.ts';
import { type Instants, instantAt, isRootAt, lossAt, never } from './instants.ts';
import { byteAt, intAt } from './integers.ts';
import { add, has, sorted } from './node-set.ts';
import { type Kinds, lossOver } from './terrains.ts';
import { isGroup, membership } from './topology.ts';
import type { Moving } from './wave.ts';

/** The systems and groups of which something else may be told after a step than before, ascending. */
export function answersOf(propagation: Propagation): Int32Array {
  const { touched, answered } = propagation.changes;
  answerMoved(propagation);
  for (let place = 0; place < touched.count; place += 1) {
    answerTouched(propagation, intAt(touched.nodes, place));
  }
  return sorted(answered);
}

/** What has another path to its root, as has whatever leads there through it. */
function answerMoved(propagation: Propagation): void {
  const { topology, kinds, loss, changes, supports } = propagation;
  const { journal, wave } = loss;
  const { moved, answered } = changes;
  for (let place = 0; place < journal.noted.count; place += 1) {
    const node = intAt(journal.noted.nodes, place);
    if (intAt(journal.through, node) !== intAt(wave.through, node)) {
      add(moved, node);
    }
    const wasRoot = isRootAt(kinds.clock, instantAt(journal.departure, node));
    if (wasRoot !== isRootAt(kinds.clock, instantAt(wave.departure, node))) {
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
    if (!isRootAt(kinds.clock, instantAt(wave.departure, node))) {
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

/**
 * What a wave came to before as now, in another order: on a cycle that tells what is named as the cause. The journal
 * is that of this wave.
 */
export function answerShifted(propagation: Propagation, name: 'failure' | 'degradation'): void {
  const { journal, wave } = propagation[name];
  for (let place = 0; place < journal.noted.count; place += 1) {
    const node = intAt(journal.noted.nodes, place);
    const before = instantAt(journal.arrival, node);
    const after = instantAt(wave.arrival, node);
    if (before !== after && before !== never && after !== never) {
      answerCycle(propagation, node, propagation.cycles()[name]);
    }
  }
}

/** The dependents on a cycle with a node, and the node itself. */
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

/** A node that has another status or score, and the dependents that mention one that looks otherwise to them. */
function answerTouched(propagation: Propagation, node: number): void {
  const { own, level, loss, changes, kinds } = propagation;
  const isOther =
    level[node] !== changes.level[node] ||
    isOtherLoss(kinds, loss.wave.arrival, noted(loss, node).arrival, node);
  if (isOther) {
    add(changes.answered, node);
  }
  const isMasked = own.masked[node] === 1;
  const wasMasked = changes.masked[node] === 1;
  const { departure } = noted(loss, node);
  if (
    isOther ||
    isMasked !== wasMasked ||
    isOtherLoss(kinds, loss.wave.departure, departure, node)
  ) {
    const levelBefore = wasMasked ? badness.degraded : byteAt(changes.level, node);
    const levelNow = isMasked ? badness.degraded : byteAt(level, node);
    answerDependents(
      propagation,
      node,
      { level: levelBefore, departure: instantAt(departure, node) },
      { level: levelNow, departure: instantAt(loss.wave.departure, node) },
    );
  }
}

/** The columns that tell how a node was before the step. */
function noted(
  { journal, wave }: Moving,
  node: number,
): Pick<Moving['wave'], 'arrival' | 'departure'> {
  return has(journal.noted, node) ? journal : wave;
}

function isOtherLoss(kinds: Kinds, now: Instants, before: Instants, node: number): boolean {
  const instant = instantAt(now, node);
  const instantBefore = instantAt(before, node);
  return (
    instant !== instantBefore && lossAt(kinds.clock, instant) !== lossAt(kinds.clock, instantBefore)
  );
}

/** How a node looks to its dependents. */
interface Look {
  readonly level: number;
  /** When a loss departs from it. */
  readonly departure: number;
}

/** The dependents that mention a node as it was, or mention it as it is. */
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
