import type { Model, System } from '../model/model.ts';
import { didYouMean } from '../model/nearest.ts';
import { compareText, distinct } from '../model/order.ts';
import { sharedFates } from './failure-terms.ts';

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
  const fate = sharedFates.find((known) => known === unit);
  if (fate !== undefined) {
    return grouped(able, unit, (system) => system[fate]);
  }
  if (unit.startsWith('label:')) {
    const key = unit.slice('label:'.length);
    const keys = distinct(able.flatMap(({ labels }) => [...labels.keys()]));
    return keys.includes(key)
      ? grouped(able, unit, ({ labels }) => labels.get(key))
      : { message: `no system has a label \`${key}\``, help: didYouMean(key, keys) };
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
