import { type Diagnostic, diagnostic, type SourceFile } from '../model/diagnostic.ts';
import { startOf } from '../model/location.ts';
import type { SavedState } from '../model/state.generated.ts';
import { parsedJson } from './parsed-json.ts';
import { stateValidator } from './validators.ts';

/** The format that this version writes and reads. */
const schemaVersion = 1;

/** What a state file holds; undefined where it cannot be used, which the diagnostics explain. */
export interface StateFile {
  readonly saved: SavedState | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads the text of a saved state. Never throws: a text that is no state (`state/corrupt`), or of another version of the format
 * (`state/newer`, `state/other-version`), is among the diagnostics.
 */
export function readState(file: SourceFile): StateFile {
  const value = parsedJson(file.text);
  const version = versionOf(value) ?? schemaVersion;
  if (version !== schemaVersion) {
    return { saved: undefined, diagnostics: [otherVersion(file, version)] };
  }
  if (value === undefined || !stateValidator(value)) {
    return {
      saved: undefined,
      diagnostics: [
        diagnostic(
          'state/corrupt',
          startOf(file.path),
          `\`${file.path}\` is not a state of tower`,
          {
            help: 'restore it, or remove it to begin without memory',
          },
        ),
      ],
    };
  }
  return { saved: value as SavedState, diagnostics: [] }; // The validator has just found it to be one.
}

function otherVersion(file: SourceFile, version: number): Diagnostic {
  const isNewer = version > schemaVersion;
  return diagnostic(
    isNewer ? 'state/newer' : 'state/other-version',
    startOf(file.path),
    `\`${file.path}\` was written by ${isNewer ? 'a newer' : 'an older'} tower: its format is ${version}, this one reads ${schemaVersion}`,
    {
      help: isNewer
        ? 'use the tower that wrote it, or name another file with `--state`'
        : 'remove it to begin without memory, or name another file with `--state`',
    },
  );
}

function versionOf(value: unknown): number | undefined {
  return typeof value === 'object' &&
    value !== null &&
    'schemaVersion' in value &&
    typeof value.schemaVersion === 'number'
    ? value.schemaVersion
    : undefined;
}
