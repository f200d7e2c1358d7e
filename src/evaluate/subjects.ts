import type { Dependency, Model, Resource, Scope, System } from '../model/model.ts';

/** What a policy is evaluated for. */
export type Subject =
  | {
      readonly scope: 'system';
      readonly id: string;
      readonly system: System;
      /** Its place among the systems of the model. */
      readonly place: number;
    }
  | { readonly scope: 'dependency'; readonly id: string; readonly dependency: Dependency }
  | { readonly scope: 'resource'; readonly id: string; readonly resource: Resource }
  | { readonly scope: 'repo'; readonly id: string };

/**
 * All subjects of a scope, in the order of the model. The id is that of the system or resource, `from->to` for a
 * dependency, and `repo` for the whole.
 */
export function subjectsOf(
  scope: Scope,
  model: Pick<Model, 'systems' | 'resources'>,
): readonly Subject[] {
  switch (scope) {
    case 'system':
      return model.systems.map((system, place) => ({ scope, id: system.id, system, place }));
    case 'dependency':
      return model.systems.flatMap((system) =>
        system.dependsOn.map((dependency) => ({
          scope,
          id: `${dependency.from}->${dependency.to}`,
          dependency,
        })),
      );
    case 'resource':
      return model.resources.map((resource) => ({ scope, id: resource.id, resource }));
    case 'repo':
      return [{ scope, id: 'repo' }];
  }
}

/** The system whose match decides whether a policy looks at a subject: its own, or the depending side. */
export function matchedSystem(
  subject: Subject,
  systemById: Model['systemById'],
): System | undefined {
  switch (subject.scope) {
    case 'system':
      return subject.system;
    case 'dependency':
      return systemById.get(subject.dependency.from);
    default:
      return undefined;
  }
}
