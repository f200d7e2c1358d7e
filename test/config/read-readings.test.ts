import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readBatches } from '../../src/config/batch.ts';
import { batchScanner } from '../../src/config/batch-scanner.ts';
import { readReadings } from '../../src/config/read-readings.ts';
import { readingsOf } from '../../src/model/read-batch.ts';
import { batchText, damaged } from './batch-text.ts';
import { plainly, signalOf, wordsOf } from './vocabulary.ts';

const vocabulary = wordsOf([{ id: 'web' }, { id: 'db' }], [signalOf('latency')]);
const scanner = batchScanner(vocabulary);
const bytesOf = (text: string) => new TextEncoder().encode(text);

/** What is read of a file, its readings as they are compared. */
function read(path: string, bytes: Uint8Array, at?: string) {
  const { readings, ...rest } = readReadings(scanner, { path, bytes }, at);
  return { ...rest, readings: readings.map(plainly) };
}

/** The same by `JSON.parse` alone. */
function parsed(path: string, bytes: Uint8Array, at?: string) {
  const { batches, ...rest } = readBatches({ path, text: new TextDecoder().decode(bytes) });
  const readings = batches.map((batch) =>
    plainly(readingsOf(vocabulary, at === undefined ? batch : { ...batch, at })),
  );
  return { ...rest, readings };
}

const [one, two] = ['2026-11-21T14:00:00Z', '2026-11-21T14:00:10Z'].map(
  (at, index) =>
    `{"at":"${at}","signals":{"web":{"latency":${index}}},"heartbeats":[{"system":"db"}]}`,
);

test.each([
  ['one batch', 'batch.json', `${one}\n`],
  ['one batch behind a mark', 'batch.json', `\uFEFF${one}`],
  ['one batch behind two marks', 'batch.json', `\uFEFF\uFEFF${one}`],
  ['one batch on several lines', 'batch.json', (one ?? '').replaceAll(',', ',\r\n')],
  ['several batches', '<stdin>', `${one}\r\n\n \t\n${two}`],
  ['several batches behind a mark', 'batch.json', `\uFEFF${one}\n${two}\n`],
  ['lines of which one is blank in an unusual way', 'batch.json', `${one}\n\u00A0\n${two}`],
  ['a batch and an unusual blank', 'batch.json', `${one}\n\u00A0\n`],
  ['one line by name', 'x.ndjson', `${one}`],
  [
    'one batch on several lines, by name one a line',
    'x.ndjson',
    (one ?? '').replaceAll(',', ',\n'),
  ],
  ['lines of which one is escaped', 'x.jsonl', `${one}\n${(two ?? '').replace('at', '\\u0061t')}`],
  ['lines of which one is cut', '<stdin>', `${one}\n${(two ?? '').slice(0, 30)}`],
  ['lines of which the first is none', '<stdin>', `[]\n${two}`],
  ['two batches on a line', '<stdin>', `${one} ${two}`],
  ['nothing', 'batch.json', ''],
  ['blank lines', 'x.ndjson', '\n \n'],
])('%s: what is scanned is what is parsed', (_, path, text) => {
  const bytes = bytesOf(text);
  expect(read(path, bytes)).toEqual(parsed(path, bytes));
  const at = '2027-01-01T00:00:00Z';
  expect(read(path, bytes, at)).toEqual(parsed(path, bytes, at));
});

test('an instant that is given is that of every sample without its own', () => {
  const signals = [
    { system: 'web', signal: 'latency', value: 1 },
    { system: 'web', signal: 'latency', value: 2, at: '1970-01-01T00:00:02Z' },
  ];
  const batch = { signals, heartbeats: [{ system: 'db' }], at: '1970-01-01T00:00:09Z' };
  const { readings } = read('b.json', bytesOf(JSON.stringify(batch)), '1970-01-01T00:00:05Z');
  expect(readings).toEqual([
    {
      at: 5_000,
      rows: [
        [1, 0, 1, 5_000],
        [1, 0, 2, 2_000],
      ],
      checks: [],
      heartbeats: [{ system: 0, at: 5_000 }],
      observations: [],
      acknowledgements: [],
      silences: [],
      missingCount: 0,
      unmatchedCount: 0,
      unmatched: [],
    },
  ]);
});

test('bytes that are not UTF-8 are read as they are parsed', () => {
  const bytes = bytesOf(`{"at":"2026-11-21T14:00:00Z","signals":{"we?":{"latency":1,"l?":2}}}`);
  const broken = bytes.map((byte) => (byte === 0x3f ? 0xff : byte));
  expect(read('b.json', broken)).toEqual(parsed('b.json', broken));
  expect(read('b.json', broken).readings[0]?.unmatched).toHaveLength(2);
});

test('a file of any lines is read as it is parsed', () => {
  const names = { systems: ['web', 'db'], signals: ['latency'], words: [] };
  const line = (isWild: boolean) =>
    batchText(names, { isWild }).map((text) => text.replaceAll(/[\r\n]/g, ' '));
  const lines = fc
    .array(fc.oneof({ weight: 12, arbitrary: line(false) }, line(true), fc.constant('')), {
      maxLength: 4,
    })
    .map((texts) => texts.join('\n'));
  const path = fc.constantFrom('<stdin>', 'x.ndjson');
  fc.assert(
    fc.property(path, fc.oneof(lines.map(bytesOf), damaged(lines)), (name, bytes) => {
      expect(read(name, bytes)).toEqual(parsed(name, bytes));
    }),
    { numRuns: 300 },
  );
});

test('a part of a file that has one batch a line keeps the lines of the file', () => {
  const layout = { isLines: true, linesBefore: 41 };
  const bytes = bytesOf(`${one}\n{"at":\n${two}\n`);
  const { readings, isLines, diagnostics } = readReadings(
    scanner,
    { path: 'signals.log', bytes },
    undefined,
    layout,
  );
  expect({
    count: readings.length,
    isLines,
    told: diagnostics.map(({ at: { file, line, column, endLine }, code }) => [
      `${file}:${line}:${column}`,
      endLine,
      code,
    ]),
  }).toEqual({
    count: 0,
    isLines: true,
    told: [['signals.log:43:7', 43, 'batch/not-json']],
  });
});

test('a first line that is no batch does not make one piece of a file that surely has lines', () => {
  const bytes = bytesOf(`nothing\n${one}\nmore\n`);
  const lines = (isLines: boolean) =>
    readReadings(scanner, { path: 'signals.log', bytes }, undefined, {
      isLines,
      linesBefore: 0,
    }).diagnostics.map(({ at }) => at.line);
  expect([lines(true), lines(false)]).toEqual([[1, 3], [1]]);
});
