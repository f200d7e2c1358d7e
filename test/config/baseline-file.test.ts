import { expect, test } from 'vitest';
import { readBaseline } from '../../src/config/baseline-file.ts';
import type { Baseline } from '../../src/model/baseline.generated.ts';

const baseline: Baseline = {
  schemaVersion: 1,
  violations: { redundant: ['db', 'web'] },
  diagnostics: { 'topology/no-owner': { 'topology/shop.yaml': ['$.systems.web: `web`'] } },
};

test('a baseline is read as it was written', () => {
  expect(readBaseline({ path: 'b.json', text: JSON.stringify(baseline) })).toEqual({
    baseline,
    diagnostics: [],
  });
});

test.each([
  ['', 1, 'baseline/not-json', 'this is not JSON: expected a value, found the end'],
  ['tower: v1\n', 1, 'baseline/not-json', 'this is not JSON: expected a value, found `tower`'],
  [
    '{\n<<<<<<< HEAD\n  "schemaVersion": 1,\n',
    2,
    'baseline/not-json',
    'this is not JSON: expected a key in double quotes or `}`, found `<<<<<<<`',
  ],
  ['[]', 1, 'schema/wrong-type', 'the document must be a map, not a list'],
  [
    '{\n  "schemaVersion": 2,\n  "violations": {},\n  "diagnostics": {}\n}\n',
    2,
    'schema/bad-value',
    '`schemaVersion` cannot be the number `2`',
  ],
  [
    '{\n  "schemaVersion": 1,\n  "violations": { "redundant": "web" },\n  "diagnostics": {}\n}\n',
    3,
    'schema/wrong-type',
    '`redundant` must be a list, not the text `web`',
  ],
  [
    '{\n  "schemaVersion": 1,\n  "violation": {},\n  "diagnostics": {}\n}\n',
    3,
    'schema/unknown-key',
    'unknown key `violation`',
  ],
])('%j is refused at its place', (text, line, code, message) => {
  const { baseline: read, diagnostics } = readBaseline({ path: 'b.json', text });
  const [first] = diagnostics;
  expect([read, first?.severity, first?.code, first?.at.line, first?.message]).toEqual([
    undefined,
    'error',
    code,
    line,
    message,
  ]);
});

test('names of what every object has are names like others', () => {
  const text =
    '{"schemaVersion":1,"violations":{"__proto__":["a"],"constructor":["b"]},"diagnostics":{}}';
  const { baseline: read } = readBaseline({ path: 'b.json', text });
  expect(Object.entries(read?.violations ?? {})).toEqual([
    ['__proto__', ['a']],
    ['constructor', ['b']],
  ]);
});
