import { systemsNamed } from '../analysis/failure-terms.ts';
import type { Model } from '../model/model.ts';
import { distinct } from '../model/order.ts';
import { failed, type Outcome } from './outcome.ts';

/** The systems that values of `--fail` name, sorted, or the outcome where one of them names none. */
export function failingSystems(
  model: Model,
  terms: readonly string[],
): { readonly systems: readonly string[] } | { readonly outcome: Outcome } {
  const systems: string[] = [];
  for (const term of terms) {
    const named = systemsNamed(model, term);
    if (named.systems === undefined) {
      return { outcome: failed(3, named.message, named.help) };
    }
    systems.push(...named.systems);
  }
  return { systems: distinct(systems) };
}
