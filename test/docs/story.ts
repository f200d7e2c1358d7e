import { spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { acceptedStill } from './accepted-still.ts';
import type { Step } from './page.ts';

/** What came of the commands of a page: output by line of the block, and where they stopped. */
export interface Told {
  readonly outputs: ReadonlyMap<number, string>;
  readonly fault: string | undefined;
}

const root = join(import.meta.dirname, '../..');
const example = ['tower.yaml', 'topology', 'policies', 'scenarios', 'examples', 'schemas'];

/** Whether a step says when now is, so that the whole page goes by the clock of the machine. */
function isOfToday(step: Step): boolean {
  return step.kind === 'commands' && step.text.includes('$(date ');
}

/** Follows a page as a reader would: makes its files and runs its commands, in one shell and in folders of its own. */
export async function follow(steps: readonly Step[]): Promise<Told> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tower-docs-')));
  try {
    const told = join(folder, 'told');
    mkdirSync(told);
    writeFileSync(join(told, 'at'), '0');
    writeTools(join(folder, 'bin'));
    const isOfExample = steps.some((step) => step.kind === 'folder' && step.of === 'example');
    for (const name of isOfExample ? example : []) {
      cpSync(join(root, name), join(folder, 'example', name), { recursive: true });
    }
    if (isOfExample && steps.some(isOfToday)) {
      acceptedStill(join(folder, 'example'));
    }
    for (const step of steps.filter((one) => one.kind === 'file')) {
      writeFileSync(join(told, `file-${step.line}`), step.text);
    }
    const ran = await runScript(folder, scriptOf(steps));
    const outputs = new Map(
      steps
        .filter((step) => step.kind === 'commands')
        .filter(({ line }) => existsSync(join(told, String(line))))
        .map(({ line }) => [line, steady(readFileSync(join(told, String(line)), 'utf8'))] as const),
    );
    const at = readFileSync(join(told, 'at'), 'utf8').trim();
    const isWhole = ran === 0 && at === 'end';
    const shown = outputs.get(Number(at)) ?? '';
    return { outputs, fault: isWhole ? undefined : `line ${at} ended with ${ran}:\n${shown}` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Durations are never twice the same, and no page shows them. */
function steady(text: string): string {
  return text.replace(/ {2,}in [0-9.]+ ?m?s\b/g, '');
}

/**
 * `tower` and `npx tower` run what was built; the package can be imported by its name. `npm ci` and `npm test` do nothing: here the
 * one has been run, and the other is running.
 */
function writeTools(bin: string): void {
  const binary = `"${process.execPath}" "${join(root, 'bin/tower.js')}"`;
  mkdirSync(bin);
  writeFileSync(join(bin, 'tower'), `#!/bin/sh\nexec ${binary} "$@"\n`);
  writeFileSync(join(bin, 'npx'), '#!/bin/sh\n[ "$1" = tower ] || exit 127\nexec "$@"\n');
  writeFileSync(join(bin, 'npm'), '#!/bin/sh\n[ "$*" = ci ] || [ "$*" = test ] || exit 127\n');
  for (const name of ['tower', 'npx', 'npm']) {
    chmodSync(join(bin, name), 0o755);
  }
  const scope = join(dirname(bin), 'node_modules/@control-tower');
  mkdirSync(scope, { recursive: true });
  symlinkSync(root, join(scope, 'tower'));
}

/**
 * The steps as one script. What a block prints goes into a file of its own; it stops at the first command that does not end
 * with 0, or with the number that a comment behind it says.
 */
function scriptOf(steps: readonly Step[]): string {
  const enter = (index: number, of: 'nothing' | 'example'): string =>
    `mkdir "$STORY/${index}"; ${of === 'example' ? `cp -R "$STORY/example/." "$STORY/${index}"; ` : ''}cd "$STORY/${index}"`;
  let folders = 0;
  const linesOf = (step: Step): readonly string[] => {
    if (step.kind === 'folder') {
      folders += 1;
      return [enter(folders, step.of)];
    }
    if (step.kind === 'file') {
      return [
        `echo ${step.line} >"$STORY/told/at"`,
        `mkdir -p "$(dirname "${step.path}")"; cp "$STORY/told/file-${step.line}" "${step.path}"`,
      ];
    }
    return step.kind === 'commands'
      ? [
          `echo ${step.line} >"$STORY/told/at"; exec >"$STORY/told/${step.line}" 2>&1`,
          expecting(step.text),
        ]
      : [];
  };
  const lines = storiesOf(steps).flatMap((story) => [
    ...story.flatMap(linesOf),
    ...checking(story),
  ]);
  const end = 'echo end >"$STORY/told/at"';
  return ['set -e -o pipefail', enter(0, 'nothing'), ...lines, end].join('\n');
}

/** Where files are shown and nothing is done with them, they are a configuration that has to be valid. */
function checking(story: readonly Step[]): readonly string[] {
  const isProject = story.some((step) => step.kind === 'file' && step.path === 'tower.yaml');
  return isProject && story.every(({ kind }) => kind !== 'commands')
    ? ['exec >"$STORY/told/0" 2>&1', 'tower validate --max-warnings 0']
    : [];
}

/** The steps up to each folder that begins anew. */
function storiesOf(steps: readonly Step[]): readonly (readonly Step[])[] {
  const starts = [0, ...steps.flatMap(({ kind }, index) => (kind === 'folder' ? [index] : []))];
  return starts.map((start, index) => steps.slice(start, starts[index + 1]));
}

function expecting(commands: string): string {
  return commands
    .replace(/\\\n\s*/g, ' ')
    .replace(
      /^(.*\S)\s+# exit (\d+)\b.*$/gm,
      '{ $1\n} && ended=0 || ended=$?\n[ "$ended" = $2 ] || { echo "(ended with $ended)"; exit 99; }',
    );
}

function runScript(folder: string, script: string): Promise<number> {
  const path = [join(folder, 'bin'), dirname(process.execPath), '/usr/local/bin:/usr/bin:/bin'];
  const someone = { NAME: 'Ada', EMAIL: 'ada@example.org', DATE: '2026-11-21T15:00:00Z' };
  const git = Object.entries(someone).flatMap(([key, value]) => [
    [`GIT_AUTHOR_${key}`, value],
    [`GIT_COMMITTER_${key}`, value],
  ]);
  const env = {
    PATH: path.join(':'),
    HOME: folder,
    STORY: folder,
    TZ: 'UTC',
    NO_COLOR: '1',
    LC_ALL: 'C.UTF-8',
    GIT_CONFIG_NOSYSTEM: '1',
    ...(Object.fromEntries(git) as Record<string, string>),
  };
  return new Promise((settle) => {
    const options = { cwd: folder, env, detached: true, stdio: 'ignore' } as const;
    const child = spawn('bash', ['--norc', '-c', script], options);
    // What a page begins and never ends goes with it, whatever it began itself.
    const end = setTimeout(() => child.pid !== undefined && process.kill(-child.pid), 100_000);
    child.on('close', (code) => {
      clearTimeout(end);
      settle(code ?? 124);
    });
  });
}
