import {
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { load } from '../../../src/config/load.ts';
import { folderWith } from '../../adapters/folder.ts';
import { type Running, startTower } from './running.ts';

const root = 'tower: v1\nconfig: { name: fleet }\n';
const system = (id: string, owner = 'a'): string =>
  `tower: v1\nsystems:\n  ${id}: { type: service, criticality: low, owner: ${owner} }\n`;
const project = { 'tower.yaml': root, 'topology/a.yaml': system('web') };

interface Watched {
  readonly folder: string;
  readonly tower: Running;
  readonly events: () => readonly Record<string, unknown>[];
  /** The revision that texts by path have. */
  readonly write: (path: string, text: string) => void;
}

/** A watch of a project that has begun, and has noticed that nothing changed since. */
async function watched(
  files: Readonly<Record<string, string>> = project,
  flags: readonly string[] = [],
): Promise<Watched> {
  const folder = folderWith(files);
  const tower = startTower(folder, ['watch', '-o', 'json', ...flags]);
  onTestFinished(async () => {
    await tower.end('SIGKILL');
  });
  await tower.until('"type":"stepped"');
  return {
    folder,
    tower,
    events: () => tower.lines.map((line) => JSON.parse(line)),
    write: (path, text) => writeFileSync(join(folder, path), text),
  };
}

function revisionOf(files: Readonly<Record<string, string>>): string {
  const { model } = load(Object.entries(files).map(([path, text]) => ({ path, text })));
  return model?.revision ?? '';
}

/** Waits until what some texts say is live. */
async function live({ tower }: Watched, files: Readonly<Record<string, string>>): Promise<void> {
  const revision = revisionOf(files);
  for (let from = 0; ; ) {
    const line = await tower.until('"type":"config-applied"', from);
    if (line.includes(`"revision":"${revision}"`)) {
      return;
    }
    from = tower.lines.indexOf(line) + 1;
  }
}

const changed = { ...project, 'topology/a.yaml': system('web', 'b') };

const ways: readonly (readonly [
  name: string,
  change: (watch: Watched) => void,
  files: Readonly<Record<string, string>>,
])[] = [
  ['is written over', ({ write }) => write('topology/a.yaml', system('web', 'b')), changed],
  [
    'is truncated, then written',
    ({ folder, write }) => {
      truncateSync(join(folder, 'topology/a.yaml'));
      write('topology/a.yaml', system('web', 'b'));
    },
    changed,
  ],
  [
    'is replaced by a rename, as editors do',
    ({ folder, write }) => {
      write('topology/.a.yaml.swp', system('web', 'b'));
      renameSync(join(folder, 'topology/.a.yaml.swp'), join(folder, 'topology/a.yaml'));
    },
    changed,
  ],
  [
    'is written with a time in the past',
    ({ folder, write }) => {
      write('topology/a.yaml', system('web', 'b'));
      utimesSync(join(folder, 'topology/a.yaml'), 1, 1);
    },
    changed,
  ],
  [
    'is deleted, and another is there instead',
    ({ folder, write }) => {
      rmSync(join(folder, 'topology/a.yaml'));
      write('topology/b.yaml', system('web', 'b'));
    },
    { 'tower.yaml': root, 'topology/b.yaml': system('web', 'b') },
  ],
  [
    'is joined by a hundred others at once',
    ({ write }) => {
      for (let number = 0; number < 100; number += 1) {
        write(`topology/s${number}.yaml`, system(`s${number}`));
      }
    },
    {
      ...project,
      ...Object.fromEntries(
        Array.from({ length: 100 }, (_, number) => [
          `topology/s${number}.yaml`,
          system(`s${number}`),
        ]),
      ),
    },
  ],
  [
    'is joined by one in a new folder',
    ({ folder, write }) => {
      mkdirSync(join(folder, 'topology/new/deep'), { recursive: true });
      write('topology/new/deep/b.yaml', system('api'));
    },
    { ...project, 'topology/new/deep/b.yaml': system('api') },
  ],
];

test.each(ways)('a change is live when a file %s', async (_, change, files) => {
  const watch = await watched();
  change(watch);
  await live(watch, files);
  const types = watch.events().map(({ type }) => type);
  expect(types.filter((type) => type === 'config-applied' || type === 'config-rejected')).toEqual([
    'config-applied',
  ]);
});

test('a file that is written in two halves is read when it is whole', async () => {
  const watch = await watched();
  const text = system('web', 'b');
  watch.write('topology/a.yaml', text.slice(0, 30));
  watch.write('topology/a.yaml', text);
  await live(watch, changed);
  expect(watch.events().filter(({ type }) => type === 'config-rejected')).toEqual([]);
});

test('a swap of links as Kubernetes does it is one change', async () => {
  const folder = folderWith({
    'tower.yaml': root,
    'topology/..1/a.yaml': system('web'),
    'topology/..data': '-> ..1',
    'topology/a.yaml': '-> ..data/a.yaml',
  });
  const tower = startTower(folder, ['watch', '-o', 'json']);
  onTestFinished(async () => {
    await tower.end('SIGKILL');
  });
  await tower.until('"type":"stepped"');
  mkdirSync(join(folder, 'topology/..2'));
  writeFileSync(join(folder, 'topology/..2/a.yaml'), system('web', 'b'));
  symlinkSync('..2', join(folder, 'topology/..data_tmp'));
  renameSync(join(folder, 'topology/..data_tmp'), join(folder, 'topology/..data'));
  rmSync(join(folder, 'topology/..1'), { recursive: true });
  await tower.until('"type":"config-applied"');
  const applied = tower.lines.filter((line) => line.includes('"type":"config-'));
  expect(applied.map((line) => JSON.parse(line).type)).toEqual(['config-applied']);
});

test('a broken file changes nothing, is told with its place, and is forgotten when the old content is back', async () => {
  const watch = await watched();
  const old = readFileSync(join(watch.folder, 'topology/a.yaml'), 'utf8');
  watch.write('topology/a.yaml', 'tower: v1\nsystems:\n  web: { type: servce }\n');
  const rejected = JSON.parse(await watch.tower.until('"type":"config-rejected"'));
  watch.write('topology/a.yaml', old);
  const restored = JSON.parse(await watch.tower.until('"type":"config-restored"'));
  const revision = revisionOf(project);
  expect([rejected.keeping, restored.revision]).toEqual([revision, revision]);
  expect(rejected.found.diagnostics[0].at).toEqual({
    file: 'topology/a.yaml',
    line: 3,
    column: 16,
    endLine: 3,
    endColumn: 22,
    path: '$.systems.web.type',
  });
  expect(watch.events().filter(({ type }) => type === 'config-applied')).toEqual([]);
});

test('a file that is deleted takes its systems with it, and brings them back', async () => {
  const files = { ...project, 'topology/b.yaml': system('api') };
  const watch = await watched(files);
  rmSync(join(watch.folder, 'topology/b.yaml'));
  await watch.tower.until('"type":"config-applied"');
  const from = watch.tower.lines.length;
  watch.write('topology/b.yaml', system('api'));
  const again = JSON.parse(await watch.tower.until('"type":"config-applied"', from));
  expect(again.revision).toBe(revisionOf(files));
});

test('a hang-up signal reads the configuration', async () => {
  const watch = await watched();
  watch.write('topology/a.yaml', system('web', 'b'));
  process.kill(watch.tower.id, 'SIGHUP');
  await live(watch, changed);
  expect(await watch.tower.end('SIGTERM')).toBe(0);
});

test('the overlay of the environment of a watch is applied when it changes, and those of others are not', async () => {
  const overlay = (owner: string): string => `tower: v1\nsystems: { web: { owner: ${owner} } }\n`;
  const files = { ...project, 'tower.prod.yaml': overlay('b') };
  const all = await watched({ ...files, 'tower.staging.yaml': overlay('c') }, ['--env', 'prod']);
  all.write('tower.staging.yaml', 'tower: v1\nsystems: { nobody: {} }\n');
  all.write('tower.prod.yaml', overlay('d'));
  await live(all, { ...project, 'tower.prod.yaml': overlay('d') });
  expect(all.events().filter(({ type }) => type === 'config-rejected')).toEqual([]);
});
