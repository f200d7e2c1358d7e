import type * as file from '../model/config.generated.ts';
import type { SourceFile } from '../model/diagnostic.ts';
import type {
  MaintenanceWindow,
  Matches,
  Model,
  Origins,
  Policy,
  Resource,
  Route,
  Silence,
  SystemType,
} from '../model/model.ts';
import { compileCondition } from '../rules/compile.ts';
import { factsByScope } from './compile-policies.ts';
import { systemOrigins } from './compile-systems.ts';
import { type FrozenSystems, freezeSystems, type Spot, thawSystems } from './frozen-systems.ts';
import { LateOrigins } from './late-origins.ts';
import { selects } from './select.ts';
import { readSource } from './source.ts';
import { type Item, valueAt } from './tree.ts';

/**
 * A model as plain data: maps, lists, numbers, typed arrays. What is a function in a model is left out, as it follows from what was
 * written; so are the places of what systems say, which are found again in their files.
 */
export interface FrozenModel
  extends Omit<
    Model,
    'systems' | 'systemById' | 'groupById' | 'policies' | 'windows' | 'routes' | 'silences'
  > {
  readonly systems: FrozenSystems;
  readonly policies: readonly Omit<Policy, 'rule' | 'matches'>[];
  readonly windows: readonly Omit<MaintenanceWindow, 'matches'>[];
  readonly routes: readonly Omit<Route, 'matches'>[];
  readonly silences: readonly Omit<Silence, 'matches'>[];
}

export function freezeModel(model: Model): FrozenModel {
  const { systemById: _, groupById: __, ...rest } = model;
  return {
    ...rest,
    systems: freezeSystems(model.systems),
    resources: model.resources.map(
      (resource): Resource => ({ ...resource, origins: new Map(resource.origins) }),
    ),
    policies: model.policies.map(({ rule: _rule, matches: _matches, ...policy }) => policy),
    windows: model.windows.map(({ matches: _matches, ...window }) => window),
    routes: model.routes.map(({ matches: _matches, ...route }) => route),
    silences: model.silences.map(({ matches: _matches, ...silence }) => silence),
  };
}

/** The model of the files that a frozen one was made of; undefined where it cannot have been made of them. */
export function thawModel(frozen: FrozenModel, files: readonly SourceFile[]): Model | undefined {
  const { types } = frozen.catalog;
  const systems = thawSystems(frozen.systems, originsIn(files));
  const policies = thawPolicies({ ...frozen, systems });
  return policies.length < frozen.policies.length
    ? undefined
    : {
        ...frozen,
        systems,
        systemById: new Map(systems.map((system) => [system.id, system])),
        groupById: new Map(frozen.groups.map((group) => [group.id, group])),
        policies,
        windows: frozen.windows.map((window) => ({
          ...window,
          matches: matchesOf(window.written, types) ?? (() => false),
        })),
        routes: frozen.routes.map((route) => ({
          ...route,
          matches: matchesOf(route.written, types),
        })),
        silences: frozen.silences.map((silence) => ({
          ...silence,
          matches: matchesOf(silence.written, types),
        })),
      };
}

type Thawing = Omit<FrozenModel, 'systems'> & Pick<Model, 'systems'>;

/** Policies with their rules compiled anew; one whose rule does not compile is left out. */
function thawPolicies(frozen: Thawing): readonly Policy[] {
  const facts = factsByScope(frozen);
  const { types } = frozen.catalog;
  return frozen.policies.flatMap((policy): readonly Policy[] => {
    const [match, condition] = writtenOf(policy);
    const { compiled: rule } = compileCondition(condition, {
      facts: facts[policy.scope],
      conditions: frozen.conditions ?? new Map(),
    });
    return rule === undefined ? [] : [{ ...policy, matches: matchesOf(match, types), rule }];
  });
}

function writtenOf({ written }: Pick<Policy, 'written'>): readonly unknown[] {
  return Array.isArray(written) ? written : [];
}

function matchesOf(written: unknown, types: ReadonlyMap<string, SystemType>): Matches | undefined {
  return written === undefined ? undefined : selects(written as file.Match, types);
}

/** Finds the places of what a system says, in its file, which is read for that. */
function originsIn(files: readonly SourceFile[]): (spot: Spot) => Origins {
  const byPath = new Map(files.map((read) => [read.path, read]));
  return ({ id, file: path, probeAt }) =>
    new LateOrigins(() => {
      const read = byPath.get(path);
      return read === undefined ? new Map() : originsOf(read, id);
    }, probeAt);
}

function originsOf(read: SourceFile, id: string): Origins {
  const { source } = readSource(read);
  const itemAt = <T>(path: readonly string[]): Item<T> | undefined => {
    const value = source && valueAt(source.value, path);
    return source === undefined || value === undefined
      ? undefined
      : { id: path.at(-1) ?? '', value: value as T, source, path, builtIn: false };
  };
  const system = itemAt<file.System>(['systems', id]);
  return system === undefined ? new Map() : systemOrigins(system, itemAt(['defaults']));
}
