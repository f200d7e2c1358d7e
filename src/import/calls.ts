import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import type { ImportedCall } from '../model/imported.ts';
import { dependenciesMax, sayCount } from '../model/limits.ts';
import type { Location } from '../model/location.ts';
import { compareText } from '../model/order.ts';

/** So many looks are taken for calls: many more than any fleet needs, and a hostile source could make it arbitrarily many. */
export const looksMax = 10 * dependenciesMax;

/** Calls by who calls whom. */
export function sortedCalls(calls: Iterable<ImportedCall>): readonly ImportedCall[] {
  return [...calls].sort((a, b) => compareText(a.from, b.from) || compareText(a.to, b.to));
}

/** That there are more calls than a configuration may have dependencies; `help` says how to come to less. */
export function tooManyCalls(at: Location, help: string): Diagnostic {
  return diagnostic(
    'config/too-many',
    at,
    `there are more than ${sayCount(dependenciesMax)} dependencies`,
    { help },
  );
}
