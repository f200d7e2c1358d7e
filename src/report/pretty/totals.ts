import type { Report } from '../../model/report.generated.ts';
import { counted } from '../look.ts';

/** How many signs of a revision tell it apart for a reader. */
export const revisionDigits = 7;

/** What is configured: `18 systems, 31 dependencies, 24 thresholds, 16 policies`. */
export function sayTotals({ totals }: Report): string {
  return [
    counted(totals.systems, 'system'),
    counted(totals.dependencies, 'dependency', 'dependencies'),
    counted(totals.thresholds, 'threshold'),
    counted(totals.policies, 'policy', 'policies'),
  ].join(', ');
}
