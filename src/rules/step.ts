import type { FactSource, FactValue } from '../model/trace.ts';
import { isRow } from './fact-row.ts';
import type { Comparison } from './operators.ts';
import { childrenOf, isList } from './path.ts';
import type { Walk } from './walk.ts';

/** Reads a value from the fact that a rule is mostly about, or from the source. */
export type Read = (own: FactValue, source: FactSource) => FactValue;

/**
 * One comparison of a rule, and which one comes next: a condition is run by going from one to the other until an end is
 * reached. `all`, `any`, `not` and named conditions are gone by then; all that they say is who follows whom.
 */
export interface Step {
  readonly test: Test;
  /** The number of the field to look at, where the rule's own fact is a row; -1 where it takes more than that. */
  readonly field: number;
  readonly read: Read;
  /** What is compared with, where it is known beforehand: a value, a number, or a list to look it up in. */
  readonly literal: FactValue;
  readonly limit: number;
  readonly items: readonly FactValue[];
  readonly expected: Read;
  readonly compare: Comparison['compare'];
  /** Where the value is the list that a wildcard goes through: from each of its items to what is compared. */
  readonly item: Walk | undefined;
  /** Another condition that is run for its result. */
  readonly inner: Next;
  readonly yes: Next;
  readonly no: Next;
}

/** The next step, or the result of the whole. */
export type Next = Step | boolean;

export type Test = (typeof tests)[keyof typeof tests];

/** Ways to compare. Those named after an operator have its right side at hand; numbers, for a switch jumps to them. */
export const tests = {
  compare: 0,
  inner: 1,
  equal: 2,
  notEqual: 3,
  in: 4,
  notIn: 5,
  contains: 6,
  doesNotContain: 7,
  lessThan: 8,
  lessThanInclusive: 9,
  greaterThan: 10,
  greaterThanInclusive: 11,
} as const;

/** Runs from a step to the end, and answers whether the condition holds. */
export function run(first: Next, own: FactValue, source: FactSource): boolean {
  const row = isRow(own) ? own : undefined;
  let next = first;
  while (next !== true && next !== false) {
    const value: FactValue =
      row !== undefined && next.field >= 0 ? row.at(next.field) : next.read(own, source);
    next = isMatch(next, value, own, source) ? next.yes : next.no;
  }
  return next;
}

/** Whether a comparison holds for a value. Nothing that is missing ever matches. */
function isMatch(step: Step, value: FactValue, own: FactValue, source: FactSource): boolean {
  switch (step.test) {
    case tests.equal:
      return value === step.literal;
    case tests.notEqual:
      return value !== undefined && value !== step.literal;
    case tests.in:
      return value !== undefined && isAmong(step.items, value);
    case tests.notIn:
      return value !== undefined && !isAmong(step.items, value);
    case tests.contains:
      return contains(step, value) === true;
    case tests.doesNotContain:
      return contains(step, value) === false;
    case tests.inner:
      return run(step.inner, own, source);
    default:
      return typeof value === 'number' && step.test !== tests.compare
        ? isInOrder(step, value)
        : isComparable(step, value, own, source);
  }
}

function isInOrder({ test, limit }: Step, value: number): boolean {
  switch (test) {
    case tests.lessThan:
      return value < limit;
    case tests.lessThanInclusive:
      return value <= limit;
    case tests.greaterThan:
      return value > limit;
    default:
      return value >= limit;
  }
}

function isComparable(step: Step, value: FactValue, own: FactValue, source: FactSource): boolean {
  if (value === undefined) {
    return false;
  }
  const expected = step.expected(own, source);
  return expected !== undefined && step.compare(value, expected);
}

/** Whether the literal is in a list; undefined where there is no list. */
function contains({ item, literal }: Step, value: FactValue): boolean | undefined {
  if (item === undefined) {
    return isList(value) ? isAmong(value, literal) : undefined;
  }
  const items = childrenOf(value);
  for (let index = 0; items !== undefined && index < items.length; index += 1) {
    if (item(items[index]) === literal) {
      return true;
    }
  }
  return items && false;
}

/** Lists are short, so that going through them is faster than a call. */
function isAmong(items: readonly FactValue[], value: FactValue): boolean {
  for (let index = 0; index < items.length; index += 1) {
    if (items[index] === value) {
      return true;
    }
  }
  return false;
}
