import fc from 'fast-check';
import { expect, test } from 'vitest';
import { advance, askAnd, askOr } from '../../../src/graph/cut-sets/algebra.ts';
import {
  familyOf,
  hiOf,
  loOf,
  none,
  unit,
  variableOf,
} from '../../../src/graph/cut-sets/forest.ts';
import { type Machine, machineOf } from '../../../src/graph/cut-sets/machine.ts';
import { families, isRightOnFamilies } from './random-families.ts';

const engine = { machineOf, familyOf, loOf, hiOf, variableOf, askOr, askAnd, advance };

test('families are joined as the book says', () => {
  fc.assert(
    fc.property(families, (drawn) => isRightOnFamilies(engine, drawn)),
    { numRuns: 2_000 },
  );
});

/** A machine that joins all pairs of 2,000 variables with one more variable, or with each of them. */
function largeQuestion(countMax: number, withEach = true): Machine {
  const machine = machineOf(countMax);
  let [pairs, singles] = [0, 0];
  for (let variable = 2_000; variable > 0; variable -= 1) {
    pairs = familyOf(machine.forest, variable, pairs, singles);
    singles = familyOf(machine.forest, variable, singles, unit);
  }
  askAnd(machine, pairs, familyOf(machine.forest, 0, withEach ? singles : none, unit), 3);
  return machine;
}

test('work that is stopped every few steps comes to the same as work that is not', () => {
  const [whole, stopped] = [largeQuestion(100_000), largeQuestion(100_000)];
  whole.pauseAt = Number.POSITIVE_INFINITY;
  expect(advance(whole)).toBe(true);
  let stops = 0;
  for (stopped.pauseAt = 7; !advance(stopped); stopped.pauseAt += 7) {
    stops += 1;
  }
  expect([stopped.result, stopped.steps]).toEqual([whole.result, whole.steps]);
  expect(stops).toBeGreaterThan(1_000);
});

test('a forest that is full, or too many steps, end the work', () => {
  const full = largeQuestion(4_002, false);
  const stepless = { ...largeQuestion(100_000), stepsMax: 50 };
  for (const machine of [full, stepless]) {
    machine.pauseAt = Number.POSITIVE_INFINITY;
    expect([advance(machine), machine.forest.isFull]).toEqual([true, true]);
  }
});
