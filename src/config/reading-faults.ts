import { type Diagnostic, sortedDiagnostics } from '../model/diagnostic.ts';
import type { Loaded } from './load.ts';

/** Stages whose findings do not depend on files that could not be read. */
const standsAlone = /^(file|config|yaml|schema)\//;

/**
 * What loading came to together with what reading the files had to say. Where a file could not be read there is no model, and
 * nothing is told that may follow from that.
 */
export function withReadingFaults(
  { model, diagnostics: found }: Loaded,
  faults: readonly Diagnostic[],
): Loaded {
  const isWhole = !faults.some(({ severity }) => severity === 'error');
  const kept = isWhole ? found : found.filter(({ code }) => standsAlone.test(code));
  const diagnostics = sortedDiagnostics([...faults, ...kept]);
  return {
    model: model === undefined || !isWhole ? undefined : { ...model, diagnostics },
    diagnostics,
  };
}
