import type { Sample } from './exposition.ts';

/** A line of a text, by offsets and number. */
export interface LineAt {
  readonly from: number;
  readonly to: number;
  /** From 1. */
  readonly number: number;
}

/** What metrics say of a pair of names. */
export interface ServiceEdge {
  readonly client: string;
  readonly server: string;
  /** The first line that names it. */
  readonly line: LineAt;
  total: number;
  failed: number;
  /** What the label `failed` says, where failures have no metric of their own. */
  failedByLabel: number;
  /** Counts of each histogram. */
  readonly counts: Map<string, number>;
  readonly connections: Set<string>;
  readonly versions: SeenAt;
  readonly configHashes: SeenAt;
}

/** Values of the caller and of the called, from labels that the collector was told to add. */
export interface SeenAt {
  readonly client: Set<string>;
  readonly server: Set<string>;
}

/**
 * Metrics of a service graph as Tempo, Alloy and the service graph connector of the OpenTelemetry Collector write them, with any
 * prefix that an exporter puts before, and with or without the unit. Of histograms the counts suffice.
 */
const seriesName =
  /^(?:[a-zA-Z0-9_:]+_)?traces_service_graph_request(?:_(total)|_(failed)_total|_(?:server|client|duration|messaging_system)(?:_(?:milli)?seconds)?_count)$/;

export type SeriesRole = 'total' | 'failed' | 'count';

/** What a metric counts; undefined where it is none of a service graph. */
export function roleOf(name: string): SeriesRole | undefined {
  const found = seriesName.exec(name);
  if (found === null) {
    return undefined;
  }
  return found[1] === undefined ? (found[2] === undefined ? 'count' : 'failed') : 'total';
}

export function newServiceEdge(client: string, server: string, line: LineAt): ServiceEdge {
  return {
    client,
    server,
    line,
    total: 0,
    failed: 0,
    failedByLabel: 0,
    counts: new Map(),
    connections: new Set(),
    versions: { client: new Set(), server: new Set() },
    configHashes: { client: new Set(), server: new Set() },
  };
}

/** Adds a line to what is known. A counter at 0, or without a value because its series has ended, says nothing. */
export function countSample(
  edge: ServiceEdge,
  { name, labels, value }: Sample,
  role: SeriesRole,
): void {
  if (!(value > 0)) {
    return;
  }
  switch (role) {
    case 'total':
      edge.total += value;
      edge.failedByLabel += labels?.get('failed') === 'true' ? value : 0;
      break;
    case 'failed':
      edge.failed += value;
      break;
    case 'count':
      edge.counts.set(name, (edge.counts.get(name) ?? 0) + value);
      break;
  }
  edge.connections.add(labels?.get('connection_type') ?? '');
  for (const side of ['client', 'server'] as const) {
    noteValue(edge.versions[side], labels?.get(`${side}_service_version`));
    noteValue(edge.configHashes[side], labels?.get(`${side}_tower_config_hash`));
  }
}

/** How many values of one system are kept: more of them say nothing new. */
const valuesMax = 20;

export function noteValue(values: Set<string>, value: string | undefined): void {
  if (value !== undefined && value !== '' && values.size < valuesMax) {
    values.add(value);
  }
}

/** How many calls were counted; 0 where the counters never moved. */
export function callCountOf({ total, counts }: ServiceEdge): number {
  return Math.max(total, 0, ...counts.values());
}

export function failedCountOf({ failed, failedByLabel }: ServiceEdge): number {
  return Math.max(failed, failedByLabel);
}
