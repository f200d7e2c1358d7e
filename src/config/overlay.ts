import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import { nearest } from '../model/nearest.ts';
import { isMap, isSaidOver, laidOver, without } from './overlay-merge.ts';
import type { Path, Source } from './source.ts';
import { sections, valueAt } from './tree.ts';

/** Sections that are lists: an overlay replaces all of one. */
const lists = ['routes', 'layers', 'targets'] as const;

/** What says which files belong is the same in every environment. */
const fixed = ['include', 'scenarios'] as const;

/** The sources of a project with an overlay, and what is wrong with how the overlay is meant. */
export interface Overlaid {
  readonly sources: readonly Source[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Lays the overlay of an environment over the files of a project. `remove` takes away, then its sections change what there is, each in the
 * file where it stands, and `add` is a file of its own. A source that nothing changes is the same object, and one that is changed knows
 * which file says what: all later stages go on as if there were no overlay, and find the places of both.
 */
export function withOverlay(
  builtIn: Source,
  sources: readonly Source[],
  overlay: Source,
): Overlaid {
  const { value } = overlay;
  if (!isMap(value)) {
    return { sources, diagnostics: [] };
  }
  const diagnostics: Diagnostic[] = [];
  const removals = removalsIn(sources, overlay, diagnostics);
  for (const key of lists.filter((name) => Object.hasOwn(value, name))) {
    for (const source of sources.filter((one) => valueAt(one.value, [key]) !== undefined)) {
      removals.push({ source, path: [key] });
    }
  }
  const { changes, rest } = changesIn(builtIn, sources, overlay, diagnostics);
  const changed = sources.map((source) => {
    const removed = removals.flatMap((one) => (one.source === source ? [one.path] : []));
    const own = changes.get(source);
    return removed.length === 0 && own === undefined
      ? source
      : changedSource(source, overlay, removed, nested(own ?? []));
  });
  return { sources: [...changed, additions(overlay, rest, diagnostics)], diagnostics };
}

interface Removal {
  readonly source: Source;
  readonly path: Path;
}

/** What `remove` names, with the files where it stands. */
function removalsIn(
  sources: readonly Source[],
  overlay: Source,
  diagnostics: Diagnostic[],
): Removal[] {
  const named = valueAt(overlay.value, ['remove']);
  if (named === undefined) {
    return [];
  }
  if (!Array.isArray(named)) {
    diagnostics.push(wrongType(overlay, ['remove'], '`remove` must be a list of paths'));
    return [];
  }
  return named.flatMap((text: unknown, index): readonly Removal[] => {
    const at = ['remove', index];
    if (typeof text !== 'string') {
      diagnostics.push(wrongType(overlay, at, 'a path is a text such as `systems.web.probe`'));
      return [];
    }
    const path = text.split('.');
    const owners =
      path.length < 2 ? [] : sources.filter(({ value }) => valueAt(value, path) !== undefined);
    if (owners.length === 0) {
      diagnostics.push(unknownPath(sources, overlay, { text, path, at }));
    }
    return owners.map((source) => ({ source, path }));
  });
}

/** Values by path. */
type Leaves = (readonly [path: Path, value: unknown])[];

/** What the sections of an overlay change, by the file where it stands, and what stands in no file. */
function changesIn(
  builtIn: Source,
  sources: readonly Source[],
  overlay: Source,
  diagnostics: Diagnostic[],
): { readonly changes: ReadonlyMap<Source, Leaves>; readonly rest: Leaves } {
  const changes = new Map<Source, Leaves>();
  const rest: Leaves = [];
  const change = (source: Source, path: Path, value: unknown): void => {
    changes.set(source, [...(changes.get(source) ?? []), [path, value]]);
  };
  const root = sources.find(({ file }) => file === 'tower.yaml');
  for (const [path, value] of partsOf(overlay.value)) {
    const id = String(path.at(-1));
    const owner = sources.find((source) => valueAt(source.value, path) !== undefined);
    if (path[0] === 'config' && root !== undefined && isMap(value)) {
      diagnostics.push(...fixedKeys(overlay, value));
      change(root, path, value);
    } else if (!isItem(path)) {
      rest.push([path, value]);
    } else if (owner !== undefined) {
      change(owner, path, value);
    } else if (valueAt(builtIn.value, path) !== undefined) {
      rest.push([path, value]);
    } else {
      diagnostics.push(unknownId([builtIn, ...sources], overlay, path, id));
    }
  }
  return { changes, rest };
}

const ofTheCatalog = sections.flatMap((section) => {
  const [first, name = ''] = section.split('.');
  return first === 'catalog' ? [name] : [];
});

/** The parts of an overlay: items of sections, and all else by its first key, but what is added and removed. */
function partsOf(value: unknown): Leaves {
  const hasCatalog = isMap(valueAt(value, ['catalog']));
  return [
    ...sections.flatMap((section) => itemsAt(value, section.split('.'))),
    ...othersAt(value, [], ['add', 'remove', ...sections, ...(hasCatalog ? ['catalog'] : [])]),
    ...othersAt(value, ['catalog'], ofTheCatalog),
  ];
}

/** The items of a section; all of it where it is none. */
function itemsAt(value: unknown, path: Path): Leaves {
  const items = valueAt(value, path);
  if (isMap(items)) {
    return Object.entries(items).map(([id, item]) => [[...path, id], item] as const);
  }
  return items === undefined ? [] : [[path, items]];
}

/** What stands in a map but some keys. */
function othersAt(value: unknown, path: Path, apart: readonly string[]): Leaves {
  const map = valueAt(value, path);
  return Object.entries(isMap(map) ? map : {})
    .filter(([key]) => !apart.includes(key))
    .map(([key, inner]) => [[...path, key], inner] as const);
}

function isItem(path: Path): boolean {
  return path.length === (path[0] === 'catalog' ? 3 : 2);
}

function fixedKeys(
  overlay: Source,
  config: Readonly<Record<string, unknown>>,
): readonly Diagnostic[] {
  return fixed
    .filter((key) => Object.hasOwn(config, key))
    .map((key) =>
      diagnostic(
        'overlay/fixed',
        overlay.locate(['config', key], 'key'),
        `\`config.${key}\` is the same in every environment`,
        { help: 'write it in tower.yaml' },
      ),
    );
}

/** Maps around values by their paths; of two at one path the later one counts. */
function nested(leaves: Leaves): Readonly<Record<string, unknown>> {
  const byKey = Map.groupBy(leaves, ([[key = '']]) => String(key));
  return Object.fromEntries(
    [...byKey].map(([key, own]): [string, unknown] => {
      const whole = own.findLast(([path]) => path.length === 1);
      return [
        key,
        whole === undefined ? nested(own.map(([path, value]) => [path.slice(1), value])) : whole[1],
      ];
    }),
  );
}

const changedSources = new WeakMap<Source, { readonly overlay: Source; readonly source: Source }>();

/** A source with what an overlay says over it. It is the same object as long as both are. */
function changedSource(
  base: Source,
  overlay: Source,
  removed: readonly Path[],
  over: Readonly<Record<string, unknown>>,
): Source {
  const known = changedSources.get(base);
  if (known?.overlay === overlay) {
    return known.source;
  }
  const trimmed = removed.reduce<unknown>(without, base.value);
  const value = laidOver(trimmed, over);
  const isOver = (path: Path): boolean => isSaidOver(trimmed, over, path);
  const sayer = (path: Path): Source => (isOver(path) ? overlay : base);
  const source: Source =
    value === base.value
      ? base
      : {
          file: base.file,
          text: base.text,
          value,
          locate: (path, part) => sayer(path).locate(path, part),
          offsetAt: (path, offset, length) => sayer(path).offsetAt(path, offset, length),
          written: (path) => sayer(path).written(path),
          beneath: (path, part) =>
            isOver(path) && valueAt(base.value, path) !== undefined
              ? base.locate(path, part)
              : undefined,
        };
  changedSources.set(base, { overlay, source });
  return source;
}

/** What stands in no file: what is added, lists, and what the overlay says for the first time of the built-in catalog. */
function additions(overlay: Source, rest: Leaves, diagnostics: Diagnostic[]): Source {
  const added = valueAt(overlay.value, ['add']);
  if (added !== undefined && !isMap(added)) {
    diagnostics.push(wrongType(overlay, ['add'], '`add` must be a map of sections'));
  }
  const isAdded = (path: Path): boolean =>
    valueAt(added, path.slice(0, path[0] === 'catalog' ? 3 : 2)) !== undefined;
  const own = (path: Path): Path => (isAdded(path) ? ['add', ...path] : path);
  return {
    file: overlay.file,
    text: overlay.text,
    value: laidOver(nested(rest), isMap(added) ? added : {}),
    locate: (path, part) => overlay.locate(own(path), part),
    offsetAt: (path, offset, length) => overlay.offsetAt(own(path), offset, length),
    written: (path) => overlay.written(own(path)),
  };
}

function wrongType(overlay: Source, path: Path, message: string): Diagnostic {
  return diagnostic('schema/wrong-type', overlay.locate(path, 'value'), message, {
    help: 'docs/environments.md shows both',
  });
}

function unknownId(known: readonly Source[], overlay: Source, path: Path, id: string): Diagnostic {
  const section = path.slice(0, -1);
  const ids = known.flatMap(({ value }) => keysAt(value, section));
  const meant = nearest(id, ids);
  return diagnostic(
    'overlay/unknown',
    overlay.locate(path, 'key'),
    `\`${id}\` is not in \`${section.join('.')}\`, so that nothing can be changed there`,
    {
      help:
        meant === undefined
          ? 'what there is in this environment alone stands under `add`'
          : `did you mean \`${meant}\`? What there is in this environment alone stands under \`add\``,
    },
  );
}

interface Named {
  readonly text: string;
  readonly path: readonly string[];
  /** Where it stands in the overlay. */
  readonly at: Path;
}

function unknownPath(
  sources: readonly Source[],
  overlay: Source,
  { text, path, at }: Named,
): Diagnostic {
  const around = path.slice(0, -1);
  const meant = nearest(
    path.at(-1) ?? '',
    sources.flatMap(({ value }) => keysAt(value, around)),
  );
  return diagnostic(
    'overlay/unknown',
    overlay.locate(at, 'value'),
    `there is no \`${text}\` to remove`,
    {
      help:
        meant === undefined || path.length < 2
          ? 'a path begins with a section and an id, such as `systems.web` or `systems.web.probe`'
          : `did you mean \`${[...around, meant].join('.')}\`?`,
    },
  );
}

function keysAt(value: unknown, path: Path): readonly string[] {
  const inner = valueAt(value, path);
  return isMap(inner) ? Object.keys(inner) : [];
}
