import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type TailOptions, tail } from '../../../src/adapters/tail/tail.ts';
import { readBatches } from '../../../src/config/batch.ts';
import type { SourcePosition } from '../../../src/ports/signal-source.ts';
import { folderWith } from '../folder.ts';
import { type NotingSink, notingSink, until } from '../listening.ts';

const bounds = { pollMs: 20, renamedMs: 40, unfinishedMs: 100 };
const line = (name: string) => `{"at":"2026-11-21T14:52:15Z","signals":{"${name}":{}}}\n`;

/** Refuses what is no batch, as a watch does. */
function readingSink(): NotingSink & { readonly refusals: string[] } {
  const refusals: string[] = [];
  const sink = notingSink(({ file, isLines, linesBefore }) => {
    const text = new TextDecoder().decode(file.bytes);
    const { diagnostics } = readBatches({ path: file.path, text }, { isLines, linesBefore });
    refusals.push(...diagnostics.map(({ at }) => `${at.file}:${at.line}:${at.column}`));
    return diagnostics.length === 0 ? undefined : { kind: 'refused', diagnostics };
  });
  return { ...sink, refusals };
}

/** The names of the lines that were accepted, in order. */
function names({ accepted }: NotingSink): string[] {
  return [...accepted.join('\n').matchAll(/"signals":\{"([^"]*)"/g)].map(([, name = '']) => name);
}

/** The last position of every path in what was accepted. */
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

async function tailing(path: string, sink: NotingSink, more: Partial<TailOptions> = {}) {
  const source = tail({ path, name: 'signals', positions: [], isOnce: false, bounds, ...more });
  const { value } = await source.start(sink);
  const stop = value?.stop ?? (() => Promise.resolve());
  onTestFinished(stop);
  return stop;
}

test('lines are handed over as they are added; half a line waits for its rest', async () => {
  const path = join(folderWith({ 's.ndjson': line('a') }), 's.ndjson');
  const sink = readingSink();
  await tailing(path, sink);
  await until(() => names(sink).length === 1);
  const next = line('c');
  appendFileSync(path, line('b') + next.slice(0, 20));
  await until(() => names(sink).length === 2);
  appendFileSync(path, next.slice(20));
  await until(() => names(sink).length === 3);
  expect([names(sink), sink.refusals, sink.events]).toEqual([['a', 'b', 'c'], [], []]);
  expect(sink.arrivals.map(({ linesBefore, position }) => [linesBefore, position?.lines])).toEqual([
    [0, 1],
    [1, 2],
    [2, 3],
  ]);
});

test('the file system tells of what is added before the next look would be', async () => {
  const path = join(folderWith({ 's.ndjson': '' }), 's.ndjson');
  const sink = readingSink();
  await tailing(path, sink, { bounds: { ...bounds, pollMs: 3_600_000 } });
  // The folder is watched some time after the start.
  let added = 0;
  await until(() => {
    if (names(sink).length === 0) {
      added += 1;
      appendFileSync(path, line(`n${added}`));
    }
    return names(sink).length > 0;
  });
  expect(names(sink)[0]).toBe('n1');
});

test('a line that is refused is told once with its place, and what stands around it is used', async () => {
  const path = join(folderWith({ 's.log': `${line('a')}nonsense\n${line('b')}` }), 's.log');
  const sink = readingSink();
  await tailing(path, sink);
  await until(() => names(sink).length === 2);
  appendFileSync(path, `more\n${line('c')}`);
  await until(() => names(sink).length === 3);
  expect([names(sink), sink.refusals]).toEqual([
    ['a', 'b', 'c'],
    ['signals:2:1', 'signals:4:1'],
  ]);
});

test('after a restart nothing is read twice and nothing is skipped', async () => {
  const path = join(folderWith({ 's.ndjson': line('a') + line('b').slice(0, 9) }), 's.ndjson');
  const first = readingSink();
  const stop = await tailing(path, first);
  await until(() => names(first).length === 1);
  await stop();
  appendFileSync(path, line('b').slice(9) + line('c'));
  const second = readingSink();
  await tailing(path, second, { positions: positionsIn(first) });
  await until(() => names(second).length === 2);
  expect([names(second), second.arrivals.map(({ linesBefore }) => linesBefore)]).toEqual([
    ['b', 'c'],
    [1],
  ]);
});

test('what was not accepted before the end is read again after a restart', async () => {
  const path = join(folderWith({ 's.ndjson': line('a') }), 's.ndjson');
  const first = notingSink(() => ({ kind: 'busy', reason: 'the disk is full', afterMs: 60_000 }));
  const stop = await tailing(path, first);
  await until(() => first.arrivals.length === 1);
  await stop();
  const second = readingSink();
  await tailing(path, second, { positions: [] });
  await until(() => names(second).length === 1);
  expect([names(first), names(second)]).toEqual([[], ['a']]);
});

test('a file that is renamed is read to its end, then its successor', async () => {
  const path = join(folderWith({ 's.ndjson': line('a') }), 's.ndjson');
  const sink = readingSink();
  await tailing(path, sink);
  await until(() => names(sink).length === 1);
  renameSync(path, `${path}.1`);
  writeFileSync(path, line('c'));
  appendFileSync(`${path}.1`, line('b'));
  await until(() => names(sink).length === 3);
  appendFileSync(path, line('d'));
  await until(() => names(sink).length === 4);
  expect([names(sink), sink.arrivals.at(-1)?.linesBefore]).toEqual([['a', 'b', 'c', 'd'], 1]);
});

test('files that were renamed while nobody looked are read first', async () => {
  const folder = folderWith({ 's.ndjson': line('a') });
  const path = join(folder, 's.ndjson');
  const first = readingSink();
  const stop = await tailing(path, first);
  await until(() => names(first).length === 1);
  await stop();
  appendFileSync(path, line('b'));
  renameSync(path, `${path}.2`);
  writeFileSync(`${path}.1`, line('c'));
  writeFileSync(path, line('d'));
  writeFileSync(`${path}.3`, line('old'));
  for (const [index, name] of ['.3', '.2', '.1', ''].entries()) {
    utimesSync(`${path}${name}`, 1_000 + index, 1_000 + index);
  }
  const second = readingSink();
  await tailing(path, second, { positions: positionsIn(first) });
  await until(() => names(second).length === 3);
  expect(names(second)).toEqual(['b', 'c', 'd']);
});

test('a file that is copied and truncated is read from its new beginning', async () => {
  const path = join(folderWith({ 's.ndjson': line('a') + line('b') }), 's.ndjson');
  const sink = readingSink();
  await tailing(path, sink);
  await until(() => names(sink).length === 2);
  copyFileSync(path, `${path}.1`);
  truncateSync(path);
  appendFileSync(path, line('c'));
  await until(() => names(sink).length === 3);
  expect([names(sink), sink.arrivals.at(-1)?.linesBefore]).toEqual([['a', 'b', 'c'], 0]);
});

test('a file that is truncated and grows beyond its former length between two looks is seen to be another', async () => {
  const path = join(folderWith({ 's.ndjson': line('a') }), 's.ndjson');
  const first = readingSink();
  const stop = await tailing(path, first);
  await until(() => names(first).length === 1);
  await stop();
  truncateSync(path);
  appendFileSync(path, line('b') + line('c'));
  const second = readingSink();
  await tailing(path, second, { positions: positionsIn(first) });
  await until(() => names(second).length === 2);
  expect(names(second)).toEqual(['b', 'c']);
});

test('a file that goes and comes back is told as failing and mended', async () => {
  const path = join(folderWith({ 's.ndjson': line('a') }), 's.ndjson');
  const sink = readingSink();
  await tailing(path, sink);
  await until(() => names(sink).length === 1);
  rmSync(path);
  await until(() => sink.events.length === 1);
  writeFileSync(path, line('b'));
  await until(() => names(sink).length === 2);
  await until(() => sink.events.length === 2);
  expect([names(sink), sink.events]).toEqual([
    ['a', 'b'],
    ['failing it does not exist', 'mended'],
  ]);
});

test('a file that is not there yet is waited for, and so is its folder', async () => {
  const folder = folderWith({});
  const sink = readingSink();
  await tailing(join(folder, 'later/s.ndjson'), sink);
  await until(() => sink.events.length === 1);
  mkdirSync(join(folder, 'later'));
  writeFileSync(join(folder, 'later/s.ndjson'), line('a'));
  await until(() => names(sink).length === 1);
  await until(() => sink.events.length === 2);
  expect(sink.events).toEqual(['failing it does not exist', 'mended']);
});

test('once: what there is, a last line without an end, too', async () => {
  const path = join(folderWith({ 's.ndjson': line('a') + line('b').trimEnd() }), 's.ndjson');
  const sink = readingSink();
  await tailing(path, sink, { isOnce: true });
  await until(() => sink.events.length > 0);
  expect([names(sink), sink.events]).toEqual([['a', 'b'], ['ended']]);
});

test('once: a file that is not there is told, and is the end', async () => {
  const sink = readingSink();
  await tailing('/nowhere/s.ndjson', sink, { isOnce: true });
  await until(() => sink.events.length > 1);
  expect(sink.events).toEqual(['failing it does not exist', 'ended']);
});

test('more than is handed over at once comes in parts', async () => {
  const count = 40_000;
  const text = Array.from({ length: count }, (_, index) => line(`n${index}`)).join('');
  const path = join(folderWith({ 's.ndjson': text }), 's.ndjson');
  const sink = notingSink();
  await tailing(path, sink, { isOnce: true });
  await until(() => sink.events.length > 0);
  expect(sink.accepted.join('')).toBe(readFileSync(path, 'utf8'));
  expect(sink.arrivals.every(({ file }) => file.bytes.length <= 1_048_576)).toBe(true);
  expect(sink.arrivals.length).toBeGreaterThan(1);
});
