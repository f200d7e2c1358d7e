import { batchSchema, batchValidator as generatedBatch } from './batch-validator.generated.ts';
import { fitting, type Test } from './fits.ts';
import {
  scenarioValidator as generatedScenario,
  scenarioSchema,
} from './scenario-validator.generated.ts';
import type { Schema, Validator } from './schema-error.ts';
import {
  batchSchemaText,
  scenarioSchemaText,
  stateSchemaText,
  towerSchemaText,
} from './schema-texts.generated.ts';
import { stateValidator as generatedState, stateSchema } from './state-validator.generated.ts';
import { towerValidator as generatedTower, towerSchema } from './tower-validator.generated.ts';

/** Validates a file of a configuration. */
export const towerValidator = quickValidator(towerSchemaText, () => generatedTower);
/** Validates a batch. */
export const batchValidator = quickValidator(batchSchemaText, () => generatedBatch);
/** Validates a saved state. */
export const stateValidator = quickValidator(stateSchemaText, () => generatedState);
/** Validates a file of scenarios. */
export const scenarioValidator = quickValidator(scenarioSchemaText, () => generatedScenario);

/**
 * A validator that asks the generated one, which knows what is wrong, only where something may be: that is large, so that the
 * command line does not even load it before.
 */
function quickValidator(schemaText: string, generated: () => Validator): Validator {
  let fits: Test | undefined;
  const validator: Validator = (value) => {
    fits ??= fitting(JSON.parse(schemaText) as Schema);
    if (fits(value)) {
      validator.errors = null;
      return true;
    }
    const strict = generated();
    const isRight = strict(value);
    validator.errors = strict.errors;
    return isRight;
  };
  return validator;
}

/** The schema that a validator was made of, whose parts stand in its errors. */
export function schemaOf(validator: Validator): Schema {
  switch (validator) {
    case batchValidator:
      return batchSchema;
    case stateValidator:
      return stateSchema;
    case scenarioValidator:
      return scenarioSchema;
    default:
      return towerSchema;
  }
}
