import { type AddressInfo, createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { networkHttp } from '../../src/adapters/http.ts';
import { freePort, mailBoxWith, receiverWith } from './receiver.ts';

const never = new AbortController().signal;
const http = networkHttp(1_000);

function asked(url: string, headers: Readonly<Record<string, string>> = {}) {
  return http.post({ url, headers, body: '{"ü":1}' }, never);
}

test('a request is posted with its headers, and the answer comes back', async () => {
  const { url, received } = await receiverWith({
    status: 429,
    headers: { 'retry-after': '7' },
    body: 'slow down',
  });
  expect(await asked(`${url}/a?b=c`, { 'idempotency-key': 'k' })).toEqual({
    kind: 'answered',
    status: 429,
    retryAfter: '7',
    body: 'slow down',
  });
  const [{ method, path, headers, body } = {}] = received;
  expect([method, path, headers?.['idempotency-key'], headers?.['content-length'], body]).toEqual([
    'POST',
    '/a?b=c',
    'k',
    '8',
    '{"ü":1}',
  ]);
});

test('a redirect is an answer and is not followed', async () => {
  const elsewhere = await receiverWith({ status: 200 });
  const { url } = await receiverWith({ status: 307, headers: { location: elsewhere.url } });
  expect(await asked(url)).toMatchObject({ kind: 'answered', status: 307 });
  expect(elsewhere.received).toEqual([]);
});

test('of a long answer the beginning is read', async () => {
  const { url } = await receiverWith({ status: 200, body: 'x'.repeat(10_000_000) });
  const answer = await asked(url);
  expect(answer.kind === 'answered' && [answer.status, answer.body.length]).toEqual([200, 65_536]);
});

test('an answer whose end never comes is one by its status', async () => {
  const { url } = await receiverWith((response) => {
    response.writeHead(200).write('half');
  });
  expect(await networkHttp(100).post({ url, headers: {}, body: '' }, never)).toEqual({
    kind: 'answered',
    status: 200,
    retryAfter: undefined,
    body: 'half',
  });
});

test('a receiver that says nothing is given up after a while, or when that is asked for', async () => {
  const silent = await receiverWith(() => undefined);
  const request = { url: silent.url, headers: {}, body: '' };
  const given = { kind: 'failed', reason: 'it did not answer in time' };
  expect(await networkHttp(50).post(request, never)).toEqual(given);
  const cancel = new AbortController();
  const answer = http.post(request, cancel.signal);
  cancel.abort();
  expect(await answer).toEqual(given);
});

test('reasons are phrases without the address and what stands in it', async () => {
  const port = await freePort();
  const { port: tls } = await mailBoxWith({ secure: true });
  const garbage = createServer((socket) => socket.end('hello\r\n\r\n'));
  const cut = createServer((socket) => socket.destroy());
  for (const server of [garbage, cut]) {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.close();
    });
  }
  const portOf = (server: typeof cut): number => (server.address() as AddressInfo).port;
  const reasonOf = async (url: string, headers = {}): Promise<string> => {
    const answer = await asked(url, headers);
    return answer.kind === 'failed' ? answer.reason : String(answer.status);
  };
  const secret = 'user:hunter2@127.0.0.1';
  expect([
    await reasonOf(`http://${secret}:${port}/hunter2?hunter2`),
    await reasonOf(`http://${secret}:${portOf(garbage)}/hunter2`),
    await reasonOf(`http://${secret}:${portOf(cut)}/hunter2`),
    await reasonOf(`https://${secret}:${portOf(garbage)}/hunter2`),
    await reasonOf(`https://${secret}:${tls}/hunter2`),
    await reasonOf('https://hunter2 is no address'),
    await reasonOf('ftp://hunter2.example/'),
    await reasonOf(`http://127.0.0.1:${port}/`, { authorization: 'Bearer hunter2\n' }),
  ]).toEqual([
    'it refuses the connection',
    'it does not speak HTTP',
    'the connection was ended',
    'it does not speak TLS',
    expect.stringMatching(/^its certificate (has expired|is of nobody who is trusted)$/),
    'its address is none',
    'its address is none',
    'the secret has characters that no header may have',
  ]);
});
