import type { MetricFamily, MetricSample } from '../model/metric.ts';
import { sortedKeys } from '../model/order.ts';
import { type Metrics, stepBounds } from './metrics.ts';

/** What is read at the moment when somebody asks. */
export interface Gauges {
  /** Milliseconds. */
  readonly now: number;
  /** Notifications that wait to be delivered, and when the first of them was to be. */
  readonly letters: number;
  readonly oldestLetterAt: number | undefined;
  /** What the process uses, and when it began, in milliseconds. */
  readonly usage: {
    readonly cpuSeconds: number;
    readonly residentBytes: number;
    readonly startedAt: number;
  };
}

/** All that a watch tells of itself in numbers. Alerts and incidents are counted here, not at each step. */
export function metricFamilies(metrics: Metrics, gauges: Gauges): readonly MetricFamily[] {
  return [
    ...aboutConfiguration(metrics),
    ...aboutSteps(metrics),
    ...aboutSignals(metrics),
    ...aboutTelling(metrics, gauges),
    ...aboutHealth(metrics),
    ...aboutProcess(metrics, gauges),
  ];
}

function aboutConfiguration(metrics: Metrics): MetricFamily[] {
  const { revision, isCurrent, loadedAt, reloads } = metrics;
  return [
    gauge('tower_config_info', 'The revision of the configuration that is live.', [
      { labels: [['revision', revision]], value: 1 },
    ]),
    single(
      'gauge',
      'tower_config_last_reload_successful',
      'Whether what is on the disk is what is live.',
      Number(isCurrent),
    ),
    single(
      'gauge',
      'tower_config_last_reload_success_timestamp_seconds',
      'When a configuration was loaded last.',
      (loadedAt ?? 0) / 1_000,
    ),
    counter('tower_config_reloads_total', 'Changes of the configuration, by what became of them.', {
      label: 'result',
      counts: reloads,
    }),
  ];
}

function aboutSteps({ stepsByBound, stepsMs, steps }: Metrics): MetricFamily[] {
  let sum = 0;
  const buckets = [...stepBounds, Number.POSITIVE_INFINITY].map((bound, index): MetricSample => {
    sum += stepsByBound[index] ?? 0;
    return {
      suffix: '_bucket',
      labels: [['le', Number.isFinite(bound) ? sayBound(bound) : '+Inf']],
      value: sum,
    };
  });
  return [
    {
      name: 'tower_step_duration_seconds',
      help: 'How long steps took.',
      type: 'histogram',
      samples: [
        ...buckets,
        { suffix: '_sum', labels: [], value: stepsMs / 1_000 },
        { suffix: '_count', labels: [], value: steps },
      ],
    },
    single('counter', 'tower_steps_total', 'Steps of evaluation.', steps),
  ];
}

/** A bound in the same way in both formats: with a decimal point. */
function sayBound(bound: number): string {
  return Number.isInteger(bound) ? `${bound}.0` : String(bound);
}

function aboutSignals({ accepted, refused, unmatched, failing }: Metrics): MetricFamily[] {
  return [
    single('counter', 'tower_batches_accepted_total', 'Batches that were accepted.', accepted),
    single(
      'counter',
      'tower_batches_refused_total',
      'Requests and pieces of files of which nothing was used.',
      refused,
    ),
    single(
      'counter',
      'tower_observations_unmatched_total',
      'Observations of accepted batches that nothing in the configuration takes.',
      unmatched,
    ),
    gauge(
      'tower_source_failing',
      'Whether a source that ever failed does so now.',
      sortedKeys(failing).map((source) => ({
        labels: [['source', source]],
        value: Number(failing.get(source) === true),
      })),
    ),
  ];
}

function aboutTelling({ told, ran, isStorageFailing }: Metrics, gauges: Gauges): MetricFamily[] {
  const { letters, oldestLetterAt, now } = gauges;
  return [
    {
      name: 'tower_notifications_total',
      help: 'Attempts to tell somebody, by what became of them.',
      type: 'counter',
      samples: attemptsBy('channel', told, ['dead', 'delayed', 'delivered']),
    },
    {
      name: 'tower_runs_total',
      help: 'Attempts to run an executor, by what became of them.',
      type: 'counter',
      samples: attemptsBy('executor', ran, ['dead', 'delayed', 'done']),
    },
    single('gauge', 'tower_outbox_letters', 'Notifications that wait to be delivered.', letters),
    single(
      'gauge',
      'tower_outbox_oldest_age_seconds',
      'How long the first of them waits.',
      oldestLetterAt === undefined ? 0 : Math.max(0, now - oldestLetterAt) / 1_000,
    ),
    single(
      'gauge',
      'tower_storage_failing',
      'Whether what happens cannot be kept.',
      Number(isStorageFailing),
    ),
  ];
}

/** A sample for each name and each result of attempts. */
function attemptsBy<Result extends string>(
  label: string,
  counts: ReadonlyMap<string, Readonly<Record<Result, number>>>,
  results: readonly Result[],
): MetricSample[] {
  return sortedKeys(counts).flatMap((name) =>
    results.map((result) => ({
      labels: [
        [label, name],
        ['result', result],
      ] as const,
      value: counts.get(name)?.[result] ?? 0,
    })),
  );
}

function aboutHealth({ report }: Metrics): MetricFamily[] {
  if (report === undefined) {
    return [];
  }
  const { counts, score } = report.overall;
  const alerts = ['firing', 'pending', 'recovering'].flatMap((state) =>
    ['critical', 'warn'].map((severity) => ({
      labels: [
        ['severity', severity],
        ['state', state],
      ] as const,
      value: report.alerts.filter((alert) => alert.state === state && alert.severity === severity)
        .length,
    })),
  );
  const open = report.incidents.filter(({ state }) => state === 'open');
  return [
    gauge('tower_systems', 'Systems by status.', samplesOf('status', counts)),
    gauge('tower_alerts', 'Alerts by state and severity.', alerts),
    gauge(
      'tower_incidents_open',
      'Open incidents by priority.',
      ['p1', 'p2', 'p3', 'p4', 'p5'].map((priority) => ({
        labels: [['priority', priority]],
        value: open.filter((incident) => incident.priority === priority).length,
      })),
    ),
    single(
      'gauge',
      'tower_health_score',
      'Health of all systems, 0 to 100; not a number where nothing is known.',
      score ?? Number.NaN,
    ),
  ];
}

function aboutProcess({ version }: Metrics, { usage: used }: Gauges): MetricFamily[] {
  return [
    gauge('tower_build_info', 'The version that runs.', [
      { labels: [['version', version]], value: 1 },
    ]),
    single('counter', 'process_cpu_seconds_total', 'CPU time, user and system.', used.cpuSeconds),
    single('gauge', 'process_resident_memory_bytes', 'Resident memory.', used.residentBytes),
    single(
      'gauge',
      'process_start_time_seconds',
      'When the process began, since 1970.',
      used.startedAt / 1_000,
    ),
  ];
}

function single(
  type: 'counter' | 'gauge',
  name: string,
  help: string,
  value: number,
): MetricFamily {
  return { name, help, type, samples: [{ labels: [], value }] };
}

function gauge(name: string, help: string, samples: readonly MetricSample[]): MetricFamily {
  return { name, help, type: 'gauge', samples };
}

function counter(
  name: string,
  help: string,
  { label, counts }: { readonly label: string; readonly counts: Readonly<Record<string, number>> },
): MetricFamily {
  return { name, help, type: 'counter', samples: samplesOf(label, counts) };
}

function samplesOf(label: string, counts: Readonly<Record<string, number>>): MetricSample[] {
  return sortedKeys(new Map(Object.entries(counts))).map((name) => ({
    labels: [[label, name]],
    value: counts[name] ?? 0,
  }));
}
