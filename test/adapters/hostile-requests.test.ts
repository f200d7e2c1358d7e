import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listener } from '../../src/adapters/listener.ts';
import { exchange, listening, notingSink, until } from './listening.ts';

const batch = '{"at":"2026-11-21T14:52:15Z"}';
const head =
  'POST /signals HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nConnection: close\r\n';
const statuses = (said: string) => said.match(/^HTTP\/1\.1 [0-9]{3}/gm) ?? [];

test.each([
  [
    'headers without an end',
    `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ${'x'.repeat(20_000)}`,
    '431',
  ],
  [
    'very many headers',
    `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n${'x: y\r\n'.repeat(5_000)}\r\n`,
    '431',
  ],
  ['no request at all', 'hello\r\n\r\n', '400'],
  ['a request of another protocol', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', '400'],
  ['two lengths', `${head}Content-Length: 3\r\nContent-Length: 5\r\n\r\n${batch}`, '400'],
  [
    'a length and pieces',
    `${head}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    '400',
  ],
  ['a length that is no number', `${head}Content-Length: ten\r\n\r\n${batch}`, '400'],
  ['a length below nothing', `${head}Content-Length: -1\r\n\r\n${batch}`, '400'],
  [
    'a length beyond all numbers',
    `${head}Content-Length: 99999999999999999999\r\n\r\n${batch}`,
    '400',
  ],
  ['a length beyond all memory', `${head}Content-Length: 9000000000000000\r\n\r\n`, '413'],
  [
    'a piece of a wrong length',
    `${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n${batch}\r\n`,
    '400',
  ],
  ['no host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', '400'],
  [
    'two hosts',
    'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n',
    '404',
  ],
  [
    'a header with a bare line end',
    'GET / HTTP/1.1\r\nHost: 127.0.0.1\nX: y\r\nConnection: close\r\n\r\n',
    '400',
  ],
])('%s is answered with %3$s, and nothing arrives', async (_, text, status) => {
  const { port, sink } = await listening();
  const said = await exchange(port, text);
  expect([statuses(said), sink.arrivals]).toEqual([[`HTTP/1.1 ${status}`], []]);
});

test('a body in pieces that never ends is cut off', async () => {
  const { port, sink } = await listening({ bounds: { bodyBytes: 10_000 } });
  const socket = connect({ port, host: '127.0.0.1' });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(`${head}Transfer-Encoding: chunked\r\n\r\n`);
  const piece = `400\r\n${'x'.repeat(1_024)}\r\n`;
  let sent = 0;
  let said = '';
  socket.on('data', (chunk) => {
    said += chunk.toString('latin1');
  });
  const timer = setInterval(() => {
    socket.write(piece);
    sent += 1;
  }, 1);
  await once(socket, 'close');
  clearInterval(timer);
  expect([statuses(said), sink.arrivals, sent < 2_000]).toEqual([['HTTP/1.1 413'], [], true]);
});

test('of a bomb of a thousand to one no more is unpacked than is taken', async () => {
  const { port, sink } = await listening();
  const bomb = gzipSync(Buffer.alloc(64 * 1_048_576));
  const before = process.memoryUsage().arrayBuffers;
  const said = await exchange(
    port,
    `${head}Content-Encoding: gzip\r\nContent-Length: ${bomb.length}\r\n\r\n`,
    bomb,
  );
  const grown = process.memoryUsage().arrayBuffers - before;
  expect([statuses(said), sink.arrivals, grown < 32 * 1_048_576]).toEqual([
    ['HTTP/1.1 413'],
    [],
    true,
  ]);
});

test('requests that are sent at once are answered in their order', async () => {
  const { port, sink } = await listening();
  const one = head.replace('Connection: close\r\n', '');
  const body = (name: number) => `${batch.slice(0, -1)},"signals":{"s${name}":{}}}`;
  const bodies = Array.from({ length: 50 }, (_, index) => body(index));
  const said = await exchange(
    port,
    bodies.map((text) => `${one}Content-Length: ${text.length}\r\n\r\n${text}`).join(''),
    `${head}Content-Type: text/plain\r\nContent-Length: 0\r\n\r\n`.replace(
      'Content-Type: application/json\r\n',
      '',
    ),
  );
  expect([statuses(said), sink.accepted]).toEqual([
    [...bodies.map(() => 'HTTP/1.1 202'), 'HTTP/1.1 415'],
    bodies,
  ]);
});

test('half a request holds a connection only for a while, and arrives nowhere', async () => {
  const { port, sink } = await listening({ bounds: { headersMs: 100, requestMs: 150 } });
  const said = await Promise.all([
    exchange(port, 'POST /signals HTTP/1.1\r\nHo'),
    exchange(port, `${head}Content-Length: 100\r\n\r\n{"at":`),
  ]);
  expect([said.map(statuses), sink.arrivals]).toEqual([[['HTTP/1.1 408'], ['HTTP/1.1 408']], []]);
});

test('who goes away in the midst of a body leaves nothing behind', async () => {
  const { port, url, sink } = await listening({ bounds: { heldBytes: 1_000 } });
  for (let round = 0; round < 5; round += 1) {
    const socket = connect({ port, host: '127.0.0.1' });
    await once(socket, 'connect');
    await new Promise((resolve) =>
      socket.write(`${head}Content-Length: 900\r\n\r\n${'x'.repeat(800)}`, resolve),
    );
    socket.resetAndDestroy();
  }
  // All the room has to be there again.
  let status = 0;
  await until(() => {
    fetch(`${url}/signals`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: batch.padEnd(950),
    }).then(
      (response) => {
        status = response.status;
      },
      () => undefined,
    );
    return status === 202;
  });
  expect(sink.accepted.every((text) => text === batch.padEnd(950))).toBe(true);
});

test('bodies that wait for their answer share a room', async () => {
  const accept: (() => void)[] = [];
  const { url } = await listening(
    { bounds: { heldBytes: 1_000 } },
    notingSink(
      () =>
        new Promise((resolve) => {
          accept.push(() => resolve({ kind: 'accepted', batches: 1 }));
        }),
    ),
  );
  const post = (length: number) =>
    fetch(`${url}/signals`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: batch.padEnd(length),
    }).then(({ status }) => status);
  const first = post(600);
  await until(() => accept.length === 1);
  const second = await post(600);
  accept.forEach((call) => {
    call();
  });
  const third = post(600);
  await until(() => accept.length === 2);
  accept.at(-1)?.();
  expect([await first, second, await third]).toEqual([202, 503, 202]);
});

test('there are only so many connections at once', async () => {
  const { port } = await listening({ bounds: { connections: 2 } });
  const opened = await Promise.all(
    [1, 2].map(async () => {
      const socket = connect({ port, host: '127.0.0.1' });
      await once(socket, 'connect');
      return socket;
    }),
  );
  const third = await exchange(port, `GET / HTTP/1.1\r\nHost: localhost\r\n\r\n`);
  opened.forEach((socket) => {
    socket.destroy();
  });
  expect(third).toBe('');
});

test('while it stops what is under way is answered, and what comes later is not taken', async () => {
  let accept: (() => void) | undefined;
  const sink = notingSink(
    () =>
      new Promise((resolve) => {
        accept = () => resolve({ kind: 'accepted', batches: 1 });
      }),
  );
  const source = listener({ host: '127.0.0.1', port: 0, token: undefined, pages: new Map() });
  const running = (await source.start(sink)).value;
  const port = Number(new URL(running?.address ?? '').port);
  // The connection could be used again: that it ends is for the listener to say.
  const lasting = head.replace('Connection: close\r\n', '');
  const said = exchange(port, `${lasting}Content-Length: ${batch.length}\r\n\r\n${batch}`);
  await until(() => accept !== undefined);
  const stopped = running?.stop();
  accept?.();
  await stopped;
  expect([
    statuses(await said),
    (await said).includes('Connection: close'),
    await exchangeFailure(port),
  ]).toEqual([['HTTP/1.1 202'], true, 'ECONNREFUSED']);
});

function exchangeFailure(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code));
    socket.on('connect', () => resolve(undefined));
  });
}

test('whatever bytes come, the listener goes on', async () => {
  const { port, url } = await listening({ bounds: { headersMs: 50, requestMs: 50 } });
  const tokens = fc.constantFrom(
    'POST /signals HTTP/1.1\r\n',
    'GET /metrics HTTP/1.0\r\n',
    'Host: localhost\r\n',
    'Content-Length: 5\r\n',
    'Transfer-Encoding: chunked\r\n',
    'Expect: 100-continue\r\n',
    'Upgrade: websocket\r\nConnection: Upgrade\r\n',
    'Content-Type: application/json\r\n',
    'Content-Encoding: gzip\r\n',
    '\r\n',
    '5\r\n',
    '0\r\n\r\n',
    '\0',
    batch,
  );
  await fc.assert(
    fc.asyncProperty(fc.array(tokens, { maxLength: 12 }), async (parts) => {
      const socket = connect({ port, host: '127.0.0.1' });
      socket.on('error', () => undefined);
      await once(socket, 'connect');
      socket.end(parts.join(''));
      socket.resume();
      await new Promise((resolve) => socket.once('close', resolve));
    }),
    { numRuns: 60 },
  );
  const { status } = await fetch(`${url}/signals`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: batch,
  });
  expect(status).toBe(202);
});
