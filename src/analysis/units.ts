import {
  type FailureUnits,
  failureUnitsOf,
  type NamedUnit,
} from '../graph/fault-tree/failure-units.ts';
import type { Model, System } from '../model/model.ts';
import { didYouMean } from '../model/nearest.ts';
import { distinct, sortedBy } from '../model/order.ts';

/** What fails in one piece, as words: each system, or all systems that share a region, a zone, an owner or the value of a label. */
export const unitKinds = ['system', 'region', 'zone', 'owner'] as const;

const labelPrefix = 'label:';

/** Units, or why there is no such kind of unit. */
export type Units =
  | { readonly units: FailureUnits; readonly message?: undefined }
  | { readonly units?: undefined; readonly message: string; readonly help: string };

/**
 * The units of some kinds. A system is called by its id, what systems share `region:R`, `zone:Z`, `owner:O` or `label:KEY=VALUE`. What
 * is logical has no failure of its own. A system to which no kind applies is in no unit: it fails only with what it depends on.
 */
export function unitsBy(model: Model, kinds: readonly string[]): Units {
  const named = new Map<string, NamedUnit>();
  for (const kind of new Set(kinds)) {
    const read = readerOf(model, kind);
    if (typeof read !== 'function') {
      return read;
    }
    const able = [...model.systems.entries()].filter(([, { logical }]) => !logical);
    const byUnit = Map.groupBy(able, ([, system]) => read(system));
    if (kind !== 'system' && able.every(([, system]) => read(system) === undefined)) {
      // An answer would say that nothing ever fails.
      return { message: `no system that can fail has a ${kind}`, help: 'choose another `--unit`' };
    }
    for (const [id, systems] of byUnit) {
      if (id !== undefined) {
        named.set(id, { id, systems: systems.map(([node]) => node) });
      }
    }
  }
  return { units: failureUnitsOf(sortedBy(named.values(), ({ id }) => id)) };
}

/** How the unit of a system is called, where it has one. */
type UnitOf = (system: System) => string | undefined;

function readerOf(
  { systems }: Model,
  kind: string,
): UnitOf | { readonly message: string; readonly help: string } {
  const shared = (value: string | undefined): string | undefined =>
    value === undefined ? undefined : `${kind}:${value}`;
  switch (kind) {
    case 'system':
      return ({ id }) => id;
    case 'region':
      return ({ region }) => shared(region);
    case 'zone':
      return ({ zone }) => shared(zone);
    case 'owner':
      return ({ owner }) => shared(owner);
  }
  if (!kind.startsWith(labelPrefix)) {
    const known = [...unitKinds, `${labelPrefix}KEY`];
    return { message: `\`${kind}\` is not a kind of unit`, help: didYouMean(kind, known) };
  }
  const key = kind.slice(labelPrefix.length);
  const keys = distinct(systems.flatMap(({ labels }) => [...labels.keys()]));
  if (!keys.includes(key)) {
    return { message: `no system has a label \`${key}\``, help: didYouMean(key, keys) };
  }
  return ({ labels }) => {
    const value = labels.get(key);
    return value === undefined ? undefined : `${kind}=${value}`;
  };
}
