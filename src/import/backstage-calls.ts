import type { Diagnostic } from '../model/diagnostic.ts';
import type { Guess, ImportedCall } from '../model/imported.ts';
import { dependenciesMax } from '../model/limits.ts';
import type { Location } from '../model/location.ts';
import {
  type Entity,
  type EntityRef,
  type Reference,
  referenceIn,
  referencesIn,
  sayRef,
} from './backstage-entities.ts';
import { looksMax, sortedCalls, tooManyCalls } from './calls.ts';
import { fieldOf } from './fields.ts';
import { hard } from './guesses.ts';
import type { LeftOut } from './left-out.ts';
import { placeOf, textOf } from './objects.ts';

/** What calls are read from. */
export interface Catalog {
  readonly entities: ReadonlyMap<string, Entity>;
  /** References of the entities that become systems. */
  readonly systems: ReadonlySet<string>;
  readonly left: LeftOut;
  readonly faults: Diagnostic[];
}

interface Told {
  readonly from: string;
  readonly to: string;
  readonly kind: Guess;
  readonly at: Location;
}

/** Who needs whom, by what entities depend on, consume and are parts of. Each pair once. */
export function callsOf(catalog: Catalog): readonly ImportedCall[] {
  const providers = providersOf(catalog);
  const calls = new Map<string, ImportedCall>();
  let looks = 0;
  for (const entity of catalog.entities.values()) {
    if (!catalog.systems.has(entity.ref)) {
      continue;
    }
    for (const told of toldBy(entity, catalog, providers)) {
      const key = `${told.from}->${told.to}`;
      looks += 1;
      if (told.from !== told.to && !calls.has(key)) {
        calls.set(key, { ...told, count: undefined, failedCount: undefined });
      }
      if (calls.size > dependenciesMax || looks > looksMax) {
        const at = placeOf(entity.object);
        catalog.faults.push(tooManyCalls(at, 'import a part of the catalog at a time'));
        return [];
      }
    }
  }
  return sortedCalls(calls.values());
}

type Providers = ReadonlyMap<string, readonly string[]>;

/** Who provides each API. */
function providersOf({ entities, systems, faults }: Catalog): Providers {
  const providers = new Map<string, string[]>();
  for (const entity of entities.values()) {
    for (const { ref } of referencesIn(entity, 'providesApis', { kind: 'api', faults })) {
      const own = providers.get(sayRef(ref)) ?? [];
      providers.set(sayRef(ref), own);
      if (systems.has(entity.ref)) {
        own.push(entity.ref);
      }
    }
  }
  return providers;
}

function* toldBy(entity: Entity, catalog: Catalog, providers: Providers): Generator<Told> {
  const references = (key: string, kind: string): readonly Reference[] =>
    distinct(referencesIn(entity, key, { kind, faults: catalog.faults }));
  const behind = (reference: Reference): readonly string[] =>
    behindRef(reference, catalog, providers);
  const own = entity.ref;
  for (const one of references('dependsOn', '')) {
    for (const to of behind(one)) {
      yield { from: own, to, kind: hard('dependsOn'), at: one.at };
    }
  }
  for (const one of references('dependencyOf', '')) {
    for (const from of behind(one)) {
      yield { from, to: own, kind: hard('dependencyOf'), at: one.at };
    }
  }
  for (const one of references('consumesApis', 'api')) {
    for (const to of behind(one)) {
      yield { from: own, to, kind: kindOf(one.ref, catalog), at: one.at };
    }
  }
  const whole = referenceIn(entity, 'subcomponentOf', 'component');
  for (const from of whole === undefined ? [] : behind(whole)) {
    yield { from, to: own, kind: hard('a part of it'), at: whole?.at ?? placeOf(entity.object) };
  }
}

/** References of which each leads somewhere else. */
function distinct(references: readonly Reference[]): readonly Reference[] {
  const byRef = new Map<string, Reference>();
  for (const reference of references) {
    const key = sayRef(reference.ref);
    if (!byRef.has(key)) {
      byRef.set(key, reference);
    }
  }
  return [...byRef.values()];
}

/** Events wait for who reads them. */
function kindOf(ref: EntityRef, { entities }: Catalog): Guess {
  const api = entities.get(sayRef(ref));
  const isEvents = textOf(fieldOf(api?.spec, 'type'))?.toLowerCase() === 'asyncapi';
  const because = `consumes ${ref.name}`;
  return isEvents ? { word: 'soft', because } : { word: 'hard', because };
}

/** The systems that a reference leads to: of an API those that provide it. What leads to none is told. */
function behindRef(
  { ref, at }: Reference,
  catalog: Catalog,
  providers: Providers,
): readonly string[] {
  const { entities, systems, left } = catalog;
  const kinds = ref.kind === '' ? ['component', 'resource', 'api'] : [ref.kind];
  const said = kinds.map((kind) => sayRef({ ...ref, kind }));
  const found = said.find((one) => entities.has(one) || providers.has(one));
  const own =
    found === undefined ? [] : systems.has(found) ? [found] : (providers.get(found) ?? []);
  if (own.length > 0) {
    return own;
  }
  if (found === undefined) {
    left.add('the catalog that was read does not define it', at);
  } else if (found.startsWith('api:')) {
    left.add('nothing in the catalog provides the API', at);
  } else {
    left.add('it leads to what does not run, such as a library or a whole System', at);
  }
  return [];
}
