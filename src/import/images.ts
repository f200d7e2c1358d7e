import type { Guess } from '../model/imported.ts';
import { unknownPart } from './interpolate.ts';

/** An image without its registry, and the version that its tag names. */
export interface Image {
  /** The last part of its name, such as `postgres`. */
  readonly name: string;
  readonly version: string | undefined;
}

/** Tags that say nothing about what runs. */
const moving = new Set(['latest', 'main', 'master', 'edge', 'nightly', 'stable', 'dev']);
const versionLength = 120;

function isTag(text: string): boolean {
  return /^\w[\w.+-]*$/.test(text) && text.length <= versionLength && !text.includes(unknownPart);
}

function isDigest(text: string): boolean {
  return /^[\w+.-]+:[0-9a-fA-F]+$/.test(text) && text.length <= versionLength;
}

/** `registry:5000/team/name:tag@sha256:…` taken apart. */
export function imageOf(text: string): Image {
  const [reference = '', digest] = text.split('@');
  const slash = reference.lastIndexOf('/');
  const [name = '', tag] = reference.slice(slash + 1).split(':');
  const version = tag === undefined || tag === '' || moving.has(tag) ? digest : tag;
  // Beside what they may hold, `@` and `:` may be those of an address with a password.
  const isWhole = digest === undefined || isDigest(digest);
  const isKnown = isWhole && version !== undefined && (version === digest || isTag(version));
  return { name: name.replaceAll(unknownPart, ''), version: isKnown ? version : undefined };
}

/** Words of names of images, and what such a system is. The first that fits counts. */
const typeByWord: readonly (readonly [words: readonly string[], type: string])[] = [
  [
    ['exporter', 'ui', 'admin', 'adminer', 'pgadmin', 'commander', 'insight', 'console', 'proxy'],
    'service',
  ],
  [
    [
      'postgres',
      'postgresql',
      'postgis',
      'timescaledb',
      'mysql',
      'mariadb',
      'mongo',
      'mongodb',
      'cassandra',
      'scylla',
      'cockroach',
      'clickhouse',
      'elasticsearch',
      'opensearch',
      'neo4j',
      'influxdb',
      'couchdb',
      'mssql',
      'oracle',
      'minio',
      'qdrant',
      'weaviate',
      'milvus',
      'etcd',
      'db',
      'database',
    ],
    'database',
  ],
  [['redis', 'valkey', 'memcached', 'dragonfly', 'varnish', 'cache'], 'cache'],
  [
    [
      'kafka',
      'redpanda',
      'rabbitmq',
      'nats',
      'activemq',
      'pulsar',
      'mosquitto',
      'artemis',
      'queue',
    ],
    'queue',
  ],
];

const telemetry = new Set([
  'opentelemetry',
  'otel',
  'otelcol',
  'jaeger',
  'zipkin',
  'prometheus',
  'grafana',
  'loki',
  'tempo',
  'alloy',
  'fluentd',
  'fluent',
  'vector',
  'telegraf',
  'logstash',
  'promtail',
]);

function wordsOf(name: string): readonly string[] {
  return name.toLowerCase().split(/[^a-z0-9]+/);
}

/** The type that the words of an image, or else those of the name of the service, make likely. */
export function typeOf(image: string | undefined, service: string): Guess {
  for (const [text, from] of [
    [image ?? '', 'image'],
    [service, 'name'],
  ] as const) {
    const words = wordsOf(text);
    const found = typeByWord.find(([known]) => known.some((word) => words.includes(word)));
    if (found !== undefined) {
      return { word: found[1], because: `from its ${from}` };
    }
  }
  return { word: 'service', because: undefined };
}

/** Whether it only watches the others, so that they do without it. */
export function isTelemetry(image: string | undefined, service: string): boolean {
  return [...wordsOf(image ?? ''), ...wordsOf(service)].some((word) => telemetry.has(word));
}
