import type { Page } from '../../adapters/listener.ts';
import type { World } from '../../ports.ts';
import { metricsFormatOf, metricsTypes, renderMetrics } from '../../report/metrics.ts';
import { type Gauges, metricFamilies } from '../../runtime/metric-families.ts';
import type { Metrics } from '../../runtime/metrics.ts';
import { outboxAge, outboxCounts } from '../../runtime/outbox.ts';
import type { Watch } from '../../runtime/watch.ts';
import { watchHealth } from '../../runtime/watch-health.ts';

/** What a listener shows of a watch: `/metrics` and `/healthz`. Before it has begun, it is not well. */
export function pagesOf(
  { clock }: Pick<World, 'clock'>,
  metrics: Metrics,
  watchNow: () => Watch | undefined,
): ReadonlyMap<string, Page> {
  const startedAt = clock.now();
  const gauges = (): Gauges => {
    const watch = watchNow();
    const now = clock.now();
    const letters = watch === undefined ? 0 : outboxCounts(watch.outbox).letters;
    const { user, system } = process.cpuUsage();
    return {
      now,
      letters,
      oldestLetterAt:
        watch === undefined || letters === 0
          ? undefined
          : now - outboxAge(watch.outbox, watch.time),
      process: {
        cpuSeconds: (user + system) / 1_000_000,
        residentBytes: process.memoryUsage.rss(),
        startedAt,
      },
    };
  };
  return new Map<string, Page>([
    [
      '/metrics',
      {
        isOpen: false,
        read: (accept) => {
          const format = metricsFormatOf(accept);
          const body = renderMetrics(metricFamilies(metrics, gauges()), format);
          return { status: 200, type: metricsTypes[format], body };
        },
      },
    ],
    [
      '/healthz',
      {
        isOpen: true,
        read: () => {
          const everyMs = watchNow()?.live.model.settings.everyMs ?? 0;
          const health = watchHealth(metrics, gauges(), everyMs);
          const status = health.status === 'failing' ? 503 : 200;
          return { status, body: `${JSON.stringify(health)}\n` };
        },
      },
    ],
  ]);
}
