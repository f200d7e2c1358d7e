import type * as file from '../model/config.generated.ts';
import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import { isObject } from './own-value.ts';
import type { Path } from './places.ts';
import type { Source } from './source.ts';
import {
  type Item,
  placeOf,
  type Section,
  sections,
  type Table,
  type Tree,
  valueAt,
} from './tree.ts';

/** Sections of the built-in catalog: a row of a project replaces the keys that it names. */
const overridable = new Set<Section>(
  sections.filter((name) => /^(catalog|types|signals)/.test(name)),
);

/** What did not pass the schema. */
export interface Faults {
  /** Whether something at a path, inside it or around it is wrong. */
  readonly broken: (source: Source, path: Path) => boolean;
  /** Whether something at a path or around it is wrong, not only inside it, and not only a key too many. */
  readonly brokenItself: (source: Source, path: Path) => boolean;
  readonly isPartial: boolean;
}

/**
 * Merges files by section and id. The built-in catalog comes first; `broken` says which parts did not pass the schema, and
 * those are left out. A second definition of an id is told with both places.
 */
export function mergeSources(
  builtIn: Source,
  sources: readonly Source[],
  faults: Faults,
): { readonly tree: Tree; readonly diagnostics: readonly Diagnostic[] } {
  const tables = new Map<Section, Map<string, Item<unknown>>>(
    sections.map((section) => [section, new Map()]),
  );
  const { broken, isPartial } = faults;
  const brokenIds = new Map<Section, Set<string>>(sections.map((section) => [section, new Set()]));
  const diagnostics: Diagnostic[] = [];
  const written = [builtIn, ...sources].flatMap((source) => itemsOf(source, source === builtIn));
  for (const { section, item: whole } of written) {
    const item = soundPart(section, whole, faults);
    const table = tables.get(section);
    const earlier = table?.get(whole.id);
    if (item === undefined) {
      brokenIds.get(section)?.add(whole.id);
    } else if (earlier === undefined) {
      table?.set(item.id, item);
    } else if (earlier.builtIn && overridable.has(section)) {
      table?.set(item.id, { ...item, value: overridden(earlier.value, item.value) });
    } else {
      diagnostics.push(duplicate(item, earlier, section));
    }
  }
  const defaults = new Map(
    sources.map((source) => [source, singleOf<file.Defaults>(source, 'defaults', broken)]),
  );
  const rooted = sources.find((source) => source.file === 'tower.yaml') ?? sources[0];
  const tree: Tree = {
    table: <S extends Section>(section: S) => (tables.get(section) ?? new Map()) as Table<S>,
    config: rooted === undefined ? undefined : singleOf<file.Config>(rooted, 'config', broken),
    targets: sources.flatMap((source) => targetsOf(source, broken)),
    routes: sources.flatMap((source) => listedOf<file.Route>(source, ['routes', 'route'], broken)),
    layers: sources.flatMap((source) => listedOf<file.Layer>(source, ['layers', 'layer'], broken)),
    defaultsOf: (source) => defaults.get(source),
    brokenIds: (section) => brokenIds.get(section) ?? new Set(),
    isPartial,
  };
  return {
    tree,
    diagnostics: [
      ...diagnostics,
      ...misplaced(sources, rooted),
      ...scattered(sources, 'routes'),
      ...scattered(sources, 'layers'),
      ...clashes(tree),
    ],
  };
}

/** As much of an item as passed the schema; undefined where nothing can be said about it. */
function soundPart(
  section: Section,
  item: Item<unknown>,
  faults: Faults,
): Item<unknown> | undefined {
  if (section === 'systems') {
    return isLost(item, faults) ? undefined : pruned(item, faults);
  }
  return faults.broken(item.source, item.path) ? undefined : item;
}

/** Whether so much of a system is wrong that nothing can be said about the rest. */
function isLost({ source, path, value }: Item<unknown>, faults: Faults): boolean {
  const hasType = isObject(value) && Object.hasOwn(value, 'type');
  return !hasType || faults.brokenItself(source, path) || faults.broken(source, [...path, 'type']);
}

/** A system without the keys, and the entries of its maps, that are wrong, so that what else is wrong in it is told as well. */
function pruned(item: Item<unknown>, faults: Faults): Item<unknown> {
  const { source, path, value } = item;
  return isObject(value) && faults.broken(source, path)
    ? { ...item, value: sound(source, path, value, faults) }
    : item;
}

function sound(
  source: Source,
  path: Path,
  value: Readonly<Record<string, unknown>>,
  faults: Faults,
): Readonly<Record<string, unknown>> {
  const entries = Object.entries(value).flatMap(([key, inner]) => {
    const place = [...path, key];
    if (!faults.broken(source, place)) {
      return [[key, inner]];
    }
    const isMap = isObject(inner) && ['dependsOn', 'labels', 'uses'].includes(key);
    return isMap && !faults.brokenItself(source, place)
      ? [[key, sound(source, place, inner, faults)]]
      : [];
  });
  return Object.fromEntries(entries);
}

interface Written {
  readonly section: Section;
  readonly item: Item<unknown>;
}

/** The items of a file, section by section. They are the same objects for the same source: later stages know them again. */
function itemsOf(source: Source, builtIn: boolean): readonly Written[] {
  const known = itemsOfSource.get(source);
  if (known !== undefined) {
    return known;
  }
  const items = sections.flatMap((section) => {
    const path = section.split('.');
    const values = valueAt(source.value, path);
    return isObject(values)
      ? Object.entries(values).map(([id, value]): Written => {
          return { section, item: { id, value, source, path: [...path, id], builtIn } };
        })
      : [];
  });
  itemsOfSource.set(source, items);
  return items;
}

const itemsOfSource = new WeakMap<Source, readonly Written[]>();

function singleOf<T>(
  source: Source,
  key: string,
  broken: (source: Source, path: Path) => boolean,
): Item<T> | undefined {
  const value = valueAt(source.value, [key]);
  return value === undefined || broken(source, [key])
    ? undefined
    : { id: key, value: value as T, source, path: [key], builtIn: false };
}

function targetsOf(
  source: Source,
  broken: (source: Source, path: Path) => boolean,
): Item<string>[] {
  const targets = valueAt(source.value, ['targets']);
  return Array.isArray(targets) && !broken(source, ['targets'])
    ? targets.map((id: string, index) => ({
        id,
        value: id,
        source,
        path: ['targets', index],
        builtIn: false,
      }))
    : [];
}

/** The items of a section that is a list; the second name is what one of them is called. */
function listedOf<T>(
  source: Source,
  [section, name]: readonly [string, string],
  broken: (source: Source, path: Path) => boolean,
): Item<T>[] {
  const list = valueAt(source.value, [section]);
  return (Array.isArray(list) ? list : []).flatMap((value: T, index) => {
    const path = [section, index];
    return broken(source, path)
      ? []
      : [{ id: `${name} ${index + 1}`, value, source, path, builtIn: false }];
  });
}

/** A row of the project over a built-in row. A signal has either words or a direction, so that naming one drops the other. */
function overridden(earlier: unknown, later: unknown): unknown {
  const [base, over] = [earlier as Record<string, unknown>, later as Record<string, unknown>];
  const dropped =
    over['values'] === undefined
      ? ['better', 'min', 'max'].some((key) => over[key] !== undefined)
        ? ['values']
        : []
      : ['better', 'min', 'max', 'unit'];
  const kept = Object.entries(base).filter(([key]) => !dropped.includes(key));
  return { ...Object.fromEntries(kept), ...over };
}

function duplicate(item: Item<unknown>, earlier: Item<unknown>, section: string): Diagnostic {
  return diagnostic(
    'topology/duplicate-id',
    placeOf(item),
    `\`${item.id}\` is defined twice in \`${section}\``,
    {
      related: [{ message: 'first defined here', at: placeOf(earlier) }],
      help: 'rename one of them, or remove it',
    },
  );
}

/** A group's id can stand wherever a system's can, so that the two share their names. */
function clashes(tree: Tree): Diagnostic[] {
  return [...tree.table('groups').values()].flatMap((group) => {
    const system = tree.table('systems').get(group.id);
    return system === undefined
      ? []
      : [
          diagnostic(
            'topology/duplicate-id',
            placeOf(group),
            `\`${group.id}\` is the id of a group and of a system`,
            {
              related: [{ message: 'the system is defined here', at: placeOf(system) }],
              help: 'rename one of them: a dependency names either by its id',
            },
          ),
        ];
  });
}

function misplaced(sources: readonly Source[], rooted: Source | undefined): Diagnostic[] {
  return sources
    .filter((source) => source !== rooted && valueAt(source.value, ['config']) !== undefined)
    .map((source) =>
      diagnostic(
        'config/misplaced',
        source.locate(['config'], 'key'),
        '`config` stands outside of tower.yaml',
        { help: 'move it to the tower.yaml at the root of the project' },
      ),
    );
}

const orderOf = {
  routes: { code: 'route/several-files', why: 'the first route that matches counts' },
  layers: { code: 'layer/several-files', why: 'their order says who may depend on whom' },
} as const;

/** These are ordered, and nothing says in which order those of two files would come. */
function scattered(sources: readonly Source[], section: keyof typeof orderOf): Diagnostic[] {
  const [first, ...others] = sources.filter(
    (source) => valueAt(source.value, [section]) !== undefined,
  );
  const { code, why } = orderOf[section];
  return first === undefined
    ? []
    : others.map((source) =>
        diagnostic(code, source.locate([section], 'key'), `\`${section}\` stands in two files`, {
          related: [{ message: 'the others stand here', at: first.locate([section], 'key') }],
          help: `${why}: write all of them as one list`,
        }),
      );
}
