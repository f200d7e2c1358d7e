import type { Diagnostic } from '../model/diagnostic.ts';
import type { Guess, ImportedCall } from '../model/imported.ts';
import type { Location } from '../model/location.ts';
import { compareText } from '../model/order.ts';
import {
  type Entity,
  type EntityRef,
  type Reference,
  referenceIn,
  referencesIn,
  sayRef,
} from './backstage-entities.ts';
import { fieldOf } from './fields.ts';
import type { LeftOut } from './left-out.ts';
import { textOf } from './objects.ts';

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
  const entities = [...catalog.entities.values()].filter(({ ref }) => catalog.systems.has(ref));
  for (const told of entities.flatMap((entity) => toldBy(entity, catalog, providers))) {
    const key = `${told.from}->${told.to}`;
    if (told.from !== told.to && !calls.has(key)) {
      calls.set(key, { ...told, count: undefined, failedCount: undefined });
    }
  }
  return [...calls.values()].sort((a, b) => compareText(a.from, b.from) || compareText(a.to, b.to));
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

function toldBy(entity: Entity, catalog: Catalog, providers: Providers): readonly Told[] {
  const { faults } = catalog;
  const references = (key: string, kind: string): readonly Reference[] =>
    referencesIn(entity, key, { kind, faults });
  const whole = referenceIn(entity, 'subcomponentOf', 'component');
  const behind = (reference: Reference): readonly string[] =>
    behindRef(reference, catalog, providers);
  const hard = (because: string): Guess => ({ word: 'hard', because });
  return [
    ...references('dependsOn', '').flatMap((one) =>
      behind(one).map((to) => ({ from: entity.ref, to, kind: hard('dependsOn'), at: one.at })),
    ),
    ...references('dependencyOf', '').flatMap((one) =>
      behind(one).map((from) => ({ from, to: entity.ref, kind: hard('dependencyOf'), at: one.at })),
    ),
    ...references('consumesApis', 'api').flatMap((one) =>
      behind(one).map((to) => ({
        from: entity.ref,
        to,
        kind: kindOf(one.ref, catalog),
        at: one.at,
      })),
    ),
    ...(whole === undefined
      ? []
      : behind(whole).map((from) => ({
          from,
          to: entity.ref,
          kind: hard('a part of it'),
          at: whole.at,
        }))),
  ];
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
