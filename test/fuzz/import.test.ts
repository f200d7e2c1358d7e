import fc from 'fast-check';
import { expect, test } from 'vitest';
import { importedFrom, updatedFrom } from '../import/told.ts';
import { expectSoundImport } from './import-soundness.ts';
import { mutated, mutations } from './mutation.ts';
import { runs } from './seed.ts';

const metrics = `# TYPE traces_service_graph_request_total counter
traces_service_graph_request_total{client="web",connection_type="",server="orders"} 12 1795272735000
traces_service_graph_request_total{client="orders",connection_type="database",server="orders-db"} 4
traces_service_graph_request_server_seconds_count{client="web",server="Search API"} 3 # {trace_id="1"} 0.5
# EOF
`;

test('whatever is changed in metrics, they are imported or it is told why not', () => {
  fc.assert(
    fc.property(mutations, (by) => {
      expectSoundImport({ path: 'metrics.txt', text: mutated(metrics, by) });
    }),
    runs(250),
  );
});

const tower = `# Ours.
tower: v1
systems:
  web: { type: service, dependsOn: &d { orders: hard } }   # one line
  orders:
    type: service
    description: |
      Takes orders.

  # behind
  other: { type: service, dependsOn: *d }
`;

test('whatever is changed in a configuration, an update keeps what is there or does nothing', () => {
  const imported = importedFrom({ path: 'metrics.txt', text: metrics });
  let updates = 0;
  fc.assert(
    fc.property(mutations, (by) => {
      const file = { path: 'topology/shop.yaml', text: mutated(tower, by) };
      const text = attempted(() => updatedFrom(imported, [file]).text);
      updates += text === undefined ? 0 : 1;
      const kept = text === undefined ? file.text : withoutAdded(file.text, text);
      expect(kept).toBe(file.text);
    }),
    runs(200),
  );
  expect(updates).toBeGreaterThan(20);
});

/** What comes of an update; undefined where the configuration does not load. */
function attempted(update: () => string | undefined): string | undefined {
  try {
    return update();
  } catch {
    return undefined;
  }
}

/** As much of a text as stands in another one in the same order. */
function withoutAdded(before: string, after: string): string {
  let at = 0;
  for (let index = 0; index < after.length; index += 1) {
    at += after[index] === before[at] ? 1 : 0;
  }
  return before.slice(0, at);
}

const name = 'traces_service_graph_request_total';

/** Texts that are large in one way. */
const heavy: readonly (readonly [string, string, string])[] = [
  ['a line of a million signs', 'metrics.txt', 'x'.repeat(1_000_000)],
  ['a name of a million signs', 'metrics.txt', `${'_'.repeat(1_000_000)} 1\n`],
  [
    'a value of a label that never ends',
    'metrics.txt',
    `${name}{client="${'\\\\'.repeat(500_000)}`,
  ],
  [
    'a label of a million signs',
    'metrics.txt',
    `${name}{client="${'x'.repeat(1_000_000)}",server="b"} 1\n`,
  ],
  ['very many labels', 'metrics.txt', `${name}{${'a="1",'.repeat(100_000)}} 1\n`],
  ['very many quotes', 'metrics.txt', `${name}{${'"'.repeat(300_000)}} 1\n`],
  ['a number of a million digits', 'metrics.txt', `up ${'1'.repeat(1_000_000)}\n`],
  ['blank lines', 'metrics.txt', '\n'.repeat(300_000)],
  ['comments', 'metrics.txt', '# x\n'.repeat(100_000)],
  [
    'very many names',
    'metrics.txt',
    Array.from({ length: 20_000 }, (_, i) => `m${i}_${name} 1\n`).join(''),
  ],
  ['NUL bytes', 'metrics.txt', '\0'.repeat(100_000)],
  ['a level for each sign', 'compose.yaml', `services: ${'['.repeat(100_000)}`],
  ['dollar signs', 'compose.yaml', `services: { a: { image: "${'$'.repeat(500_000)}" } }`],
  ['open variables', 'compose.yaml', `services: { a: { image: "${'${A:-'.repeat(200_000)}" } }`],
  [
    'a value of a million signs',
    'compose.yaml',
    `services: { a: { environment: { A: "${'h:1,'.repeat(250_000)}" } } }`,
  ],
  ['schemes', 'compose.yaml', `services: { a: { environment: { A: "${'a://'.repeat(1_000)}" } } }`],
  [
    'a health check of a million signs',
    'compose.yaml',
    `services: { a: { healthcheck: { test: "${"http://a/'".repeat(100_000)}" } } }`,
  ],
  [
    'very many services',
    'compose.yaml',
    `services:\n${Array.from({ length: 2_000 }, (_, i) => ` s${i}: { depends_on: [s${(i + 1) % 2_000}] }\n`).join('')}`,
  ],
  [
    'merge keys of merge keys',
    'compose.yaml',
    `x0: &x0 { a: 1 }\n${Array.from({ length: 30 }, (_, i) => `x${i + 1}: &x${i + 1} { <<: [*x${i}, *x${i}] }\n`).join('')}services: { a: { <<: *x30 } }`,
  ],
];

test.each(heavy)('%s are told, or imported', (_name, path, text) => {
  expectSoundImport({ path, text });
});
