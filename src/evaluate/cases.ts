import type { Model, Policy, System } from '../model/model.ts';
import { sortedBy } from '../model/order.ts';
import { matchedSystem, type Subject, subjectsOf } from './subjects.ts';

/** What the policies of a scope are evaluated for, sorted by id. A place is an index in the lists. */
export interface Cases {
  readonly model: Model;
  readonly subjects: readonly Subject[];
  /** What the match of a policy looks at. */
  readonly systems: readonly (System | undefined)[];
  /** Only in the scope of systems: the place of each system of the model. */
  readonly placeOfSystem: Int32Array;
}

/** The cases of each scope, made when first asked for. */
export function casesOf(model: Model): (scope: Policy['scope']) => Cases {
  const made = new Map<Policy['scope'], Cases>();
  return (scope) => {
    const known = made.get(scope);
    if (known !== undefined) {
      return known;
    }
    const cases = casesIn(model, scope);
    made.set(scope, cases);
    return cases;
  };
}

function casesIn(model: Model, scope: Policy['scope']): Cases {
  const subjects = sortedBy(subjectsOf(scope, model), ({ id }) => id);
  const isSystems = scope === 'system';
  const placeById = new Map(isSystems ? subjects.map(({ id }, place) => [id, place]) : []);
  return {
    model,
    subjects,
    systems: subjects.map((subject) => matchedSystem(subject, model.systemById)),
    placeOfSystem: isSystems
      ? Int32Array.from(model.systems, ({ id }) => placeById.get(id) ?? -1)
      : new Int32Array(0),
  };
}
