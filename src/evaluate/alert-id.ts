import { digest } from '../model/digest.ts';

/** The id of the alert of a threshold of a system: about its values, or about data that are missing. */
export function thresholdAlertId(
  system: string,
  threshold: string,
  kind: 'threshold' | 'no-data',
): string {
  return digest(['alert', system, threshold, ...(kind === 'no-data' ? [kind] : [])], 16);
}
