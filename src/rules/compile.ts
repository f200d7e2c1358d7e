import type { CompiledRule } from '../model/model.ts';
import { didYouMean } from '../model/nearest.ts';
import { compareText } from '../model/order.ts';
import type { Where } from '../model/trace.ts';
import { compileLeaf } from './leaf.ts';
import { type Parsed, parse } from './parse.ts';
import { problemAt, type RuleProblem } from './problem.ts';
import type { FactShapes } from './shape.ts';
import { checkSyntax, depthMax, sizeMax } from './syntax.ts';

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
  return { compiled: part !== undefined && all.length === 0 ? part : undefined, problems: all };
}

/** A compiled part, with what it costs at most to run: references count as often as they occur. */
interface Part extends CompiledRule {
  readonly depth: number;
  readonly comparisons: number;
}

interface Compilation {
  readonly context: CompileContext;
  /** Each named condition is compiled once; undefined where something in it is wrong. */
  readonly parts: Map<string, Part | undefined>;
  /** Names being compiled, outermost first. */
  readonly open: string[];
  /** A cycle for each name that is on one. */
  readonly cycles: Map<string, readonly string[]>;
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
  const { copy, problems: malformed } = checkSyntax(condition);
  if (malformed.length > 0) {
    return { part: undefined, problems: malformed };
  }
  const parsed = parse(copy);
  if ('code' in parsed) {
    return { part: undefined, problems: [parsed] };
  }
  const problems: RuleProblem[] = [];
  const part = compilePart(parsed, { ...start, compilation, problems });
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
  return compiled === undefined ? undefined : { ...compiled, depth: 0, comparisons: 1 };
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
    matches: (facts) => {
      for (const part of parts) {
        if (part.matches(facts) === decides) {
          return decides;
        }
      }
      return !decides;
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
      matches: (facts) => !part.matches(facts),
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
      matches: part.matches,
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
  parts.set(name, part);
  return part;
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
