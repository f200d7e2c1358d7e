// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how Compose writes variables.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { composeOf } from '../../src/import/compose.ts';
import { mutated, mutations } from '../fuzz/mutation.ts';
import { runs } from '../fuzz/seed.ts';

interface Short {
  readonly systems: readonly string[];
  readonly calls: readonly string[];
  readonly told: readonly string[];
}

/** An import in few words. */
function short(text: string): Short {
  const { imported, diagnostics } = composeOf({ path: 'compose.yaml', text });
  return {
    systems: (imported?.systems ?? []).map((system) =>
      [
        system.name,
        system.type.word,
        ...system.versions,
        ...(system.replicas === undefined ? [] : [`x${system.replicas}`]),
        ...[...system.labels].map(([key, value]) => `${key}=${value}`),
        ...(system.criticality === undefined ? [] : [system.criticality.word]),
        ...(system.owner === undefined ? [] : [`of ${system.owner.word}`]),
        ...system.configHashes.map((hash) => `#${hash}`),
      ].join(' '),
    ),
    calls: (imported?.calls ?? []).map(
      ({ from, to, kind, at }) =>
        `${from} -> ${to} ${kind.word} (${kind.because}) ${at.line}:${at.column}`,
    ),
    told: diagnostics.map(({ code, at, message }) => `${code} ${at.line}:${at.column} ${message}`),
  };
}

function callsIn(text: string): readonly string[] {
  return short(text).calls.map((call) => call.replace(/ [0-9]+:[0-9]+$/, ''));
}

describe('services', () => {
  test('have a version, replicas and a type from what the file says of them', () => {
    const text = `name: shop
services:
  web: { image: "registry.example:5000/team/web:2.14.0@sha256:abc", deploy: { replicas: 3 } }
  worker: { image: worker, scale: 2 }
  db: { image: "postgres:16.2-alpine" }
  sessions: { image: "valkey/valkey:8" }
  events: { image: "bitnami/kafka:3.7" }
  orders-db: { build: ./db }
  db-ui: { image: "dpage/pgadmin4:latest" }
  pinned: { image: "tool@sha256:9f2c" }
  moving: { image: "tool:latest" }
`;
    expect(short(text)).toEqual({
      systems: [
        'db database 16.2-alpine',
        'db-ui service',
        'events queue 3.7',
        'moving service',
        'orders-db database',
        'pinned service sha256:9f2c',
        'sessions cache 8',
        'web service 2.14.0 x3',
        'worker service x2',
      ],
      calls: [],
      told: [],
    });
  });

  test('have no version where what stands in its place may be a password', () => {
    const text = `services:
  a: { image: "registry.example/team:hunter2@host/web:1" }
  b: { image: "team:hunter2@host" }
  c: { image: "web:hunter2 x" }
  d: { image: "web:1.2+build.3@sha256:abc" }
`;
    expect(short(text).systems).toEqual([
      'a service',
      'b service',
      'c service',
      'd service 1.2+build.3',
    ]);
  });

  test('say by labels and variables what they are called and whose they are', () => {
    const text = `services:
  cartservice:
    image: cart
    environment: { OTEL_SERVICE_NAME: cart }
    labels:
      - tower.owner=shop
      - tower.criticality=high
      - tower.config-hash=9f2c
      - org.opencontainers.image.version=1.4
  ad:
    image: ad
    environment: ["OTEL_RESOURCE_ATTRIBUTES=service.namespace=demo,service.name=ads"]
`;
    expect(short(text).systems).toEqual([
      'ad service service.name=ads',
      'cartservice service 1.4 service.name=cart high of shop #9f2c',
    ]);
  });
});

describe('dependencies', () => {
  test.each<[string, string, readonly string[]]>([
    [
      'a list of names',
      'services: { a: { depends_on: [b, c] }, b: {}, c: }',
      ['a -> b hard (depends_on)', 'a -> c hard (depends_on)'],
    ],
    [
      'conditions',
      'services: { a: { depends_on: { b: { condition: service_healthy }, c: { condition: service_started }, d: { condition: service_completed_successfully }, e: { condition: service_started, required: false } } }, b: {}, c: {}, d: {}, e: {} }',
      [
        'a -> b hard (waits until it is healthy)',
        'a -> c hard (depends_on)',
        'a -> d optional (runs once, at the start)',
        'a -> e optional (`required: false`)',
      ],
    ],
    ['links', 'services: { a: { links: ["b:database"] }, b: {} }', ['a -> b hard (links)']],
    [
      'a shared network and shared volumes',
      'services: { a: { network_mode: "service:b", volumes_from: ["c:ro", "container:d"] }, b: {}, c: {}, d: {} }',
      ['a -> b hard (network_mode)', 'a -> c hard (volumes_from)'],
    ],
    [
      'telemetry, which nobody needs',
      'services: { a: { depends_on: [otel-collector] }, otel-collector: { image: "otel/opentelemetry-collector:1" } }',
      ['a -> otel-collector soft (telemetry)'],
    ],
    [
      'itself, which is none',
      'services: { a: { depends_on: [a], environment: { X: "a:80" } } }',
      [],
    ],
    [
      'merge keys',
      'x-base: &base { depends_on: [b] }\nservices: { a: { <<: *base }, c: { <<: [*base, { depends_on: [a] }] }, b: {} }',
      ['a -> b hard (depends_on)', 'c -> b hard (depends_on)'],
    ],
    [
      'what is said before what is guessed',
      'services: { a: { environment: { B_ADDR: "b:80" }, depends_on: { b: { condition: service_healthy } } }, b: {} }',
      ['a -> b hard (waits until it is healthy)'],
    ],
  ])('come from %s', (_name, text, calls) => {
    expect(callsIn(text)).toEqual(calls);
  });

  test.each<[string, string, boolean]>([
    ['ORDERS_ADDR', 'orders:8080', true],
    ['ANYTHING', 'orders:8080', true],
    ['ANYTHING', 'http://orders:8080/path?x=1', true],
    ['ANYTHING', 'http://orders', true],
    ['ANYTHING', 'postgres://user:secret@orders:5432/db', true],
    ['ANYTHING', 'mongodb://u:p@elsewhere:1,orders:2/db', true],
    ['ANYTHING', 'jdbc:postgresql://orders:5432/db', true],
    ['BROKERS', 'elsewhere:9092,orders:9092', true],
    ['ANYTHING', 'Host=orders;Port=5432;Password=x', true],
    ['ANYTHING', 'host=orders port=5432', true],
    ['DB_HOST', 'orders', true],
    ['UPSTREAM', 'orders', true],
    ['ORDERS_ADDR', 'orders:$PORT', true],
    ['ORDERS_ADDR', '${HOST:-orders}:80', true],
    ['ORDERS_ADDR', 'ORDERS:80', true],
    ['ORDERS_ADDR', 'named:80', true],
    ['ORDERS_ADDR', 'aliased:80', true],
    ['ORDERS_ADDR', '${HOST}:80', false],
    ['QUEUE_NAME', 'orders', false],
    ['ANYTHING', 'my orders: 7', false],
    ['ANYTHING', 'orders:eu', false],
    ['ANYTHING', 'http://orders.example.com/', false],
    ['ANYTHING', 'https://example.com/orders:80', false],
    ['ANYTHING', `x${' orders:80'.repeat(1_000)}`, false],
  ])('come from the address in %s: %s: %s', (name, value, isFound) => {
    const text = `services:
  web:
    environment:
      ${name}: ${JSON.stringify(value)}
  orders: { container_name: named, networks: { default: { aliases: [aliased] } } }
`;
    expect(callsIn(text)).toEqual(isFound ? [`web -> orders hard (address in ${name})`] : []);
  });

  test('values of variables are never told', () => {
    const text = 'services: { a: { environment: ["URL=http://u:sesame@b:80"] }, b: {} }';
    expect(JSON.stringify(composeOf({ path: 'c', text }))).not.toContain('sesame');
  });

  test('on what the file does not define are left out', () => {
    expect(short('services: { a: { depends_on: [gone, away] } }').told).toEqual([
      'import/left-out 1:31 2 calls are left out, of which this is the first: the file does not define the service that it leads to',
    ]);
  });
});

describe('health checks', () => {
  test.each<[string, string | undefined]>([
    [
      '{ test: ["CMD", "curl", "-f", "http://localhost:8080/healthz"], interval: 10s, timeout: 2s, retries: 5 }',
      '{ http: { url: "http://web:8080/healthz", every: 10s, timeout: 2s, failures: 5 } }',
    ],
    [
      '{ test: curl -f http://127.0.0.1/ || exit 1, interval: 1m30s }',
      '{ http: { url: "http://web/", every: 1m30s } }',
    ],
    ['{ test: ["CMD-SHELL", "nc -z localhost 5432"] }', '{ tcp: { host: web, port: 5432 } }'],
    ['{ test: nc -z web 9092 }', '{ tcp: { host: web, port: 9092 } }'],
    ['{ test: nc -z other 9092 }', undefined],
    [
      '{ test: ["CMD", "/bin/grpc_health_probe", "-addr=:5000"] }',
      '{ tcp: { host: web, port: 5000 } }',
    ],
    ['{ test: ["CMD", "pg_isready"] }', undefined],
    ['{ test: ["CMD", "curl", "http://elsewhere/"] }', undefined],
    ['{ test: ["CMD", "curl", "http://localhost/"], disable: true }', undefined],
    ['{ test: ["NONE"] }', undefined],
    ['{ test: ["CMD", "nc", "-z", "localhost", "99999"] }', undefined],
    [
      '{ test: ["CMD", "curl", "http://localhost/"], interval: 1.5s, retries: 0 }',
      '{ http: { url: "http://web/" } }',
    ],
  ])('%s', (healthcheck, probe) => {
    const text = `services:\n  web:\n    healthcheck: ${healthcheck}\n`;
    expect(composeOf({ path: 'c', text }).imported?.systems[0]?.probe).toBe(probe);
  });
});

describe('what is told', () => {
  test('files that are not read, once each with the first place', () => {
    const text = `include: [other.yaml]
services:
  a: { extends: { file: base.yaml, service: a } }
  b: { env_file: .env, extends: a }
`;
    expect(short(text).told).toEqual([
      'import/not-followed 1:1 `include` leads to another file, which is not read',
      'import/not-followed 3:8 `extends` here and at 1 more place leads to another file, which is not read',
      'import/not-followed 4:8 `env_file` leads to another file, which is not read',
    ]);
  });

  test('variables, which are not read either', () => {
    const text = `services:
  a: { image: "a:\${TAG:-1}", environment: { A: $ONE, B: "\${TWO}", C: "$$NONE" } }
`;
    expect(short(text)).toEqual({
      systems: ['a service 1'],
      calls: [],
      told: [
        'import/variable 2:15 1 variable taken by its default: `TAG`',
        'import/variable 2:48 2 variables without a default, so that they are not known: `ONE`, `TWO`',
      ],
    });
  });

  test('variables that a service is given from the environment', () => {
    const list = short('services: { a: { environment: [CART_ADDR, B=1, "C="] } }').told;
    const map = short('services: { a: { environment: { CART_ADDR: , B: 1, C: "" } } }').told;
    const told = 'variable without a default, so that it is not known: `CART_ADDR`';
    expect([list, map]).toEqual([
      [`import/variable 1:32 1 ${told}`],
      [`import/variable 1:33 1 ${told}`],
    ]);
  });

  test.each<[string, string]>([
    ['services: [a]', 'import/not-compose 1:11 `services` is not a map of services by name'],
    ['services: 7', 'import/not-compose 1:11 `services` is not a map of services by name'],
    [
      'services: { a: 7 }',
      'import/not-compose 1:16 `services.a` is not a map of what the service is made of',
    ],
    [
      'services: { a: { depends_on: 7 } }',
      'import/not-compose 1:30 `services.a.depends_on` is not a list of services, or a map of them',
    ],
    [
      'services: { a: { depends_on: [[b]] } }',
      'import/not-compose 1:31 `services.a.depends_on.0` is not the name of a service',
    ],
    [
      'services: { a: { depends_on: { b: 7 } }, b: {} }',
      'import/not-compose 1:35 `services.a.depends_on.b` is not a map with a `condition`',
    ],
    ['services: {}', 'import/nothing 1:1 there are no services'],
    ['services:', 'import/nothing 1:1 there are no services'],
    ['volumes: {}', 'import/nothing 1:1 there are no services'],
    ['[]', 'yaml/not-a-map 1:1 the file holds a list at the top, not `key: value` lines'],
    [
      'services: { a: { ports: !reset [] } }',
      'yaml/tag 1:25 the tag `!reset` cannot stand in a configuration',
    ],
  ])('%s', (text, told) => {
    expect(short(text)).toEqual({ systems: [], calls: [], told: [told] });
  });
});

const sample = `x-common: &common
  restart: always
  environment: &env
    LOG: info
    QUEUE: amqp://guest:guest@events:5672/
services:
  web:
    <<: *common
    image: web:\${TAG:-1.0}
    depends_on:
      db: { condition: service_healthy }
      migrate: { condition: service_completed_successfully }
    healthcheck: { test: ["CMD", "curl", "-f", "http://localhost:8080/"], interval: 5s }
    deploy: { replicas: 2 }
  db: { image: "postgres:16", labels: { tower.owner: data } }
  migrate: { image: "web:$TAG", links: [db], env_file: .env }
  events: { image: "rabbitmq:3", environment: ["A=\${B:-c}"] }
`;

test('whatever is changed in a file, it is read or told why not', () => {
  fc.assert(
    fc.property(mutations, (by) => {
      const text = mutated(sample, by);
      const { imported, diagnostics } = composeOf({ path: 'compose.yaml', text });
      const lines = text.replace(/^\uFEFF/, '').split('\n');
      const isInside = diagnostics.every(
        ({ at }) => at.column >= 1 && at.column <= (lines[at.line - 1]?.length ?? -1) + 2,
      );
      const hasError = diagnostics.some(({ severity }) => severity === 'error');
      expect([isInside, imported === undefined]).toEqual([true, hasError]);
    }),
    runs(300),
  );
});

test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
  '%s may be a service, a variable and a label',
  (name) => {
    const text = `services: { ${name}: { image: ${name}, labels: { ${name}: x }, environment: { ${name}: "web:1" } }, web: { depends_on: [${name}] } }`;
    expect(short(text).calls).toEqual([
      `${name} -> web hard (address in ${name}) 1:${text.indexOf('"web:1"') + 1}`,
      `web -> ${name} hard (depends_on) 1:${text.lastIndexOf(name) + 1}`,
    ]);
  },
);

test('a bomb of aliases is told', () => {
  const levels = Array.from(
    { length: 12 },
    (_, level) => `x${level + 1}: &x${level + 1} [${`*x${level}, `.repeat(9)}]\n`,
  );
  const text = `x0: &x0 [a]\n${levels.join('')}services: { a: { depends_on: *x12 } }\n`;
  expect(short(text).told[0]?.startsWith('yaml/alias ')).toBe(true);
});
