import { batchSchema, batchValidator } from './batch-validator.generated.ts';
import { fitting, type Test } from './fits.ts';
import type { Schema, Validator } from './schema-error.ts';
import { towerSchemaText } from './tower-schema.generated.ts';
import { towerValidator as generated, towerSchema } from './tower-validator.generated.ts';

let fitsTower: Test | undefined;

/**
 * Validates a file of a configuration. The generated validator, which knows what is wrong, is asked only where something may
 * be: it is large, so that the command line does not even load it before.
 */
export const towerValidator: Validator = (value) => {
  fitsTower ??= fitting(JSON.parse(towerSchemaText) as Schema);
  const isRight = fitsTower(value) || strictly(value);
  if (isRight) {
    towerValidator.errors = null;
  }
  return isRight;
};

function strictly(value: unknown): boolean {
  const validator: Validator = generated; // Generated code has no types of its own.
  const isRight = validator(value);
  towerValidator.errors = validator.errors;
  return isRight;
}

/** The schema that a validator was made of. */
export function schemaOf(validator: Validator): Schema {
  return validator === batchValidator ? batchSchema : towerSchema;
}
