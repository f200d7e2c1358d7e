import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { gitHistory } from '../../src/adapters/git.ts';
import { folderWith } from './folder.ts';

const env = { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: '/nonexistent' };

function git(folder: string, ...words: readonly string[]): string {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@b.example'];
  return spawnSync('git', [...identity, ...words], { cwd: folder, env, encoding: 'utf8' }).stdout;
}

test('a folder is read as it was at a revision, and only it', () => {
  const folder = folderWith({
    'outside.yaml': 'no\n',
    'ops/tower.yaml': 'tower: v1\n',
    'ops/topology/a b\n"ü.yaml': 'tower: v1\nsystems: {}\n',
    'ops/topology/link.yaml': '-> ../tower.yaml',
    'ops/raw.yaml': new Uint8Array([0xff, 0x00, 0x0a]),
  });
  git(folder, 'init', '-q', '-b', 'main');
  git(folder, 'add', '.');
  git(folder, 'commit', '-qm', 'one');
  writeFileSync(join(folder, 'ops/tower.yaml'), 'changed\n');
  rmSync(join(folder, 'ops/raw.yaml'));
  const { snapshot } = gitHistory(env).at(join(folder, 'ops'), 'main');
  expect(snapshot?.files.map(({ path, byteCount, isLink }) => [path, byteCount, isLink])).toEqual([
    ['raw.yaml', 3, false],
    ['topology/a b\n"ü.yaml', 22, false],
    ['topology/link.yaml', 13, true],
    ['tower.yaml', 10, false],
  ]);
  const { value } = snapshot?.read(snapshot.files) ?? {};
  expect(value?.map(({ bytes }) => Buffer.from(bytes).toString('latin1'))).toEqual([
    '\xff\x00\n',
    'tower: v1\nsystems: {}\n',
    '../tower.yaml',
    'tower: v1\n',
  ]);
  expect(git(folder, 'status', '--porcelain')).toBe(' D ops/raw.yaml\n M ops/tower.yaml\n');
});

test.each([
  '-x',
  '--output=owned',
  'main:tower.yaml',
  'main owned',
  'ma*n',
  '',
  'a'.repeat(300),
  'x\u0000y',
])('%j is never given to git as the name of a revision, and writes nothing', (revision) => {
  const folder = folderWith({ 'tower.yaml': 'tower: v1\n' });
  git(folder, 'init', '-q', '-b', 'main');
  git(folder, 'add', '.');
  git(folder, 'commit', '-qm', 'one');
  expect(gitHistory(env).at(folder, revision)).toEqual({
    none: { why: 'no-revision', known: ['HEAD', 'main'], isShallow: false },
  });
  expect(git(folder, 'status', '--porcelain')).toBe('');
});

test('without git, a repository or a commit there is no snapshot, and why', () => {
  const folder = folderWith({ 'tower.yaml': 'tower: v1\n' });
  expect(gitHistory({ PATH: '/nonexistent' }).at(folder, 'main')).toEqual({
    none: { why: 'no-git' },
  });
  expect(gitHistory(env).at(folder, 'main')).toEqual({ none: { why: 'no-repository' } });
  git(folder, 'init', '-q', '-b', 'main');
  expect(gitHistory(env).at(folder, 'main')).toEqual({
    none: { why: 'no-revision', known: [], isShallow: false },
  });
});

test('what a repository says of itself runs nothing', () => {
  const folder = folderWith({
    'tower.yaml': 'tower: v1\n',
    '.gitattributes': '*.yaml filter=evil diff=evil\n',
  });
  git(folder, 'init', '-q', '-b', 'main');
  git(folder, 'add', '.');
  git(folder, 'commit', '-qm', 'one');
  for (const key of [
    'filter.evil.smudge',
    'filter.evil.clean',
    'diff.evil.textconv',
    'core.fsmonitor',
    'core.pager',
    'core.sshCommand',
  ]) {
    git(folder, 'config', key, `touch ${join(folder, 'owned')}`);
  }
  mkdirSync(join(folder, '.git/hooks'), { recursive: true });
  const { snapshot } = gitHistory(env).at(folder, 'main');
  expect(snapshot?.read(snapshot.files).value).toHaveLength(2);
  rmSync(join(folder, '.git'), { recursive: true });
  expect(spawnSync('ls', ['-A', folder], { encoding: 'utf8' }).stdout).toBe(
    '.gitattributes\ntower.yaml\n',
  );
});

test('`main...` is where the present commit left main', () => {
  const folder = folderWith({ 'tower.yaml': 'tower: v1\n' });
  const commit = (text: string): void => {
    writeFileSync(join(folder, 'tower.yaml'), text);
    git(folder, 'add', '.');
    git(folder, 'commit', '-qm', text);
  };
  const textAt = (revision: string): string | undefined => {
    const { snapshot, none } = gitHistory(env).at(folder, revision);
    const { value } = snapshot?.read(snapshot.files) ?? {};
    return value === undefined ? none?.why : Buffer.from(value[0]?.bytes ?? []).toString();
  };
  git(folder, 'init', '-q', '-b', 'main');
  commit('left');
  git(folder, 'checkout', '-qb', 'work');
  commit('work');
  git(folder, 'checkout', '-q', 'main');
  commit('main');
  git(folder, 'checkout', '-q', 'work');
  git(folder, 'checkout', '-q', '--orphan', 'other');
  commit('other');
  git(folder, 'checkout', '-q', 'work');
  expect(['main', 'main...', 'HEAD...', 'other...', 'nope...', '...'].map(textAt)).toEqual([
    'main',
    'left',
    'work',
    'no-revision',
    'no-revision',
    'no-revision',
  ]);
});

test('what a clone left out is told and not fetched', () => {
  const folder = folderWith({ 'tower.yaml': 'tower: v1\n' });
  git(folder, 'init', '-q', '-b', 'main');
  git(folder, 'config', 'uploadpack.allowFilter', 'true');
  git(folder, 'add', '.');
  git(folder, 'commit', '-qm', 'one');
  writeFileSync(join(folder, 'tower.yaml'), 'tower: v1\nsystems: {}\n');
  git(folder, 'commit', '-qam', 'two');
  const clones = folderWith({});
  git(clones, 'clone', '-q', '--depth', '1', `file://${folder}`, 'shallow');
  git(clones, 'clone', '-q', '--filter=blob:none', `file://${folder}`, 'partial');
  expect(gitHistory(env).at(join(clones, 'shallow'), 'HEAD~1')).toMatchObject({
    none: { why: 'no-revision', isShallow: true },
  });
  const missing = ['rev-list', '--objects', '--all', '--missing=print'];
  const before = git(join(clones, 'partial'), ...missing);
  expect(gitHistory(env).at(join(clones, 'partial'), 'HEAD~1')).toEqual({
    none: { why: 'failed', reason: expect.stringMatching(/^could not fetch .* promisor remote$/) },
  });
  expect(before).toMatch(/^\?/m);
  expect(git(join(clones, 'partial'), ...missing)).toBe(before);
});
