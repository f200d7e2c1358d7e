import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderWith } from '../adapters/folder.ts';
import { mailBoxWith, type Reply, receiverWith } from '../adapters/receiver.ts';

const binary = join(import.meta.dirname, '../../bin/tower.js');

interface Ended {
  readonly exitCode: number;
  /** Both streams. */
  readonly said: string;
}

/** Runs the real program beside the servers of the test, which answer meanwhile. */
function tower(
  folder: string,
  words: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [binary, '-C', folder, ...words],
      { env: { PATH: '/usr/bin:/bin', HOME: folder, TOWER_CACHE: 'off', ...env } },
      (_, stdout, stderr) => resolve({ exitCode: child.exitCode ?? -1, said: stdout + stderr }),
    );
  });
}

const secret = 'hunter2-and-more';
const secrets = {
  TOWER_SECRET_A: secret,
  TOWER_SECRET_SMTP_URL: `smtp://ops:${secret}@127.0.0.1:1`,
};

function project(url: string): string {
  return folderWith({
    'tower.yaml': `tower: v1
systems: { web: { type: service } }
channels:
  cloudevents: { webhook: { url: "${url}/${secret}", format: cloudevents, token: { env: TOWER_SECRET_A } } }
  alertmanager: { webhook: { url: "${url}/a?token=${secret}", format: alertmanager } }
  slack: { slack: { channel: "#ops", token: { env: TOWER_SECRET_A } } }
  slack-hook: { slack: { webhook: { file: hook } } }
  pagerduty: { pagerduty: { routingKey: { env: TOWER_SECRET_A } } }
  email: { email: { to: [ops@acme.example], from: tower@acme.example } }
  sms: { sms: { to: ["+14155550100"], from: "+14155550199", account: AC01, token: { env: TOWER_SECRET_A } } }
  file: { file: { path: told.ndjson } }
  stdout: { stdout: {} }
routes: [{ notify: [cloudevents, alertmanager, slack, slack-hook, pagerduty, email, sms, file, stdout] }]
`,
    'secrets/hook': `${url}/services/${secret}\n`,
  });
}

const channels = [
  ['cloudevents', 1],
  ['alertmanager', 2],
  ['slack', 1],
  ['slack-hook', 1],
  ['pagerduty', 2],
  ['sms', 1],
] as const;

async function tried(channel: string, reply: Reply) {
  const { url, received } = await receiverWith(reply);
  const folder = project(url);
  const services = { TOWER_PAGERDUTY_URL: url, TOWER_SLACK_URL: url, TOWER_TWILIO_URL: url };
  const words = ['notify-test', channel, '--secrets-dir', join(folder, 'secrets')];
  return { ...(await tower(folder, words, { ...secrets, ...services })), received };
}

test.each(channels)('%s is told, and its end where that is kept', async (channel, count) => {
  const body = channel === 'slack' ? '{"ok":true}' : '';
  const { exitCode, said, received } = await tried(channel, { status: 200, body });
  expect([exitCode, received.length]).toEqual([0, count]);
  expect(said).toMatch(/^✔ \S+ \(\w+\) has the test\n$/);
  expect(received[0]?.body).toContain(
    'nothing+happened'.replace('+', channel === 'sms' ? '+' : ' '),
  );
});

test.each(channels)('what %s refuses is said, and no secret with it', async (channel) => {
  // A receiver that repeats what it was told.
  const body = JSON.stringify({ ok: false, error: secret, errors: [secret], code: secret });
  const { exitCode, said } = await tried(channel, { status: 400, body });
  expect(exitCode).toBe(1);
  expect(said).toContain('it answers 400');
  expect(said).not.toContain('hunter2');
});

test('mail is sent to the server of the variable', async () => {
  const { port, mails } = await mailBoxWith();
  const env = { TOWER_SECRET_SMTP_URL: `smtp://127.0.0.1:${port}` };
  const { exitCode, said } = await tower(
    project('http://127.0.0.1:1'),
    ['notify-test', 'email'],
    env,
  );
  expect([exitCode, said]).toEqual([0, '✔ email (email) has the test\n']);
  expect(mails.map(({ to }) => to)).toEqual([['ops@acme.example']]);
  expect(mails[0]?.text).toContain('P5 test of the channel email, nothing happened');
});

test('a mail server that does not answer is said without its address', async () => {
  const { exitCode, said } = await tower(
    project('http://127.0.0.1:1'),
    ['notify-test', 'email'],
    secrets,
  );
  expect([exitCode, said]).toEqual([
    1,
    '✖ email (email) does not have the test\n  the mail server: it refuses the connection\n  A watch tries again.\n',
  ]);
});

test('each try is a message of its own', async () => {
  const folder = project('http://127.0.0.1:1');
  await tower(folder, ['notify-test', 'file'], {});
  await tower(folder, ['notify-test', 'file'], {});
  const lines = readFileSync(join(folder, 'told.ndjson'), 'utf8').trimEnd().split('\n');
  const keys = lines.map((line) => (JSON.parse(line) as { readonly key: string }).key);
  expect([keys.length, new Set(keys).size]).toEqual([2, 2]);
});
