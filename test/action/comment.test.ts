import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pullRequestOf } from '../../action/comment.ts';
import { environmentOf, newWorld, root, written } from './world.ts';

interface Asked {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly token: string | undefined;
  readonly body: string;
}

interface Comment {
  readonly id: number;
  readonly body: string;
  readonly user: { readonly type: string };
}

const quiet = {
  'tower.yaml': 'tower: v1\nconfig: { name: quiet }\n',
  'topology/a.yaml': 'tower: v1\nsystems: { web: { type: service } }\n',
};
const own = {
  head: { repo: { full_name: 'acme/fleet' } },
  base: { repo: { full_name: 'acme/fleet' } },
};
const fork = { ...own, head: { repo: { full_name: 'mallory/fleet' } } };

/** Runs the action for a pull request against a service that has comments, a hundred a page. */
async function runAt(pages: readonly (readonly Comment[])[], pull: object, status = 200) {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const { method, url: path, headers } = request;
      asked.push({ method, path, token: headers.authorization, body });
      const page = Number(new URL(path ?? '', 'http://x').searchParams.get('page'));
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(method === 'GET' ? (pages[page - 1] ?? []) : { id: 1 }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const world = newWorld(quiet);
  const event = join(world.folder, 'event.json');
  writeFileSync(event, JSON.stringify({ pull_request: { number: 7, ...pull } }));
  const inputs = { comment: 'true', token: 'secret-token', scenarios: 'false' };
  const service = {
    GITHUB_API_URL: `http://127.0.0.1:${port}`,
    GITHUB_REPOSITORY: 'acme/fleet',
    GITHUB_EVENT_PATH: event,
  };
  const child = spawn(process.execPath, [join(root, 'action/run.ts')], {
    env: environmentOf(world, inputs, service),
  });
  let log = '';
  child.stdout.on('data', (chunk: Buffer) => {
    log += chunk.toString();
  });
  await once(child, 'close');
  server.close();
  const { summary } = written(world);
  rmSync(world.folder, { recursive: true });
  return { asked, log, summary, exitCode: child.exitCode };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Uint8Array);
  }
  return Buffer.concat(chunks).toString();
}

const marker = '<!-- tower-action:  -->';
const chatter = Array.from({ length: 100 }, (_, id) => ({
  id,
  body: 'hm',
  user: { type: 'User' },
}));

test('the first run leaves a comment with the report of the summary', async () => {
  const { asked, summary, exitCode, log } = await runAt([], own);
  const shown = asked.map(({ method, path, token }) => `${method} ${path} ${token}`);
  expect({ shown, exitCode }).toEqual({
    shown: [
      'GET /repos/acme/fleet/issues/7/comments?per_page=100&page=1 Bearer secret-token',
      'POST /repos/acme/fleet/issues/7/comments Bearer secret-token',
    ],
    exitCode: 0,
  });
  expect(JSON.parse(asked[1]?.body ?? '')).toEqual({ body: `${marker}\n\n${summary}` });
  expect(log).not.toContain('secret-token');
});

test('a later run replaces the comment, wherever it stands, and leaves those of people alone', async () => {
  const last = [
    { id: 500, body: `${marker}\n\nmine!`, user: { type: 'User' } },
    { id: 501, body: '<!-- tower-action: other%2F -->\n\nold', user: { type: 'Bot' } },
    { id: 502, body: `${marker}\r\n\r\nold`, user: { type: 'Bot' } },
  ];
  const { asked } = await runAt([chatter, last], own);
  expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /repos/acme/fleet/issues/7/comments?per_page=100&page=1',
    'GET /repos/acme/fleet/issues/7/comments?per_page=100&page=2',
    'PATCH /repos/acme/fleet/issues/comments/502',
  ]);
});

test('nothing is asked of the service for a pull request of a fork', async () => {
  const { asked, log, exitCode } = await runAt([], fork);
  expect({ asked, exitCode }).toEqual({ asked: [], exitCode: 0 });
  expect(log).toContain(
    '::warning title=tower::no comment was left: the pull request comes from a fork, whose runs may not write',
  );
});

test('a service that refuses is a warning and never changes the exit code', async () => {
  const { log, exitCode } = await runAt([], own, 403);
  expect(log).toContain('::warning title=tower::no comment was left: GET was answered with 403');
  expect(exitCode).toBe(0);
});

const notOne = 'this run is not one of a pull request';
const lost = 'the pull request comes from a fork, whose runs may not write';
const events = [
  { event: undefined, is: { reason: notOne } },
  { event: {}, is: { reason: notOne } },
  { event: { pull_request: { ...own, number: '7/../..' } }, is: { reason: notOne } },
  { event: { pull_request: { number: 7 } }, is: { reason: lost } },
  { event: { pull_request: { ...own, head: { repo: null }, number: 7 } }, is: { reason: lost } },
  { event: { pull_request: { ...own, number: 7 } }, is: { number: 7 } },
];

test.each(events)('the event $event', ({ event, is }) => {
  expect(pullRequestOf(event)).toEqual(is);
});
