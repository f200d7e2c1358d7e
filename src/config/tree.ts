import type * as file from '../model/config.generated.ts';
import type { Location } from '../model/location.ts';
import { ownValue } from './own-value.ts';
import type { Path } from './places.ts';
import type { Source } from './source.ts';

/** A value of the configuration and where it stands. */
export interface Item<T> {
  readonly id: string;
  readonly value: T;
  readonly source: Source;
  readonly path: Path;
  readonly builtIn: boolean;
}

/** The sections whose items are merged by id, and what an item of each is. */
export interface Sections {
  readonly types: file.SystemType;
  readonly regions: file.Region;
  readonly signals: file.Signal;
  readonly resources: file.Resource;
  readonly systems: file.System;
  readonly groups: file.Group;
  readonly thresholds: file.Threshold;
  readonly channels: file.Channel;
  readonly executors: file.Executor;
  readonly escalations: file.Escalation;
  readonly conditions: file.Condition;
  readonly policies: file.Policy;
  readonly maintenance: file.Maintenance;
  readonly silences: file.Silence;
  readonly waivers: file.Waiver;
  readonly 'catalog.statuses': file.StatusRow;
  readonly 'catalog.criticalities': file.CriticalityRow;
  readonly 'catalog.dependencyKinds': file.DependencyKind;
  readonly 'catalog.protocols': file.Protocol;
  readonly 'catalog.priorities': file.PriorityRow;
  readonly 'catalog.severities': file.SeverityRow;
  readonly 'catalog.levels': file.LevelRow;
  readonly 'catalog.resourceTypes': file.ResourceType;
}

export type Section = keyof Sections;
export type Table<S extends Section> = ReadonlyMap<string, Item<Sections[S]>>;

/** All files as one: every section by id. */
export interface Tree {
  readonly table: <S extends Section>(section: S) => Table<S>;
  readonly config: Item<file.Config> | undefined;
  readonly targets: readonly Item<string>[];
  /** In the order written, without those that did not pass the schema: the last key of a path says which place one has. */
  readonly routes: readonly Item<file.Route>[];
  /** As routes are: in the order written, from top to bottom. */
  readonly layers: readonly Item<file.Layer>[];
  /** The `defaults` of a file. */
  readonly defaultsOf: (source: Source) => Item<file.Defaults> | undefined;
  /** Ids of items that did not pass the schema: they are left out of the tables, and still they are known names. */
  readonly brokenIds: (section: Section) => ReadonlySet<string>;
  /** Whether something was left out because it is broken: then "nothing matches" proves nothing. */
  readonly isPartial: boolean;
}

/** All of them. */
export const sections: readonly Section[] = [
  'types',
  'regions',
  'signals',
  'resources',
  'systems',
  'groups',
  'thresholds',
  'channels',
  'executors',
  'escalations',
  'conditions',
  'policies',
  'maintenance',
  'silences',
  'waivers',
  'catalog.statuses',
  'catalog.criticalities',
  'catalog.dependencyKinds',
  'catalog.protocols',
  'catalog.priorities',
  'catalog.severities',
  'catalog.levels',
  'catalog.resourceTypes',
];

/** The place of an item's id. */
export function placeOf(item: Item<unknown>): Location {
  return item.source.locate(item.path, 'key');
}

/** The place of a value inside an item. */
export function placeIn(
  item: Item<unknown>,
  keys: Path,
  part: 'key' | 'value' = 'value',
): Location {
  return item.source.locate([...item.path, ...keys], part);
}

/** The value at a path, own properties only. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => ownValue(inner, key), value);
}
