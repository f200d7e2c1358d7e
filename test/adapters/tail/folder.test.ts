import { appendFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type TailOptions, tail } from '../../../src/adapters/tail/tail.ts';
import type { SourcePosition } from '../../../src/ports/signal-source.ts';
import { folderWith } from '../folder.ts';
import { type NotingSink, notingSink, until } from '../listening.ts';

const bounds = { pollMs: 20, renamedMs: 40, unfinishedMs: 150 };

async function tailing(path: string, sink: NotingSink, more: Partial<TailOptions> = {}) {
  const source = tail({ path, name: 'in', positions: [], isOnce: false, bounds, ...more });
  const { value } = await source.start(sink);
  const stop = value?.stop ?? (() => Promise.resolve());
  onTestFinished(stop);
  return stop;
}

function positionsIn({ arrivals }: NotingSink): SourcePosition[] {
  const byPath = new Map<string, SourcePosition>();
  for (const { position, gone = [] } of arrivals) {
    for (const path of gone) {
      byPath.delete(path);
    }
    if (position !== undefined) {
      byPath.set(position.path, position);
    }
  }
  return [...byPath.values()];
}

const arrived = ({ arrivals }: NotingSink) =>
  arrivals.map(({ file, isLines }) => [file.path, new TextDecoder().decode(file.bytes), isLines]);

test('files are taken in the order of their names: lines, and batches that are whole files', async () => {
  const folder = folderWith({
    'c.json': '{\n  "c": 1\n}\n',
    'a.ndjson': '{"a":1}\n',
    'b.jsonl': '{"b":1}\n',
    '.hidden.json': '{"hidden":1}',
    'notes.txt': 'notes',
    'sub.json/x.json': '{"below":1}',
  });
  const sink = notingSink();
  await tailing(folder, sink, { isOnce: true });
  await until(() => sink.events.length > 0);
  expect([arrived(sink), sink.events]).toEqual([
    [
      ['in/a.ndjson', '{"a":1}\n', true],
      ['in/b.jsonl', '{"b":1}\n', true],
      ['in/c.json', '{\n  "c": 1\n}\n', false],
    ],
    ['ended'],
  ]);
});

test('a batch that is written in two halves is taken when it is whole', async () => {
  const folder = folderWith({ 'a.json': '{"a":' });
  const sink = notingSink();
  await tailing(folder, sink, { bounds: { ...bounds, unfinishedMs: 60_000 } });
  await until(() => sink.events.length === 0);
  appendFileSync(join(folder, 'a.json'), '1}');
  await until(() => sink.arrivals.length === 1);
  expect(arrived(sink)).toEqual([['in/a.json', '{"a":1}', false]]);
});

test('a file that does not become JSON is handed over as it is, once, so that its mistake is told', async () => {
  const folder = folderWith({ 'a.json': '{"a":' });
  const sink = notingSink(() => ({ kind: 'refused', diagnostics: [] }));
  const stop = await tailing(folder, sink);
  await until(() => sink.arrivals.length === 1);
  writeFileSync(join(folder, 'b.json'), '{}');
  await until(() => sink.arrivals.length === 2);
  await stop();
  expect(arrived(sink)).toEqual([
    ['in/a.json', '{"a":', false],
    ['in/b.json', '{}', false],
  ]);
});

test('a batch that is written anew is taken again; the same one is not, nor after a restart', async () => {
  const folder = folderWith({ 'a.json': '{"a":1}' });
  const path = join(folder, 'a.json');
  const first = notingSink();
  const stop = await tailing(folder, first);
  await until(() => first.arrivals.length === 1);
  writeFileSync(`${path}.tmp`, '{"a":2}');
  renameSync(`${path}.tmp`, path);
  await until(() => first.arrivals.length === 2);
  await stop();
  writeFileSync(path, '{"a":2}');
  writeFileSync(join(folder, 'b.json'), '{"b":1}');
  const second = notingSink();
  await tailing(folder, second, { positions: positionsIn(first) });
  await until(() => second.arrivals.length === 1);
  expect([arrived(first), arrived(second)]).toEqual([
    [
      ['in/a.json', '{"a":1}', false],
      ['in/a.json', '{"a":2}', false],
    ],
    [['in/b.json', '{"b":1}', false]],
  ]);
});

test('files that come later are taken, and of those that are gone the positions are forgotten', async () => {
  const folder = folderWith({ 'a.json': '{"a":1}', 'b.ndjson': '{"b":1}\n' });
  const sink = notingSink();
  await tailing(folder, sink);
  await until(() => sink.arrivals.length === 2);
  rmSync(join(folder, 'a.json'));
  rmSync(join(folder, 'b.ndjson'));
  const later = { positions: () => positionsIn(sink).map(({ path }) => path) };
  let count = 0;
  await until(() => {
    count += 1;
    writeFileSync(join(folder, `c${count}.json`), `{"c":${count}}`);
    return !later.positions().some((path) => /[ab]\.(?:nd)?json$/.test(path));
  });
  expect(sink.arrivals.flatMap(({ gone = [] }) => gone).sort()).toEqual([
    join(folder, 'a.json'),
    join(folder, 'b.ndjson'),
  ]);
});

test('a file that gets another name in the folder goes on where it was, while it is watched and after a restart', async () => {
  const folder = folderWith({ 'a.ndjson': '{"a":1}\n' });
  const first = notingSink();
  const stop = await tailing(folder, first);
  await until(() => first.arrivals.length === 1);
  renameSync(join(folder, 'a.ndjson'), join(folder, 'a-1.ndjson'));
  writeFileSync(join(folder, 'b.ndjson'), '{"b":1}\n');
  appendFileSync(join(folder, 'a-1.ndjson'), '{"a":2}\n');
  await until(() => first.arrivals.length === 3);
  await stop();
  renameSync(join(folder, 'a-1.ndjson'), join(folder, 'a-2.ndjson'));
  appendFileSync(join(folder, 'a-2.ndjson'), '{"a":3}\n');
  const second = notingSink();
  await tailing(folder, second, { positions: positionsIn(first) });
  await until(() => second.arrivals.length === 1);
  expect([first.accepted.toSorted(), second.accepted]).toEqual([
    ['{"a":1}\n', '{"a":2}\n', '{"b":1}\n'],
    ['{"a":3}\n'],
  ]);
});

test('one bad file does not keep the others from being taken, and is told by its name', async () => {
  const folder = folderWith({ 'a.ndjson': '-> .', 'b.ndjson': '{"b":1}\n' });
  const sink = notingSink();
  await tailing(folder, sink);
  await until(() => sink.events.length === 1);
  rmSync(join(folder, 'a.ndjson'));
  await until(() => sink.events.length === 2);
  expect([sink.accepted, sink.events]).toEqual([
    ['{"b":1}\n'],
    ['failing `a.ndjson`: it is not a file', 'mended'],
  ]);
});

test('of many files only some are kept open, and all are read', async () => {
  const many = Array.from({ length: 20 }, (_, index) => [`f${index}.ndjson`, '{"n":1}\n'] as const);
  const folder = folderWith(Object.fromEntries(many));
  const sink = notingSink();
  await tailing(folder, sink, { bounds: { ...bounds, openFiles: 2 } });
  await until(() => sink.arrivals.length === 20);
  for (const [name] of many) {
    appendFileSync(join(folder, name), '{"n":2}\n');
  }
  await until(() => sink.arrivals.length === 40);
  expect(sink.accepted.toSorted()).toEqual([
    ...many.map(() => '{"n":1}\n'),
    ...many.map(() => '{"n":2}\n'),
  ]);
});
