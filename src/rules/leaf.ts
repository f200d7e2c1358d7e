import type { FactSource, FactValue, LeafTrace, Where } from '../model/trace.ts';
import { type FactReference, type Reader, readerOf } from './fact-reference.ts';
import { type Comparison, comparisonOf } from './operators.ts';
import { problemAt, type RuleProblem } from './problem.ts';
import type { FactShapes } from './shape.ts';
import { mismatches, type Side } from './wrong-value.ts';

/** A comparison as the library has parsed it. */
export interface LeafCondition extends FactReference {
  readonly operator: string;
  /** Plain data, or a reference to another fact. */
  readonly value: FactValue | FactReference;
  readonly name?: string;
}

export interface CompiledLeaf {
  readonly matches: (source: FactSource) => boolean;
  readonly explain: (source: FactSource) => LeafTrace;
}

/** Checks the names and values of a comparison at `where`, and compiles it where there is nothing wrong. */
export function compileLeaf(
  leaf: LeafCondition,
  where: Where,
  facts: FactShapes,
): { readonly compiled: CompiledLeaf | undefined; readonly problems: readonly RuleProblem[] } {
  const { reader: actual, problems } = readerOf(leaf, where, facts);
  const comparison = comparisonOf(leaf.operator);
  const expected = expectedOf(leaf.value, where, facts);
  const all = [
    ...problems,
    ...('code' in comparison ? [problemAt([...where, 'operator'], comparison)] : []),
    ...expected.problems,
  ];
  if (actual === undefined || 'code' in comparison || expected.side === undefined) {
    return { compiled: undefined, problems: all };
  }
  const left: Side = {
    kind: 'fact',
    text: `\`${actual.text}\``,
    shape: actual.shape,
    at: ['operator'],
  };
  for (const { at, ...finding } of mismatches(comparison, left, expected.side)) {
    all.push(problemAt([...where, ...at], finding));
  }
  const compiled =
    all.length === 0 ? assemble({ leaf, where, actual, comparison, expected }) : undefined;
  return { compiled, problems: all };
}

/** The right side of a comparison: how to read it, and what is known of it. */
interface Expected {
  readonly read: (source: FactSource) => FactValue;
  readonly side: Side | undefined;
  readonly problems: readonly RuleProblem[];
}

function expectedOf(value: FactValue | FactReference, where: Where, facts: FactShapes): Expected {
  if (!isReference(value)) {
    return { read: () => value, side: { kind: 'literal', value, at: ['value'] }, problems: [] };
  }
  const { reader, problems } = readerOf(value, [...where, 'value'], facts);
  if (reader === undefined) {
    return { read: () => undefined, side: undefined, problems };
  }
  const { read, shape, text } = reader;
  return { read, side: { kind: 'fact', text: `\`${text}\``, shape, at: ['value'] }, problems };
}

/** The library's own test. */
function isReference(value: FactValue | FactReference): value is FactReference {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'fact');
}

interface Parts {
  readonly leaf: LeafCondition;
  readonly where: Where;
  readonly actual: Reader;
  readonly comparison: Comparison;
  readonly expected: Expected;
}

function assemble({ leaf, where, actual, comparison, expected }: Parts): CompiledLeaf {
  const { compare } = comparison;
  const isMatch = (left: FactValue, right: FactValue): boolean =>
    left !== undefined && right !== undefined && compare(left, right);
  const { fact, path, params, operator, name } = leaf;
  const fixed = {
    kind: 'leaf',
    where,
    fact,
    ...(path === undefined ? {} : { path }),
    ...(params === undefined ? {} : { params }),
    operator,
    ...(name === undefined ? {} : { name }),
  } as const;
  return {
    matches: (source) => isMatch(actual.read(source), expected.read(source)),
    explain: (source) => {
      const left = actual.read(source);
      const right = expected.read(source);
      return {
        ...fixed,
        result: isMatch(left, right),
        actual: left,
        expected: right,
        missing: missingPart(leaf, source, left, right),
      };
    },
  };
}

function missingPart(
  leaf: LeafCondition,
  source: FactSource,
  left: FactValue,
  right: FactValue,
): LeafTrace['missing'] {
  if (left === undefined) {
    const isFact = leaf.path === undefined || source(leaf.fact, leaf.params) === undefined;
    return isFact ? 'fact' : 'path';
  }
  return right === undefined ? 'value' : false;
}
