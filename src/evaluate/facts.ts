import type { System } from '../model/model.ts';
import type { FactRow, FactSource, FactValue } from '../model/trace.ts';
import { dependencyFacts, groupFacts } from './dependency-facts.ts';
import type { Judged } from './judged.ts';
import { once } from './once.ts';
import { repoFacts } from './repo-facts.ts';
import { claimsOf, resourceFacts } from './resource-facts.ts';
import type { Subject } from './subjects.ts';
import { type SystemContext, systemFacts } from './system-facts.ts';

/**
 * The facts of a subject, in the shapes that the rules know for its scope. They are worked out when they are first asked
 * for, and kept as long as the source is: whoever judges many subjects takes one after the other by all its policies.
 */
export function factsOf(judged: Judged): (subject: Subject) => FactSource {
  const { model } = judged;
  const sides = sidesOf(judged);
  const systemOf = (id: string): FactRow | undefined =>
    model.systemById.has(id) ? sides.of(id) : undefined;
  const repo = once(() => repoFacts(judged, judged.structure.cycleCount()));
  const claims = once(() => claimsOf(model));

  const ownFacts = (subject: Subject): FactValue => {
    switch (subject.scope) {
      case 'system':
        return sides.ofSystem(subject.system, subject.place);
      case 'dependency':
        return dependencyFacts({
          dependency: subject.dependency,
          model,
          sideOf: sides.of,
          structure: judged.structure,
        });
      case 'resource':
        return resourceFacts(subject.resource, claims().get(subject.id) ?? []);
      case 'repo':
        return repo();
    }
  };
  const shared = (
    subject: Subject,
    fact: string,
    params: Readonly<Record<string, unknown>> | undefined,
  ): FactValue => {
    switch (fact) {
      case 'system':
        return withSystem(params?.['id'], subject, systemOf);
      case 'signal':
        return withSystem(params?.['system'], subject, (id) =>
          signalFacts(judged, id, params?.['name']),
        );
      case 'repo':
        return repo();
      default:
        return undefined;
    }
  };
  return (subject) => {
    let own: { readonly facts: FactValue } | undefined;
    const { scope } = subject;
    return (fact, params) => {
      const isOwn = fact === scope && (params === undefined || scope !== 'system');
      if (!isOwn) {
        return shared(subject, fact, params);
      }
      own ??= { facts: ownFacts(subject) };
      return own.facts;
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

function signalFacts({ series, now }: Judged, system: string, name: unknown): FactValue {
  const last = typeof name === 'string' ? series(system, name) : undefined;
  return last && { value: last.value, stale: last.stale, ageSeconds: (now - last.at) / 1_000 };
}

/**
 * The facts of a system or a group. Those of systems are made anew for each that asks, because that costs less than to keep
 * them all until the last subject has been judged.
 */
function sidesOf(judged: Judged): Sides {
  const { model, topology, structure, systems, groups } = judged;
  const targets = new Set(model.targets);
  const context: SystemContext = { model, targets, typesOf: new Map(), structure };
  const groupRows: (FactRow | undefined)[] = [];
  const ofGroup = (place: number): FactRow | undefined => {
    const group = model.groups[place];
    groupRows[place] ??= group && groupFacts(group, model, groups[place]);
    return groupRows[place];
  };
  const ofSystem = (system: System, place: number): FactRow =>
    systemFacts({ system, health: systems[place], drift: judged.drift(place) }, context);
  return {
    ofSystem,
    of: (id) => {
      const node = topology.nodeById.get(id);
      if (node === undefined) {
        return undefined;
      }
      const system = model.systems[node];
      return system === undefined ? ofGroup(node - model.systems.length) : ofSystem(system, node);
    },
  };
}

interface Sides {
  /** Of the system at a place in the model. */
  readonly ofSystem: (system: System, place: number) => FactRow;
  /** Of what has an id. */
  readonly of: (id: string) => FactRow | undefined;
}
