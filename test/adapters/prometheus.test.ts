import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { systemNetwork } from '../../src/adapters/network.ts';
import { type PrometheusOptions, prometheus } from '../../src/adapters/prometheus.ts';
import { prometheusBatch } from '../../src/config/prometheus.ts';
import { type NotingSink, notingSink, until } from './listening.ts';

const at = Date.UTC(2026, 10, 21, 14, 52, 15);
const latency = { signal: 'latency', query: 'latency{job="web"} > 0', values: undefined };
const depth = { signal: 'depth', query: 'depth', values: undefined };

interface Asked {
  readonly path: string | undefined;
  readonly authorization: string | undefined;
  readonly query: string | null;
  readonly time: string | null;
}

type Answering = (asked: Asked, count: number) => readonly [status: number, body: string];

const one = (value: string) =>
  JSON.stringify({
    status: 'success',
    data: { resultType: 'vector', result: [{ metric: { system: 'web' }, value: [at, value] }] },
  });

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
  }
  return text;
}

/** A server that answers queries as the documented API does. */
async function serving(answering: Answering, port = 0) {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const form = new URLSearchParams(await bodyOf(request));
    const question = {
      path: request.url,
      authorization: request.headers.authorization,
      query: form.get('query'),
      time: form.get('time'),
    };
    asked.push(question);
    const [status, body] = answering(question, asked.length);
    response.writeHead(status, { 'content-type': 'application/json', location: '/elsewhere' });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  onTestFinished(close);
  const { port: own } = server.address() as AddressInfo;
  return { asked, url: `http://127.0.0.1:${own}`, port: own, close };
}

async function asking(url: string, sink: NotingSink, more: Partial<PrometheusOptions> = {}) {
  const source = prometheus({
    url,
    authorization: undefined,
    everyMs: 20,
    isOnce: true,
    network: systemNetwork,
    now: () => at,
    queries: () => [latency],
    batch: prometheusBatch,
    ...more,
  });
  const { value } = await source.start(sink);
  onTestFinished(value?.stop ?? (() => undefined));
  return value?.stop;
}

const accepted = ({ accepted: texts }: NotingSink) =>
  texts.map((text) => (JSON.parse(text) as { signals: unknown }).signals);

test('every query is asked for one instant, and the answers are one batch', async () => {
  const { asked, url } = await serving(({ query }) => [200, one(query === 'depth' ? '3' : '420')]);
  const sink = notingSink();
  await asking(`${url}/prom/`, sink, {
    queries: () => [depth, latency],
    authorization: 'Bearer secret',
  });
  await until(() => sink.events.length > 0);
  expect(asked.toSorted((a, b) => ((a.query ?? '') < (b.query ?? '') ? -1 : 1))).toEqual(
    ['depth', 'latency{job="web"} > 0'].map((query) => ({
      path: '/prom/api/v1/query',
      authorization: 'Bearer secret',
      query,
      time: String(at / 1_000),
    })),
  );
  expect([accepted(sink), sink.arrivals.map(({ file }) => file.path), sink.events]).toEqual([
    [
      [
        { system: 'web', signal: 'depth', value: 3 },
        { system: 'web', signal: 'latency', value: 420 },
      ],
    ],
    [`${url}/prom/`],
    ['ended'],
  ]);
});

test('it is asked again and again, with the queries of the moment', async () => {
  const { asked, url } = await serving(() => [200, one('1')]);
  const sink = notingSink();
  let queries = [latency];
  const stop = await asking(url, sink, { isOnce: false, queries: () => queries });
  await until(() => asked.length >= 2);
  queries = [depth];
  await until(() => asked.at(-1)?.query === 'depth');
  await stop?.();
  const count = asked.length;
  expect([sink.arrivals.length >= 2, sink.events, asked.length]).toEqual([true, [], count]);
});

test.each<[string, Answering, string]>([
  ['a page of a proxy', () => [502, '<html>'], 'it answers with status 502'],
  ['a wrong token', () => [401, ''], 'it answers with status 401'],
  ['another place', () => [302, ''], 'it answers with status 302'],
  [
    'more than is taken',
    () => [200, 'x'.repeat(17 * 1_048_576)],
    'it answers with more than 16,777,216 bytes',
  ],
  [
    'a query that is none',
    () => [400, '{"status":"error","errorType":"bad_data","error":"parse error"}'],
    'signal `latency`: bad_data: parse error',
  ],
])('%s is a failure in words', async (_, answering, reason) => {
  const { url } = await serving(answering);
  const sink = notingSink();
  await asking(url, sink, { everyMs: 5_000 });
  await until(() => sink.events.length > 1);
  expect([sink.events, sink.arrivals]).toEqual([[`failing ${reason}`, 'ended'], []]);
});

test('a server that does not answer is given up in time', async () => {
  const server = createServer(() => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const sink = notingSink();
  await asking(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, sink, { everyMs: 50 });
  await until(() => sink.events.length > 1);
  expect(sink.events).toEqual(['failing it did not answer in time', 'ended']);
});

test('a server that is down is told once, is not asked for the rest, and is told to be back', async () => {
  const first = await serving(() => [503, '']);
  const sink = notingSink();
  const many = Array.from({ length: 9 }, (_, index) => ({ ...latency, signal: `s${index}` }));
  await asking(first.url, sink, { isOnce: false, queries: () => many });
  await until(() => first.asked.length >= 8);
  const roundsOfFour = first.asked.length % 4;
  await first.close();
  await until(() => sink.events.length === 2);
  const second = await serving(() => [200, one('1')], first.port);
  await until(() => sink.arrivals.length > 0);
  expect([roundsOfFour, second.asked.length >= 9, sink.events]).toEqual([
    0,
    true,
    ['failing it answers with status 503', 'failing it refuses the connection', 'mended'],
  ]);
});

test('a configuration without queries is told', async () => {
  const sink = notingSink();
  await asking('http://127.0.0.1:1', sink, { queries: () => [] });
  await until(() => sink.events.length > 1);
  expect(sink.events).toEqual([
    'failing no signal of the configuration has a query: `prometheus`',
    'ended',
  ]);
});

test('a batch that finds everybody busy is handed over later', async () => {
  const { url } = await serving(() => [200, one('1')]);
  const sink = notingSink((_, count) =>
    count < 3 ? { kind: 'busy', reason: 'full', afterMs: 1 } : undefined,
  );
  await asking(url, sink);
  await until(() => sink.events.length > 0);
  expect([sink.arrivals.length, sink.accepted.length]).toEqual([3, 1]);
});
