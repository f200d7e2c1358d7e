import { didYouMean, nearest } from '../model/nearest.ts';
import type { FactSource, FactValue, Where } from '../model/trace.ts';
import { type Path, parsePath, resolvePath } from './path.ts';
import { type Finding, problemAt, type RuleProblem } from './problem.ts';
import { type FactShape, type FactShapes, type ParamShape, type Shape, shapeAt } from './shape.ts';

/** How a condition names a value. */
export interface FactReference {
  readonly fact: string;
  readonly path?: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** A reference that was understood: what it will look like, and how to read it. */
export interface Reader {
  /** As the author wrote it: the path, or the fact where there is no path. */
  readonly text: string;
  readonly shape: Shape;
  readonly fact: string;
  readonly params: FactReference['params'];
  readonly path: Path;
  readonly read: (source: FactSource) => FactValue;
}

/** Checks fact, parameters and path of a reference at `where`. */
export function readerOf(
  reference: FactReference,
  where: Where,
  facts: FactShapes,
): { readonly reader: Reader | undefined; readonly problems: readonly RuleProblem[] } {
  const { fact, params } = reference;
  const known = Object.hasOwn(facts, fact) ? facts[fact] : undefined;
  if (known === undefined) {
    const help = didYouMean(fact, Object.keys(facts));
    const message = `\`${fact}\` is not a fact that this condition can see`;
    return {
      reader: undefined,
      problems: [problemAt([...where, 'fact'], { code: 'rule/unknown-fact', message, help })],
    };
  }
  const problems = paramProblems(fact, known, params, where);
  const located = locate(reference, known.shape);
  if ('code' in located) {
    return {
      reader: undefined,
      problems: [...problems, problemAt([...where, 'path'], located)],
    };
  }
  return { reader: located, problems };
}

function locate(reference: FactReference, shape: Shape): Reader | Finding {
  const { fact, path: text, params } = reference;
  if (text === undefined) {
    return { text: fact, shape, fact, params, path: [], read: (source) => source(fact, params) };
  }
  const parsed = parsePath(text);
  if ('code' in parsed) {
    return parsed;
  }
  const { path } = parsed;
  const end = shapeAt(fact, shape, path);
  const read = (source: FactSource): FactValue => resolvePath(source(fact, params), path);
  return 'code' in end ? end : { text, shape: end, fact, params, path, read };
}

function paramProblems(
  fact: string,
  shape: FactShape,
  params: Readonly<Record<string, unknown>> | undefined,
  where: Where,
): readonly RuleProblem[] {
  const known = shape.params ?? {};
  const given = params ?? {};
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(known, name));
  const meant = new Set(unknown.map((name) => nearest(name, Object.keys(known))));
  const missing = Object.entries(known).filter(
    ([name, param]) => param.required && !(Object.hasOwn(given, name) || meant.has(name)),
  );
  return [
    ...unknown.map((name) => ({
      ...problemAt([...where, 'params', name], {
        code: 'rule/unknown-param',
        message: `\`${name}\` is not a parameter of fact \`${fact}\``,
        help: didYouMean(name, Object.keys(known)),
      }),
      onKey: true,
    })),
    ...missing.map(([name, param]) =>
      problemAt(params === undefined ? where : [...where, 'params'], {
        code: 'rule/unknown-param',
        message: `fact \`${fact}\` needs parameter \`${name}\`, the name of a ${param.what}`,
      }),
    ),
    ...Object.entries(known).flatMap(([name, param]) =>
      Object.hasOwn(given, name)
        ? valueProblems(param, given[name], [...where, 'params', name])
        : [],
    ),
  ];
}

function valueProblems(param: ParamShape, value: unknown, where: Where): readonly RuleProblem[] {
  if (typeof value !== 'string') {
    const message = `parameter \`${String(where.at(-1))}\` is the name of a ${param.what}`;
    return [problemAt(where, { code: 'rule/unknown-param', message })];
  }
  if (param.known === undefined || param.known.includes(value)) {
    return [];
  }
  const message = `\`${value}\` is not a ${param.what}`;
  const help = didYouMean(value, param.known);
  return [problemAt(where, { code: 'rule/unknown-param', message, help })];
}
