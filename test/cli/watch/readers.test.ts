import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { showOf } from '../../../src/cli/watch/watch-show.ts';
import { folderWith } from '../../adapters/folder.ts';
import { binary } from './running.ts';
import { sessionWith } from './session.ts';

test('a watch that keeps nothing ends when nobody reads what it says', () => {
  const folder = folderWith({
    // What fails after a second is the second thing to say.
    'tower.yaml':
      'tower: v1\nconfig: { evaluate: { every: 1s } }\nsystems: { a: { type: agent, heartbeat: { timeout: 1s } } }\n',
  });
  const script = `"${process.execPath}" "${binary}" watch --every 1s | head -n 1`;
  const { status, stdout, signal } = spawnSync('bash', ['--norc', '-c', script], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 45_000,
    input: '',
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', TZ: 'UTC' },
  });
  expect([status, signal, stdout.split('\n').length]).toEqual([0, null, 2]);
});

test('what a reader does not read is left out, counted, and told of once it reads again', () => {
  const session = sessionWith();
  const [printed, said]: [string[], string[]] = [[], []];
  let waitingBytes = 0;
  const show = showOf(
    {
      ...session,
      world: {
        ...session.world,
        stdout: {
          isTerminal: false,
          columns: undefined,
          write: (text) => printed.push(text),
          reader: () => ({ isGone: false, waitingBytes }),
        },
        stderr: { isTerminal: false, columns: undefined, write: (text) => said.push(text) },
      },
    },
    false,
    { onWish: () => undefined, onGone: () => undefined },
  );
  const mended = { type: 'storage-mended', at: 0 } as const;
  show.tell(mended);
  waitingBytes = 9_000_000;
  show.tell(mended);
  show.tell(mended);
  waitingBytes = 0;
  show.tell(mended);
  expect(printed.map((text) => text.trim())).toEqual([
    '1970-01-01T00:00:00Z storage mended',
    '1970-01-01T00:00:00Z storage mended',
  ]);
  expect(said).toEqual(['tower: 2 events left out: nobody read standard output for a while\n']);
});
