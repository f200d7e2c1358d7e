import type { Model } from '../model/model.ts';
import { type Renamed, renamedIn } from '../model/renames.ts';
import type { SavedState, System as SavedSystem, SilenceState } from '../model/state.generated.ts';
import { thresholdAlertId } from './alert-id.ts';
import { type Alerting, type Episode, type Incident, note } from './alerting/alerting.ts';
import { once } from './once.ts';

type SavedSystems = SavedState['systems'];

interface Renames {
  readonly systems: Renamed;
  readonly thresholds: Renamed;
}

/** Whether anything may be remembered under a former id, in a state of an earlier model. */
export function mayBeRenamed(model: Model, earlier: Model): boolean {
  const thresholds = once(() => new Set(earlier.thresholds.map(({ id }) => id)));
  const isThere = (id: string): boolean => earlier.systemById.has(id) || thresholds().has(id);
  return (
    model.systems.some(({ renamedFrom }) => renamedFrom?.some(isThere)) ||
    model.thresholds.some(({ renamedFrom }) => renamedFrom?.some(isThere))
  );
}

/**
 * What is remembered under former ids, under those of a model; alerting is changed in place. Incidents keep their ids, which are those of
 * their beginning; alerts have the ids that follow from their names. Nobody is told of it.
 */
export function underPresentIds(
  { systems, thresholds }: Pick<Model, 'systems' | 'thresholds'>,
  saved: SavedSystems,
  { alerting, at }: { readonly alerting: Alerting; readonly at: number },
): SavedSystems {
  const renames: Renames = {
    systems: renamedIn(systems, (id) => Object.hasOwn(saved, id)),
    thresholds: thresholds.some(({ renamedFrom }) => renamedFrom !== undefined)
      ? renamedIn(thresholds, isRemembered(saved))
      : new Map(),
  };
  if (renames.systems.size + renames.thresholds.size === 0) {
    return saved;
  }
  renameAlerting(alerting, renames, at);
  return Object.fromEntries(
    Object.entries(saved).map(([id, system]) => [
      renames.systems.get(id) ?? id,
      renamedSystem(system, renames),
    ]),
  );
}

function isRemembered(saved: SavedSystems): (threshold: string) => boolean {
  const known = new Set(Object.values(saved).flatMap(({ conditions }) => Object.keys(conditions)));
  return (threshold) => known.has(threshold);
}

function renamedSystem(system: SavedSystem, { systems, thresholds }: Renames): SavedSystem {
  const { conditions, observed } = system;
  return {
    ...system,
    conditions: Object.fromEntries(
      Object.entries(conditions).map(([id, condition]) => [thresholds.get(id) ?? id, condition]),
    ),
    ...(observed?.dependsOn === undefined
      ? {}
      : {
          observed: {
            ...observed,
            dependsOn: {
              ...observed.dependsOn,
              values: observed.dependsOn.values.map((id) => systems.get(id) ?? id).sort(),
            },
          },
        }),
  };
}

function renameAlerting(alerting: Alerting, renames: Renames, at: number): void {
  const { episodes, incidents, silences } = alerting;
  for (const silence of [...silences.values()]) {
    silences.set(silence.id, renameSilence(silence, renames));
  }
  for (const episode of [...episodes.values()]) {
    const { id } = episode;
    renameEpisode(episode, renames);
    if (episode.id !== id) {
      episodes.delete(id);
      episodes.set(episode.id, episode);
    }
  }
  for (const incident of incidents.values()) {
    renameIncident(incident, renames.systems, at);
  }
}

function renameEpisode(episode: Episode, { systems, thresholds }: Renames): void {
  const { id, system, source } = episode;
  const names = [systems.get(system) ?? system, thresholds.get(source) ?? source] as const;
  if (names[0] === system && names[1] === source) {
    return;
  }
  const isOfValues = id === thresholdAlertId(system, source, 'threshold');
  episode.id = thresholdAlertId(...names, isOfValues ? 'threshold' : 'no-data');
  [episode.system, episode.source] = names;
}

function renameSilence(silence: SilenceState, { systems, thresholds }: Renames): SilenceState {
  const present = (ids: readonly string[], renamed: Renamed): readonly string[] =>
    ids.map((id) => renamed.get(id) ?? id).sort();
  return {
    ...silence,
    ...(silence.systems === undefined ? {} : { systems: present(silence.systems, systems) }),
    ...(silence.thresholds === undefined
      ? {}
      : { thresholds: present(silence.thresholds, thresholds) }),
  };
}

function renameIncident(incident: Incident, systems: Renamed, at: number): void {
  const { root, acknowledged } = incident;
  const present = (id: string): string => systems.get(id) ?? id;
  if (systems.has(root)) {
    incident.root = present(root);
    note(incident, at, 'renamed', { message: `\`${root}\` is \`${incident.root}\` now` });
  }
  if (acknowledged?.systems.some((id) => systems.has(id)) === true) {
    incident.acknowledged = { ...acknowledged, systems: acknowledged.systems.map(present).sort() };
  }
  if (incident.told.some((told) => systems.has(told.root ?? ''))) {
    incident.told = incident.told.map((told) =>
      told.root === undefined ? told : { ...told, root: present(told.root) },
    );
  }
}
