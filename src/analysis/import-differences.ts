import { type DeclaredCalls, declaredCallsOf } from '../evaluate/declared-calls.ts';
import { driftOf, type SystemDrift } from '../evaluate/drift.ts';
import type {
  ImportDifferences,
  Imported,
  ImportedCall,
  ImportedSystem,
  UncalledDependency,
  UndeclaredCall,
  ValueDifference,
} from '../model/imported.ts';
import type { Model, System } from '../model/model.ts';
import { compareText, distinct, sortedBy } from '../model/order.ts';
import type { Observed } from '../model/state.generated.ts';

/** An import with the ids of its names, and what people say is none of the configuration's. */
export interface Resolved {
  readonly imported: Imported;
  readonly idByName: ReadonlyMap<string, string>;
  readonly ignored: {
    readonly systems: ReadonlySet<string>;
    readonly calls: ReadonlySet<string>;
  };
}

type Declared = Pick<Model, 'systems' | 'systemById' | 'groupById'>;

/** What was seen of one system that is declared. */
interface Seen {
  readonly system: System;
  readonly drift: SystemDrift;
  /** Ids that it calls and nothing declares; undefined where nothing is known of its calls. */
  readonly undeclared: ReadonlySet<string> | undefined;
}

/**
 * Holds an import against what is declared, as drift is judged in an evaluation: a call to a member is one to its group, and so on.
 * All that was seen counts as all there is.
 */
export function importDifferences(model: Declared, resolved: Resolved): ImportDifferences {
  const { imported, idByName, ignored } = resolved;
  const ids = [...new Set(idByName.values())];
  const callsOf = callsByCaller(resolved);
  const seen = seenSystems(model, resolved, callsOf);
  const undeclared = undeclaredCalls(model, callsOf, seen);
  const unknown = imported.systems.flatMap(({ name, at }) => {
    const id = idByName.get(name);
    const isKnown = id === undefined || model.systemById.has(id) || model.groupById.has(id);
    return isKnown ? [] : [{ id, name, seenAt: at }];
  });
  const isIgnored = ({ from, to }: { readonly from: string; readonly to: string }): boolean =>
    ignored.calls.has(`${from}->${to}`) || ignored.systems.has(from) || ignored.systems.has(to);
  const kept = unknown.filter(({ id }) => !ignored.systems.has(id));
  const called = undeclared.filter((call) => !isIgnored(call));
  return {
    undeclared: called,
    uncalled: uncalledDependencies(seen).filter((edge) => !isIgnored(edge)),
    unknown: sortedBy(kept, ({ id }) => id),
    unseen: unseenSystems(model, ids).filter(({ id }) => !ignored.systems.has(id)),
    values: valueDifferences(resolved, seen),
    ignoredCount: unknown.length - kept.length + undeclared.length - called.length,
  };
}

/** A call, and the ids of the names at its ends. */
interface ResolvedCall {
  readonly from: string;
  readonly to: string;
  readonly call: ImportedCall;
}

function callsByCaller({ imported, idByName }: Resolved): ReadonlyMap<string, ResolvedCall[]> {
  const calls = new Map<string, ResolvedCall[]>();
  for (const call of imported.calls) {
    const [from, to] = [idByName.get(call.from), idByName.get(call.to)];
    if (from !== undefined && to !== undefined && from !== to) {
      const own = calls.get(from) ?? [];
      calls.set(from, own);
      own.push({ from, to, call });
    }
  }
  return calls;
}

/** The systems that answer for what an id calls: the one behind a proxy, the members of a group. */
function callersOf({ systemById, groupById }: Declared, id: string): readonly string[] {
  return groupById.get(id)?.members ?? [systemById.get(id)?.proxyFor ?? id];
}

/** What was seen of each system that is declared, by id. */
function seenSystems(
  model: Declared,
  resolved: Resolved,
  calls: ReadonlyMap<string, readonly ResolvedCall[]>,
): ReadonlyMap<string, Seen> {
  const context = {
    calls: declaredCallsOf(model),
    staleMs: Number.POSITIVE_INFINITY,
    now: 0,
  };
  return new Map(
    [...partsOf(model, resolved, calls)].flatMap(([id, part]): readonly [string, Seen][] => {
      const system = model.systemById.get(id);
      if (system === undefined) {
        return [];
      }
      const drift = driftOf(system, observedFrom(part), context);
      return [[id, { system, drift, undeclared: drift.calls && new Set(drift.calls.undeclared) }]];
    }),
  );
}

/** What speaks of one system. */
interface Part {
  /** Ids. */
  readonly called: Set<string>;
  readonly own: ImportedSystem[];
}

function partsOf(
  model: Declared,
  { imported, idByName }: Resolved,
  calls: ReadonlyMap<string, readonly ResolvedCall[]>,
): ReadonlyMap<string, Part> {
  const parts = new Map<string, Part>();
  for (const system of imported.systems) {
    const id = idByName.get(system.name) ?? '';
    // What runs behind a group may be any of its members.
    const own = model.groupById.has(id) ? [] : [system];
    for (const caller of callersOf(model, id)) {
      const part = parts.get(caller) ?? { called: new Set(), own: [] };
      parts.set(caller, part);
      part.own.push(...own);
      for (const { to } of calls.get(id) ?? []) {
        part.called.add(to);
      }
    }
  }
  return parts;
}

function observedFrom({ called, own }: Part): Observed {
  const versions = distinct(own.flatMap((system) => system.versions));
  const hashes = distinct(own.flatMap((system) => system.configHashes));
  return {
    ...(versions.length === 0 ? {} : { version: { at: 0, values: [...versions] } }),
    ...(hashes.length === 0 ? {} : { configHash: { at: 0, values: [...hashes] } }),
    ...(own.length === 0
      ? {}
      : {
          dependsOn: {
            at: 0,
            values: [...called].sort(compareText),
            complete: own.some(({ showsCalls }) => showsCalls),
          },
        }),
  };
}

/** A call counts as declared where any of the systems that answer for it declares it. */
function undeclaredCalls(
  model: Declared,
  calls: ReadonlyMap<string, readonly ResolvedCall[]>,
  seen: ReadonlyMap<string, Seen>,
): readonly UndeclaredCall[] {
  const declared = declaredCallsOf(model);
  const found = [...calls].flatMap(([from, own]) => {
    const callers = callersOf(model, from).flatMap((id) => model.systemById.get(id) ?? []);
    const [first] = callers;
    return own
      .filter(({ to }) => !callers.some((caller) => mayCall(caller, to, { declared, seen })))
      .map(
        ({ to, call }): UndeclaredCall => ({
          from: first !== undefined && callers.length === 1 ? first.id : from,
          to,
          kind: call.kind,
          count: call.count,
          failedCount: call.failedCount,
          at: first === undefined ? undefined : (first.origins.get('dependsOn') ?? first.at),
          seenAt: call.at,
        }),
      );
  });
  // A system and a proxy of it may call the same.
  const byEnds = new Map(found.map((call) => [`${call.from}->${call.to}`, call]));
  return [...byEnds.values()].sort(
    (a, b) => compareText(a.from, b.from) || compareText(a.to, b.to),
  );
}

interface Judged {
  readonly declared: DeclaredCalls;
  readonly seen: ReadonlyMap<string, Seen>;
}

/** What drift does not call undeclared is declared, or a call of a system to itself. */
function mayCall(caller: System, to: string, { declared, seen }: Judged): boolean {
  const { undeclared } = seen.get(caller.id) ?? {};
  return undeclared === undefined ? declared.callableBy(caller).has(to) : !undeclared.has(to);
}

function uncalledDependencies(seen: ReadonlyMap<string, Seen>): readonly UncalledDependency[] {
  return [...seen.values()]
    .flatMap(({ drift }) => drift.calls?.uncalled ?? [])
    .map(({ from, to, kind, at }) => ({ from, to, kind, at }))
    .sort((a, b) => compareText(a.from, b.from) || compareText(a.to, b.to));
}

/** Systems with a life of their own that nothing in the import comes to. */
function unseenSystems(model: Declared, ids: readonly string[]): ImportDifferences['unseen'] {
  const { targetsOf } = declaredCallsOf(model);
  const seen = new Set(ids.flatMap((id) => [id, ...targetsOf(id)]));
  return model.systems
    .filter(({ id, logical, proxyFor }) => !seen.has(id) && !logical && proxyFor === undefined)
    .map(({ id, at }) => ({ id, at }));
}

function valueDifferences(
  { imported, idByName }: Resolved,
  seen: ReadonlyMap<string, Seen>,
): readonly ValueDifference[] {
  const placeById = new Map(imported.systems.map(({ name, at }) => [idByName.get(name), at]));
  return sortedBy(seen.values(), ({ system }) => system.id).flatMap(({ system, drift }) =>
    (['version', 'configHash'] as const).flatMap((key): readonly ValueDifference[] => {
      const found = drift[key];
      const { declared, differs } = found ?? {};
      return found === undefined || declared === undefined || differs !== true
        ? []
        : [
            {
              system: system.id,
              key,
              declared,
              seen: found.observed,
              at: system.origins.get(key) ?? system.at,
              seenAt: placeById.get(system.id) ?? system.at,
            },
          ];
    }),
  );
}
