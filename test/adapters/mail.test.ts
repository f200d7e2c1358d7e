import { expect, test } from 'vitest';
import { smtpMail } from '../../src/adapters/mail.ts';
import type { MailMessage } from '../../src/ports/mail.ts';
import { freePort, mailBoxWith } from './receiver.ts';

const never = new AbortController().signal;
const mail = smtpMail(2_000);

const message: MailMessage = {
  from: 'tower@acme.example',
  to: ['ada@acme.example', 'bob@acme.example'],
  recipients: ['bob@acme.example'],
  subject: 'P1 orders-db: availability 0 (critical ≤ 0.99)',
  text: 'First line.\n.\nLast line: ≤\n',
  messageId: '<tower.1@acme.example>',
  threadId: '<tower.group.1@acme.example>',
  at: Date.UTC(2026, 10, 21, 14, 52, 15),
};

/** An error as the mail server says it. */
function saying(responseCode: number): Error {
  return Object.assign(new Error('hunter2 is not welcome'), { responseCode });
}

test('a mail has its ids, its thread and its date, and goes to those who are to get it', async () => {
  const { port, mails } = await mailBoxWith();
  expect(await mail.send(`smtp://127.0.0.1:${port}`, message, never)).toEqual({
    kind: 'sent',
    later: [],
    refused: [],
  });
  const [{ to, text } = { to: [], text: '' }] = mails;
  const headers = text
    .slice(0, text.indexOf('\r\n\r\n'))
    .replace(/\r\n\s+/g, ' ')
    .split('\r\n');
  expect(to).toEqual(['bob@acme.example']);
  expect(headers.toSorted()).toEqual([
    'Auto-Submitted: auto-generated',
    'Content-Transfer-Encoding: quoted-printable',
    'Content-Type: text/plain; charset=utf-8',
    'Date: Sat, 21 Nov 2026 14:52:15 +0000',
    'From: tower@acme.example',
    'In-Reply-To: <tower.group.1@acme.example>',
    'MIME-Version: 1.0',
    'Message-ID: <tower.1@acme.example>',
    'References: <tower.group.1@acme.example>',
    expect.stringMatching(/^Subject: =\?UTF-8\?/),
    'To: ada@acme.example, bob@acme.example',
  ]);
});

test('a subject with a line break adds no header', async () => {
  const { port, mails } = await mailBoxWith();
  const subject = 'hello\r\nBcc: all@acme.example';
  await mail.send(`smtp://127.0.0.1:${port}`, { ...message, subject }, never);
  expect(mails[0]?.to).toEqual(['bob@acme.example']);
  expect(mails[0]?.text).not.toMatch(/^Bcc/m);
});

test('name and password are those of the address', async () => {
  const seen: unknown[] = [];
  const { port } = await mailBoxWith({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _, callback) => {
      seen.push([username, password]);
      callback(null, { user: username });
    },
  });
  const server = `smtp://tower%40acme.example:hunter%3A2@127.0.0.1:${port}`;
  expect((await mail.send(server, message, never)).kind).toBe('sent');
  expect(seen).toEqual([['tower@acme.example', 'hunter:2']]);
});

test('recipients are sorted by whether they may be taken another time', async () => {
  const codes: Readonly<Record<string, number>> = { 'ada@a.example': 451, 'bob@a.example': 550 };
  const { port } = await mailBoxWith({
    onRcptTo: ({ address }, _, callback) => {
      const code = codes[address];
      callback(code === undefined ? null : saying(code));
    },
  });
  const sentTo = (...recipients: readonly string[]) =>
    mail.send(`smtp://127.0.0.1:${port}`, { ...message, recipients }, never);
  const split = { kind: 'sent', later: ['ada@a.example'], refused: ['bob@a.example'] };
  expect(await sentTo('ada@a.example', 'bob@a.example', 'eve@a.example')).toEqual(split);
  expect(await sentTo('ada@a.example', 'bob@a.example')).toEqual(split);
});

test.each([
  [421, false],
  [452, false],
  [550, true],
  [554, true],
])('an answer of %i to the sender is final: %s', async (code, isFinal) => {
  const { port } = await mailBoxWith({ onMailFrom: (_, __, callback) => callback(saying(code)) });
  expect(await mail.send(`smtp://127.0.0.1:${port}`, message, never)).toEqual({
    kind: 'failed',
    reason: `the mail server answers ${code}`,
    isFinal,
  });
});

test('reasons are phrases without the address, the password and the words of the server', async () => {
  const port = await freePort();
  const refusing = await mailBoxWith({
    allowInsecureAuth: true,
    onAuth: (_, __, callback) => callback(saying(535)),
  });
  const silent = await mailBoxWith({ onConnect: () => undefined });
  const secure = await mailBoxWith({ secure: true });
  const reasonOf = async (server: string, withinMs = 2_000): Promise<string> => {
    const answer = await smtpMail(withinMs).send(server, message, never);
    return answer.kind === 'failed' && !answer.isFinal ? answer.reason : answer.kind;
  };
  const secret = 'hunter2:hunter2@127.0.0.1';
  expect([
    await reasonOf(`smtp://${secret}:${port}`),
    await reasonOf(`smtp://${secret}:${refusing.port}`),
    await reasonOf(`smtp://${secret}:${silent.port}`, 100),
    await reasonOf(`smtps://${secret}:${secure.port}`),
    await reasonOf('hunter2'),
    await reasonOf('http://hunter2.example'),
  ]).toEqual([
    'the mail server: it refuses the connection',
    'the mail server does not take the name and the password',
    'the mail server: it did not answer in time',
    expect.stringMatching(/: its certificate (has expired|is of nobody who is trusted)$/),
    'the address of the mail server is none: it is smtp:// or smtps://',
    'the address of the mail server is none: it is smtp:// or smtps://',
  ]);
});

test('an attempt ends when that is asked for', async () => {
  const silent = await mailBoxWith({ onConnect: () => undefined });
  const cancel = new AbortController();
  const answer = mail.send(`smtp://127.0.0.1:${silent.port}`, message, cancel.signal);
  cancel.abort();
  expect((await answer).kind).toBe('failed');
});
