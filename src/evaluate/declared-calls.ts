import type { Dependency, Model, System } from '../model/model.ts';

/** What the systems of a model may call, by what they declare. Made once for a model. */
export interface DeclaredCalls {
  /** The dependencies of a system and of what stands for it. */
  readonly dependenciesOf: (system: System) => readonly Dependency[];
  /** Every id that a call of a system may name. */
  readonly callableBy: (system: System) => ReadonlySet<string>;
  /**
   * The systems that an id comes to: the members of a group, what a proxy stands for, what a logical system depends on,
   * and so on; an id that nothing defines comes to itself. Empty for a logical system that leads to no other.
   */
  readonly targetsOf: (id: string) => ReadonlySet<string>;
}

export function declaredCallsOf(
  model: Pick<Model, 'systems' | 'systemById' | 'groupById'>,
): DeclaredCalls {
  const proxies = new Map<string, System[]>();
  for (const system of model.systems) {
    if (system.proxyFor !== undefined) {
      proxies.set(system.proxyFor, [...(proxies.get(system.proxyFor) ?? []), system]);
    }
  }
  const targetsOf = (id: string): ReadonlySet<string> => targetsIn(model, id);
  const dependenciesOf = (system: System): readonly Dependency[] =>
    [system, ...(proxies.get(system.id) ?? [])].flatMap(({ dependsOn }) => dependsOn);
  return {
    dependenciesOf,
    callableBy: (system) => {
      const declared = dependenciesOf(system).flatMap(({ to, fallback }) =>
        fallback !== undefined && isNode(model, fallback) ? [to, fallback] : [to],
      );
      return new Set(declared.flatMap((id) => [id, ...targetsOf(id)]));
    },
    targetsOf,
  };
}

function isNode({ systemById, groupById }: Pick<Model, 'systemById' | 'groupById'>, id: string) {
  return systemById.has(id) || groupById.has(id);
}

function targetsIn(
  { systemById, groupById }: Pick<Model, 'systemById' | 'groupById'>,
  id: string,
): ReadonlySet<string> {
  const targets = new Set<string>();
  const seen = new Set<string>();
  const pending = [id];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (seen.has(next)) {
      continue;
    }
    seen.add(next);
    const system = systemById.get(next);
    const group = groupById.get(next);
    if (group !== undefined) {
      pending.push(...group.members);
    } else if (system?.proxyFor !== undefined) {
      pending.push(system.proxyFor);
    } else if (system?.logical === true) {
      pending.push(...system.dependsOn.map(({ to }) => to));
    } else {
      targets.add(next);
    }
  }
  return targets;
}
