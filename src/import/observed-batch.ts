import type { Batch } from '../model/batch.generated.ts';
import type { Imported } from '../model/imported.ts';
import { compareText } from '../model/order.ts';

/** How many calls one observation tells; of more there are several. */
const callsMax = 1_000;
const versionLength = 120;
const hashLength = 200;

/**
 * What was seen, as a batch for an evaluation: who calls whom, and which versions and configurations run. That is not all they call:
 * traces are samples, and addresses are guesses.
 */
export function observedBatch(
  imported: Imported,
  idByName: ReadonlyMap<string, string>,
  at: string,
): Batch {
  const called = new Map<string, Set<string>>();
  for (const { from, to } of imported.calls) {
    const [caller, target] = [idByName.get(from), idByName.get(to)];
    if (caller !== undefined && target !== undefined && caller !== target) {
      called.set(caller, (called.get(caller) ?? new Set()).add(target));
    }
  }
  const observed = imported.systems.flatMap(({ name, versions, configHashes }) => {
    const system = idByName.get(name);
    if (system === undefined) {
      return [];
    }
    const calls = [...(called.get(system) ?? [])].sort(compareText);
    const lists = Array.from({ length: Math.ceil(calls.length / callsMax) }, (_, index) =>
      calls.slice(index * callsMax, (index + 1) * callsMax),
    );
    return [
      ...versions
        .filter((version) => version.length <= versionLength)
        .map((version) => ({ system, version })),
      ...configHashes
        .filter((configHash) => configHash.length <= hashLength)
        .map((configHash) => ({ system, configHash })),
      ...lists.map((dependsOn) => ({ system, dependsOn })),
    ];
  });
  return { at, observed: observed.sort((a, b) => compareText(a.system, b.system)) };
}
