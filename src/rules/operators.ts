import defaultDecorators from 'json-rules-engine/dist/engine-default-operator-decorators.js';
import defaultOperators from 'json-rules-engine/dist/engine-default-operators.js';
import { didYouMean } from '../model/nearest.ts';
import type { FactValue } from '../model/trace.ts';
import type { Finding } from './problem.ts';

/** An operator with its decorators, as written before it, outermost first. */
export interface Comparison {
  readonly operator: string;
  readonly decorators: readonly string[];
  /** Never throws: where an operator cannot take the values, nothing matches, whatever decorates it. */
  readonly compare: (actual: FactValue, expected: FactValue) => boolean;
}

/** An operator of the library, as it is made. */
export interface LibraryOperator {
  readonly name: string;
  /** The bare comparison, without a look at the type of the left side. */
  readonly cb: (actual: unknown, expected: unknown) => boolean;
  readonly evaluate: (actual: unknown, expected: unknown) => boolean;
}

/** A decorator of the library, as it is made. */
export interface LibraryDecorator {
  readonly name: string;
  readonly decorate: (operator: LibraryOperator) => LibraryOperator;
}

const decoratorsMax = 8;

/** The library's operators by name. */
export const operatorByName = byName(unwrapped(defaultOperators));
/** The library's decorators by name. */
export const decoratorByName = byName(unwrapped(defaultDecorators));

/** The comparison that `operator` of a condition names: an operator, or decorators and an operator with `:` between. */
export function comparisonOf(text: string): Comparison | Finding {
  const decorators = text.split(':');
  if (decorators.includes('')) {
    return { code: 'rule/unknown-operator', message: `\`${text}\` lacks a name beside its \`:\`` };
  }
  const name = decorators.pop() ?? '';
  if (decorators.length > decoratorsMax) {
    return {
      code: 'rule/syntax',
      message: `an operator has more than ${decoratorsMax} decorators`,
    };
  }
  const found: LibraryDecorator[] = [];
  for (const decorator of decorators) {
    const known = decoratorByName.get(decorator);
    if (known === undefined) {
      return unknown(decorator, 'a decorator', decoratorByName.keys());
    }
    found.push(known);
  }
  const operator = operatorByName.get(name);
  return operator === undefined
    ? unknown(name, 'an operator', operatorByName.keys())
    : { operator: name, decorators, compare: compose(operator, found) };
}

/** A default export of CommonJS: Node hands out the module, bundlers and test runners what is in it. */
export function unwrapped<T>(
  imported: readonly T[] | { readonly default: readonly T[] },
): readonly T[] {
  return 'default' in imported ? imported.default : imported;
}

function byName<T extends { readonly name: string }>(list: readonly T[]): ReadonlyMap<string, T> {
  return new Map(list.map((each) => [each.name, each]));
}

function unknown(name: string, what: string, known: Iterable<string>): Finding {
  return {
    code: 'rule/unknown-operator',
    message: `\`${name}\` is not ${what}`,
    help: didYouMean(name, known),
  };
}

/**
 * Composed as the library composes them, innermost last, with a guard around each that keeps it from throwing. One that
 * stops a comparison makes the whole of it false, for otherwise `not` would turn a mistake into a match.
 */
function compose(
  operator: LibraryOperator,
  decorators: readonly LibraryDecorator[],
): Comparison['compare'] {
  const fitsOperator = operatorFits.get(operator.name) ?? fitsAll;
  if (decorators.length === 0) {
    return fitsOperator === fitsOrder ? ordered(operator) : alone(operator, fitsOperator);
  }
  let stopped = false;
  const guarded = (inner: LibraryOperator, fits: Fits): LibraryOperator => ({
    ...inner,
    evaluate: (actual, expected) => {
      if (fits(actual, expected)) {
        return inner.evaluate(actual, expected);
      }
      stopped = true;
      return false;
    },
  });
  let whole = guarded(operator, fitsOperator);
  for (const decorator of decorators.toReversed()) {
    whole = guarded(decorator.decorate(whole), decoratorFits.get(decorator.name) ?? fitsAll);
  }
  return (actual, expected) => {
    stopped = false;
    const result = whole.evaluate(actual, expected);
    return result && !stopped;
  };
}

function alone(operator: LibraryOperator, fits: Fits): Comparison['compare'] {
  return fits === fitsAll
    ? (actual, expected) => operator.evaluate(actual, expected)
    : (actual, expected) => fits(actual, expected) && operator.evaluate(actual, expected);
}

/** Two numbers need no looking at whether they are numbers, which the library does by printing them. */
function ordered(operator: LibraryOperator): Comparison['compare'] {
  const { cb } = operator;
  return (actual, expected) =>
    typeof actual === 'number' && typeof expected === 'number'
      ? cb(actual, expected)
      : fitsOrder(actual, expected) && operator.evaluate(actual, expected);
}

type Fits = (actual: unknown, expected: unknown) => boolean;

const fitsAll: Fits = () => true;
const fitsSearch: Fits = (actual, expected) =>
  Array.isArray(expected) || (typeof expected === 'string' && isPrintable(actual));
/** The right side is looked at only where the left one is a number. */
const fitsOrder: Fits = (actual, expected) =>
  isPrintable(actual) && (isPrintable(expected) || Number.isNaN(Number.parseFloat(String(actual))));
const fitsListValue: Fits = (_, expected) => Array.isArray(expected);

const operatorFits: ReadonlyMap<string, Fits> = new Map([
  ['in', fitsSearch],
  ['notIn', fitsSearch],
  ['lessThan', fitsOrder],
  ['lessThanInclusive', fitsOrder],
  ['greaterThan', fitsOrder],
  ['greaterThanInclusive', fitsOrder],
]);

const decoratorFits: ReadonlyMap<string, Fits> = new Map([
  ['someValue', fitsListValue],
  ['everyValue', fitsListValue],
]);

const printableDepthMax = 16;

/** Whether JavaScript can turn a value into text or a number, as the ordering operators make it do. */
function isPrintable(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) {
    return true;
  }
  if (Array.isArray(value)) {
    return depth < printableDepthMax && value.every((item) => isPrintable(item, depth + 1));
  }
  return typeof value.toString === 'function';
}
