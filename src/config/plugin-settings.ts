import {
  type Diagnostic,
  diagnostic,
  type SourceFile,
  sortedDiagnostics,
} from '../model/diagnostic.ts';
import type { Location } from '../model/location.ts';
import type { Model } from '../model/model.ts';
import { didYouMean } from '../model/nearest.ts';
import type { Loaded } from './load.ts';
import type { Path } from './places.ts';
import { readSource } from './source.ts';

/** What is wrong with the settings of a destination, and where in them; from the schema of a plugin. */
export type SettingsCheck = (settings: unknown) => readonly SettingsFault[];

export interface SettingsFault {
  readonly path: Path;
  /** What is wrong, as the end of a sentence: `must be string`. */
  readonly message: string;
}

/** The kinds of destinations that plugins bring, by name; undefined where nothing of the section is carried out. */
export interface Brought {
  readonly channels: ReadonlyMap<string, SettingsCheck> | undefined;
  readonly executors: ReadonlyMap<string, SettingsCheck> | undefined;
}

/**
 * What loading came to together with what the plugins that are loaded say: a destination that none of them brings, and settings that do not
 * fit, are errors, so that there is no model. Only where plugins run is this asked: a configuration can be judged without.
 */
export function withPlugins(
  { model, diagnostics }: Loaded,
  files: readonly SourceFile[],
  brought: Brought,
): Loaded {
  const found = model === undefined ? [] : faultsIn(model, files, brought);
  return found.length === 0
    ? { model, diagnostics }
    : { model: undefined, diagnostics: sortedDiagnostics([...diagnostics, ...found]) };
}

interface Destination {
  readonly section: 'channels' | 'executors';
  readonly id: string;
  readonly kind: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly at: Location;
}

function faultsIn(
  model: Model,
  files: readonly SourceFile[],
  brought: Brought,
): readonly Diagnostic[] {
  return (['channels', 'executors'] as const).flatMap((section) => {
    const known = brought[section];
    return known === undefined
      ? []
      : [...model[section].values()].flatMap((one) => faultsOf({ section, ...one }, files, known));
  });
}

function faultsOf(
  { section, id, kind, settings, at }: Destination,
  files: readonly SourceFile[],
  known: ReadonlyMap<string, SettingsCheck>,
): readonly Diagnostic[] {
  if (kind !== 'plugin') {
    return [];
  }
  const name = String(settings['name']);
  const file = files.find(({ path }) => path === at.file);
  const source = file === undefined ? undefined : readSource(file).source;
  const placeAt = (path: Path): Location =>
    source?.locate([section, id, 'plugin', ...path], 'value') ?? at;
  const check = known.get(name);
  if (check === undefined) {
    const nearest = didYouMean(name, known.keys());
    const help = nearest || 'name its file: `tower watch --plugin FILE`';
    const message = `no plugin that is loaded brings \`${name}\``;
    return [diagnostic('plugin/not-loaded', placeAt(['name']), message, { help })];
  }
  return check(settings['settings'] ?? {}).map(({ path, message }) =>
    diagnostic(
      'plugin/bad-settings',
      placeAt(['settings', ...path]),
      `${path.length === 0 ? 'the settings' : `\`${path.join('.')}\``} of \`${id}\` ${message}`,
      { help: `the plugin that brings \`${name}\` says what it takes` },
    ),
  );
}
