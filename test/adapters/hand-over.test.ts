import { expect, test } from 'vitest';
import { handOver } from '../../src/adapters/hand-over.ts';
import { readBatches } from '../../src/config/batch.ts';
import type { Arrival } from '../../src/ports/signal-source.ts';
import { notingSink } from './listening.ts';

const never = new AbortController().signal;
const good = '{"at":"2026-11-21T14:52:15Z"}';

function linesArrival(bytes: string | Uint8Array, linesBefore = 0): Arrival {
  return {
    file: {
      path: 'signals.log',
      bytes: typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes,
    },
    isLines: true,
    linesBefore,
  };
}

/** Refuses and accepts as a watch does. */
function readingSink(told: string[]) {
  return notingSink(({ file, isLines, linesBefore }) => {
    const text = new TextDecoder().decode(file.bytes);
    const { diagnostics } = readBatches({ path: file.path, text }, { isLines, linesBefore });
    told.push(...diagnostics.map(({ at, code }) => `${at.file}:${at.line}:${at.column} ${code}`));
    return diagnostics.length === 0 ? undefined : { kind: 'refused', diagnostics };
  });
}

test('lines that are refused are told once, and the others are used at once, in their places', async () => {
  const told: string[] = [];
  const sink = readingSink(told);
  const text = [good, '{', good, '{"at":"never"}', '', good, '[]'].join('\n').concat('\n');
  expect(await handOver(sink, linesArrival(text, 10), never)).toBe(true);
  expect([sink.arrivals.length, told, sink.accepted]).toEqual([
    2,
    [
      'signals.log:12:2 batch/not-json',
      'signals.log:14:7 schema/bad-format',
      'signals.log:17:1 schema/wrong-type',
    ],
    [[good, ' ', good, ' '.repeat(14), '', good, '  '].join('\n').concat('\n')],
  ]);
});

test('where every line is refused nothing is accepted, and that is the end of it', async () => {
  const told: string[] = [];
  const sink = readingSink(told);
  expect(await handOver(sink, linesArrival('{\n}\n'), never)).toBe(true);
  expect([sink.arrivals.length, sink.accepted, told.length]).toEqual([1, [], 2]);
});

test('of a file that is something else not every line is told', async () => {
  const told: string[] = [];
  const sink = readingSink(told);
  const text = 'GET / 200\n'.repeat(20_000).concat(good, '\n');
  expect(await handOver(sink, linesArrival(text), never)).toBe(true);
  expect([sink.arrivals.length, sink.accepted.map((line) => line.trim()), told.length]).toEqual([
    2,
    [good],
    1_001,
  ]);
});

test('a line that is no text is told with its place, and left out', async () => {
  const sink = notingSink();
  const bytes = Buffer.concat([
    Buffer.from(`${good}\n{"a": "`),
    Buffer.from([0xff]),
    Buffer.from(`"}\n${good}\n`),
  ]);
  await handOver(sink, linesArrival(bytes, 6), never);
  expect(sink.told.map(({ at, code }) => [at.line, at.column, code])).toEqual([
    [8, 8, 'file/not-utf8'],
  ]);
  expect(sink.accepted).toEqual([`${good}\n${' '.repeat(10)}\n${good}\n`]);
});

test('a file that is one batch is refused as a whole', async () => {
  const told: string[] = [];
  const sink = readingSink(told);
  const arrival = { ...linesArrival('{\n}x\n'), isLines: false };
  expect([await handOver(sink, arrival, never), sink.arrivals.length, told]).toEqual([
    true,
    1,
    ['signals.log:2:2 batch/not-json'],
  ]);
});

test('who is busy is asked again, until the watch ends', async () => {
  const busy = { kind: 'busy', reason: 'the disk is full', afterMs: 1 } as const;
  const sink = notingSink((_, count) => (count < 4 ? busy : undefined));
  expect([await handOver(sink, linesArrival(`${good}\n`), never), sink.arrivals.length]).toEqual([
    true,
    4,
  ]);
  const cancel = new AbortController();
  const ending = notingSink((_, count) => {
    if (count === 3) {
      cancel.abort();
    }
    return { ...busy, afterMs: count === 3 ? 60_000 : 1 };
  });
  expect([
    await handOver(ending, linesArrival(`${good}\n`), cancel.signal),
    ending.arrivals.length,
  ]).toEqual([false, 3]);
});
