import type { Scope } from '../model/model.ts';
import { factShapes } from './fact-shapes.ts';
import type { Shape } from './shape.ts';

const scopes: readonly Scope[] = ['system', 'dependency', 'resource', 'repo'];

/**
 * A number for each name that a field of a fact has, in whichever fact. A condition knows the number of the field it
 * looks at before it runs, so that reading it is a step into an array and no search for a name.
 */
export const fieldNumbers: ReadonlyMap<string, number> = new Map(
  [...new Set(scopes.flatMap(namesIn))].map((name, number) => [name, number]),
);

function namesIn(scope: Scope): readonly string[] {
  return Object.values(factShapes(scope, { signals: [] })).flatMap(({ shape }) =>
    namesBelow(shape),
  );
}

function namesBelow(shape: Shape): readonly string[] {
  switch (shape.kind) {
    case 'object':
      return Object.entries(shape.fields).flatMap(([name, field]) => [name, ...namesBelow(field)]);
    case 'list':
    case 'map':
      return namesBelow(shape.of);
    default:
      return [];
  }
}
