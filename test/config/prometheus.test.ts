import { expect, test } from 'vitest';
import { readBatches } from '../../src/config/batch.ts';
import { prometheusBatch, prometheusQueries } from '../../src/config/prometheus.ts';
import type { PrometheusAnswer } from '../../src/model/prometheus.ts';
import { loadedFrom } from './prometheus-model.ts';

const at = Date.UTC(2026, 10, 21, 14, 52, 15);
const latency = { signal: 'latency', query: 'q', values: undefined };
const mood = { signal: 'mood', query: 'q', values: ['ok', 'down'] };

function vector(...series: readonly (readonly [object, unknown])[]): string {
  const result = series.map(([metric, value]) => ({ metric, value: [at / 1_000, value] }));
  return JSON.stringify({ status: 'success', data: { resultType: 'vector', result } });
}

function batchOf(...answers: readonly PrometheusAnswer[]) {
  const { text, reasons } = prometheusBatch(at, answers);
  return { batch: text === undefined ? undefined : (JSON.parse(text) as unknown), reasons };
}

const ok = (body: string, query: PrometheusAnswer['query'] = latency): PrometheusAnswer => ({
  query,
  status: 200,
  body,
});

test('the signals that say how are asked for, in the order of their names', () => {
  const { model, diagnostics } = loadedFrom(`
tower: v1
config: { name: shop }
signals:
  zeal: { better: higher, prometheus: zeal }
  latency: { unit: ms, better: lower, prometheus: 'histogram_quantile(0.99, sum by (system, le) (rate(x[5m])))' }
  mood: { values: [ok, down], prometheus: mood }
  depth: { better: lower }
`);
  expect(diagnostics).toEqual([]);
  expect(prometheusQueries(model?.signals ?? new Map())).toEqual([
    {
      signal: 'latency',
      query: 'histogram_quantile(0.99, sum by (system, le) (rate(x[5m])))',
      values: undefined,
    },
    { signal: 'mood', query: 'mood', values: ['ok', 'down'] },
    { signal: 'zeal', query: 'zeal', values: undefined },
  ]);
});

test('the series of all answers are one batch, which is one', () => {
  const answers = [
    ok(vector([{ system: 'web' }, '690.25'], [{ system: 'db', az: 'a' }, 'NaN'])),
    ok(vector([{ system: 'db' }, '1']), mood),
  ];
  const { text, reasons } = prometheusBatch(at, answers);
  const { batches, diagnostics } = readBatches({ path: 'p', text: text ?? '' });
  expect({ batches, diagnostics, reasons }).toEqual({
    batches: [
      {
        at: '2026-11-21T14:52:15Z',
        signals: [
          { system: 'db', signal: 'latency', value: 'NaN' },
          { system: 'db', signal: 'mood', value: 'down' },
          { system: 'web', signal: 'latency', value: 690.25 },
        ],
      },
    ],
    diagnostics: [],
    reasons: [],
  });
});

test.each([
  ['1e+06', 1_000_000],
  ['-0.5', -0.5],
  ['.5', 0.5],
  ['+Inf', '+Inf'],
  ['-Inf', '-Inf'],
  ['NaN', 'NaN'],
])('the value %s is %s', (written, value) => {
  expect(batchOf(ok(vector([{ system: 'web' }, written]))).batch).toEqual({
    at: '2026-11-21T14:52:15Z',
    signals: [{ system: 'web', signal: 'latency', value }],
  });
});

test.each<[string, PrometheusAnswer, string]>([
  [
    'no connection',
    { query: latency, failure: 'it refuses the connection' },
    'it refuses the connection',
  ],
  [
    'a query that is none',
    {
      query: latency,
      status: 400,
      body: '{"status":"error","errorType":"bad_data","error":"1:3: parse error"}',
    },
    'bad_data: 1:3: parse error',
  ],
  ['a page', ok('<html>'), 'the answer with status 200 is not one of Prometheus'],
  ['an answer of somebody else', ok('[1]'), 'the answer with status 200 is not one of Prometheus'],
  [
    'a number',
    ok('{"status":"success","data":{"resultType":"scalar","result":[1,"2"]}}'),
    'the result is a scalar, not a vector with a series a system',
  ],
  [
    'series of nobody',
    ok(vector([{}, '1'], [{ system: 7 }, '1'])),
    '2 series without a label `system`',
  ],
  [
    'a histogram',
    ok(
      '{"status":"success","data":{"resultType":"vector","result":[{"metric":{"system":"a"},"histogram":[1,{}]}]}}',
    ),
    'one series without a value of the signal',
  ],
  [
    'a value that is none',
    ok(vector([{ system: 'a' }, '0x10zz'])),
    'one series without a value of the signal',
  ],
  [
    'a place without a word',
    ok(vector([{ system: 'a' }, '2']), mood),
    'one series without a value of the signal',
  ],
  [
    'nothing inside',
    ok('{"status":"success","data":{"resultType":"vector","result":[null]}}'),
    'one series without a label `system`',
  ],
])('%s is told with the name of the signal', (_, answer, reason) => {
  expect(batchOf(answer)).toEqual({
    batch: undefined,
    reasons: [`signal \`${answer.query.signal}\`: ${reason}`],
  });
});

test('an answer that is none leaves out its signal alone, and no series is no mistake', () => {
  expect(
    batchOf(
      { query: mood, failure: 'it did not answer in time' },
      ok(vector([{ system: 'web' }, '1'], [{}, '1'])),
      ok(vector()),
    ),
  ).toEqual({
    batch: {
      at: '2026-11-21T14:52:15Z',
      signals: [{ system: 'web', signal: 'latency', value: 1 }],
    },
    reasons: [
      'signal `mood`: it did not answer in time',
      'signal `latency`: one series without a label `system`',
    ],
  });
});

test('labels mean nothing to objects', () => {
  const { batch } = batchOf(ok(vector([{ system: '__proto__' }, '1'])));
  expect(batch).toEqual({
    at: '2026-11-21T14:52:15Z',
    signals: [{ system: '__proto__', signal: 'latency', value: 1 }],
  });
});
