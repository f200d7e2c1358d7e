import type { Scope } from '../model/model.ts';
import { factShapes } from './fact-shapes.ts';
import type { Shape } from './shape.ts';

const scopes: readonly Scope[] = ['system', 'dependency', 'resource', 'repo'];

/**
 * A number for each name that a field of a fact has, in whichever fact. A condition knows the number of the field it
 * looks at before it runs, so that reading it is a step into an array and no search for a name.
 */
export const fieldNumbers: ReadonlyMap<string, number> = new Map(
  [...new Set(namesByDepth())].map((name, number) => [name, number]),
);

/** The fields of the facts themselves come first, so that those of a system have small numbers that lie close together. */
function namesByDepth(): readonly string[] {
  const found: string[] = [];
  let level = scopes.flatMap((scope) =>
    Object.values(factShapes(scope, { signals: [] })).map(({ shape }) => shape),
  );
  while (level.length > 0) {
    found.push(
      ...level.flatMap((shape) => (shape.kind === 'object' ? Object.keys(shape.fields) : [])),
    );
    level = level.flatMap(inside);
  }
  return found;
}

function inside(shape: Shape): readonly Shape[] {
  switch (shape.kind) {
    case 'object':
      return Object.values(shape.fields);
    case 'list':
    case 'map':
      return [shape.of];
    default:
      return [];
  }
}
