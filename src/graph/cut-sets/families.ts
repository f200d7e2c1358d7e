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

/**
 * Whatever takes down inputs with enough losses. `reaching` holds for each number of losses the sets that reach it with the inputs
 * looked at so far; nothing is enumerated.
 */
function* thresholdFamily(question: Question, gate: number): Work {
  const { gates, machine, families } = question;
  const threshold = intAt(gates.threshold, gate);
  const reaching = new Int32Array(threshold + 1);
  reaching[0] = unit;
  let reached = 0;
  for (const place of placesOf(question, gate)) {
    const input = intAt(families, intAt(gates.inputs, place));
    const losses = intAt(gates.losses, place);
    if (input === none) {
      continue;
    }
    reached = Math.min(threshold, reached + losses);
    for (let count = reached; count > 0; count -= 1) {
      yield* reachWith(question, reaching, count, { input, losses });
    }
    if (machine.forest.isFull) {
      return none;
    }
  }
  return intAt(reaching, threshold);
}

/** Adds to what reaches a number of losses what does so together with one more input. */
function* reachWith(
  { machine, most }: Question,
  reaching: Int32Array,
  count: number,
  { input, losses }: { readonly input: number; readonly losses: number },
): Generator<undefined, void> {
  const rest = intAt(reaching, Math.max(0, count - losses));
  if (rest === none) {
    return;
  }
  askAnd(machine, input, rest, most);
  if (isWorking(machine)) {
    yield* finish(machine);
  }
  askOr(machine, intAt(reaching, count), machine.result);
  if (isWorking(machine)) {
    yield* finish(machine);
  }
  reaching[count] = machine.result;
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
