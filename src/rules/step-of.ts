import type { FactValue } from '../model/trace.ts';
import type { Reader } from './fact-reference.ts';
import type { Comparison } from './operators.ts';
import { isList, type Path } from './path.ts';
import { type Next, type Read, type Step, type Test, tests } from './step.ts';
import { soleField, stepInto, type Walk, walkOf } from './walk.ts';

/** The sides of a comparison, the right one as it is written or as it is read. */
interface Sides {
  readonly comparison: Comparison;
  readonly actual: Reader;
  readonly expected: { readonly literal: FactValue } | Reader;
}

/** A comparison as a step of a rule that looks up fact `own` once. */
export function stepOf(
  { comparison, actual, expected }: Sides,
  own: string | undefined,
  { yes, no }: { readonly yes: Next; readonly no: Next },
): Step {
  const literal = 'read' in expected ? undefined : expected.literal;
  const test = testOf(comparison, literal);
  const { path, item } = splitAt(actual.path, test);
  return {
    test,
    field: isOf(actual, own) ? (soleField(path) ?? -1) : -1,
    read: readFrom(actual, path, own),
    item,
    literal,
    limit: typeof literal === 'number' ? literal : Number.NaN,
    items: isList(literal) ? literal : [],
    expected: 'read' in expected ? readFrom(expected, expected.path, own) : () => literal,
    compare: comparison.compare,
    inner: false,
    yes,
    no,
  };
}

/** A step that runs another condition, for a reference to one that is too large to be repeated at each of its places. */
export function callOf(inner: Next, { yes, no }: { readonly yes: Next; readonly no: Next }): Step {
  return {
    test: tests.inner,
    field: -1,
    read: nothing,
    literal: undefined,
    limit: Number.NaN,
    items: [],
    expected: nothing,
    compare: never,
    item: undefined,
    inner,
    yes,
    no,
  };
}

function isOf({ fact, params }: Reader, own: string | undefined): boolean {
  return fact === own && params === undefined;
}

/** Whether a list contains something is seen without collecting what a wildcard leads to: `$.list[*].name`. */
function splitAt(path: Path, test: Test): { readonly path: Path; readonly item: Walk | undefined } {
  const wildcard = path.findIndex(({ kind }) => kind === 'every');
  const last = path[wildcard + 1];
  const isSearch = test === tests.contains || test === tests.doesNotContain;
  return isSearch && last !== undefined && wildcard >= 0 && wildcard === path.length - 2
    ? { path: path.slice(0, wildcard), item: stepInto(last) }
    : { path, item: undefined };
}

function readFrom(reader: Reader, path: Path, own: string | undefined): Read {
  const { fact, params } = reader;
  const walk = walkOf(path);
  return isOf(reader, own) ? (value) => walk(value) : (_, source) => walk(source(fact, params));
}

/** The way to compare with a literal that an operator has by itself; any other comparison is made as the library makes it. */
function testOf({ operator, decorators }: Comparison, literal: FactValue): Test {
  if (decorators.length > 0) {
    return tests.compare;
  }
  switch (operator) {
    case 'equal':
    case 'notEqual':
    case 'contains':
    case 'doesNotContain':
      return literal === undefined ? tests.compare : tests[operator];
    case 'in':
    case 'notIn':
      return isList(literal) ? tests[operator] : tests.compare;
    case 'lessThan':
    case 'lessThanInclusive':
    case 'greaterThan':
    case 'greaterThanInclusive':
      return typeof literal === 'number' ? tests[operator] : tests.compare;
    default:
      return tests.compare;
  }
}

function nothing(): undefined {
  return undefined;
}

function never(): boolean {
  return false;
}
