import type { CompiledRule } from '../model/model.ts';
import { didYouMean } from '../model/nearest.ts';
import { compareText } from '../model/order.ts';
import type { FactRead, Where } from '../model/trace.ts';
import { compileLeaf } from './leaf.ts';
import { problemAt, type RuleProblem } from './problem.ts';
import type { FactShapes } from './shape.ts';
import { type Next, run } from './step.ts';
import { callOf } from './step-of.ts';
import { depthMax, type Parsed, readSyntax, sizeMax } from './syntax.ts';

/** How many comparisons a named condition may have and still be repeated at each reference to it. */
const repeatedMax = 16;

export interface CompileContext {
  /** What the condition can see. */
  readonly facts: FactShapes;
  /** Named conditions as written, by name. */
  readonly conditions: ReadonlyMap<string, unknown>;
}

/**
 * Checks and compiles one condition. Problems inside a named condition are found by compiling that one: here only the
 * reference is checked, so `compiled` may be undefined without problems. In a trace, places inside a named condition
 * start with `conditions` and its name.
 */
export function compileCondition(
  condition: unknown,
  context: CompileContext,
): { readonly compiled: CompiledRule | undefined; readonly problems: readonly RuleProblem[] } {
  const compilation: Compilation = {
    context,
    parts: new Map(),
    open: [],
    cycles: new Map(),
    reads: new Map(),
    tooDeep: false,
  };
  const { part, problems } = compileWhole(compilation, condition, { where: [], depth: 0 });
  const excess =
    compilation.tooDeep || (part?.depth ?? 0) > depthMax
      ? `conditions are nested deeper than ${depthMax}`
      : (part?.comparisons ?? 0) > sizeMax
        ? `a condition expands to more than ${sizeMax} comparisons`
        : undefined;
  const all =
    excess === undefined
      ? problems
      : [
          ...problems,
          problemAt([], {
            code: 'rule/syntax',
            message: excess,
            help: 'split it into several policies, or refer to fewer conditions',
          }),
        ];
  const reads = [...compilation.reads.values()];
  const compiled = part !== undefined && all.length === 0 ? ruleOf(part, reads) : undefined;
  return { compiled, problems: all };
}

/** A compiled part, with what it costs at most to run: references count as often as they occur. */
interface Part extends Pick<CompiledRule, 'explain'> {
  readonly depth: number;
  readonly comparisons: number;
  /** Its first step, in a rule that looks up fact `own` once for all its steps. */
  readonly link: (own: string | undefined, yes: Next, no: Next) => Next;
}

/** The fact that a rule asks for first without parameters is looked up once: most rules look at one fact only. */
function ruleOf({ explain, link }: Part, reads: readonly FactRead[]): CompiledRule {
  const about = reads.find(({ params }) => params === undefined)?.fact;
  const first = link(about, true, false);
  return {
    about,
    matches:
      about === undefined
        ? (facts) => run(first, undefined, facts)
        : (facts, value) => run(first, value ?? facts(about, undefined), facts),
    explain,
    reads,
  };
}

interface Compilation {
  readonly context: CompileContext;
  /** Each named condition is compiled once; undefined where something in it is wrong. */
  readonly parts: Map<string, Part | undefined>;
  /** Names being compiled, outermost first. */
  readonly open: string[];
  /** A cycle for each name that is on one. */
  readonly cycles: Map<string, readonly string[]>;
  /** What the comparisons look at, each once. */
  readonly reads: Map<string, FactRead>;
  tooDeep: boolean;
}

/** Where in which condition the compiler is, and where it notes what is wrong. */
interface Place {
  readonly compilation: Compilation;
  readonly problems: RuleProblem[];
  readonly where: Where;
  readonly depth: number;
}

function compileWhole(
  compilation: Compilation,
  condition: unknown,
  start: { readonly where: Where; readonly depth: number },
): { readonly part: Part | undefined; readonly problems: readonly RuleProblem[] } {
  const read = readSyntax(condition);
  if ('problems' in read) {
    return { part: undefined, problems: read.problems };
  }
  const problems: RuleProblem[] = [];
  const part = compilePart(read.parsed, { ...start, compilation, problems });
  return { part, problems };
}

function compilePart(parsed: Parsed, place: Place): Part | undefined {
  if (place.depth > depthMax) {
    place.compilation.tooDeep = true;
    return undefined;
  }
  if ('all' in parsed) {
    return compileJoin('all', parsed.all, named(parsed), place);
  }
  if ('any' in parsed) {
    return compileJoin('any', parsed.any, named(parsed), place);
  }
  if ('not' in parsed) {
    return compileNot(parsed.not, named(parsed), place);
  }
  if ('condition' in parsed) {
    return compileReference(parsed.condition, named(parsed), place);
  }
  const { compiled, problems } = compileLeaf(parsed, place.where, place.compilation.context.facts);
  place.problems.push(...problems);
  if (compiled === undefined) {
    return undefined;
  }
  const { explain, link, reads } = compiled;
  for (const read of reads) {
    place.compilation.reads.set(JSON.stringify(read), read);
  }
  return { explain, link, depth: 0, comparisons: 1 };
}

interface Named {
  readonly name?: string;
}

function named({ name }: Parsed): Named {
  return name === undefined ? {} : { name };
}

function compileJoin(
  kind: 'all' | 'any',
  members: readonly Parsed[],
  name: Named,
  place: Place,
): Part | undefined {
  const { where } = place;
  const compiled = members.map((member, index) =>
    compilePart(member, inside(place, [...where, kind, index])),
  );
  const parts = compiled.filter((part) => part !== undefined);
  if (parts.length < compiled.length) {
    return undefined;
  }
  const decides = kind === 'any';
  return {
    depth: 1 + Math.max(...parts.map(({ depth }) => depth)),
    comparisons: parts.reduce((sum, { comparisons }) => sum + comparisons, 0),
    link: (own, yes, no) => {
      let next = decides ? no : yes;
      for (const part of parts.toReversed()) {
        next = decides ? part.link(own, yes, next) : part.link(own, next, no);
      }
      return next;
    },
    explain: (facts) => {
      const children = parts.map((part) => part.explain(facts));
      const isDecided = children.some(({ result }) => result === decides);
      return { kind, result: isDecided === decides, where, children, ...name };
    },
  };
}

function compileNot(inner: Parsed, name: Named, place: Place): Part | undefined {
  const { where } = place;
  const part = compilePart(inner, inside(place, [...where, 'not']));
  return (
    part && {
      depth: part.depth + 1,
      comparisons: part.comparisons,
      link: (own, yes, no) => part.link(own, no, yes),
      explain: (facts) => {
        const child = part.explain(facts);
        return { kind: 'not', result: !child.result, where, child, ...name };
      },
    }
  );
}

function compileReference(condition: string, name: Named, place: Place): Part | undefined {
  const { compilation, where } = place;
  const { conditions } = compilation.context;
  if (!conditions.has(condition)) {
    const message = `\`${condition}\` is not a named condition`;
    const help = didYouMean(condition, conditions.keys());
    place.problems.push(
      problemAt([...where, 'condition'], { code: 'rule/unknown-condition', message, help }),
    );
    return undefined;
  }
  const part = definition(compilation, condition, place.depth + 1);
  const cycle = compilation.cycles.get(condition);
  if (cycle !== undefined) {
    const message = `named conditions refer to each other in a circle: ${cycleText(cycle)}`;
    place.problems.push(
      problemAt([...where, 'condition'], {
        code: 'rule/cyclic-condition',
        message,
        help: 'remove one reference of the circle',
      }),
    );
  }
  return (
    part && {
      depth: part.depth + 1,
      comparisons: part.comparisons,
      link: part.link,
      explain: (facts) => {
        const child = part.explain(facts);
        return { kind: 'condition', result: child.result, where, condition, child, ...name };
      },
    }
  );
}

/** The part that a name stands for, compiled at its first use. */
function definition(compilation: Compilation, name: string, depth: number): Part | undefined {
  const { parts, open, cycles, context } = compilation;
  if (parts.has(name)) {
    return parts.get(name);
  }
  const opened = open.indexOf(name);
  if (opened >= 0) {
    const cycle = open.slice(opened);
    for (const member of cycle) {
      cycles.set(member, cycle);
    }
    return undefined;
  }
  open.push(name);
  const start = { where: ['conditions', name], depth };
  const { part } = compileWhole(compilation, context.conditions.get(name), start);
  open.pop();
  const known = part && callable(part);
  parts.set(name, known);
  return known;
}

/** A part that is repeated where it is referred to while it is small, and is linked once and then called otherwise. */
function callable(part: Part): Part {
  if (part.comparisons <= repeatedMax) {
    return part;
  }
  let inner: Next | undefined;
  return {
    ...part,
    link: (own, yes, no) => {
      inner ??= part.link(own, true, false);
      return callOf(inner, { yes, no });
    },
  };
}

/** From its smallest name on, so that a cycle reads the same from wherever it was found. */
function cycleText(cycle: readonly string[]): string {
  const [smallest = ''] = [...cycle].sort(compareText);
  const start = cycle.indexOf(smallest);
  const names = [...cycle.slice(start), ...cycle.slice(0, start), smallest];
  return names.map((name) => `\`${name}\``).join(' → ');
}

function inside(place: Place, where: Where): Place {
  return { ...place, where, depth: place.depth + 1 };
}
