import { PassThrough, Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { standardInput } from '../../src/adapters/standard-input.ts';
import { notingSink, until } from './listening.ts';

test('lines are handed over with what stands before them, to the end and the end itself', async () => {
  const sink = notingSink();
  const chunks = ['{"a":1}\n{"b"', ':2}\n', '{"c":3}'].map((text) => Buffer.from(text));
  await standardInput(() => Readable.from(chunks)).start(sink);
  await until(() => sink.events.length > 0);
  expect(sink.events).toEqual(['ended']);
  expect(
    sink.arrivals.map(({ file, isLines, linesBefore }) => [
      file.path,
      new TextDecoder().decode(file.bytes),
      isLines,
      linesBefore,
    ]),
  ).toEqual([
    ['<stdin>', '{"a":1}\n', true, 0],
    ['<stdin>', '{"b":2}\n', true, 1],
    ['<stdin>', '{"c":3}', true, 2],
  ]);
});

test('while nothing is accepted, nothing more is read', async () => {
  let accept: (() => void) | undefined;
  const sink = notingSink(
    () =>
      new Promise((resolve) => {
        accept = () => resolve({ kind: 'accepted', batches: 1 });
      }),
  );
  const stream = new PassThrough({ highWaterMark: 100 });
  const { value } = await standardInput(() => stream).start(sink);
  const line = `${'x'.repeat(99)}\n`;
  let written = 0;
  while (stream.write(line)) {
    written += 1;
  }
  await until(() => accept !== undefined);
  for (; stream.write(line); written += 1) {
    expect(written).toBeLessThan(20);
  }
  expect(sink.arrivals.length).toBe(1);
  accept?.();
  await until(() => sink.arrivals.length === 2);
  accept?.();
  await value?.stop();
  expect(sink.events).toEqual([]);
});

test('a line that is too long is told with its number, and the next is used', async () => {
  const sink = notingSink();
  const chunks = [
    Buffer.from('{}\n'),
    ...Array.from({ length: 9 }, () => Buffer.alloc(1_048_576, 0x20)),
    Buffer.from('\n{"after":1}\n'),
  ];
  await standardInput(() => Readable.from(chunks)).start(sink);
  await until(() => sink.events.length > 0);
  expect([
    sink.told.map(({ at, message }) => [at.line, message]),
    sink.accepted,
    sink.arrivals.map(({ linesBefore }) => linesBefore),
  ]).toEqual([
    [[2, 'line 2 of `<stdin>` is longer than 8 MiB']],
    ['{}\n', '{"after":1}\n'],
    [0, 2],
  ]);
});

test('a stream that breaks is told, and ends', async () => {
  const sink = notingSink();
  const stream = new PassThrough();
  await standardInput(() => stream).start(sink);
  stream.destroy(Object.assign(new Error('read'), { code: 'EIO' }));
  await until(() => sink.events.length > 1);
  expect(sink.events).toEqual(['failing the device fails', 'ended']);
});
