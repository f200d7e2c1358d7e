import { didYouMean } from '../model/nearest.ts';
import type { FactValue, Where } from '../model/trace.ts';
import type { Comparison } from './operators.ts';
import type { Finding } from './problem.ts';
import { type Shape, shapeNoun } from './shape.ts';

/** One side of a comparison, as far as it is known before anything runs. */
export type Side =
  | { readonly kind: 'fact'; readonly text: string; readonly shape: Shape; readonly at: Where }
  | { readonly kind: 'literal'; readonly value: FactValue; readonly at: Where };

/** A comparison that can never come out, and the part of it that makes it so. */
export interface Mismatch extends Finding {
  readonly at: Where;
}

type Kind = Shape['kind'] | 'null';
type Name = string;

/** Why a comparison can never come out, or always does, whatever the facts are. Nothing where that is not sure. */
export function mismatches(
  comparison: Pick<Comparison, 'operator' | 'decorators'>,
  actual: Side,
  expected: Side,
): readonly Mismatch[] {
  const [decorator, ...decorators] = comparison.decorators;
  const inner = { operator: comparison.operator, decorators };
  switch (decorator) {
    case undefined:
      return operatorMismatches(comparison.operator, actual, expected);
    case 'swap':
      return mismatches(inner, expected, actual);
    case 'someFact':
    case 'everyFact':
      return eachItem(decorator, actual, (item) => mismatches(inner, item, expected));
    case 'someValue':
    case 'everyValue':
      return eachItem(decorator, expected, (item) => mismatches(inner, actual, item));
    default:
      return mismatches(inner, actual, expected);
  }
}

function operatorMismatches(operator: Name, actual: Side, expected: Side): readonly Mismatch[] {
  switch (operator) {
    case 'equal':
    case 'notEqual':
      return neverEqual(operator, actual, expected);
    case 'in':
    case 'notIn':
      return eachItem(operator, expected, (item) => neverEqual(operator, actual, item));
    case 'contains':
    case 'doesNotContain':
      return eachItem(operator, actual, (item) => neverEqual(operator, item, expected));
    default:
      return [...notANumber(operator, actual), ...notANumber(operator, expected)];
  }
}

/** Looks at the items of a side that has to be a list. */
function eachItem(
  name: Name,
  side: Side,
  look: (item: Side) => readonly Mismatch[],
): readonly Mismatch[] {
  if (side.kind === 'literal' && Array.isArray(side.value)) {
    return side.value.length === 0
      ? [mismatch(side, `\`${name}\` goes through an empty list`)]
      : side.value.flatMap((value: FactValue, index) =>
          look({ kind: 'literal', value, at: [...side.at, index] }),
        );
  }
  if (side.kind === 'fact' && (side.shape.kind === 'list' || side.shape.kind === 'any')) {
    const shape = side.shape.kind === 'list' ? side.shape.of : side.shape;
    return look({ ...side, text: `an item of ${side.text}`, shape });
  }
  return [mismatch(side, `\`${name}\` goes through a list, and ${sideText(side)}`)];
}

function notANumber(operator: Name, side: Side): readonly Mismatch[] {
  const kind = kindOf(side);
  if (kind === 'number' || kind === 'any') {
    return [];
  }
  return [
    mismatch(side, `\`${operator}\` compares numbers, and ${sideText(side)}`, unquoted(side)),
  ];
}

function neverEqual(operator: Name, actual: Side, expected: Side): readonly Mismatch[] {
  const sides = [actual, expected];
  const whole = sides.find((side) => isWhole(kindOf(side)));
  if (whole !== undefined) {
    const message = `\`${operator}\` compares single values, and ${sideText(whole)}`;
    return [mismatch(whole, message, forList(operator, whole))];
  }
  const [a, b] = [kindOf(actual), kindOf(expected)];
  if (a === 'any' || b === 'any' || a === 'null' || b === 'null') {
    return [];
  }
  const literal = sides.find((side) => side.kind === 'literal') ?? expected;
  const other = literal === actual ? expected : actual;
  if (a !== b) {
    const help = kindOf(other) === 'string' ? quoted(literal) : unquoted(literal);
    return [mismatch(literal, `${sideText(other)}, and ${sideText(literal)}`, help)];
  }
  return notAmong(literal, other);
}

/** A string outside of the closed set that the other side takes its values from. */
function notAmong(literal: Side, other: Side): readonly Mismatch[] {
  const shape = other.kind === 'fact' ? other.shape : undefined;
  const values = shape?.kind === 'string' ? shape.values : undefined;
  if (literal.kind !== 'literal' || typeof literal.value !== 'string' || values === undefined) {
    return [];
  }
  return values.includes(literal.value)
    ? []
    : [
        mismatch(
          literal,
          `\`${literal.value}\` is never a value of ${nameOf(other)}`,
          didYouMean(literal.value, values),
        ),
      ];
}

function mismatch(side: Side, message: string, help?: string): Mismatch {
  const finding = { code: 'rule/wrong-value', message, at: side.at } as const;
  return help === undefined ? finding : { ...finding, help };
}

function kindOf(side: Side): Kind {
  if (side.kind === 'fact') {
    return side.shape.kind;
  }
  const { value } = side;
  if (value === null || Array.isArray(value)) {
    return value === null ? 'null' : 'list';
  }
  const kind = typeof value;
  return kind === 'string' || kind === 'number' || kind === 'boolean' ? kind : 'object';
}

/** Lists and objects are compared by identity, so none ever equals another. */
function isWhole(kind: Kind): boolean {
  return kind === 'list' || kind === 'object' || kind === 'map';
}

function sideText(side: Side): string {
  const kind = kindOf(side);
  return `${nameOf(side)} is ${kind === 'null' ? 'null' : shapeNoun({ kind })}`;
}

function nameOf(side: Side): string {
  if (side.kind === 'fact') {
    return side.text;
  }
  const { value } = side;
  return typeof value === 'object' ? 'the value' : `\`${String(value)}\``;
}

function forList(operator: Name, side: Side): string | undefined {
  if (kindOf(side) !== 'list') {
    return undefined;
  }
  const isEqual = operator === 'equal' || operator === 'notEqual';
  if (side.kind === 'literal') {
    return isEqual ? `write \`${operator === 'equal' ? 'in' : 'notIn'}\`` : undefined;
  }
  return `write \`someFact:${operator}\` or \`everyFact:${operator}\``;
}

function unquoted(side: Side): string | undefined {
  const isWord = side.kind === 'literal' && typeof side.value === 'string';
  return isWord && /^(?:-?\d+(?:\.\d+)?|true|false)$/.test(String(side.value))
    ? `write ${String(side.value)} without quotes`
    : undefined;
}

function quoted(side: Side): string | undefined {
  return side.kind === 'literal' ? `write "${String(side.value)}" in quotes` : undefined;
}
