import { expect, test } from 'vitest';
import { readBatches } from '../../src/config/batch.ts';
import { sayLocation } from '../../src/model/location.ts';

const at = '2026-11-21T14:00:00Z';

function told(text: string, path = 'batch.json'): readonly string[] {
  const { batches, diagnostics } = readBatches({ path, text });
  expect(batches).toEqual([]);
  return diagnostics.map(
    ({ code, message, at: place }) => `${sayLocation(place)} ${code} ${message}`,
  );
}

test('one batch, however it is laid out', () => {
  const text = `\uFEFF{\n\t"at": "${at}",\n\t"signals": { "web": { "latency": 1 } }\n}\n`;
  expect(readBatches({ path: 'batch.json', text })).toEqual({
    batches: [{ at, signals: { web: { latency: 1 } } }],
    isLines: false,
    diagnostics: [],
  });
});

test.each(['<stdin>', 'batch.ndjson', 'batch.jsonl'])('one batch a line, from %s', (path) => {
  const text = `{"at":"${at}"}\r\n\n{"at":"${at}","heartbeats":[{"system":"web"}]}\n`;
  expect(readBatches({ path, text })).toEqual({
    batches: [{ at }, { at, heartbeats: [{ system: 'web' }] }],
    isLines: true,
    diagnostics: [],
  });
});

test('lines of spaces are left out, and a line of what is no space in JSON is not', () => {
  const text = (first: string): string => `${first}\n{"at":"2026-11-21T14:52:15Z"}`;
  const read = [' \t\r', '\f', '\u00a0'].map((first) =>
    readBatches({ path: 'b.json', text: text(first) }),
  );
  expect(read.map(({ batches, diagnostics }) => [batches.length, diagnostics.length])).toEqual([
    [1, 0],
    [0, 1],
    [0, 1],
  ]);
});

test('a single line of NDJSON is one of many that may come', () => {
  expect(readBatches({ path: 'x.ndjson', text: `{"at":"${at}"}` })).toEqual({
    batches: [{ at }],
    isLines: true,
    diagnostics: [],
  });
});

test.each([
  [
    'nothing',
    '',
    ['batch.json:1:1 batch/not-json this is not JSON: expected a value, found the end'],
  ],
  [
    'a comma too many',
    `{\n  "at": "${at}",\n}`,
    ['batch.json:3:1 batch/not-json this is not JSON: expected a key in double quotes, found `}`'],
  ],
  [
    'a line that is cut off',
    `{"at":"${at}"}\n{"at":\n`,
    ['batch.json:2:7 batch/not-json this is not JSON: expected a value, found the end'],
  ],
])('%s is not JSON', (_name, text, expected) => {
  expect(told(text)).toEqual(expected);
});

test('instants that do not exist are told where they stand', () => {
  const batch = {
    at: '2026-02-30T00:00:00Z',
    signals: [{ system: 'a', signal: 'x', value: 1, at: '2026-01-01T24:00:00Z' }],
    checks: [{ system: 'a', status: 'healthy', at }],
    heartbeats: [{ system: 'a' }, { system: 'a', at: '2026-13-01T00:00:00Z' }],
    observed: [{ system: 'a', version: '1', at: '2026-02-29T00:00:00Z' }],
  };
  expect(told(JSON.stringify(batch, undefined, 1))).toEqual([
    'batch.json:2:8 batch/bad-instant `2026-02-30T00:00:00Z` is not an instant',
    'batch.json:8:10 batch/bad-instant `2026-01-01T24:00:00Z` is not an instant',
    'batch.json:24:10 batch/bad-instant `2026-13-01T00:00:00Z` is not an instant',
    'batch.json:31:10 batch/bad-instant `2026-02-29T00:00:00Z` is not an instant',
  ]);
});

test.each(['[]', '"text"', '{"at":"2026-11-21T14:00:00Z"}\n[]'])('%j is not an object', (text) => {
  const line = text.split('\n').length;
  expect(told(text)).toEqual([`batch.json:${line}:1 schema/wrong-type a batch must be an object`]);
});

test('what does not fit the schema is told with the line of the file, also behind tabs and in NDJSON', () => {
  const text = `{"at":"${at}"}\n{\t"at":"${at}",\t"signal":{}}\n{"at":"${at}","checks":[{"system":1,"status":"well"}]}\n`;
  expect(told(text).map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
    'batch.json:2:32 schema/unknown-key',
    'batch.json:3:50 schema/wrong-type',
    'batch.json:3:61 schema/bad-value',
  ]);
});

test.each([
  ['{ "at": "2026-11-21T14:52:15Z", "at": "2026-11-21T14:52:16Z" }', 'at', 33, 3],
  ['{ "at": "2026-11-21T14:52:15Z", "signals": { "a": { "x": 1, "x": 3 } } }', 'x', 61, 53],
  ['{ "at": "2026-11-21T14:52:15Z", "signals": { "a": {}, "b": {}, "\\u0061": {} } }', 'a', 64, 46],
])('a key that stands twice is told: %s', (text, key, column, first) => {
  const lines = `{ "at": "2026-11-21T14:52:14Z" }\n${text}\n`;
  const { batches, diagnostics } = readBatches({ path: 'b.ndjson', text: lines });
  expect(batches).toEqual([]);
  expect(
    diagnostics.map(({ code, message, at, related }) => ({
      code,
      message,
      place: [at.line, at.column, related[0]?.at.line, related[0]?.at.column],
    })),
  ).toEqual([
    {
      code: 'batch/duplicate-key',
      message: `\`${key}\` stands twice in the same object`,
      place: [2, column, 2, first],
    },
  ]);
});

test('the same key in different objects, and in strings, is no duplicate', () => {
  const text =
    '{ "at": "2026-11-21T14:52:15Z", "checks": [{ "system": "a", "status": "healthy", "message": "{\\"a\\": 1, \\"a\\": 2}" }, { "system": "b", "status": "healthy" }] }';
  expect(readBatches({ path: 'b.json', text }).diagnostics).toEqual([]);
});

test('what is wrong in a batch of many megabytes is told where it stands, and no more of it than is told of a file', () => {
  const samples = Array.from({ length: 80_000 }, (_, index) => ({
    system: `web-${index}`,
    signal: 'latency',
    value: index % 40 === 39 ? true : index,
  }));
  const text = JSON.stringify({ at, signals: samples }).replaceAll('},', '},\n');
  expect(text.length).toBeGreaterThan(4 * 1_048_576);
  const lines = told(text);
  expect(lines.slice(0, 2)).toEqual([
    'batch.json:40:47 schema/wrong-type `value` must be a number, a text or `null`, not `true`',
    'batch.json:80:47 schema/wrong-type `value` must be a number, a text or `null`, not `true`',
  ]);
  expect([lines.length, lines.at(-1)]).toEqual([
    1_001,
    'batch.json:40000:54 config/more-problems the file has more than 1,000 problems; the others are not told',
  ]);
});

test('of many lines that are wrong as many are told as of one file', () => {
  const lines = told(`{"at":"${at}"}\n`.concat('{}\n'.repeat(200_000)), 'b.ndjson');
  expect([lines.length, lines[0], lines.at(-1)]).toEqual([
    1_001,
    'b.ndjson:2:1 schema/missing-key the document has no `at`',
    'b.ndjson:1001:3 config/more-problems the file has more than 1,000 problems; the others are not told',
  ]);
});

test('of many instants that do not exist as many are told as of one file', () => {
  const heartbeats = Array.from({ length: 2_000 }, () => ({
    system: 'a',
    at: '2026-02-30T00:00:00Z',
  }));
  const lines = told(JSON.stringify({ at, heartbeats }));
  expect([lines.length, lines.at(-1)?.replace(/^\S+ /, '')]).toEqual([
    1_001,
    'config/more-problems the file has more than 1,000 problems; the others are not told',
  ]);
});
