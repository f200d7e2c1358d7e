import { badness, byBadness } from '../model/words.ts';
import { type Propagation, shownLevel } from './columns.ts';
import { never } from './instants.ts';
import { add } from './node-set.ts';
import { at, isGroup, membership } from './topology.ts';
import type { Journal } from './wave.ts';

const levelCount = byBadness.length;

/** Writes down how a node was before it changes. */
export function touch({ own, level, changes }: Propagation, node: number): void {
  if (add(changes.touched, node)) {
    changes.level[node] = at(level, node);
    changes.masked[node] = at(own.masked, node);
  }
}

/** Brings the levels of systems, then of groups, in line with the waves. The cost follows what changed. */
export function relevel(propagation: Propagation): void {
  const { topology, changes } = propagation;
  const { touched } = changes;
  for (let place = 0; place < touched.count; place += 1) {
    const node = at(touched.nodes, place);
    if (!isGroup(topology, node)) {
      relevelSystem(propagation, node);
    }
  }
  for (let place = 0; place < touched.count; place += 1) {
    const node = at(touched.nodes, place);
    if (isGroup(topology, node)) {
      propagation.level[node] = levelOfGroup(propagation, node);
    }
  }
}

/** Writes down how the nodes were at which a wave may have changed. */
export function touchNoted(propagation: Propagation, { noted: { nodes, count } }: Journal): void {
  for (let place = 0; place < count; place += 1) {
    touch(propagation, at(nodes, place));
  }
}

function relevelSystem(propagation: Propagation, node: number): void {
  const { own, failure, degradation, level, changes } = propagation;
  const fails = failure.wave.arrival[node] !== never;
  const worsens = degradation.wave.arrival[node] !== never;
  const carried = fails ? badness.unhealthy : worsens ? badness.degraded : badness.healthy;
  level[node] = Math.max(at(own.level, node), carried);
  const before = at(changes.masked, node) === 1 ? badness.degraded : at(changes.level, node);
  const after = shownLevel(propagation, node);
  if (before !== after) {
    recountGroups(propagation, node, before, after);
  }
}

/** Takes in that a member shows another level. */
function recountGroups(
  propagation: Propagation,
  member: number,
  before: number,
  after: number,
): void {
  const { topology, memberLevels, changes } = propagation;
  const end = at(topology.inStart, member + 1);
  for (let place = at(topology.inStart, member); place < end; place += 1) {
    const edge = at(topology.entering, place);
    if (at(topology.kind, edge) === membership) {
      const group = at(topology.from, edge);
      const counts = (group - topology.systems.length) * levelCount;
      touch(propagation, group);
      add(changes.answered, group);
      memberLevels[counts + before] = at(memberLevels, counts + before) - 1;
      memberLevels[counts + after] = at(memberLevels, counts + after) + 1;
    }
  }
}

/** That of the last member it needs, best first. */
function levelOfGroup({ topology, memberLevels }: Propagation, group: number): number {
  const counts = (group - topology.systems.length) * levelCount;
  let missing = at(topology.need, group);
  for (let level = 0; level < levelCount; level += 1) {
    missing -= at(memberLevels, counts + level);
    if (missing <= 0) {
      return level;
    }
  }
  return badness.healthy;
}
