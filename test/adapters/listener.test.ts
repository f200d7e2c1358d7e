import { request } from 'node:http';
import { deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { listener } from '../../src/adapters/listener.ts';
import { diagnostic } from '../../src/model/diagnostic.ts';
import { exchange, listening, notingSink, until } from './listening.ts';

const batch = '{"at":"2026-11-21T14:52:15Z","signals":{"web":{"latency":420}}}';
const json = { 'Content-Type': 'application/json' };

async function answer(url: string, init: RequestInit = {}) {
  const response = await fetch(url, init);
  return { status: response.status, body: await response.text(), headers: response.headers };
}

function post(
  url: string,
  body: NonNullable<RequestInit['body']>,
  headers: Record<string, string> = json,
) {
  return answer(`${url}/signals`, { method: 'POST', body, headers });
}

test('a batch that is accepted is answered with 202 and how many they were', async () => {
  const { url, sink } = await listening();
  const { status, body } = await post(url, batch);
  expect({ status, body, arrivals: sink.arrivals }).toEqual({
    status: 202,
    body: '{"accepted":1}\n',
    arrivals: [
      {
        file: { path: 'http', bytes: Buffer.from(batch) },
        isLines: false,
        linesBefore: 0,
      },
    ],
  });
});

test.each([
  ['application/x-ndjson', true],
  ['application/ndjson; charset=utf-8', true],
  ['application/jsonl', true],
  ['Application/JSON; Charset="UTF-8"', false],
])('a body of %s has one batch a line: %s', async (type, isLines) => {
  const { url, sink } = await listening();
  const { status } = await post(url, `${batch}\n${batch}\n`, { 'Content-Type': type });
  expect([status, sink.arrivals.map((arrival) => arrival.isLines)]).toEqual([202, [isLines]]);
});

test('nothing is answered before the batch was', async () => {
  let accept: (() => void) | undefined;
  const { url } = await listening(
    {},
    notingSink(
      () =>
        new Promise((resolve) => {
          accept = () => resolve({ kind: 'accepted', batches: 1 });
        }),
    ),
  );
  let isAnswered = false;
  const posted = post(url, batch).then((response) => {
    isAnswered = true;
    return response;
  });
  await until(() => accept !== undefined);
  expect(isAnswered).toBe(false);
  accept?.();
  expect((await posted).status).toBe(202);
});

test('a batch that is refused is answered with its places', async () => {
  const at = { file: 'http', line: 3, column: 7, endLine: 3, endColumn: 8, path: '$.at' };
  const wrong = diagnostic('batch/bad-instant', at, '`yesterday` is not an instant', {
    help: 'write it as 2026-11-21T14:52:15Z',
  });
  const { url } = await listening(
    {},
    notingSink(() => ({ kind: 'refused', diagnostics: [wrong] })),
  );
  const { status, body } = await post(url, batch);
  expect([status, JSON.parse(body)]).toEqual([
    400,
    {
      error: 'nothing of it was used',
      diagnostics: [
        {
          code: 'batch/bad-instant',
          message: '`yesterday` is not an instant',
          line: 3,
          column: 7,
          path: '$.at',
          help: 'write it as 2026-11-21T14:52:15Z',
        },
      ],
    },
  ]);
});

test('bytes that are no text are answered with their place, and told', async () => {
  const { url, sink } = await listening();
  const { status, body } = await post(url, new Uint8Array([0x7b, 0x0a, 0x20, 0xff]));
  const { diagnostics } = JSON.parse(body) as { diagnostics: readonly object[] };
  expect([status, diagnostics, sink.told.map(({ at }) => at.file), sink.arrivals]).toEqual([
    400,
    [
      {
        code: 'file/not-utf8',
        message: '`http` is not UTF-8',
        line: 2,
        column: 2,
        path: '$',
        help: 'save it as UTF-8',
      },
    ],
    ['http'],
    [],
  ]);
});

test('who comes when too much waits is told when to come again', async () => {
  const { url } = await listening(
    {},
    notingSink(() => ({ kind: 'busy', reason: 'the disk is full', afterMs: 2_400 })),
  );
  const { status, body, headers } = await post(url, batch);
  expect([status, body, headers.get('Retry-After')]).toEqual([
    503,
    '{"error":"the disk is full"}\n',
    '3',
  ]);
});

test.each([
  ['gzip', gzipSync(batch)],
  ['x-gzip', gzipSync(batch)],
  ['deflate', deflateSync(batch)],
  ['identity', Buffer.from(batch)],
])('a body by %s is taken', async (encoding, bytes) => {
  const { url, sink } = await listening();
  const { status } = await post(url, bytes, { ...json, 'Content-Encoding': encoding });
  expect([status, sink.accepted]).toEqual([202, [batch]]);
});

test.each([
  ['a type that is not taken', batch, { 'Content-Type': 'text/plain' }, 415],
  [
    'a text that is not UTF-8 by its word',
    batch,
    { 'Content-Type': 'application/json; charset=latin1' },
    415,
  ],
  ['an encoding that nobody knows', batch, { ...json, 'Content-Encoding': 'zstd' }, 415],
  ['a body that is not packed as it says', batch, { ...json, 'Content-Encoding': 'gzip' }, 400],
  [
    'a packed body that is cut off',
    gzipSync(batch).subarray(0, 30),
    { ...json, 'Content-Encoding': 'gzip' },
    400,
  ],
  ['a body that is too large', 'x'.repeat(1_001), json, 413],
  [
    'a small body that becomes too large',
    gzipSync('x'.repeat(1_000_000)),
    { ...json, 'Content-Encoding': 'gzip' },
    413,
  ],
  ['a request of a web page', batch, { ...json, Origin: 'http://127.0.0.1' }, 403],
  ['a request of a page without an origin', batch, { ...json, Origin: 'null' }, 403],
] as const)('%s is answered with %4$i', async (_, body, headers, status) => {
  const { url, sink } = await listening({ bounds: { bodyBytes: 1_000 } });
  const { status: answered, body: said } = await post(url, body, headers);
  expect([answered, typeof (JSON.parse(said) as { error: unknown }).error, sink.arrivals]).toEqual([
    status,
    'string',
    [],
  ]);
});

test('after a body that is too large the connection is usable', async () => {
  const { port } = await listening({ bounds: { bodyBytes: 100 } });
  const head = 'POST /signals HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n';
  const said = await exchange(
    port,
    `${head}Content-Length: 150\r\n\r\n${'x'.repeat(150)}`,
    `${head}Connection: close\r\nContent-Length: ${batch.length}\r\n\r\n${batch}`,
  );
  expect(said.match(/^HTTP\/1\.1 [0-9]+/gm)).toEqual(['HTTP/1.1 413', 'HTTP/1.1 202']);
});

test.each([
  ['GET', '/signals', 405, 'POST'],
  ['DELETE', '/signals', 405, 'POST'],
  ['POST', '/metrics', 405, 'GET, HEAD'],
  ['GET', '/', 404, null],
  ['GET', '/signals/', 404, null],
  ['GET', '/__proto__', 404, null],
])('%s %s is answered with %i', async (method, path, status, allow) => {
  const { url } = await listening({
    pages: new Map([
      ['/metrics', { isOpen: false, read: () => ({ status: 200, body: 'up 1\n' }) }],
    ]),
  });
  const { status: answered, headers } = await answer(`${url}${path}`, { method });
  expect([answered, headers.get('Allow')]).toEqual([status, allow]);
});

test('pages are read with what their reader accepts, and without their body where only the head is asked for', async () => {
  const { url } = await listening({
    pages: new Map([
      [
        '/metrics',
        {
          isOpen: false,
          read: (accept: string) => ({ status: 200, body: `for ${accept}`, type: 'text/plain' }),
        },
      ],
    ]),
  });
  const headers = { Accept: 'application/openmetrics-text' };
  const read = await answer(`${url}/metrics?ignored`, { headers });
  const head = await answer(`${url}/metrics`, { headers, method: 'HEAD' });
  expect([read.body, read.headers.get('Content-Type')]).toEqual([
    'for application/openmetrics-text',
    'text/plain',
  ]);
  expect([head.status, head.body, head.headers.get('Content-Length')]).toEqual([
    200,
    '',
    String(read.body.length),
  ]);
});

test.each([
  ['127.0.0.1', 202],
  ['127.0.0.1:4747', 202],
  ['LocalHost:1', 202],
  ['[::1]:4747', 202],
  ['rebound.example', 403],
  ['rebound.example:4747', 403],
  ['127.0.0.1.rebound.example', 403],
  ['localhost@rebound.example', 403],
])('without a token a request to the host %s is answered with %i', async (host, status) => {
  const { port } = await listening();
  const said = await exchange(
    port,
    `POST /signals HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${batch.length}\r\n\r\n${batch}`,
  );
  expect(said.slice(0, 12)).toBe(`HTTP/1.1 ${status}`);
});

test.each([
  ['no token', undefined, 401],
  ['a wrong one', 'Bearer 0123456789abcdeF', 401],
  ['a longer one', 'Bearer 0123456789abcdefg', 401],
  ['another scheme', 'Basic 0123456789abcdef', 401],
  ['nothing behind the scheme', 'Bearer ', 401],
  ['the token', 'Bearer 0123456789abcdef', 202],
  ['the token behind small letters', 'bearer 0123456789abcdef', 202],
])('with a token, %s is answered with %3$i', async (_, authorization, status) => {
  const { url, sink } = await listening({ token: '0123456789abcdef' });
  const headers = authorization === undefined ? json : { ...json, Authorization: authorization };
  const said = await post(url, batch, headers);
  expect([said.status, said.headers.get('WWW-Authenticate'), sink.arrivals.length]).toEqual([
    status,
    status === 401 ? 'Bearer' : null,
    status === 401 ? 0 : 1,
  ]);
});

test('with a token, open pages are read without it, and other names lead here, too', async () => {
  const page = { status: 200, body: '{}' };
  const { port } = await listening({
    token: '0123456789abcdef',
    pages: new Map([
      ['/healthz', { isOpen: true, read: () => page }],
      ['/metrics', { isOpen: false, read: () => page }],
    ]),
  });
  const statusOf = async (path: string) =>
    (
      await exchange(
        port,
        `GET ${path} HTTP/1.1\r\nHost: tower.example\r\nConnection: close\r\n\r\n`,
      )
    ).slice(9, 12);
  expect([await statusOf('/healthz'), await statusOf('/metrics')]).toEqual(['200', '401']);
});

test('who asks too often is told when to ask again', async () => {
  const { url } = await listening({ bounds: { remoteRate: { perSecond: 0.1, burst: 2 } } });
  const all = [await post(url, batch), await post(url, batch), await post(url, batch)];
  expect(all.map(({ status, headers }) => [status, headers.get('Retry-After')])).toEqual([
    [202, null],
    [202, null],
    [429, '10'],
  ]);
});

test('a port that is taken is a failure in words', async () => {
  const { port } = await listening();
  const other = listener({ host: '127.0.0.1', port, token: undefined, pages: new Map() });
  expect(await other.start(notingSink())).toEqual({
    failure: `127.0.0.1:${port} cannot be listened on: another program listens there`,
  });
});

test('who asks before it sends is told to go on, or why not', async () => {
  const { port } = await listening({ bounds: { bodyBytes: 1_000 } });
  const continued = (length: number) =>
    new Promise<unknown[]>((resolve) => {
      const asking = request({
        port,
        host: '127.0.0.1',
        path: '/signals',
        method: 'POST',
        headers: { ...json, Expect: '100-continue', 'Content-Length': length },
      });
      let isContinued = false;
      asking.on('continue', () => {
        isContinued = true;
        asking.end(batch.padEnd(length));
      });
      asking.on('response', (response) => {
        response.resume();
        resolve([isContinued, response.statusCode]);
        asking.destroy();
      });
      asking.on('error', () => undefined);
      asking.flushHeaders();
    });
  expect([await continued(200), await continued(2_000)]).toEqual([
    [true, 202],
    [false, 413],
  ]);
});
