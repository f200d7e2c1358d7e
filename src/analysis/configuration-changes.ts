import type { MigratedPart } from '../model/migration.ts';
import type { Model } from '../model/model.ts';
import { compareText } from '../model/order.ts';
import type { Renamed } from '../model/renames.ts';
import { areAlike, notOfSystems } from './alike-systems.ts';
import { differenceWords } from './difference-words.ts';
import { isSame } from './same.ts';

/** Where something is written is no part of it, functions are compared as they were written, and the rest follows from other parts. */
const notCompared: ReadonlySet<string> = new Set([
  'at',
  'origins',
  'covered',
  'matches',
  'rule',
  'message',
  'groups',
  'weight',
  'ancestors',
  'renamedFrom',
]);

/** Systems and thresholds that have another id now. */
export interface Renames {
  readonly systems: Renamed;
  readonly thresholds: Renamed;
}

/** Everything that differs between two models, the most telling first: what is gone, has another name, differs, is new; then by section and id. */
export function configurationChanges(
  before: Model,
  after: Model,
  renames: Renames,
): readonly MigratedPart[] {
  const none: Renamed = new Map();
  const others = sectionsOf(after);
  return sectionsOf(before)
    .flatMap((section, index) => {
      const other = others[index];
      if (other === undefined) {
        return [];
      }
      const { name } = section;
      const renamed = name === 'systems' || name === 'thresholds' ? renames[name] : none;
      const isAlike = (id: string): boolean => section.isKnownAlike?.(id, after) === true;
      return sectionChanges(section, other, { renamed, isAlike });
    })
    .map((part, index) => ({ part, index }))
    .sort(
      (a, b) =>
        telling.indexOf(a.part.change) - telling.indexOf(b.part.change) || a.index - b.index,
    )
    .map(({ part }) => part);
}

const telling: readonly MigratedPart['change'][] = ['removed', 'renamed', 'changed', 'added'];

interface Section {
  readonly name: string;
  readonly items: ReadonlyMap<string, unknown>;
  /** Whether an item is the same in another model; undefined where that is to be found out. */
  readonly isKnownAlike?: (id: string, other: Model) => boolean;
}

/** The sections of a model, the most telling first. Where an item stands is its `at`, if it has one. */
function sectionsOf(model: Model): readonly Section[] {
  const { settings, catalog } = model;
  const section = (name: string, items: ReadonlyMap<string, unknown>): Section => ({ name, items });
  return [
    { ...section('systems', model.systemById), isKnownAlike: isSystemAlike(model) },
    section('thresholds', byId(model.thresholds)),
    section('groups', model.groupById),
    section('routes', new Map(model.routes.map((route) => [String(route.index), route]))),
    section('escalations', model.escalations),
    section('channels', model.channels),
    section('executors', model.executors),
    section('silences', byId(model.silences)),
    section('maintenance', byId(model.windows)),
    section('policies', byId(model.policies)),
    section('conditions', model.conditions ?? new Map()),
    section('waivers', byId(model.waivers)),
    section('resources', byId(model.resources)),
    section('layers', new Map(model.layers.map((layer) => [layer.name, layer]))),
    section('signals', model.signals),
    section('regions', model.regions),
    section('targets', new Map(model.targets.map((id) => [id, true]))),
    section('config', new Map(Object.entries({ name: model.name, ...settings }))),
    section('catalog', new Map(Object.entries(catalog))),
  ];
}

function byId<T extends { readonly id: string }>(items: readonly T[]): ReadonlyMap<string, T> {
  return new Map(items.map((item) => [item.id, item]));
}

function isSystemAlike(model: Model): (id: string, other: Model) => boolean {
  return (id, other) => {
    const [before, after] = [model.systemById.get(id), other.systemById.get(id)];
    return before !== undefined && after !== undefined && areAlike(before, after);
  };
}

interface Comparing {
  readonly renamed: Renamed;
  readonly isAlike: (id: string) => boolean;
}

function sectionChanges(
  before: Section,
  after: Section,
  { renamed, isAlike }: Comparing,
): MigratedPart[] {
  const { name } = before;
  const skipped = name === 'systems' ? notOfSystems : notCompared;
  const earlier = new Map([...renamed].map(([from, to]) => [to, from]));
  const parts = removedParts(before, after, renamed);
  for (const [id, item] of after.items) {
    // What did not change is the same object where it was loaded again.
    if (before.items.get(id) !== item && !isAlike(id)) {
      const from = earlier.get(id);
      const was = before.items.get(from ?? id);
      const isNew = from === undefined && !before.items.has(id);
      const part = isNew ? newPart : changedPart({ from, was, is: item, skipped });
      if (part !== undefined) {
        parts.push({ section: name, id, ...part, file: fileOf(item) || fileOf(was) });
      }
    }
  }
  return parts.sort((a, b) => compareText(a.id, b.id));
}

function removedParts(before: Section, after: Section, renamed: Renamed): MigratedPart[] {
  const parts: MigratedPart[] = [];
  for (const [id, item] of before.items) {
    if (!(after.items.has(id) || renamed.has(id))) {
      parts.push({ section: before.name, id, change: 'removed', words: '', file: fileOf(item) });
    }
  }
  return parts;
}

const newPart = { change: 'added', words: '' } as const;

interface Pair {
  /** The id before, where it is another one. */
  readonly from: string | undefined;
  readonly was: unknown;
  readonly is: unknown;
  readonly skipped: ReadonlySet<string>;
}

function changedPart({
  from,
  was,
  is,
  skipped,
}: Pair): Pick<MigratedPart, 'change' | 'words'> | undefined {
  if (from !== undefined) {
    return { change: 'renamed', words: `was ${from}` };
  }
  return isSame(was, is, skipped)
    ? undefined
    : { change: 'changed', words: differenceWords(was, is, skipped) };
}

function fileOf(item: unknown): string {
  const at = isObject(item) ? item['at'] : undefined;
  const file = isObject(at) ? at['file'] : undefined;
  return typeof file === 'string' ? file : '';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !(value instanceof Map);
}
