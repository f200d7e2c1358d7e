import type { Page } from '../../adapters/listener.ts';
import { metricsFormatOf, metricsTypes, renderMetrics } from '../../report/metrics.ts';
import { type Gauges, metricFamilies } from '../../runtime/metric-families.ts';
import type { Metrics } from '../../runtime/metrics.ts';
import { watchHealth } from '../../runtime/watch-health.ts';

/** What a watch is asked for the pages of its listener. */
export interface PageFacts {
  readonly metrics: Metrics;
  readonly gauges: () => Gauges;
  /** How often a step is due at the latest, in milliseconds. */
  readonly everyMs: () => number;
}

/** The pages that the listener of a watch shows, by path. */
export function pagesOf({ metrics, gauges, everyMs }: PageFacts): ReadonlyMap<string, Page> {
  return new Map<string, Page>([
    [
      '/healthz',
      {
        isOpen: true,
        read: () => {
          const health = watchHealth(metrics, gauges(), everyMs());
          const status = health.status === 'failing' ? 503 : 200;
          return { status, body: `${JSON.stringify(health)}\n` };
        },
      },
    ],
    [
      '/metrics',
      {
        isOpen: false,
        read: (accept) => {
          const format = metricsFormatOf(accept);
          const body = renderMetrics(metricFamilies(metrics, gauges()), format);
          return { status: 200, body, type: metricsTypes[format] };
        },
      },
    ],
  ]);
}
