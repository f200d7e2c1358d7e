// The words of the language, for documentation; a test keeps them equal to the library's lists.

/** A word of the rule language and what it says. */
export interface Word {
  readonly name: string;
  readonly description: string;
}

/** Operators: the value of the fact on the left, `value` on the right. */
export const operators: readonly Word[] = [
  { name: 'equal', description: 'both are the same string, number, boolean or null' },
  { name: 'notEqual', description: 'they are not the same' },
  { name: 'in', description: 'the fact is one of the listed values' },
  { name: 'notIn', description: 'the fact is none of the listed values' },
  { name: 'contains', description: 'the fact is a list and the value is in it' },
  { name: 'doesNotContain', description: 'the fact is a list and the value is not in it' },
  { name: 'lessThan', description: 'the fact is a number below the value' },
  { name: 'lessThanInclusive', description: 'the fact is a number, at most the value' },
  { name: 'greaterThan', description: 'the fact is a number above the value' },
  { name: 'greaterThanInclusive', description: 'the fact is a number, at least the value' },
];

/** Decorators stand before an operator, with `:` between, and apply from the left: `not:someFact:equal`. */
export const decorators: readonly Word[] = [
  { name: 'someFact', description: 'the fact is a list, and it holds for at least one item' },
  { name: 'someValue', description: 'the value is a list, and it holds for at least one item' },
  { name: 'everyFact', description: 'the fact is a list, and it holds for every item' },
  { name: 'everyValue', description: 'the value is a list, and it holds for every item' },
  { name: 'swap', description: 'fact and value change sides' },
  { name: 'not', description: 'the opposite; a missing fact or value still never matches' },
];
