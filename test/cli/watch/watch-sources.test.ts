import { expect, test } from 'vitest';
import { pagesOf } from '../../../src/cli/watch/pages.ts';
import { processFacts } from '../../../src/cli/watch/process-facts.ts';
import { signalSources } from '../../../src/cli/watch/signal-sources.ts';
import { watchListener } from '../../../src/cli/watch/watch-listener.ts';
import { newMetrics, noteEvent } from '../../../src/runtime/metrics.ts';
import { listening } from '../../adapters/listening.ts';
import { sessionWith } from './session.ts';

const options = { everyMs: 15_000, isOnce: false, positions: [], live: () => new Map() };

test('what --signals names: standard input, files and folders, a server', () => {
  const signals = ['-', 'in/batches', '/var/log/s.ndjson', 'http://prometheus:9090', '-'];
  const made = signalSources(sessionWith(), { ...options, signals });
  expect('sources' in made ? made.sources.map(({ name }) => name) : made).toEqual([
    '<stdin>',
    'in/batches',
    '/var/log/s.ndjson',
    'http://prometheus:9090/',
  ]);
});

test.each([
  [
    'http://ada:secret@prometheus:9090',
    '`--signals` names an address with a password in it, which every list of processes shows',
  ],
  ['ftp://prometheus', '`--signals` names an address that is none'],
  ['http://prometheus:99999', '`--signals` names an address that is none'],
  ['http://prometheus/?query=secret', '`--signals` names an address that is none'],
  ['', '`--signals` names nothing'],
])('`--signals %s` is refused', (written, message) => {
  const made = signalSources(sessionWith(), { ...options, signals: [written] });
  const outcome = 'outcome' in made ? made.outcome : undefined;
  expect([outcome?.exitCode, outcome?.notes?.[0]]).toEqual([3, `tower: ${message}`]);
});

test.each([
  ['4747', {}, undefined],
  ['0.0.0.0:4747', { TOWER_LISTEN_TOKEN: '0123456789abcdef' }, undefined],
  [
    '0.0.0.0:4747',
    {},
    'tower: others than this machine reach 0.0.0.0:4747, so that the listener needs a token',
  ],
  [
    '0.0.0.0:4747',
    { TOWER_LISTEN_TOKEN: '' },
    'tower: others than this machine reach 0.0.0.0:4747, so that the listener needs a token',
  ],
  [
    '4747',
    { TOWER_LISTEN_TOKEN: 'two words of length' },
    'tower: the token in TOWER_LISTEN_TOKEN cannot be used',
  ],
  ['nowhere at all', {}, 'tower: `nowhere at all` is not an address to listen on'],
])('--listen %s with %j', (listen, env, message) => {
  const session = sessionWith(env as Record<string, string>);
  const made = watchListener(session, { listen }, new Map());
  expect('outcome' in made ? made.outcome.notes?.[0] : undefined).toBe(message);
});

test('the pages of a watch', async () => {
  const metrics = newMetrics('0.1.0');
  const startedAt = Date.now();
  const gauges = () => ({
    now: startedAt + 1_000,
    letters: 0,
    oldestLetterAt: undefined,
    usage: processFacts(startedAt),
  });
  const { url } = await listening({ pages: pagesOf({ metrics, gauges, everyMs: () => 15_000 }) });
  const read = async (path: string, accept = '*/*') => {
    const response = await fetch(`${url}${path}`, { headers: { accept } });
    return [response.status, response.headers.get('content-type'), await response.text()] as const;
  };
  const before = await read('/healthz');
  noteEvent(metrics, {
    at: startedAt,
    type: 'started',
    name: 'shop',
    revision: '4f2c1aeb0011',
    systems: 1,
    memory: 'fresh',
    pendingBatches: 0,
    pendingNotifications: 0,
    tornBytes: 0,
    isDegraded: false,
    delivers: false,
    executes: false,
  });
  const after = await read('/healthz');
  expect([before[0], after[0], JSON.parse(after[2])]).toEqual([
    503,
    200,
    {
      status: 'ok',
      reasons: [],
      revision: '4f2c1aeb0011',
      lastStepAt: null,
      lastStepAgeMs: null,
      outboxLetters: 0,
      outboxAgeMs: 0,
    },
  ]);
  const plain = await read('/metrics');
  const open = await read('/metrics', 'application/openmetrics-text');
  expect([
    plain[1],
    open[1],
    plain[2].includes('process_cpu_seconds_total '),
    open[2].slice(-6),
  ]).toEqual([
    'text/plain; version=0.0.4; charset=utf-8',
    'application/openmetrics-text; version=1.0.0; charset=utf-8',
    true,
    '# EOF\n',
  ]);
});
