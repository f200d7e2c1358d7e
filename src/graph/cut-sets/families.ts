import { intAt } from '../integers.ts';
import { advance, askAnd, askOr, isWorking, unlimited } from './algebra.ts';
import { familyOf, none, unit, variableOf } from './forest.ts';
import type { Gates } from './gates.ts';
import { type Machine, stepsBetween } from './machine.ts';
import type { Variables } from './variables.ts';

/** Work that stops now and then, so that it can be given up, and comes to a family. */
type Work = Generator<undefined, number>;

/** What the families of gates are worked out from. */
interface Question {
  readonly gates: Gates;
  readonly variables: Variables;
  readonly machine: Machine;
  /** How many variables a set may have. */
  readonly most: number;
  readonly families: Int32Array;
}

/**
 * The minimal sets of variables, each of at most `most`, that take the target of some gates down: those of every gate, from those of
 * its inputs. Around a knot that is done until nothing changes. The answer means nothing once the forest is full.
 */
export function* targetFamily(
  gates: Gates,
  variables: Variables,
  machine: Machine,
  most: number = unlimited,
): Work {
  const families = new Int32Array(gates.threshold.length);
  const question = { gates, variables, machine, most, families };
  for (let knot = 0; knot + 1 < gates.knotStart.length; knot += 1) {
    const begin = intAt(gates.knotStart, knot);
    const end = intAt(gates.knotStart, knot + 1);
    for (let isChanged = true; isChanged; ) {
      isChanged = false;
      for (let gate = begin; gate < end; gate += 1) {
        const before = intAt(families, gate);
        families[gate] = yield* gateFamily(question, gate);
        isChanged ||= intAt(families, gate) !== before;
        if (machine.forest.isFull) {
          return none;
        }
      }
      isChanged &&= end - begin > 1;
    }
  }
  return intAt(families, gates.target);
}

function gateFamily(question: Question, gate: number): Work {
  return intAt(question.gates.threshold, gate) === 1
    ? anyFamily(question, gate)
    : thresholdFamily(question, gate);
}

/** Its own variable, or whatever takes down any of its inputs. */
function* anyFamily(question: Question, gate: number): Work {
  const { machine, variables, families } = question;
  const variable = intAt(variables.of, gate);
  let family = variable < 0 ? none : familyOf(machine.forest, variable, none, unit);
  for (const place of placesOf(question, gate)) {
    askOr(machine, family, intAt(families, intAt(question.gates.inputs, place)));
    if (isWorking(machine)) {
      yield* finish(machine);
    }
    family = machine.result;
  }
  return family;
}

/** What reaches each number of losses with the inputs looked at so far. Few of these families differ from their neighbors. */
interface Reaching {
  readonly families: Int32Array;
  /** What was joined last: with the same there is the same to come to. */
  rest: number;
  before: number;
  after: number;
}

/** Whatever takes down inputs with enough losses; the ways in which they may come together are not enumerated. */
function* thresholdFamily(question: Question, gate: number): Work {
  const { gates, machine } = question;
  const threshold = intAt(gates.threshold, gate);
  const reaching = {
    families: new Int32Array(threshold + 1),
    rest: none,
    before: none,
    after: none,
  };
  reaching.families[0] = unit;
  const places = placesOf(question, gate);
  let left = places.reduce((sum, place) => sum + intAt(gates.losses, place), 0);
  let reached = 0;
  for (const place of places) {
    const input = intAt(question.families, intAt(gates.inputs, place));
    const losses = intAt(gates.losses, place);
    left -= losses;
    // So many losses can be had, and with fewer the threshold is out of reach.
    const first = Math.min(threshold, reached + losses);
    const last = Math.max(1, threshold - left);
    reaching.rest = none;
    for (let count = first; input !== none && count >= last; count -= 1) {
      if (!isPlain(reaching, count, losses)) {
        yield* join(question, reaching, input);
      }
      reached = Math.max(reached, keep(reaching, count));
    }
    if (machine.forest.isFull) {
      return none;
    }
  }
  return intAt(reaching.families, threshold);
}

/** Keeps what was joined; the number of losses that it reaches, 0 where there is nothing. */
function keep(reaching: Reaching, count: number): number {
  if (reaching.rest === none) {
    return 0;
  }
  reaching.families[count] = reaching.after;
  return reaching.after === none ? 0 : count;
}

/** Looks at what there is to join; whether nothing, or the same as last time. */
function isPlain(reaching: Reaching, count: number, losses: number): boolean {
  const rest = intAt(reaching.families, Math.max(0, count - losses));
  const before = intAt(reaching.families, count);
  const isSame = rest === reaching.rest && before === reaching.before;
  reaching.rest = rest;
  reaching.before = before;
  return rest === none || isSame;
}

/** Adds to what reaches a number of losses what does so together with one more input. */
function* join(
  { machine, most }: Question,
  reaching: Reaching,
  input: number,
): Generator<undefined, void> {
  askAnd(machine, input, reaching.rest, most);
  if (isWorking(machine)) {
    yield* finish(machine);
  }
  askOr(machine, reaching.before, machine.result);
  if (isWorking(machine)) {
    yield* finish(machine);
  }
  reaching.after = machine.result;
}

/** Works on what was asked until it is answered. */
function* finish(machine: Machine): Generator<undefined, void> {
  while (!advance(machine)) {
    yield;
    machine.pauseAt = machine.steps + stepsBetween;
  }
}

/** The places of the inputs of a gate, those whose variables stand lowest first: then each step adds on top of the last. */
function placesOf({ gates, families, machine }: Question, gate: number): readonly number[] {
  const begin = intAt(gates.inputStart, gate);
  const count = intAt(gates.inputStart, gate + 1) - begin;
  const firstOf = (place: number): number =>
    variableOf(machine.forest, intAt(families, intAt(gates.inputs, place)));
  return Array.from({ length: count }, (_, index) => begin + index).sort(
    (a, b) => firstOf(b) - firstOf(a) || b - a,
  );
}
