import type { Model, System } from '../model/model.ts';
import { didYouMean } from '../model/nearest.ts';
import { compareText } from '../model/order.ts';
import { sharedFates, sharedValueBy } from './shared-value.ts';

/** Systems that fail as one. */
export interface FailureUnit {
  readonly name: string;
  /** Ids, sorted. */
  readonly systems: readonly string[];
}

/** All units of a kind, by name, or why there are none. */
export type UnitsOf =
  | { readonly units: readonly FailureUnit[]; readonly message?: undefined }
  | { readonly units?: undefined; readonly message: string; readonly help: string };

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
  if (read !== undefined) {
    return typeof read === 'function' ? grouped(able, unit, read) : read;
  }
  const known = ['system', ...sharedFates, 'label:KEY'];
  return { message: `\`${unit}\` is not a unit of failure`, help: didYouMean(unit, known) };
}

function grouped(
  systems: readonly System[],
  unit: string,
  shared: (system: System) => string | undefined,
): UnitsOf {
  const units = [...Map.groupBy(systems, shared)]
    .flatMap(([name, those]): readonly FailureUnit[] =>
      name === undefined ? [] : [{ name, systems: those.map(({ id }) => id) }],
    )
    .sort((a, b) => compareText(a.name, b.name));
  return units.length > 0
    ? { units }
    : { message: `no system has a ${unit}`, help: 'choose another `--unit`' };
}
