import type { Scope } from '../../model/model.ts';
import { compareText, sortedKeys } from '../../model/order.ts';
import type { RenderContext } from '../../report/context.ts';
import type { Line } from '../../report/look.ts';
import { factShapes, type KnownNames } from '../../rules/fact-shapes.ts';
import { decorators, operators, type Word } from '../../rules/language.ts';
import type { FactShape, Shape } from '../../rules/shape.ts';
import { loadProject } from '../configuration.ts';
import { type CodeRecord, codeRecords } from '../explain/code.ts';
import type { Outcome } from '../outcome.ts';
import { placeOf } from '../project.ts';
import type { Session } from '../session.ts';
import { factLines, paragraph, sayLines } from '../text.ts';

export interface RulesOptions {
  readonly scope?: Scope;
}

/** A fact that conditions of a scope can ask for. */
interface FactRecord {
  readonly fact: string;
  readonly description: string;
  readonly params: readonly ParamRecord[];
  readonly paths: readonly PathRecord[];
}

interface ParamRecord {
  readonly name: string;
  readonly required: boolean;
  /** What it names. */
  readonly names: string;
  /** What it may be in this project. */
  readonly known: readonly string[];
}

interface PathRecord {
  readonly path: string;
  readonly type: string;
  readonly description: string;
  /** What it may be, or in this project which keys there are. */
  readonly known: readonly string[];
}

/** Prints what conditions are made of. Inside a project, its signals and labels are listed by name. */
export function rules(session: Session, options: RulesOptions, scopes: readonly Scope[]): Outcome {
  const { scope } = options;
  const names = namesOf(session);
  const facts = (scope === undefined ? scopes : [scope]).map((name) => ({
    scope: name,
    facts: Object.entries(factShapes(name, names)).map(([fact, shape]) => factRecord(fact, shape)),
  }));
  const diagnostics = codeRecords();
  return {
    exitCode: 0,
    render: (format, canvas) => {
      const context = { ...canvas, sources: new Map() };
      if (format === 'json') {
        return JSON.stringify({ operators, decorators, scopes: facts, diagnostics }, undefined, 2);
      }
      return sayLines(context, [
        ...wordLines(context, 'Operators', operators),
        [],
        ...wordLines(context, 'Decorators, before an operator: not:someFact:equal', decorators),
        ...facts.flatMap((one) =>
          scope === undefined
            ? [[], ...wordLines(context, `Facts of scope ${one.scope}`, one.facts.map(factWord))]
            : one.facts.flatMap((fact) => [[], ...factDetails(context, fact)]),
        ),
        ...(scope === undefined
          ? [
              [],
              ...wordLines(context, 'Diagnostics', diagnostics.map(codeWord)),
              [],
              [{ text: 'Paths of the facts: tower rules --scope system', paint: 'dim' } as const],
            ]
          : []),
      ]);
    },
  };
}

function namesOf(session: Session): KnownNames {
  const place = placeOf(session);
  const model = 'outcome' in place ? undefined : loadProject(session.world, place).model;
  if (model === undefined) {
    return { signals: [] };
  }
  const labels = model.systems.flatMap((system) => [...system.labels.keys()]);
  return { signals: sortedKeys(model.signals), labels: [...new Set(labels)].sort(compareText) };
}

function factRecord(fact: string, { shape, params = {}, description }: FactShape): FactRecord {
  return {
    fact,
    description,
    params: Object.entries(params).map(([name, { required, what, known = [] }]) => ({
      name,
      required,
      names: what,
      known,
    })),
    paths: pathsOf(shape, '$'),
  };
}

/** Every path into a shape, in the order in which the shape gives its fields. */
function pathsOf(shape: Shape, path: string): readonly PathRecord[] {
  const own = path === '$' || path.endsWith('[*]') ? [] : [pathRecord(shape, path)];
  switch (shape.kind) {
    case 'object':
      return [
        ...own,
        ...Object.entries(shape.fields).flatMap(([name, field]) =>
          pathsOf(field, `${path}.${name}`),
        ),
      ];
    case 'list':
      return [...own, ...pathsOf(shape.of, `${path}[*]`)];
    default:
      return own;
  }
}

function pathRecord(shape: Shape, path: string): PathRecord {
  return {
    path,
    type: typeOf(shape),
    description: 'description' in shape ? (shape.description ?? '') : '',
    known: 'values' in shape ? (shape.values ?? []) : 'keys' in shape ? (shape.keys ?? []) : [],
  };
}

function typeOf(shape: Shape): string {
  if (shape.kind === 'list') {
    return `list of ${typeOf(shape.of)}s`;
  }
  return shape.kind === 'map' ? `${typeOf(shape.of)} by key` : shape.kind;
}

function wordLines(
  context: RenderContext,
  heading: string,
  words: readonly Word[],
): readonly Line[] {
  return [
    [{ text: heading, paint: 'bold' }],
    ...factLines(
      context,
      words.map(({ name, description }) => [name, description]),
    ),
  ];
}

function factWord({ fact, description }: FactRecord): Word {
  return { name: fact, description };
}

function codeWord({ code, severity, title }: CodeRecord): Word {
  return { name: code, description: `${severity}, ${title}` };
}

function factDetails(context: RenderContext, fact: FactRecord): readonly Line[] {
  const listed = (known: readonly string[]): string =>
    known.length === 0 ? '' : `: ${known.join(', ')}`;
  return [
    [{ text: `Fact ${fact.fact}`, paint: 'bold' }],
    ...paragraph(context, fact.description, 2),
    ...factLines(context, [
      ...fact.params.map(
        ({ name, required, names, known }) =>
          [
            `params.${name}`,
            `${required ? 'required' : 'optional'}, names a ${names}${listed(known)}`,
          ] as const,
      ),
      ...fact.paths.map(
        ({ path, type, description, known }) =>
          [path, `${type}${description === '' ? '' : `, ${description}`}${listed(known)}`] as const,
      ),
    ]),
  ];
}
