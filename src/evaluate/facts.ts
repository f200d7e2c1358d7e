import { couplingOf } from '../graph/coupling.ts';
import { propagatingCycles } from '../graph/cycles.ts';
import type { FactSource, FactValue } from '../model/trace.ts';
import { dependencyFacts, groupFacts } from './dependency-facts.ts';
import type { Judged } from './judged.ts';
import { repoFacts } from './repo-facts.ts';
import { claimsOf, resourceFacts } from './resource-facts.ts';
import type { Subject } from './subjects.ts';
import { type FactMap, systemFacts } from './system-facts.ts';

/**
 * The facts of a subject, in the shapes that the rules know for its scope. They are made when they are first asked for,
 * and those of a system once for all subjects, because policies and both sides of dependencies share them.
 */
export function factsOf(judged: Judged): (subject: Subject) => FactSource {
  const { model, now } = judged;
  const systemOf = systemFactsOf(judged);
  const groupHealth = new Map(judged.groups.map((group) => [group.id, group]));
  const groupOf = onceEach((id) => {
    const group = model.groupById.get(id);
    return group === undefined ? undefined : groupFacts(group, model, groupHealth.get(id));
  });
  const repo = once(() => repoFacts(judged, propagatingCycles(judged.topology).length));
  const claims = once(() => claimsOf(model));

  const ownFacts = (subject: Subject): FactValue => {
    switch (subject.scope) {
      case 'system':
        return systemOf(subject.id);
      case 'dependency': {
        const { from, to } = subject.dependency;
        const sides = { from: systemOf(from), to: groupOf(to) ?? systemOf(to) };
        return dependencyFacts(subject.dependency, model, sides);
      }
      case 'resource':
        return resourceFacts(subject.resource, claims().get(subject.id) ?? []);
      case 'repo':
        return repo();
    }
  };
  const signal = (system: string, name: unknown): FactValue => {
    const last = typeof name === 'string' ? judged.series(system, name) : undefined;
    return last === undefined
      ? undefined
      : { value: last.value, stale: last.stale, ageSeconds: (now - last.at) / 1_000 };
  };
  return (subject) => {
    const own = once(() => ownFacts(subject));
    return (fact, params) => {
      switch (fact) {
        case 'system':
          return withSystem(params?.['id'], subject, systemOf);
        case 'signal':
          return withSystem(params?.['system'], subject, (id) => signal(id, params?.['name']));
        case 'repo':
          return repo();
        default:
          return fact === subject.scope ? own() : undefined;
      }
    };
  };
}

/** A fact of the system that a parameter names, or of the subject where it names none and the subject is a system. */
function withSystem(
  named: unknown,
  subject: Subject,
  factOf: (id: string) => FactValue,
): FactValue {
  const id = named ?? (subject.scope === 'system' ? subject.id : undefined);
  return typeof id === 'string' ? factOf(id) : undefined;
}

function systemFactsOf(judged: Judged): (id: string) => FactMap | undefined {
  const { model } = judged;
  const targets = new Set(model.targets);
  const healthById = new Map(judged.systems.map((system) => [system.id, system]));
  const coupling = once(() => couplingOf(judged.topology));
  return onceEach((id) => {
    const system = model.systemById.get(id);
    return system === undefined
      ? undefined
      : systemFacts(system, {
          model,
          health: healthById.get(id),
          coupling: () => coupling().get(id),
          isTarget: targets.has(id),
        });
  });
}

/** Calls `make` when the value is first asked for. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Calls `make` once for each id. */
function onceEach<T>(make: (id: string) => T): (id: string) => T {
  const made = new Map<string, { readonly value: T }>();
  return (id) => {
    const known = made.get(id) ?? { value: make(id) };
    made.set(id, known);
    return known.value;
  };
}
