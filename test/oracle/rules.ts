// What json-rules-engine itself says of the rules that we compile: the same events, and the same result and values of every
// part of a condition that it evaluates.
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { Engine } from 'json-rules-engine';
import type { FactRow, FactSource, FactValue, Trace } from '../../src/model/trace.ts';
import type { compileCondition } from '../../src/rules/compile.ts';
import type { KeptRow, rowFields } from '../../src/rules/fact-row.ts';
import type { FactShapes } from '../../src/rules/shape.ts';
import type { Profile } from './rule-cases.ts';

/** The compiler under test, with the rows that it reads facts from. */
export interface Compiler {
  readonly compileCondition: typeof compileCondition;
  readonly KeptRow: typeof KeptRow;
  readonly rowFields: typeof rowFields;
}

/** Rules, the named conditions that they refer to, and the facts of one run. */
export interface Case {
  readonly rules: readonly object[];
  readonly named: Readonly<Record<string, object>>;
  readonly facts: Facts;
}

export interface Facts {
  readonly a?: FactValue;
  readonly b?: FactValue;
  /** Of fact `c`, by its parameter `key`, which is `x` where it is not given. */
  readonly c: Readonly<Record<'x' | 'y', FactValue>>;
}

export const anything: FactShapes = {
  a: { description: 'anything', shape: { kind: 'any' } },
  b: { description: 'anything', shape: { kind: 'any' } },
  c: {
    description: 'anything, by its key',
    shape: { kind: 'any' },
    params: { key: { required: false, what: 'key', known: ['x', 'y'] } },
  },
};

/** How much a run of the property has compared, so that it cannot pass by comparing nothing. */
export interface Tally {
  events: number;
  leaves: number;
}

/** The rules and the engine agree on all cases of a profile, whether facts are plain objects or rows. */
export function agreement(
  compiler: Compiler,
  profile: Profile,
  tally: Tally = { events: 0, leaves: 0 },
): fc.IAsyncProperty<[Case]> {
  return fc.asyncProperty(profile.cases, async (one) => {
    const results = await ask(one);
    fc.pre(results !== undefined);
    const { rules, named, facts } = one;
    for (const source of [plainSource(facts), rowSource(facts, compiler)]) {
      for (const part of partsOf([...rules, ...Object.values(named)])) {
        traceOf(compiler, part, named, source);
      }
      for (const [index, rule] of rules.entries()) {
        const trace = traceOf(compiler, rule, named, source);
        compareEvent(trace, results.get(`rule ${index}`), tally);
      }
    }
  });
}

/** The trace of a condition, which must match as it is explained. */
function traceOf(
  { compileCondition: compile }: Compiler,
  condition: object,
  named: Case['named'],
  source: FactSource,
): Trace {
  const conditions = new Map(Object.entries(named));
  const { compiled } = compile(condition, { facts: anything, conditions });
  const trace = compiled?.explain(source);
  if (trace === undefined || compiled?.matches(source) !== trace.result) {
    throw new Error(`${JSON.stringify(condition)} does not match as it is explained`);
  }
  return trace;
}

function compareEvent(trace: Trace, result: RuleResult | undefined, tally: Tally): void {
  if (result === undefined) {
    throw new Error('the engine has not run a rule');
  }
  const { isTainted } = compare(trace, result.conditions, { isTop: true, tally });
  if (!isTainted && trace.result !== result.result) {
    throw new Error('an event of one only');
  }
  tally.events += isTainted ? 0 : 1;
}

/** The conditions inside of conditions, each of which is a rule of its own, too. */
function partsOf(conditions: readonly object[]): readonly object[] {
  return conditions.flatMap((condition: { all?: object[]; any?: object[]; not?: object }) => {
    const inner = [
      ...(condition.all ?? condition.any ?? []),
      ...(condition.not ? [condition.not] : []),
    ];
    return [...new Set(inner), ...partsOf([...new Set(inner)])];
  });
}

/** A part of a condition as the engine leaves it behind; without a result where it was not evaluated. */
interface Asked {
  readonly result?: boolean;
  readonly fact?: string;
  readonly operator?: string;
  readonly path?: string;
  readonly name?: string;
  readonly params?: object;
  readonly factResult?: FactValue;
  readonly valueResult?: FactValue;
  readonly all?: readonly Asked[];
  readonly any?: readonly Asked[];
  readonly not?: Asked;
}

interface RuleResult {
  readonly conditions: Asked;
  readonly result: boolean;
}

/** What the engine says of each rule; undefined where it refuses to say. */
async function ask({
  rules,
  named,
  facts,
}: Case): Promise<ReadonlyMap<string, RuleResult> | undefined> {
  const engine = new Engine([], { allowUndefinedFacts: true });
  // Copies, for the engine writes into what it is given.
  for (const [id, definition] of Object.entries(structuredClone(named))) {
    engine.setCondition(id, definition as Parameters<Engine['setCondition']>[1]);
  }
  for (const [index, conditions] of structuredClone(rules).entries()) {
    const rule: unknown = { conditions, event: { type: `rule ${index}` } };
    engine.addRule(rule as Parameters<Engine['addRule']>[0]);
  }
  const { c, ...plain } = facts;
  engine.addFact('c', ({ key }) => c[key === 'y' ? 'y' : 'x']);
  const run = await engine.run(plain).catch(() => undefined);
  return (
    run &&
    new Map(
      [...run.results, ...run.failureResults].map(({ event, conditions, result }) => [
        event?.type ?? '',
        { conditions: conditions as unknown as Asked, result: result === true },
      ]),
    )
  );
}

/**
 * Compares part by part, in the author's order, as far as the engine has evaluated. One case is excluded: a comparison of
 * something that is missing, which is false for us whatever the operator. Where the engine says otherwise, the parts around
 * it are tainted and only the others are compared.
 */
function compare(
  trace: Trace,
  asked: Asked,
  run: { readonly isTop: boolean; readonly tally: Tally },
): { readonly isTainted: boolean } {
  const inner = { ...run, isTop: false };
  if (trace.kind === 'condition') {
    // The engine puts the definition in the place of the reference.
    if (trace.result !== trace.child.result) {
      throw new Error('a reference does not come out as what it refers to');
    }
    return compare(trace.child, asked, run);
  }
  if (trace.kind === 'leaf') {
    return compareLeaf(trace, asked, run.tally);
  }
  if (asked.result === undefined && !run.isTop) {
    return { isTainted: false };
  }
  const children = trace.kind === 'not' ? [trace.child] : trace.children;
  const theirs = trace.kind === 'not' ? [asked.not] : (asked[trace.kind] ?? []);
  if (children.length !== theirs.length) {
    throw new Error(`${trace.kind} has ${children.length} parts, not ${theirs.length}`);
  }
  const isTainted = children
    .map((child, index) => compare(child, theirs[index] ?? {}, inner).isTainted)
    .includes(true);
  if (!isTainted && !run.isTop && trace.result !== asked.result) {
    throw new Error(`${trace.kind} at ${trace.where.join('.')} is ${trace.result}`);
  }
  return { isTainted };
}

function compareLeaf(
  leaf: Extract<Trace, { kind: 'leaf' }>,
  asked: Asked,
  tally: Tally,
): { readonly isTainted: boolean } {
  if (asked.result === undefined) {
    return { isTainted: false };
  }
  const { fact, operator, path, params, name } = leaf;
  if (isMissing(leaf, asked)) {
    if (leaf.missing !== false && leaf.result) {
      throw new Error('something that is missing matches');
    }
    return { isTainted: asked.result !== leaf.result };
  }
  const ours = {
    fact,
    operator,
    path,
    params,
    name,
    result: leaf.result,
    factResult: plainOf(leaf.actual),
    valueResult: plainOf(leaf.expected),
  };
  for (const [key, value] of Object.entries(ours)) {
    if (!isDeepStrictEqual(value, asked[key as keyof typeof ours])) {
      throw new Error(`${key} of the comparison at ${leaf.where.join('.')}`);
    }
  }
  tally.leaves += 1;
  return { isTainted: false };
}

/** A wildcard that finds nothing is an empty list for us and missing for the engine. */
function isMissing(leaf: Extract<Trace, { kind: 'leaf' }>, asked: Asked): boolean {
  const isNothing = (ours: FactValue, theirs: FactValue): boolean =>
    theirs === undefined && Array.isArray(ours) && ours.length === 0;
  return (
    leaf.missing !== false ||
    isNothing(leaf.actual, asked.factResult) ||
    isNothing(leaf.expected, asked.valueResult)
  );
}

function plainSource({ a, b, c }: Facts): FactSource {
  return (fact, params) => {
    switch (fact) {
      case 'a':
        return a;
      case 'b':
        return b;
      default:
        return c[params?.['key'] === 'y' ? 'y' : 'x'];
    }
  };
}

/** The same facts, those that are objects as rows. */
function rowSource(facts: Facts, { KeptRow: Row, rowFields: fieldsOf }: Compiler): FactSource {
  const rowOf = (value: FactValue): FactValue => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return value;
    }
    const entries = Object.entries(value).map(([name, field]: [string, FactValue]) => [
      name,
      () => field,
    ]);
    return new Row(fieldsOf<undefined>(Object.fromEntries(entries)), undefined);
  };
  const [a, b] = [rowOf(facts.a), rowOf(facts.b)];
  return plainSource({ a, b, c: facts.c });
}

function plainOf(value: FactValue): FactValue {
  return isRowLike(value)
    ? Object.fromEntries(value.names().map((name) => [name, value.field(name)]))
    : value;
}

/** A row of whichever compiler is under test. */
function isRowLike(value: FactValue): value is FactRow {
  return typeof value === 'object' && value !== null && 'names' in value && 'field' in value;
}
