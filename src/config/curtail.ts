import { type Diagnostic, diagnostic, sortedDiagnostics } from '../model/diagnostic.ts';
import { limits, sayCount } from '../model/limits.ts';
import { placeBehind } from '../model/location.ts';

const ranks: Readonly<Record<Diagnostic['severity'], number>> = { error: 0, warning: 1, info: 2 };

/**
 * As many problems as are told of a configuration, sorted: where there are more, errors go before warnings, and the last
 * one says how many are missing, together with those that were not even kept.
 */
export function curtailed(found: readonly Diagnostic[], untold = 0): readonly Diagnostic[] {
  const missing = Math.max(0, found.length - limits.problems) + untold;
  const kept =
    found.length <= limits.problems
      ? sortedDiagnostics(found)
      : sortedDiagnostics(
          sortedDiagnostics(found)
            .sort((a, b) => ranks[a.severity] - ranks[b.severity])
            .slice(0, limits.problems),
        );
  const last = kept.at(-1);
  if (missing === 0 || last === undefined) {
    return kept;
  }
  return [
    ...kept,
    diagnostic(
      'config/more-problems',
      placeBehind(last.at),
      `${sayCount(missing)} more problems are not told`,
      { help: 'mend these first' },
    ),
  ];
}
