import type { Gauges } from '../../runtime/metric-families.ts';

/** What the process uses, as of now. `startedAt` is when it began, in milliseconds. */
export function processFacts(startedAt: number): Gauges['usage'] {
  const { user, system } = process.cpuUsage();
  return {
    cpuSeconds: (user + system) / 1_000_000,
    residentBytes: process.memoryUsage.rss(),
    startedAt,
  };
}
