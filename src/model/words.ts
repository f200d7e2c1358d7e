import type { Criticality, Failing } from './config.generated.ts';
import type { Finding, Status } from './report.generated.ts';

export type { Criticality, Failing, Status };

/** All statuses, in the order in which counts are shown. */
export const statuses = [
  'healthy',
  'degraded',
  'unhealthy',
  'offline',
  'maintenance',
  'unknown',
] as const satisfies readonly Status[];

/** All criticalities, the most critical first. */
export const criticalities = [
  'critical',
  'high',
  'medium',
  'low',
] as const satisfies readonly Criticality[];

/** How bad a status is where the worst of several counts: offline > unhealthy > degraded > unknown > healthy. */
export const badness: Readonly<Record<Exclude<Status, 'maintenance'>, number>> = {
  healthy: 0,
  unknown: 1,
  degraded: 2,
  unhealthy: 3,
  offline: 4,
};

/** The statuses that no window masks, by their badness. */
export const byBadness: readonly Unmasked[] = [
  'healthy',
  'unknown',
  'degraded',
  'unhealthy',
  'offline',
];

/** A status that no window of maintenance masks. */
export type Unmasked = keyof typeof badness;

/** Whether a status takes dependents down with it. */
export function isFailing(status: Status): boolean {
  return status === 'unhealthy' || status === 'offline';
}

/** How grave a violation is, by how its rule is enforced. */
export const severityByEnforcement: Readonly<Record<Finding['enforcement'], Finding['severity']>> =
  {
    hard: 'error',
    warn: 'warning',
    shadow: 'info',
  };
