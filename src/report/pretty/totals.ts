import type { Report } from '../../model/report.generated.ts';
import { counted } from '../look.ts';

/** As many signs of a revision as tell it apart for a reader. */
export function shortRevision(revision: string): string {
  return revision.slice(0, 7);
}

/** What is configured: `18 systems, 31 dependencies, 24 thresholds, 16 policies`. */
export function sayTotals({ totals }: Report): string {
  return [
    counted(totals.systems, 'system'),
    counted(totals.dependencies, 'dependency', 'dependencies'),
    counted(totals.thresholds, 'threshold'),
    counted(totals.policies, 'policy', 'policies'),
  ].join(', ');
}
