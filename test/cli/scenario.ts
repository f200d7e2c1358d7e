import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A text file with files (`-- path --`), and below them shell commands (`$ tower …`) with what they print. */
export interface Scenario {
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** The text of the files as it stands, and each command with the comments above it. */
  readonly head: string;
  readonly commands: readonly { readonly comments: string; readonly line: string }[];
}

const binary = join(import.meta.dirname, '../../bin/tower.js');

export function parseScenario(text: string): Scenario {
  const start = text.search(/^(# .*\n)*\$ /m);
  const head = start === -1 ? text : text.slice(0, start);
  const files = [...head.matchAll(/^-- (\S+) --\n((?:(?!-- \S+ --$).*\n)*)/gm)].map(
    ([, path = '', content = '']) => ({ path, text: content.replace(/\n+$/, '\n') }),
  );
  const body = start === -1 ? '' : text.slice(start);
  const commands = [...body.matchAll(/^((?:# .*\n)*)\$ (.*)$/gm)].map(
    ([, comments = '', line = '']) => ({ comments, line }),
  );
  return { files, head, commands };
}

/** Runs the commands in a fresh folder through the real binary and returns the scenario with what they printed. */
export function playScenario(scenario: Scenario): string {
  const parent = realpathSync(mkdtempSync(join(tmpdir(), 'tower-')));
  const [folder, shims] = [join(parent, 'work'), join(parent, 'bin')];
  mkdirSync(folder);
  mkdirSync(shims);
  writeFileSync(join(shims, 'tower'), `#!/bin/sh\nexec "${process.execPath}" "${binary}" "$@"\n`);
  chmodSync(join(shims, 'tower'), 0o755);
  for (const { path, text } of scenario.files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const blocks = scenario.commands.map(({ comments, line }) => {
    const { status, stdout, stderr } = spawnSync('sh', ['-c', line], {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: `${shims}:/usr/local/bin:/usr/bin:/bin`, HOME: parent, TZ: 'UTC' },
    });
    const printed = [
      ...linesOf(stdout).map((text) => text.replace(/^(?=[$!\\#] |\[exit )/, '\\')),
      ...linesOf(stderr).map((text) => `! ${text}`.trimEnd()),
      ...(status === 0 ? [] : [`[exit ${status}]`]),
    ];
    const text = printed.map((entry) => `${entry}\n`).join('');
    return `${comments}$ ${line}\n${text.replaceAll(parent, '<tmp>')}`;
  });
  spawnSync('rm', ['-rf', parent]);
  return scenario.head + blocks.join('\n');
}

function linesOf(text: string): readonly string[] {
  if (text === '') {
    return [];
  }
  return text.endsWith('\n') ? text.slice(0, -1).split('\n') : `${text}\\`.split('\n');
}
