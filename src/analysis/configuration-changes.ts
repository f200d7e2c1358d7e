import type { MigratedPart } from '../model/migration.ts';
import type { Model } from '../model/model.ts';
import { compareText } from '../model/order.ts';
import type { Renamed } from '../model/renames.ts';
import { differenceWords } from './difference-words.ts';
import { isSame } from './same.ts';

/** Where something is written is no part of it, functions are compared as they were written, and the rest follows from other parts. */
const notCompared: ReadonlySet<string> = new Set([
  'at',
  'origins',
  'matches',
  'rule',
  'message',
  'groups',
  'weight',
  'ancestors',
  'renamedFrom',
]);
/** What a system has of thresholds is theirs. */
const notOfSystems: ReadonlySet<string> = new Set([...notCompared, 'thresholds']);

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
  return sectionsOf(before)
    .flatMap((section, index) => {
      const other = sectionsOf(after)[index];
      if (other === undefined) {
        return [];
      }
      const renamed = renames[section.name === 'systems' ? 'systems' : 'thresholds'];
      const isRenamable = section.name === 'systems' || section.name === 'thresholds';
      return sectionChanges(section, other, isRenamable ? renamed : none);
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
}

/** The sections of a model, the most telling first. Where an item stands is its `at`, if it has one. */
function sectionsOf(model: Model): readonly Section[] {
  const { settings, catalog } = model;
  const section = (name: string, items: ReadonlyMap<string, unknown>): Section => ({ name, items });
  return [
    section('systems', model.systemById),
    section('thresholds', byId(model.thresholds)),
    section('groups', model.groupById),
    section('routes', new Map(model.routes.map((route) => [String(route.index), route]))),
    section('escalations', model.escalations),
    section('channels', model.channels),
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

function sectionChanges(before: Section, after: Section, renamed: Renamed): MigratedPart[] {
  const { name } = before;
  const skipped = name === 'systems' ? notOfSystems : notCompared;
  const earlier = new Map([...renamed].map(([from, to]) => [to, from]));
  const parts: MigratedPart[] = [];
  for (const [id, item] of before.items) {
    if (!(after.items.has(id) || renamed.has(id))) {
      parts.push({ section: name, id, change: 'removed', words: '', file: fileOf(item) });
    }
  }
  for (const [id, item] of after.items) {
    const from = earlier.get(id);
    const [was, is] = [before.items.get(from ?? id), item];
    const file = fileOf(item) || fileOf(was);
    if (from !== undefined) {
      const words = `was ${from}`;
      parts.push({ section: name, id, change: 'renamed', words, file });
    } else if (!before.items.has(id)) {
      parts.push({ section: name, id, change: 'added', words: '', file });
    } else if (!isSame(was, is, skipped)) {
      const words = differenceWords(was, is, skipped);
      parts.push({ section: name, id, change: 'changed', words, file });
    }
  }
  return parts.sort((a, b) => compareText(a.id, b.id));
}

function fileOf(item: unknown): string {
  const at = isObject(item) ? item['at'] : undefined;
  const file = isObject(at) ? at['file'] : undefined;
  return typeof file === 'string' ? file : '';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !(value instanceof Map);
}
