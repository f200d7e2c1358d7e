import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { serviceGraphOf } from '../../src/import/service-graph.ts';

const prefix = 'traces_service_graph_request';

interface Short {
  readonly systems: readonly string[];
  readonly calls: readonly string[];
  readonly told: readonly string[];
}

/** An import in few words: `name type`, `from -> to kind calls/failed`, `code line:column message`. */
function short(text: string): Short {
  const { imported, diagnostics } = serviceGraphOf({ path: 'metrics.txt', text });
  return {
    systems: (imported?.systems ?? []).map(({ name, type, versions, configHashes }) =>
      [name, type.word, ...versions, ...configHashes].join(' '),
    ),
    calls: (imported?.calls ?? []).map(
      ({ from, to, kind, count, failedCount }) =>
        `${from} -> ${to} ${kind.word} ${count}/${failedCount}`,
    ),
    told: diagnostics.map(
      ({ code, at, message }) => `${code} ${at.line}:${at.column}-${at.endColumn} ${message}`,
    ),
  };
}

describe('what Tempo and the collector write', () => {
  test('counters make calls, and both ends systems', () => {
    const text = [
      `# HELP ${prefix}_total Total count of requests between two nodes`,
      `# TYPE ${prefix}_total counter`,
      `${prefix}_total{client="web",connection_type="",server="orders"} 12 1795272735000`,
      `${prefix}_total{client="orders",connection_type="database",server="orders-db"} 40`,
      `${prefix}_total{client="orders",connection_type="messaging_system",server="mailer"} 2`,
      `${prefix}_total{client="orders",connection_type="virtual_node",server="api.example.com:443"} 7`,
      `${prefix}_failed_total{client="web",connection_type="",server="orders"} 3`,
      '',
    ].join('\n');
    expect(short(text)).toEqual({
      systems: [
        'api.example.com:443 integration',
        'mailer service',
        'orders service',
        'orders-db database',
        'web service',
      ],
      calls: [
        'orders -> api.example.com:443 hard 7/0',
        'orders -> mailer soft 2/0',
        'orders -> orders-db hard 40/0',
        'web -> orders hard 12/3',
      ],
      told: [],
    });
  });

  test.each([
    ['a namespace of the exporter', `servicegraph_${prefix}_total{client="a",server="b"} 5`],
    ['a histogram alone', `${prefix}_server_seconds_count{client="a",server="b"} 5`],
    ['the side of the client', `${prefix}_client_seconds_count{client="a",server="b"} 5`],
    ['no unit', `${prefix}_server_count{client="a",server="b"} 5`],
    ['the old unit', `${prefix}_server_milliseconds_count{client="a",server="b"} 5`],
    ['the old name', `${prefix}_duration_seconds_count{client="a",server="b"} 5`],
    ['a quoted name', `{"${prefix}_total",client="a",server="b"} 5`],
    [
      'further labels',
      `${prefix}_total{client="a",server="b",le="x"} 2\n${prefix}_total{client="a",server="b",le="y"} 3`,
    ],
    [
      'a counter and histograms',
      `${prefix}_total{client="a",server="b"} 5\n${prefix}_server_seconds_count{client="a",server="b"} 5\n${prefix}_client_seconds_count{client="a",server="b"} 4`,
    ],
    ['lines that end as on Windows', `${prefix}_total{client="a",server="b"} 5\r\n`],
  ])('%s makes no difference', (_name, text) => {
    expect(short(`${text}\n`)).toEqual({
      systems: ['a service', 'b service'],
      calls: ['a -> b hard 5/0'],
      told: [],
    });
  });

  test('what else is in the file is read and left away', () => {
    const text = [
      'up{job="tempo"} 1',
      `${prefix}_server_seconds_bucket{client="x",server="y",le="0.1"} 3 # {trace_id="1"} 0.05`,
      `${prefix}_server_seconds_sum{client="x",server="y"} 3`,
      'traces_service_graph_unpaired_spans_total{client="x",server="y"} 3',
      `${prefix}_total{client="a",server="b"} 1`,
      '# EOF',
    ].join('\n');
    expect(short(text).calls).toEqual(['a -> b hard 1/0']);
  });

  test('failures may be told by a label', () => {
    const text = `${prefix}_total{client="a",server="b",failed="false"} 8\n${prefix}_total{client="a",server="b",failed="true"} 2\n`;
    expect(short(text).calls).toEqual(['a -> b hard 10/2']);
  });

  test('versions and hashes come from labels that the collector adds', () => {
    const text = `${prefix}_total{client="a",server="b",client_service_version="1.0",server_service_version="2.1"} 8\n${prefix}_total{client="a",server="b",client_service_version="1.1",server_service_version="2.1",server_tower_config_hash="9f2c"} 1\n`;
    expect(short(text).systems).toEqual(['a service 1.0 1.1', 'b service 2.1 9f2c']);
  });

  test.each([
    ['milliseconds', `${prefix}_total{client="a",server="b"} 1 1795272735000\n`],
    ['seconds of OpenMetrics', `${prefix}_total{client="a",server="b"} 1 1795272735\n# EOF\n`],
  ])('the latest timestamp is that of the import, in %s', (_name, text) => {
    const { imported } = serviceGraphOf({ path: 'm', text });
    expect(imported?.latestAt).toBe(1_795_272_735_000);
  });
});

describe('what says nothing', () => {
  test('is left out, each reason once with the first place', () => {
    const text = [
      `${prefix}_total{client="a",server="b"} 1`,
      `${prefix}_total{client="",server="x"} 1`,
      `${prefix}_total{client="a",server=""} 1`,
      `${prefix}_total{client="user",server="a",connection_type="virtual_node"} 1`,
      `${prefix}_total{client="a",server="unknown",connection_type="virtual_node"} 1`,
      `${prefix}_total{client="a",server="idle"} 0`,
      `${prefix}_total{client="a",server="gone"} NaN`,
      '',
    ].join('\n');
    expect(short(text)).toEqual({
      systems: ['a service', 'b service'],
      calls: ['a -> b hard 1/0'],
      told: [
        'import/left-out 2:1-59 2 calls are left out, of which this is the first: one of the two ends has no name',
        'import/left-out 4:1-94 1 call is left out: the caller is `user`, which stands for everybody who sends no traces',
        'import/left-out 5:1-97 1 call is left out: what is called is `unknown`: it sends no traces, and its callers do not name it',
        'import/left-out 6:1-63 2 calls are left out, of which this is the first: none was counted',
      ],
    });
  });

  test('calls of a system to itself make a system and no call', () => {
    expect(short(`${prefix}_total{client="a",server="a"} 1\n`)).toEqual({
      systems: ['a service'],
      calls: [],
      told: [],
    });
  });

  test('`user` and `unknown` are names like others where nobody made them up', () => {
    expect(short(`${prefix}_total{client="user",server="unknown"} 1\n`).calls).toEqual([
      'user -> unknown hard 1/0',
    ]);
  });

  test.each([['up 1\n'], [''], ['# only a comment'], [`${prefix}_server_seconds_sum 1\n`]])(
    '%j is nothing to import',
    (text) => {
      expect(short(text)).toEqual({
        systems: [],
        calls: [],
        told: ['import/nothing 1:1-1 there are no metrics of a service graph'],
      });
    },
  );
});

describe('what cannot be read', () => {
  test('every bad line is told, and nothing is imported', () => {
    const text = `${prefix}_total{client="a",server="b"} 1\nup{ 1\n\nup one\n`;
    expect(short(text)).toEqual({
      systems: [],
      calls: [],
      told: [
        'import/not-metrics 2:5-6 a label is a name, `=` and a value in double quotes',
        'import/not-metrics 4:4-7 `one` is not a value',
      ],
    });
  });

  test('a text that was cut off is told', () => {
    const text = `${prefix}_total{client="a",server="b"} 1\n${prefix}_total{client="a",ser`;
    expect(short(text).told).toEqual([
      'import/not-metrics 2:50-50 a label is a name, `=` and a value in double quotes',
    ]);
  });

  test('nothing follows the end of OpenMetrics', () => {
    const text = `${prefix}_total{client="a",server="b"} 1\n# EOF\n\nup 1\n`;
    expect(short(text).told).toEqual(['import/not-metrics 3:1-1 the text goes on behind `# EOF`']);
    expect(short(`${prefix}_total{client="a",server="b"} 1\n# EOF\n\n`).told).toEqual([]);
  });

  test('of very many bad lines a thousand are told', () => {
    const told = short('bad\n'.repeat(5_000)).told;
    expect([told.length, told.at(-1)]).toEqual([
      1_001,
      'import/not-metrics 1000:4-4 a value is missing',
    ]);
  });
});

test('a hundred thousand series are one call', () => {
  const lines = Array.from(
    { length: 100_000 },
    (_, index) => `${prefix}_total{client="a",server="b",shard="${index}"} 1\n`,
  );
  expect(short(lines.join('')).calls).toEqual(['a -> b hard 100000/0']);
});

const pieces = fc.constantFrom(
  `${prefix}_total`,
  'up',
  '{',
  '}',
  'client',
  'server',
  '=',
  '"',
  '"a"',
  '\\',
  ',',
  ' ',
  '1',
  'NaN',
  '1e999',
  '#',
  '# EOF',
  '\n',
  '\r\n',
  '\0',
  '__proto__',
  '\u2028',
  '\ud800',
  '🗼',
);

test('no text makes it fail, and what is told stands inside of it', () => {
  const texts = fc.array(pieces, { maxLength: 60 }).map((list) => list.join(''));
  fc.assert(
    fc.property(texts, (text) => {
      const { imported, diagnostics } = serviceGraphOf({ path: 'm', text });
      const lines = text.split('\n');
      const isInside = diagnostics.every(
        ({ at }) => at.column >= 1 && at.endColumn <= (lines[at.line - 1]?.length ?? -1) + 1,
      );
      const hasError = diagnostics.some(({ severity }) => severity === 'error');
      expect([isInside, imported === undefined]).toEqual([true, hasError]);
    }),
    { numRuns: 1_000 },
  );
});

const names = fc.constantFrom('a', 'b', 'c "quoted"', 'd\\e', 'f\ng', 'é', '__proto__');
const written = (name: string): string =>
  name.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');

test('the order of lines makes no difference but to places', () => {
  const samples = fc.array(fc.tuple(names, names, fc.nat(9)), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(samples, (list) => {
      const lines = list.map(
        ([client, server, count]) =>
          `${prefix}_total{client="${written(client)}",server="${written(server)}"} ${count}\n`,
      );
      const one = short(lines.join(''));
      const other = short(lines.toReversed().join(''));
      expect([one.systems, one.calls]).toEqual([other.systems, other.calls]);
      const expected = new Set(
        list
          .filter(([client, server]) => client !== server)
          .filter(([client, server]) =>
            list.some(([from, to, count]) => from === client && to === server && count > 0),
          )
          .map(([client, server]) => `${client} -> ${server}`),
      );
      expect(one.calls.map((call) => call.replace(/ hard .*$/s, ''))).toEqual([...expected].sort());
    }),
    { numRuns: 300 },
  );
});
