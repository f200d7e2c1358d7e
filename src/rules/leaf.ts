import type { FactRead, FactSource, FactValue, LeafTrace, Where } from '../model/trace.ts';
import { type FactReference, type Reader, readerOf } from './fact-reference.ts';
import { type Comparison, comparisonOf } from './operators.ts';
import { problemAt, type RuleProblem } from './problem.ts';
import type { FactShapes } from './shape.ts';
import type { Next, Step } from './step.ts';
import { stepOf } from './step-of.ts';
import { leadingNames } from './walk.ts';
import { mismatches, type Side } from './wrong-value.ts';

/** A comparison as it has been read. */
export interface LeafCondition extends FactReference {
  readonly operator: string;
  /** Plain data, or a reference to another fact. */
  readonly value: FactValue | FactReference;
  readonly name?: string;
}

export interface CompiledLeaf {
  readonly explain: (source: FactSource) => LeafTrace;
  readonly reads: readonly FactRead[];
  /** The comparison as a step of a rule that looks up fact `own` once for all its steps. */
  readonly link: (own: string | undefined, yes: Next, no: Next) => Step;
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
  const { from, side } = expected;
  if (actual === undefined || 'code' in comparison || from === undefined || side === undefined) {
    return { compiled: undefined, problems: all };
  }
  const left: Side = {
    kind: 'fact',
    text: `\`${actual.text}\``,
    shape: actual.shape,
    at: ['operator'],
  };
  for (const { at, ...finding } of mismatches(comparison, left, side)) {
    all.push(problemAt([...where, ...at], finding));
  }
  const compiled =
    all.length === 0 ? assemble({ leaf, where, actual, comparison, expected: from }) : undefined;
  return { compiled, problems: all };
}

/** The right side of a comparison: how to read it, and what is known of it. */
interface Expected {
  /** What is written, or how to read what is meant. */
  readonly from: { readonly literal: FactValue } | Reader | undefined;
  readonly side: Side | undefined;
  readonly problems: readonly RuleProblem[];
}

function expectedOf(value: FactValue | FactReference, where: Where, facts: FactShapes): Expected {
  if (!isReference(value)) {
    const side = { kind: 'literal', value, at: ['value'] } as const;
    return { from: { literal: value }, side, problems: [] };
  }
  const { reader, problems } = readerOf(value, [...where, 'value'], facts);
  if (reader === undefined) {
    return { from: undefined, side: undefined, problems };
  }
  const { shape, text } = reader;
  const side = { kind: 'fact', text: `\`${text}\``, shape, at: ['value'] } as const;
  return { from: reader, side, problems };
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
  readonly expected: { readonly literal: FactValue } | Reader;
}

function assemble(parts: Parts): CompiledLeaf {
  const { actual, comparison, expected } = parts;
  return {
    explain: explanation(parts),
    reads: [readOf(actual), ...('read' in expected ? [readOf(expected)] : [])],
    link: (own, yes, no) => stepOf({ comparison, actual, expected }, own, { yes, no }),
  };
}

function explanation(parts: Parts): CompiledLeaf['explain'] {
  const { leaf, where, actual, comparison, expected } = parts;
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
  return (source) => {
    const left = actual.read(source);
    const right = 'read' in expected ? expected.read(source) : expected.literal;
    return {
      ...fixed,
      result: left !== undefined && right !== undefined && comparison.compare(left, right),
      actual: left,
      expected: right,
      missing: missingPart(leaf, source, left, right),
    };
  };
}

function readOf({ fact, params, path }: Reader): FactRead {
  const fields = leadingNames(path);
  return params === undefined ? { fact, fields } : { fact, params, fields };
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
