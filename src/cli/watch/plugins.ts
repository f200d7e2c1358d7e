import { pathToFileURL } from 'node:url';
import type { SettingsCheck } from '../../config/plugin-settings.ts';
import { settingsCheck } from '../../config/settings-check.ts';
import type { ChannelPlugin, ExecutorPlugin, Plugin } from '../../ports/plugin.ts';
import { failed, type Outcome } from '../outcome.ts';
import { absolute, type Session } from '../session.ts';

/** What all plugins together bring, by name. */
export interface Plugins {
  readonly channels: ReadonlyMap<string, ChannelPlugin>;
  readonly executors: ReadonlyMap<string, ExecutorPlugin>;
  /** Checks of the settings. */
  readonly checks: {
    readonly channels: ReadonlyMap<string, SettingsCheck>;
    readonly executors: ReadonlyMap<string, SettingsCheck>;
  };
}

/**
 * Loads the modules that the command line names. Nothing else ever loads code: the operator decides, and no configuration. A plugin
 * runs with all rights of this process.
 */
export async function pluginsOf(
  session: Session,
  files: readonly string[] = [],
): Promise<Plugins | { readonly outcome: Outcome }> {
  const channels = new Map<string, ChannelPlugin>();
  const executors = new Map<string, ExecutorPlugin>();
  const checks = {
    channels: new Map<string, SettingsCheck>(),
    executors: new Map<string, SettingsCheck>(),
  };
  for (const file of files) {
    const read = await importedFrom(session, file);
    if ('outcome' in read) {
      return read;
    }
    const { plugin } = read;
    const fault =
      taken(plugin.channels ?? {}, channels, checks.channels) ??
      taken(plugin.executors ?? {}, executors, checks.executors);
    if (fault !== undefined) {
      return refusal(`the plugin \`${file}\` ${fault}`);
    }
  }
  return { channels, executors, checks };
}

async function importedFrom(
  session: Session,
  file: string,
): Promise<{ readonly plugin: Plugin } | { readonly outcome: Outcome }> {
  const full = absolute(session, file);
  if (session.world.files.kindOf(full) !== 'file') {
    return refusal(`\`${file}\` is not a file`);
  }
  try {
    const module: unknown = await import(pathToFileURL(full).href);
    const plugin = ownValue(module, 'plugin');
    return isPlugin(plugin)
      ? { plugin }
      : refusal(
          `\`${file}\` exports no \`plugin\``,
          'write `export const plugin = { name, channels: { … } }`: docs/plugins.md has an example',
        );
  } catch (error) {
    return refusal(`\`${file}\` cannot be loaded: ${sayError(error)}`);
  }
}

function sayError(error: unknown): string {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return line;
}

/** Adds what a plugin brings to what there is; what is wrong with it, as the end of a sentence. */
function taken<T extends ChannelPlugin | ExecutorPlugin>(
  brought: Readonly<Record<string, T>>,
  known: Map<string, T>,
  checks: Map<string, SettingsCheck>,
): string | undefined {
  for (const [name, part] of Object.entries(brought)) {
    if (known.has(name)) {
      return `brings \`${name}\`, which another one brings`;
    }
    const made = part.schema === undefined ? anything : settingsCheck(part.schema);
    if (made.failure !== undefined) {
      return `has a schema for \`${name}\` that is none: ${made.failure}`;
    }
    known.set(name, part);
    checks.set(name, made.check);
  }
  return undefined;
}

const anything = { check: (): readonly never[] => [], failure: undefined };

function isPlugin(value: unknown): value is Plugin {
  return (
    typeof ownValue(value, 'name') === 'string' &&
    areParts(ownValue(value, 'channels') ?? {}) &&
    areParts(ownValue(value, 'executors') ?? {})
  );
}

function areParts(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((part) => typeof ownValue(part, 'create') === 'function')
  );
}

function ownValue(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

function refusal(message: string, help?: string): { readonly outcome: Outcome } {
  return { outcome: failed(2, message, help) };
}
