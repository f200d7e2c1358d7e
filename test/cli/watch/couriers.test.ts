import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemFiles } from '../../../src/adapters/files.ts';
import { networkHttp } from '../../../src/adapters/http.ts';
import { lineFilesIn } from '../../../src/adapters/line-files.ts';
import { servicesOf } from '../../../src/cli/watch/couriers.ts';
import { secretsOf } from '../../../src/cli/watch/secrets.ts';
import type { ChannelKind } from '../../../src/model/alerting.ts';
import type { Delivery } from '../../../src/ports/channel.ts';
import { alertmanagerBody } from '../../../src/report/letters/alertmanager.ts';
import { cloudEvent } from '../../../src/report/letters/cloud-event.ts';
import { pagerDutyEvents } from '../../../src/report/letters/pagerduty.ts';
import { letterLine } from '../../../src/report/letters/record.ts';
import { slackMessage } from '../../../src/report/letters/slack.ts';
import { textMessage } from '../../../src/report/letters/text-message.ts';
import { folderWith } from '../../adapters/folder.ts';
import { freePort, mailBoxWith, type Reply, receiverWith } from '../../adapters/receiver.ts';
import { firingLetter, severalLetter } from '../../report/letters/letters.ts';
import { courierWith, sending, toolsAt } from './tools.ts';

const delivered: Delivery = { kind: 'delivered' };
const secret = { env: 'TOWER_SECRET_A' };
const slackApi = { channel: '#payments', token: secret };
const pager = { routingKey: secret };
const twilio = { to: ['+14155550100'], from: '+14155550199', account: 'AC01', token: secret };
const { key } = firingLetter.notification;

test('a webhook is sent an event with the key of the notification and a token', async () => {
  const { url, received } = await receiverWith({ status: 202 });
  const settings = { url: `${url}/hook`, format: 'cloudevents', token: secret };
  expect(await sending(courierWith('webhook', settings, toolsAt(url)), firingLetter)).toEqual(
    delivered,
  );
  const [{ path, headers, body } = {}] = received;
  expect([path, headers?.['idempotency-key'], headers?.authorization, body]).toEqual([
    '/hook',
    key,
    'Bearer hunter2',
    cloudEvent(firingLetter).body,
  ]);
  expect(headers?.['content-type']).toBe('application/cloudevents+json; charset=utf-8');
});

test('a webhook is sent what the Alertmanager sends, and no token where there is none', async () => {
  const { url, received } = await receiverWith({ status: 200 });
  const courier = courierWith('webhook', { url, format: 'alertmanager' }, toolsAt(url));
  expect(await sending(courier, severalLetter)).toEqual(delivered);
  expect(received[0]?.body).toBe(alertmanagerBody(severalLetter).body);
  expect(received[0]?.headers.authorization).toBe(undefined);
});

test('an incoming webhook of Slack is sent the message', async () => {
  const { url, received } = await receiverWith({ status: 200, body: 'ok' });
  const secrets = secretsOf({
    env: { TOWER_SECRET_A: `${url}/services/T0/B0/hunter2` },
    files: systemFiles,
  });
  const courier = courierWith('slack', { webhook: secret }, toolsAt('', { secrets }));
  expect(await sending(courier, firingLetter)).toEqual(delivered);
  expect(received[0]?.path).toBe('/services/T0/B0/hunter2');
  expect(JSON.parse(received[0]?.body ?? '')).toEqual(slackMessage(firingLetter));
});

test('Slack is sent the message for a channel with the token', async () => {
  const { url, received } = await receiverWith({ status: 200, body: '{"ok":true}' });
  expect(await sending(courierWith('slack', slackApi, toolsAt(url)), firingLetter)).toEqual(
    delivered,
  );
  const [{ path, headers, body } = {}] = received;
  expect([path, headers?.authorization]).toEqual(['/api/chat.postMessage', 'Bearer hunter2']);
  expect(JSON.parse(body ?? '')).toEqual({ channel: '#payments', ...slackMessage(firingLetter) });
});

test('PagerDuty is sent an event for each incident', async () => {
  const { url, received } = await receiverWith({ status: 202, body: '{"status":"success"}' });
  expect(await sending(courierWith('pagerduty', pager, toolsAt(url)), severalLetter)).toEqual(
    delivered,
  );
  expect(received.map(({ path, body }) => [path, JSON.parse(body)])).toEqual(
    pagerDutyEvents(severalLetter).map((event) => [
      '/v2/enqueue',
      { routing_key: 'hunter2', ...event },
    ]),
  );
});

test('a notification is with PagerDuty once all its events are', async () => {
  const { url, received } = await receiverWith(
    { status: 202 },
    { status: 429, headers: { 'retry-after': '2' } },
    { status: 202 },
  );
  const courier = courierWith('pagerduty', pager, toolsAt(url));
  expect(await sending(courier, severalLetter)).toEqual({
    kind: 'later',
    reason: 'it answers 429: too many requests',
    afterMs: 2_000,
  });
  expect(await sending(courier, severalLetter)).toEqual(delivered);
  expect(received.length).toBe(5);
});

test('a text message is sent to each number, and again only to those who do not have it', async () => {
  const { url, received } = await receiverWith(
    { status: 201 },
    { status: 503 },
    { status: 201 },
    { status: 201 },
  );
  const to = ['+14155550100', '+14155550101', '+14155550102'];
  const courier = courierWith('sms', { ...twilio, to }, toolsAt(url));
  expect(await sending(courier, firingLetter)).toEqual({ kind: 'later', reason: 'it answers 503' });
  expect(await sending(courier, firingLetter)).toEqual(delivered);
  const forms = received.map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
  expect(forms).toEqual(
    [0, 1, 1, 2].map((index) => ({
      To: to[index],
      From: '+14155550199',
      Body: textMessage(firingLetter),
    })),
  );
  const [{ path, headers } = {}] = received;
  expect([path, headers?.authorization]).toEqual([
    '/2010-04-01/Accounts/AC01/Messages.json',
    `Basic ${Buffer.from('AC01:hunter2').toString('base64')}`,
  ]);
});

test('a number that is refused keeps nobody else from getting the message', async () => {
  const { url, received } = await receiverWith(
    { status: 400, body: '{"code":21211,"message":"hunter2"}' },
    { status: 201 },
  );
  const to = ['+14155550100', '+14155550101'];
  const from = `MG${'0a'.repeat(16)}`;
  const courier = courierWith('sms', { ...twilio, to, from }, toolsAt(url));
  expect(await sending(courier, firingLetter)).toEqual({
    kind: 'refused',
    reason: '+14155550100: it answers 400, error 21211 of Twilio',
  });
  expect(received.length).toBe(2);
  expect(new URLSearchParams(received[1]?.body).get('MessagingServiceSid')).toBe(from);
});

test('mail goes to those who do not have it, from the sender or who signs in', async () => {
  let isFull = true;
  const { port, mails } = await mailBoxWith({
    allowInsecureAuth: true,
    onAuth: (_, __, callback) => callback(null, { user: 'tower' }),
    onRcptTo: ({ address }, _, callback) => {
      const isRefused = isFull && address === 'bob@acme.example';
      callback(isRefused ? Object.assign(new Error('full'), { responseCode: 452 }) : null);
    },
  });
  const folder = folderWith({ 'smtp-url': `smtp://tower%40acme.example:x@127.0.0.1:${port}\n` });
  const secrets = secretsOf({ env: {}, files: systemFiles }, folder);
  const to = ['ada@acme.example', 'bob@acme.example'];
  const courier = courierWith('email', { to }, toolsAt('', { secrets }));
  expect(await sending(courier, firingLetter)).toEqual({
    kind: 'later',
    reason: 'the mail server does not take it now for bob@acme.example',
  });
  isFull = false;
  expect(await sending(courier, firingLetter)).toEqual(delivered);
  expect(mails.map((mail) => mail.to)).toEqual([['ada@acme.example'], ['bob@acme.example']]);
  expect(mails[0]?.text).toMatch(/^From: tower@acme\.example\r$/m);
});

test('mail without a server or a sender waits until there is one', async () => {
  const noServer = courierWith('email', { to: ['ada@acme.example'] }, toolsAt(''));
  const server = { TOWER_SECRET_SMTP_URL: 'smtp://127.0.0.1:1' };
  const secrets = secretsOf({ env: server, files: systemFiles });
  const noSender = courierWith('email', { to: ['ada@acme.example'] }, toolsAt('', { secrets }));
  expect([await sending(noServer, firingLetter), await sending(noSender, firingLetter)]).toEqual([
    {
      kind: 'later',
      reason:
        '`TOWER_SECRET_SMTP_URL` is not set, and there is no folder of secrets for `smtp-url`: name it with `--secrets-dir`',
    },
    {
      kind: 'later',
      reason: 'there is no sender: say `from`, or an address as the user of the mail server',
    },
  ]);
});

test('a file gets a line, once', async () => {
  const folder = folderWith({});
  const lines = lineFilesIn(folder, []);
  const courier = courierWith('file', { path: 'var/told.ndjson' }, toolsAt('', { lines }));
  expect([await sending(courier, firingLetter), await sending(courier, firingLetter)]).toEqual([
    delivered,
    delivered,
  ]);
  expect(readFileSync(join(folder, 'var/told.ndjson'), 'utf8')).toBe(letterLine(firingLetter));
});

test('a file that cannot be written is tried again', async () => {
  const lines = lineFilesIn(folderWith({ told: '-> nowhere' }), []);
  const courier = courierWith('file', { path: 'told' }, toolsAt('', { lines }));
  expect(await sending(courier, firingLetter)).toEqual({
    kind: 'later',
    reason: '`told` cannot be written: it is a link that leads nowhere',
  });
});

test('standard output gets a line', async () => {
  const printed: string[] = [];
  const tools = toolsAt('', { print: (line) => void printed.push(line) });
  expect(await sending(courierWith('stdout', {}, tools), firingLetter)).toEqual(delivered);
  expect(printed).toEqual([letterLine(firingLetter)]);
});

/** Channels over HTTP with what they need. */
const overHttp: readonly (readonly [ChannelKind, (url: string) => Record<string, unknown>])[] = [
  ['webhook', (url) => ({ url, format: 'cloudevents' })],
  ['slack', () => slackApi],
  ['pagerduty', () => pager],
  ['sms', () => twilio],
];

const mended: Readonly<Record<string, string>> = { slack: '{"ok":true}' };

test.each(overHttp)(
  '%s tries again after what passes, and not after what stays',
  async (kind, settingsAt) => {
    const resultOf = async (...replies: readonly Reply[]): Promise<readonly Delivery[]> => {
      const { url } = await receiverWith(...replies);
      const courier = courierWith(kind, settingsAt(url), toolsAt(url));
      const results: Delivery[] = [];
      for (const _ of replies) {
        results.push(await sending(courier, firingLetter));
      }
      return results;
    };
    expect(await resultOf({ status: 500 }, { status: 200, body: mended[kind] ?? '' })).toEqual([
      { kind: 'later', reason: 'it answers 500' },
      delivered,
    ]);
    expect(await resultOf({ status: 429, headers: { 'retry-after': '30' } })).toEqual([
      { kind: 'later', reason: 'it answers 429: too many requests', afterMs: 30_000 },
    ]);
    const [redirected] = await resultOf({
      status: 301,
      headers: { location: 'http://127.0.0.1:1' },
    });
    expect(redirected?.kind).toBe('refused');
    expect(await resultOf((response) => response.socket?.end('garbage\r\n\r\n'))).toEqual([
      { kind: 'later', reason: 'it does not speak HTTP' },
    ]);
    const silent = await receiverWith(() => undefined);
    const impatient = toolsAt(silent.url, { http: networkHttp(50) });
    expect(
      await sending(courierWith(kind, settingsAt(silent.url), impatient), firingLetter),
    ).toEqual({ kind: 'later', reason: 'it did not answer in time' });
    const gone = `http://127.0.0.1:${await freePort()}`;
    expect(await sending(courierWith(kind, settingsAt(gone), toolsAt(gone)), firingLetter)).toEqual(
      {
        kind: 'later',
        reason: 'it refuses the connection',
      },
    );
  },
);

test.each([
  ['{"ok":false,"error":"channel_not_found"}', 'refused', 'Slack says channel_not_found'],
  ['{"ok":false,"error":"ratelimited"}', 'later', 'Slack says ratelimited'],
  ['{"ok":false,"error":"invalid_auth"}', 'later', 'Slack says invalid_auth'],
  ['{"ok":false}', 'later', 'Slack answers something that is no answer of its interface'],
  [
    '{"ok":false,"error":"<hunter2>"}',
    'later',
    'Slack answers something that is no answer of its interface',
  ],
  ['<html>', 'later', 'Slack answers something that is no answer of its interface'],
  ['[1]', 'later', 'Slack answers something that is no answer of its interface'],
])('when Slack answers 200 with %s it is %s', async (body, kind, reason) => {
  const { url } = await receiverWith({ status: 200, body });
  expect(await sending(courierWith('slack', slackApi, toolsAt(url)), firingLetter)).toEqual({
    kind,
    reason,
  });
});

test('what PagerDuty has against an event is said without the key', async () => {
  const errors = ["Length of 'routing_key' hunter2 is incorrect\u001b[31m"];
  const { url } = await receiverWith({ status: 400, body: JSON.stringify({ errors }) });
  expect(await sending(courierWith('pagerduty', pager, toolsAt(url)), firingLetter)).toEqual({
    kind: 'refused',
    reason: "it answers 400: Length of 'routing_key' … is incorrect␛[31m",
  });
});

test.each([
  [
    'webhook',
    { url: 'http://127.0.0.1:1', format: 'cloudevents', token: { env: 'TOWER_SECRET_B' } },
  ],
  ['slack', { webhook: { env: 'TOWER_SECRET_B' } }],
  ['slack', { ...slackApi, token: { env: 'TOWER_SECRET_B' } }],
  ['pagerduty', { routingKey: { env: 'TOWER_SECRET_B' } }],
  ['sms', { ...twilio, token: { env: 'TOWER_SECRET_B' } }],
] as const)('%s waits for a secret that is not there', async (kind, settings) => {
  expect(await sending(courierWith(kind, settings, toolsAt('')), firingLetter)).toEqual({
    kind: 'later',
    reason: '`TOWER_SECRET_B` is not set',
  });
});

test('services are where the operator says, without a slash at the end', () => {
  expect(
    servicesOf({ TOWER_PAGERDUTY_URL: 'https://events.eu.pagerduty.com/', TOWER_SLACK_URL: '' }),
  ).toEqual({
    pagerduty: 'https://events.eu.pagerduty.com',
    slack: 'https://slack.com',
    twilio: 'https://api.twilio.com',
  });
});
