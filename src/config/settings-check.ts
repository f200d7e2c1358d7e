import { Ajv, type ErrorObject } from 'ajv';
import { limits } from '../model/limits.ts';
import type { SettingsCheck, SettingsFault } from './plugin-settings.ts';
import { partsOf } from './schema-error.ts';

/** A check of settings by a JSON Schema draft-07; a failure in a phrase where the schema is none. */
export function settingsCheck(
  schema: Readonly<Record<string, unknown>>,
): { readonly check: SettingsCheck; readonly failure?: undefined } | { readonly failure: string } {
  try {
    const ajv = new Ajv({ allErrors: true, strictTypes: false, strictRequired: false });
    const validate = ajv.compile(schema);
    return {
      check: (settings) =>
        validate(settings)
          ? []
          : (validate.errors ?? []).slice(0, limits.fileProblems).map(faultOf),
    };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}

function faultOf({ instancePath, keyword, params, message }: ErrorObject): SettingsFault {
  const path = partsOf(instancePath).map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  const extra: unknown =
    keyword === 'additionalProperties' ? params['additionalProperty'] : undefined;
  return typeof extra === 'string'
    ? { path: [...path, extra], message: 'is no setting' }
    : { path, message: message ?? 'does not fit' };
}
