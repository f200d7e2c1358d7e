import {
  type FailureUnits,
  failureUnitsOf,
  type NamedUnit,
} from '../graph/fault-tree/failure-units.ts';
import type { Model, System } from '../model/model.ts';
import { didYouMean } from '../model/nearest.ts';
import { sortedBy } from '../model/order.ts';
import { unitsNamedBy } from './failure-units.ts';
import { type Refusal, sharedFates, sharedValueBy, unitWords } from './shared-value.ts';

/** Units, or why there is no such kind of unit. */
export type Units =
  | { readonly units: FailureUnits; readonly message?: undefined }
  | (Refusal & { readonly units?: undefined });

/**
 * The units of some kinds. A system is called by its id, what systems share `region:R`, `zone:Z`, `owner:O` or `label:KEY=VALUE`. What
 * is logical has no failure of its own. A system to which no kind applies is in no unit: it fails only with what it depends on.
 */
export function unitsBy(model: Model, kinds: readonly string[]): Units {
  const nodeOf = new Map(model.systems.map(({ id }, node) => [id, node]));
  const able = model.systems.filter(({ logical }) => !logical);
  const named = new Map<string, NamedUnit>();
  for (const kind of new Set(kinds)) {
    const read = readerOf(model, kind);
    if (typeof read !== 'function') {
      return read;
    }
    const units = unitsNamedBy(able, read);
    if (kind !== 'system' && units.length === 0) {
      // An answer would say that nothing ever fails.
      return { message: `no system that can fail has a ${kind}`, help: 'choose another `--unit`' };
    }
    for (const { name, systems } of units) {
      named.set(name, { id: name, systems: systems.flatMap((id) => nodeOf.get(id) ?? []) });
    }
  }
  return { units: failureUnitsOf(sortedBy(named.values(), ({ id }) => id)) };
}

/** How the unit of a system is called, where it has one. */
type UnitOf = (system: System) => string | undefined;

function readerOf({ systems }: Model, kind: string): UnitOf | Refusal {
  if (kind === 'system') {
    return ({ id }) => id;
  }
  const read = sharedValueBy(systems, kind);
  if (read === undefined) {
    return { message: `\`${kind}\` is not a kind of unit`, help: didYouMean(kind, unitWords) };
  }
  if (typeof read !== 'function') {
    return read;
  }
  // `region:R`, and `label:KEY=VALUE`.
  const sign = sharedFates.some((fate) => fate === kind) ? ':' : '=';
  return (system) => {
    const value = read(system);
    return value === undefined ? undefined : `${kind}${sign}${value}`;
  };
}
