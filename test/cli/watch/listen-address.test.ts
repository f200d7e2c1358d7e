import { expect, test } from 'vitest';
import { listenAddress } from '../../../src/cli/watch/listen-address.ts';

test.each([
  ['4747', '127.0.0.1', 4747, true],
  ['0', '127.0.0.1', 0, true],
  ['127.0.0.1', '127.0.0.1', 4747, true],
  ['127.0.0.1:80', '127.0.0.1', 80, true],
  ['127.1.2.3:80', '127.1.2.3', 80, true],
  ['localhost:80', '127.0.0.1', 80, true],
  ['LOCALHOST', '127.0.0.1', 4747, true],
  ['[::1]:80', '::1', 80, true],
  ['[::1]', '::1', 4747, true],
  ['0.0.0.0:4747', '0.0.0.0', 4747, false],
  ['[::]:4747', '::', 4747, false],
  ['127.example.com:80', '127.example.com', 80, false],
  ['tower.example', 'tower.example', 4747, false],
])('%s is the host %s and the port %i', (text, host, port, isLoopback) => {
  expect(listenAddress(text)).toEqual({ host, port, isLoopback });
});

test.each(['', ':4747', '65536', 'a:b', '::1', '[::1', 'a:80:80', 'http://a:80', 'a b:80', '-1'])(
  '`%s` is no address',
  (text) => {
    expect(listenAddress(text)).toBe(undefined);
  },
);
