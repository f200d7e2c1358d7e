import type { Diagnostic } from '../model/diagnostic.ts';
import type { Validator } from './schema-error.ts';
import { schemaMistakes } from './schema-mistakes.ts';
import type { Source } from './source.ts';
import { schemaOf, towerValidator } from './validators.ts';

/** What is known of a text whose value is checked. */
export type Checked = Pick<Source, 'value' | 'locate' | 'written'>;

/**
 * Stage 2 of loading: what in a source is not as its schema says, one message a mistake, sorted. A file without content
 * has been told by stage 1.
 */
export function check(
  source: Checked,
  validator: Validator = towerValidator,
): readonly Diagnostic[] {
  return source.value === null || validator(source.value)
    ? []
    : schemaMistakes(source, {
        errors: validator.errors ?? [],
        schema: schemaOf(validator),
        isConfiguration: validator === towerValidator,
      });
}
