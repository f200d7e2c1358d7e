import type { Progress, Work } from '../../model/work.ts';
import type { FaultTree } from '../fault-tree/fault-tree.ts';
import { intAt } from '../integers.ts';
import { unlimited } from './algebra.ts';
import { countsOf } from './count.ts';
import { targetFamily } from './families.ts';
import { none } from './forest.ts';
import type { Gates } from './gates.ts';
import { firstSets, type UnitFamily } from './list.ts';
import { machineOf, stepsBetween } from './machine.ts';
import { reduced } from './reduce.ts';
import { type Variables, variablesOf } from './variables.ts';

/** How many families of sets may be held for one target. */
export const nodesMaxDefault = 2_000_000;

export interface CutSetLimits {
  /** How many units a set has at most; undefined where there is no limit. */
  readonly orderMax: number | undefined;
  /** Families of sets that may be held at a time. */
  readonly nodesMax: number;
}

/** The minimal cut sets of a target: sets of units that take it down, of which no unit can be spared. */
export interface CutSets {
  /** Whether these are all, up to the order that was asked for. */
  readonly isComplete: boolean;
  /** Up to which order these are all; undefined where there are no others at all. */
  readonly completeTo: number | undefined;
  /** How many sets there are of order 1, 2, and so on, without zeros at the end. Beyond 2^53 not exact. */
  readonly counts: readonly number[];
  /** The first sets, by order and then by unit. */
  readonly first: (most: number) => readonly (readonly number[])[];
}

/** Work that stops now and then. Each time it yields, it has taken a number of steps. */
type Steps = Generator<undefined, void>;

/**
 * The minimal cut sets of a target. Order 1 is found by letting everything fail alone; the others as diagrams of the sets of each
 * gate, one limit of the order after the other, so that what was found stands whenever the work ends. Where a limit needs more
 * families than there may be, the orders below it are the answer. Without a limit all orders are tried at once, as soon as those
 * of order 2 are known.
 */
export function cutSetWork(tree: FaultTree, limits: CutSetLimits): Work<CutSets> {
  let found: CutSets = answerOf(limits, { completeTo: 0, alone: [], family: undefined });
  const steps = work();
  let isDone = false;
  return {
    advance: (looks) => {
      for (let left = looks; left > 0 && !isDone; left -= stepsBetween) {
        isDone = steps.next().done === true;
      }
      return isDone;
    },
    progress: (): Progress => ({
      done: found.completeTo ?? 0,
      total: limits.orderMax,
      noun: 'orders',
    }),
    found: () => found,
  };

  function* work(): Steps {
    const { alone: those, gates } = reduced(tree);
    const alone = [...those];
    found = answerOf(limits, { completeTo: 1, alone, family: undefined });
    yield;
    const variables = variablesOf(gates);
    const units = unitsOf(gates, variables);
    for (const most of ordersToTry(limits.orderMax)) {
      const machine = machineOf(limits.nodesMax);
      const root = yield* targetFamily(gates, variables, machine, most);
      if (!machine.forest.isFull) {
        const completeTo = machine.isCut ? most : undefined;
        const family = { forest: machine.forest, root, units };
        found = answerOf(limits, { completeTo, alone, family });
      }
      if (found.completeTo === undefined || (machine.forest.isFull && most !== unlimited)) {
        return;
      }
    }
  }
}

/**
 * The limits to try: 2 and so on. Where there is no last one, none is tried as soon as the pairs are known; if that is too much, limits that
 * grow by a quarter.
 */
function* ordersToTry(orderMax: number | undefined): Generator<number, void> {
  if (orderMax === undefined) {
    yield 2;
    yield unlimited;
  }
  const step = orderMax === undefined ? 1 / 4 : 0;
  const first = orderMax === undefined ? 3 : 2;
  for (
    let order = first;
    order <= (orderMax ?? unlimited - 1);
    order += 1 + Math.floor(order * step)
  ) {
    yield order;
  }
}

/** By variable, the units that it stands for. */
function unitsOf({ unitStart, units }: Gates, variables: Variables): readonly Int32Array[] {
  return Array.from(variables.gates, (gate) =>
    units.slice(intAt(unitStart, gate), intAt(unitStart, gate + 1)),
  );
}

interface Found {
  readonly completeTo: number | undefined;
  /** Units that take the target down alone, ascending. */
  readonly alone: readonly number[];
  /** The sets of two units and more. */
  readonly family: UnitFamily | undefined;
}

function answerOf({ orderMax }: CutSetLimits, { completeTo, alone, family }: Found): CutSets {
  const more = family === undefined || family.root === none ? [] : countsByOrder(family);
  const counts = [alone.length, ...more];
  while (counts.at(-1) === 0) {
    counts.pop();
  }
  return {
    isComplete: completeTo === undefined || (orderMax !== undefined && completeTo >= orderMax),
    completeTo,
    counts,
    first: (most) => {
      const found: (readonly number[])[] = alone.slice(0, most).map((unit) => [unit]);
      for (let order = 2; order <= counts.length && found.length < most; order += 1) {
        if (family !== undefined && (counts[order - 1] ?? 0) > 0) {
          found.push(...firstSets(family, order, most - found.length));
        }
      }
      return found;
    },
  };
}

/** How many sets there are of order 2 and more. */
function countsByOrder({ forest, root, units }: UnitFamily): readonly number[] {
  const orderMax = intAt(forest.most, root);
  const sizes = Int32Array.from(units, ({ length }) => length);
  const { ofRoot } = countsOf(forest, root, { sizes, wanted: [], orderMax });
  return Array.from({ length: Math.max(0, orderMax - 1) }, (_, index) => ofRoot(index + 2));
}
