import { byteAt, intAt } from '../integers.ts';
import { type Gates, hasSingleLosses, type Users, usersOf } from './gates.ts';
import { type Modules, modulesOf } from './modules.ts';

/** How many edges are looked at before what is left is not asked any more: it only makes the diagrams larger. */
const stepMax = 50_000_000;

/**
 * Events that take the top down alone, ascending; all of them, unless the graph is huge and of one piece. A single failure of a
 * module is one of the top where the module itself is, so that each is walked no farther than its module.
 */
export function singlesOf(gates: Gates): Int32Array {
  const modules = modulesOf(gates);
  const placeOf = new Map<number, number>();
  for (const [place, head] of modules.heads.entries()) {
    placeOf.set(head, place);
  }
  const reaches = walkOf(gates, usersOf(gates));
  const alone = [gates.top];
  // Grows while it is walked; what is an event has nothing below.
  for (const one of alone) {
    const place = placeOf.get(one);
    const below = place === undefined ? [] : [...variablesBelow(gates, modules, place)];
    for (const variable of below) {
      if (reaches(variable, one)) {
        alone.push(variable);
      }
    }
  }
  const events = alone.map((node) => intAt(gates.event, node)).filter((event) => event >= 0);
  return Int32Array.from(events).sort();
}

/** The events and modules that the gates of a module use, each once. */
function variablesBelow(gates: Gates, modules: Modules, place: number): ReadonlySet<number> {
  const variables = new Set<number>();
  const head = intAt(modules.heads, place);
  const inside = modules.gates.subarray(modules.gateStart[place], modules.gateStart[place + 1]);
  if (inside.length === 1 && intAt(gates.threshold, head) > 1 && hasSingleLosses(gates, head)) {
    return variables;
  }
  for (const gate of inside) {
    const end = intAt(gates.start, gate + 1);
    for (let edge = intAt(gates.start, gate); edge < end; edge += 1) {
      const input = intAt(gates.to, edge);
      const isApart = intAt(gates.event, input) >= 0 || byteAt(modules.isModule, input) === 1;
      if (isApart && input !== head) {
        variables.add(input);
      }
    }
  }
  return variables;
}

/** Answers whether the failure of one node reaches another. */
function walkOf(gates: Gates, users: Users): (from: number, head: number) => boolean {
  const lost = new Int32Array(gates.threshold.length);
  const isFailing = new Uint8Array(gates.threshold.length);
  const queue = new Int32Array(gates.threshold.length);
  let steps = 0;
  /** Forgets a walk: what it has failed, and what that has cost others. */
  const forget = (length: number): void => {
    for (let next = 0; next < length; next += 1) {
      const node = intAt(queue, next);
      isFailing[node] = 0;
      const end = intAt(users.start, node + 1);
      for (let place = intAt(users.start, node); place < end; place += 1) {
        lost[intAt(users.to, place)] = 0;
      }
    }
  };
  return (from, head) => {
    queue[0] = from;
    isFailing[from] = 1;
    let length = 1;
    for (
      let next = 0;
      next < length && byteAt(isFailing, head) === 0 && steps < stepMax;
      next += 1
    ) {
      const node = intAt(queue, next);
      const end = intAt(users.start, node + 1);
      for (let place = intAt(users.start, node); place < end; place += 1) {
        const user = intAt(users.to, place);
        const loss = intAt(lost, user) + intAt(users.losses, place);
        lost[user] = loss;
        steps += 1;
        if (loss >= intAt(gates.threshold, user) && byteAt(isFailing, user) === 0) {
          isFailing[user] = 1;
          queue[length] = user;
          length += 1;
        }
      }
    }
    const isHit = byteAt(isFailing, head) === 1;
    forget(length);
    return isHit;
  };
}
