import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { beat } from '../../src/adapters/heartbeat.ts';
import { systemNetwork } from '../../src/adapters/network.ts';

async function serving(status: number): Promise<{ url: string; seen: string[] }> {
  const seen: string[] = [];
  const server = createServer(({ method, url }, response) => {
    seen.push(`${method} ${url}`);
    response.writeHead(status).end('OK');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { seen, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/ping/secret` };
}

test.each([
  [200, undefined],
  [204, undefined],
  [302, 'it answers with status 302'],
  [404, 'it answers with status 404'],
])('a sign of life that is answered with %i: %s', async (status, failure) => {
  const { url, seen } = await serving(status);
  expect([await beat(systemNetwork, url), seen]).toEqual([failure, ['GET /ping/secret']]);
});

test.each([
  ['http://127.0.0.1:1/ping/secret', 'it refuses the connection'],
  ['no address: secret', 'its address is none'],
  ['ftp://127.0.0.1/secret', 'its address is none'],
])('a sign of life to %s fails without a word about the address', async (url, failure) => {
  expect(await beat(systemNetwork, url)).toBe(failure);
});
