import { evaluate } from '../evaluate/evaluate.ts';
import { emptyState, type State } from '../evaluate/state.ts';
import { reportUnheard, type Unheard, unheardOf } from '../evaluate/unheard.ts';
import type { VerdictOptions } from '../evaluate/verdict.ts';
import type { Model } from '../model/model.ts';
import type { Report } from '../model/report.generated.ts';
import { parseInstant } from '../model/time.ts';
import type { Kept } from './load-kept.ts';

const name = 'unheard';

/**
 * The report of a first step in which nothing is heard, of what an earlier run has kept; undefined where that is not known.
 * Most formats show no system of which nothing was heard, so that systems are judged only where somebody reads them.
 */
export function unheardReport(
  model: Model,
  kept: Kept | undefined,
  at: string,
  options: VerdictOptions,
): Report | undefined {
  const unheard = kept?.find(name) as Unheard | undefined;
  const now = parseInstant(at);
  if (unheard === undefined || now === undefined) {
    return undefined;
  }
  let made: Report['systems'] | undefined;
  const systems = (): Report['systems'] => {
    made ??= evaluate(model, emptyState(), { at }).report.systems;
    return made;
  };
  return reportUnheard(model, unheard, { now, verdict: options, systems });
}

/** Keeps what a first step came to in which nothing was heard, for runs at other instants. */
export function keepUnheard(
  model: Model,
  kept: Kept | undefined,
  { state, reports: [report] }: { readonly state: State; readonly reports: readonly Report[] },
): void {
  const unheard = kept && report && unheardOf(model, { state, report });
  if (unheard !== undefined) {
    kept?.keep(name, unheard);
  }
}
