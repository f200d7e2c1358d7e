import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import { digest } from '../model/digest.ts';
import { type Imported, type ImportedSystem, nameLabels } from '../model/imported.ts';
import type { Model } from '../model/model.ts';
import { compareText } from '../model/order.ts';

/** What names are matched with: nothing, or a configuration. */
export type KnownSystems = Pick<Model, 'systems' | 'systemById' | 'groupById'>;

export const nothingKnown: KnownSystems = {
  systems: [],
  systemById: new Map(),
  groupById: new Map(),
};

/** The ids of what was imported. */
export interface Identified {
  /** By name; names that cannot be kept are missing. */
  readonly idByName: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
}

const idLength = 63;
const labelLength = 256;

/** A name as an id: lower case, a dash for whatever else an id cannot hold. What has no letter or digit gets digits. */
export function idFor(name: string): string {
  const plain = name
    .slice(0, labelLength)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  if (plain === '') {
    return `system-${digest([name], 8)}`;
  }
  return plain.length <= idLength ? plain : distinctId(plain, name, 8);
}

/** An id with hex digits of the name behind it, the same whatever else there is. */
function distinctId(id: string, name: string, digits: number): string {
  return `${id.slice(0, idLength - digits - 1).replace(/-$/, '')}-${digest([name], digits)}`;
}

/**
 * Finds the system of each name: the one with the name in the label of the source, else the one with it as its id, else
 * the one whose id a short name or the name comes to, unless that is called otherwise. What is none of these gets an id of its own.
 */
export function identified(imported: Imported, known: KnownSystems): Identified {
  const named = namedIn(known, nameLabels[imported.source]);
  const usable = imported.systems.filter(({ name }) => isUsable(name));
  const shared = sharedIds(usable);
  const idByName = new Map<string, string>();
  const taken = new Map<string, string>();
  const diagnostics = [
    ...named.diagnostics,
    ...imported.systems.filter(({ name }) => !isUsable(name)).map(badName),
  ];
  const take = (name: string, id: string): void => {
    idByName.set(name, id);
    taken.set(id, name);
  };
  const isFree = (id: string): boolean => !taken.has(id) && !isOther(named, id);
  // Names that are sure come first, so that the order of the others decides about nothing else.
  for (const { name } of usable) {
    const id = named.idByName.get(name) ?? (isIdOf(known, named, name) ? name : undefined);
    if (id !== undefined) {
      take(name, id);
    }
  }
  for (const system of usable.filter(({ name }) => !idByName.has(name))) {
    const short = shortIdOf(system, known, (id) => isFree(id) && !shared.has(id));
    if (short !== undefined) {
      take(system.name, short);
    }
  }
  for (const system of usable.filter(({ name }) => !idByName.has(name))) {
    const id = idFor(system.name);
    const other = taken.get(id) ?? named.nameById.get(id);
    const own = [id, ...[8, 16, 32].map((digits) => distinctId(id, system.name, digits))];
    const chosen = own.find(isFree) ?? id;
    if (other !== undefined) {
      diagnostics.push(sameId(system, chosen, { id, name: other }));
    }
    take(system.name, chosen);
  }
  return { idByName, diagnostics };
}

/** Ids that short names of several systems come to. */
function sharedIds(systems: readonly ImportedSystem[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const { shortNames } of systems) {
    for (const id of new Set(shortNames.map(idFor))) {
      (seen.has(id) ? shared : seen).add(id);
    }
  }
  return shared;
}

/** The id of a system by its short names, of which those that are known count first; its name, where that is an id and it has no other. */
function shortIdOf(
  { name, shortNames }: ImportedSystem,
  { systemById, groupById }: KnownSystems,
  suits: (id: string) => boolean,
): string | undefined {
  const names = shortNames.length > 0 ? shortNames : [name].filter((own) => idFor(own) === own);
  const ids = names.map(idFor).filter(suits);
  return ids.find((id) => systemById.has(id) || groupById.has(id)) ?? ids[0];
}

interface Named {
  readonly idByName: ReadonlyMap<string, string>;
  readonly nameById: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Systems that say by a label what they are called. */
function namedIn({ systems }: KnownSystems, label: string): Named {
  const idByName = new Map<string, string>();
  const nameById = new Map<string, string>();
  const diagnostics: Diagnostic[] = [];
  for (const system of systems.toSorted((a, b) => compareText(a.id, b.id))) {
    const name = system.labels.get(label);
    if (name === undefined || name === '') {
      continue;
    }
    nameById.set(system.id, name);
    const first = idByName.get(name);
    if (first === undefined) {
      idByName.set(name, system.id);
    } else {
      diagnostics.push(
        diagnostic(
          'import/same-name',
          system.origins.get(`labels.${label}`) ?? system.at,
          `\`${first}\` and \`${system.id}\` are both called \`${name}\` by \`${label}\`; \`${first}\` counts`,
          { help: 'correct one of the two labels' },
        ),
      );
    }
  }
  return { idByName, nameById, diagnostics };
}

/** Whether a name is the id of a system that is not called otherwise, or of a group. */
function isIdOf({ systemById, groupById }: KnownSystems, named: Named, name: string): boolean {
  return (systemById.has(name) && !isOther(named, name)) || groupById.has(name);
}

/** Whether an id is that of a system that says what it is called: something else, since its own name was found. */
function isOther({ nameById }: Named, id: string): boolean {
  return nameById.has(id);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
const unusable = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]|^\s|\s$/;

function isUsable(name: string): boolean {
  return name !== '' && name.length <= labelLength && !unusable.test(name) && name.isWellFormed();
}

function badName({ name, at }: ImportedSystem): Diagnostic {
  const shown = name.length > 40 ? `${name.slice(0, 40)}…` : name;
  const why =
    name.length > labelLength
      ? `is longer than ${labelLength} characters`
      : 'has characters that a label should not hold';
  return diagnostic(
    'import/bad-name',
    at,
    `the name \`${shown.toWellFormed()}\` ${why}; it is left out`,
    {
      help: 'give it another name at the source',
    },
  );
}

function sameId(
  { name, at }: ImportedSystem,
  chosen: string,
  other: { readonly id: string; readonly name: string },
): Diagnostic {
  return diagnostic(
    'import/same-id',
    at,
    `\`${name}\` and \`${other.name}\` both come to the id \`${other.id}\`; \`${name}\` becomes \`${chosen}\``,
    { help: 'if they are one system, rename one of them, or make it a `proxyFor` the other' },
  );
}
