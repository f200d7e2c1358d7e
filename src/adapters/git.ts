import { spawnSync } from 'node:child_process';
import type { ByteFile } from '../model/diagnostic.ts';
import { compareText } from '../model/order.ts';
import type { Attempt, History, Snapshot, SnapshotFile } from '../ports.ts';
import { reasonOf } from './attempt.ts';

/** What git may print where it is not the content of files. */
const listingBytesMax = 64 * 1_048_576;

/** Branches and tags that a misspelt revision is compared with. */
const knownMax = 5_000;

/** A name of a revision, or of where the present commit left it: never an option, a path in a revision or a pattern. */
const revisionForm = /^(?!-)[^\s\p{Cc}:?*[\\]{1,250}$/u;

type Git = (words: readonly string[], input?: string, bytesMax?: number) => Ran;

interface Ran {
  /** Undefined where git did not start. */
  readonly exitCode: number | undefined;
  readonly stdout: Buffer;
  /** The first line that git says of what went wrong. */
  readonly reason: string;
}

/**
 * The history that git keeps of a folder. It is run without a shell and with fixed words; the name of a revision is resolved to
 * the id of a commit first. Git writes nothing, asks nobody and fetches nothing.
 */
export function gitHistory(env: Readonly<Record<string, string | undefined>>): History {
  return {
    at: (folder, revision) => {
      const git = gitIn(folder, env);
      const top = git(['rev-parse', '--is-inside-work-tree']);
      if (top.exitCode === undefined) {
        return { none: { why: 'no-git' } };
      }
      if (top.exitCode !== 0) {
        return {
          none: /not a git repository/.test(top.reason)
            ? { why: 'no-repository' }
            : { why: 'failed', reason: top.reason },
        };
      }
      const commit = commitOf(git, revision);
      return commit === undefined
        ? { none: { why: 'no-revision', known: namesIn(git), isShallow: isShallow(git) } }
        : snapshotOf(git, commit);
    },
  };
}

function gitIn(folder: string, env: Readonly<Record<string, string | undefined>>): Git {
  const quiet = {
    ...env,
    // What a partial clone left out is not fetched: older versions of git know only that no protocol is allowed.
    GIT_ALLOW_PROTOCOL: 'none',
    LC_ALL: 'C',
    GIT_NO_LAZY_FETCH: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
  };
  return (words, input = '', bytesMax = listingBytesMax) => {
    const { status, stdout, stderr, error } = spawnSync('git', words, {
      cwd: folder,
      env: quiet,
      input,
      maxBuffer: bytesMax,
      shell: false,
      windowsHide: true,
    });
    const code = error !== undefined && 'code' in error ? String(error.code) : undefined;
    const lines = (stderr?.toString() ?? '').split('\n').filter((line) => line !== '');
    const last = lines.findLast((line) => line.startsWith('fatal: ')) ?? lines[0] ?? '';
    const said = last.replace(/^fatal: /, '');
    return {
      exitCode: code === undefined ? (status ?? 1) : code === 'ENOENT' ? undefined : 1,
      stdout: stdout ?? Buffer.alloc(0),
      reason: code === undefined ? said : reasonOf(code),
    };
  };
}

/** The commit that a name stands for; of `main...` where the present commit left `main`, as in `git diff main...`. */
function commitOf(git: Git, revision: string): string | undefined {
  if (!revisionForm.test(revision)) {
    return undefined;
  }
  if (!revision.endsWith('...')) {
    const wanted = `${revision}^{commit}`;
    return idIn(git(['rev-parse', '--verify', '--quiet', '--end-of-options', wanted]));
  }
  const [branch, head] = [commitOf(git, revision.slice(0, -3)), commitOf(git, 'HEAD')];
  return branch === undefined || head === undefined
    ? undefined
    : idIn(git(['merge-base', branch, head]));
}

function idIn({ exitCode, stdout }: Ran): string | undefined {
  const id = stdout.toString().trim();
  return exitCode === 0 && /^[0-9a-f]{40,64}$/.test(id) ? id : undefined;
}

function isShallow(git: Git): boolean {
  return git(['rev-parse', '--is-shallow-repository']).stdout.toString().trim() === 'true';
}

function namesIn(git: Git): readonly string[] {
  const { stdout } = git([
    'for-each-ref',
    `--count=${knownMax}`,
    '--format=%(refname:short)',
    'refs/heads',
    'refs/remotes',
    'refs/tags',
  ]);
  const head = commitOf(git, 'HEAD') === undefined ? [] : ['HEAD'];
  return [
    ...head,
    ...stdout
      .toString()
      .split('\n')
      .filter((name) => name !== ''),
  ];
}

function snapshotOf(git: Git, commit: string): ReturnType<History['at']> {
  const { exitCode, stdout, reason } = git(['ls-tree', '-r', '-z', '-l', commit]);
  if (exitCode !== 0) {
    return { none: { why: 'failed', reason } };
  }
  const files = stdout
    .toString()
    .split('\0')
    .flatMap(fileOf)
    .sort((a, b) => compareText(a.path, b.path));
  const snapshot: Snapshot = { files, read: (wanted) => contents(git, wanted) };
  return { snapshot };
}

/** A row such as `100644 blob 2b0f… 312<tab>topology/shop.yaml`. What is neither a file nor a link is left out. */
function fileOf(row: string): readonly SnapshotFile[] {
  const [, mode, object, size, path] = /^(\d{6}) blob ([0-9a-f]+) +(\d+)\t(.+)$/s.exec(row) ?? [];
  return mode === undefined || object === undefined || path === undefined
    ? []
    : [{ path, object, byteCount: Number(size), isLink: mode === '120000' }];
}

/** All contents at once: a header with the size stands before each, and a line break behind it. */
function contents(git: Git, files: readonly SnapshotFile[]): Attempt<readonly ByteFile[]> {
  if (files.length === 0) {
    return { value: [] };
  }
  const bytesMax = files.reduce((sum, { byteCount }) => sum + byteCount + 256, 1_024);
  const asked = files.map(({ object }) => `${object}\n`).join('');
  const { exitCode, stdout, reason } = git(['cat-file', '--batch'], asked, bytesMax);
  if (exitCode !== 0) {
    return { failure: reason };
  }
  const read: ByteFile[] = [];
  let place = 0;
  for (const { path, byteCount } of files) {
    const start = stdout.indexOf(10, place) + 1;
    if (start === 0 || !stdout.subarray(place, start).toString().endsWith(` ${byteCount}\n`)) {
      return { failure: `\`${path}\` is not in the repository` };
    }
    read.push({ path, bytes: stdout.subarray(start, start + byteCount) });
    place = start + byteCount + 1;
  }
  return { value: read };
}
