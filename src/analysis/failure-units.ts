import type { Model, System } from '../model/model.ts';
import { didYouMean } from '../model/nearest.ts';
import { compareText } from '../model/order.ts';
import { type Refusal, sharedValueBy, unitWords } from './shared-value.ts';

/** Systems that fail as one. */
export interface FailureUnit {
  readonly name: string;
  /** Ids, sorted. */
  readonly systems: readonly string[];
}

/** All units of a kind, by name, or why there are none. */
export type UnitsOf =
  | { readonly units: readonly FailureUnit[]; readonly message?: undefined }
  | (Refusal & { readonly units?: undefined });

/**
 * What fails as one: each `system`, or what has the same `region`, `zone`, `owner` or `label:KEY`. A system without a value is in
 * no unit, and one that is logical has no failure of its own.
 */
export function unitsOf(model: Model, unit: string): UnitsOf {
  const able = model.systems.filter(({ logical }) => !logical);
  if (unit === 'system') {
    return { units: able.map(({ id }) => ({ name: id, systems: [id] })) };
  }
  const read = sharedValueBy(able, unit);
  if (read === undefined) {
    const help = didYouMean(unit, unitWords);
    return { message: `\`${unit}\` is not a unit of failure`, help };
  }
  if (typeof read !== 'function') {
    return read;
  }
  const units = unitsNamedBy(able, read);
  return units.length > 0
    ? { units }
    : { message: `no system has a ${unit}`, help: 'choose another `--unit`' };
}

/** Systems of one name as one unit, by name. A system without a name is in none. */
export function unitsNamedBy(
  systems: readonly System[],
  nameOf: (system: System) => string | undefined,
): readonly FailureUnit[] {
  return [...Map.groupBy(systems, nameOf)]
    .flatMap(([name, those]): readonly FailureUnit[] =>
      name === undefined ? [] : [{ name, systems: those.map(({ id }) => id) }],
    )
    .sort((a, b) => compareText(a.name, b.name));
}
