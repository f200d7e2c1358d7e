import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { ack } from '../../../src/cli/commands/ack.ts';
import { silence } from '../../../src/cli/commands/silence.ts';
import type { Outcome } from '../../../src/cli/outcome.ts';
import { readBatches } from '../../../src/config/batch.ts';
import { listening, notingSink } from '../../adapters/listening.ts';
import { sessionWith } from './session.ts';

const token = '0123456789abcdef';
const canvas = { width: 80, color: false, ascii: false, now: 0 };

/** What a command prints and how it ends. */
function said({ exitCode, render, notes = [] }: Outcome, format = 'pretty') {
  return { exitCode, text: render?.(format, canvas as never), notes };
}

/** Accepts what is a batch, and notes what it says. */
function batchSink() {
  return notingSink(({ file, isLines, linesBefore }) => {
    const text = new TextDecoder().decode(file.bytes);
    const { batches, diagnostics } = readBatches(
      { path: file.path, text },
      { isLines, linesBefore },
    );
    return diagnostics.length === 0
      ? { kind: 'accepted', batches: batches.length }
      : { kind: 'refused', diagnostics };
  });
}

test.each([
  ['orders-db', {}, { system: 'orders-db' }, 'ada takes care of the incidents of orders-db\n'],
  [
    'system/orders-db',
    {},
    { system: 'orders-db' },
    'ada takes care of the incidents of orders-db\n',
  ],
  [
    '0f1e2d3c4b5a6978',
    { for: '1h' },
    { incident: '0f1e2d3c4b5a6978', for: '1h' },
    'ada takes care of incident 0f1e2d3c4b5a6978 for 1h\n',
  ],
  [
    'incident/0f1e2d3c4b5a6978',
    {},
    { incident: '0f1e2d3c4b5a6978' },
    'ada takes care of incident 0f1e2d3c4b5a6978\n',
  ],
])('ack %s is a batch that a watch takes', async (thing, options, expected, text) => {
  const { url, sink } = await listening({}, batchSink());
  const outcome = await ack(sessionWith(), thing, { by: 'ada', to: `${url}/`, ...options });
  expect(said(outcome)).toEqual({ exitCode: 0, text, notes: [] });
  expect(sink.accepted.map((body) => JSON.parse(body) as unknown)).toEqual([
    { at: '2026-11-21T00:00:00Z', acknowledgements: [{ by: 'ada', ...expected }] },
  ]);
});

test('who is not named is the user of the machine', async () => {
  const { url, sink } = await listening({}, batchSink());
  const session = sessionWith({ USER: 'm.ito', TOWER_LISTEN_URL: url });
  expect(said(await ack(session, 'web', {}), 'json').text).toBe('{"accepted":1}\n');
  expect(sink.accepted[0]).toContain('"by":"m.ito"');
});

test('a watch that refuses says where and why', async () => {
  const { url } = await listening({}, batchSink());
  const outcome = await ack(sessionWith(), 'incident/0F1E', { by: 'ada', to: url });
  expect(said(outcome)).toEqual({
    exitCode: 2,
    text: undefined,
    notes: [
      `tower: the watch at ${url} refuses it with status 400: nothing of it was used`,
      '       1:62 schema/bad-format `incident` cannot be `0F1E`',
      '         the id of an incident is 16 hex digits, as `tower alerts` prints them',
    ],
  });
});

test.each([
  ['TOWER_LISTEN_TOKEN', { TOWER_LISTEN_TOKEN: token }, undefined, 0],
  ['a file', {}, 'token', 0],
  ['a wrong one', { TOWER_LISTEN_TOKEN: 'fedcba9876543210' }, undefined, 2],
  ['none', {}, undefined, 2],
  ['one that is too short', { TOWER_LISTEN_TOKEN: 'short' }, undefined, 3],
  ['a file that is not there', {}, 'nowhere', 3],
])('the token of the listener: %s', async (_, env, tokenFile, exitCode) => {
  const { url } = await listening({ token }, batchSink());
  const session = sessionWith(env as Record<string, string>, { '/p/token': `${token}\n` });
  const options = { by: 'ada', to: url, ...(tokenFile === undefined ? {} : { tokenFile }) };
  const outcome = said(await ack(session, 'web', options));
  expect([outcome.exitCode, outcome.notes.join().includes(token)]).toEqual([exitCode, false]);
});

test('where nobody listens, and where somebody else does', async () => {
  const server = createServer((_, response) => response.end('hello'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const other = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const notes = async (to: string) => (await ack(sessionWith(), 'web', { by: 'ada', to })).notes;
  expect([await notes('http://127.0.0.1:1'), await notes(other)]).toEqual([
    [
      'tower: the watch at http://127.0.0.1:1 cannot be told: it refuses the connection',
      '       is `tower watch --listen` running there? `--to URL` or TOWER_LISTEN_URL name another place',
    ],
    [
      `tower: ${other} answers with status 200, and not as a watch does`,
      '       `--to URL` or TOWER_LISTEN_URL name another place',
    ],
  ]);
});

test.each([['http://ada:secret@127.0.0.1:1'], ['ftp://127.0.0.1'], ['127.0.0.1:4747']])(
  '`%s` is not an address of a watch, and is not repeated',
  async (to) => {
    expect(said(await ack(sessionWith(), 'web', { by: 'ada', to }))).toEqual({
      exitCode: 3,
      text: undefined,
      notes: [
        'tower: the address of the watch is none',
        '       write it as http://127.0.0.1:4747, without a name or a password',
      ],
    });
  },
);

test('a silence is sent with its end, and can be ended', async () => {
  const { url, sink } = await listening();
  const options = { by: 'ada', to: url };
  const begun = await silence(sessionWith(), 'new-disks', {
    ...options,
    system: ['orders-db', 'web'],
    threshold: ['latency'],
    for: '1h30m',
    reason: 'The vendor replaces the disks.',
  });
  const ended = await silence(sessionWith(), 'new-disks', { ...options, end: true });
  expect([said(begun).text, said(ended).text]).toEqual([
    'ada silences orders-db, web, latency until 2026-11-21T01:30:00Z; `tower silence new-disks --end` ends that\n',
    'ada ends the silence new-disks\n',
  ]);
  expect(sink.accepted.map((body) => (JSON.parse(body) as { silences: unknown }).silences)).toEqual(
    [
      [
        {
          id: 'new-disks',
          systems: ['orders-db', 'web'],
          thresholds: ['latency'],
          until: '2026-11-21T01:30:00Z',
          reason: 'The vendor replaces the disks.',
          by: 'ada',
        },
      ],
      [{ id: 'new-disks', by: 'ada', end: true }],
    ],
  );
});

test.each([
  ['of nothing', { for: '1h', reason: 'r' }, 'a silence is of something'],
  ['without a reason', { system: ['web'], for: '1h' }, 'a silence has a reason'],
  ['with a blank reason', { system: ['web'], for: '1h', reason: ' ' }, 'a silence has a reason'],
  ['without an end', { system: ['web'], reason: 'r' }, 'a silence ends'],
  [
    'with two ends',
    { system: ['web'], reason: 'r', for: '1h', until: '2026-11-21T14:52:15Z' },
    'a silence ends',
  ],
  ['for no duration', { system: ['web'], reason: 'r', for: 'long' }, '`long` is not a duration'],
  [
    'until no instant',
    { system: ['web'], reason: 'r', until: '2026-02-30T00:00:00Z' },
    '`2026-02-30T00:00:00Z` is not an instant',
  ],
])('a silence %s is refused before anybody is asked', async (_, options, message) => {
  const { exitCode, notes = [] } = await silence(sessionWith(), 's', { by: 'ada', ...options });
  expect([exitCode, notes[0]]).toEqual([3, `tower: ${message}`]);
});

test('somebody has to say so', async () => {
  expect([
    (await ack(sessionWith(), 'web', {})).notes?.[0],
    (await silence(sessionWith(), 's', { by: ' ', end: true })).notes?.[0],
    (await ack(sessionWith(), 'web', { by: 'ada', for: 'soon' })).notes?.[0],
  ]).toEqual([
    'tower: it must be known who says so',
    'tower: it must be known who says so',
    'tower: `soon` is not a duration',
  ]);
});

test('an ack of a system that the watch does not know fails, and names the nearest', async () => {
  const unmatched = [
    {
      kind: 'acknowledgement',
      system: 'orders-bd',
      signal: null,
      reason: 'unknown-system',
      help: 'did you mean `orders-db`?',
    },
  ] as const;
  const { url } = await listening(
    {},
    notingSink(() => ({ kind: 'accepted', batches: 1, unused: { count: 1, unmatched } })),
  );
  expect(said(await ack(sessionWith(), 'orders-bd', { by: 'ada', to: url }))).toEqual({
    exitCode: 2,
    text: undefined,
    notes: [
      `tower: the watch at ${url} does not take it: \`orders-bd\`, no such system`,
      '       did you mean `orders-db`?',
    ],
  });
});
