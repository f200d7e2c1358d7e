import { expect, test } from 'vitest';
import { readBatches } from '../../src/config/batch.ts';
import { load } from '../../src/config/load.ts';
import { excessOf } from '../../src/config/read-sources.ts';
import { readSource } from '../../src/config/source.ts';
import { limits } from '../../src/model/limits.ts';

/** What loading says first and last of a file, and how much there is. */
function told(text: string): readonly (string | number)[] {
  const { diagnostics } = load([{ path: 'tower.yaml', text }]);
  const said = diagnostics.map(({ code, message }) => `${code} ${message}`);
  return [said.length, ...said.slice(0, 1), ...said.slice(1).slice(-1)];
}

/** Levels of lists below a key, which is one level itself. */
function nested(levels: number): string {
  return `regions: ${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}\n`;
}

/** A value of 100 items that is repeated, and more of it to make any number. */
function repeated(count: number): string {
  const items = Array.from({ length: 99 }, (_, index) => `i${index}`).join(', ');
  const hundreds = Array.from({ length: Math.floor(count / 100) }, (_, i) => `h${i}: *h\n`);
  const ones = Array.from({ length: count % 100 }, (_, i) => `o${i}: *o\n`);
  return `hundred: &h [${items}]\none: &o 1\n${hundreds.join('')}${ones.join('')}`;
}

function codesOf(text: string): readonly string[] {
  const { diagnostics } = readSource({ path: 'a.yaml', text });
  return diagnostics.map(({ code, message }) => `${code} ${message}`);
}

test('maps and lists nest 64 levels deep and no deeper', () => {
  expect([codesOf(nested(limits.nesting)), codesOf(nested(limits.nesting + 1))]).toEqual([
    [],
    ['yaml/too-deep maps and lists are nested more than 64 levels deep'],
  ]);
});

test('aliases repeat 10,000 values and no more', () => {
  expect([
    codesOf(repeated(limits.repeatedValues)),
    codesOf(repeated(limits.repeatedValues + 1)),
  ]).toEqual([[], ['yaml/alias aliases repeat more than 10,000 values']]);
});

test('a few lines of aliases of aliases do not become a billion values', () => {
  const lines = Array.from({ length: 20 }, (_, index) => {
    const before = Array.from({ length: 9 }, () => `*a${index}`).join(', ');
    return `a${index + 1}: &a${index + 1} [${before}]\n`;
  });
  expect(codesOf(`a0: &a0 x\n${lines.join('')}`).slice(0, 1)).toEqual([
    'yaml/alias aliases repeat more than 10,000 values',
  ]);
});

test('a file has 4 MiB and no more', () => {
  const start = '# é';
  const filled = (bytes: number): string => start + '#'.repeat(bytes - 4);
  expect([codesOf(filled(limits.fileBytes)), codesOf(filled(limits.fileBytes + 1))]).toEqual([
    ['yaml/empty the file is empty'],
    ['file/too-large `a.yaml` is larger than 4 MiB'],
  ]);
});

test('a file has 1,500,000 parts and no more', () => {
  // The key, its colon and the bracket are parts as well. That the commas separate nothing is found later.
  const list = (parts: number): string => `a: [${','.repeat(parts - 3)}`;
  expect([
    codesOf(list(limits.fileParts)).map((said) => said.slice(0, 11)),
    codesOf(list(limits.fileParts + 1)),
  ]).toEqual([['yaml/syntax'], ['yaml/too-many-parts the file has more than 1,500,000 parts']]);
});

test('all files together have 64 MiB and 12,000,000 parts and no more', () => {
  const told = (characters: number, parts: number): string | undefined =>
    excessOf({ characters, parts }, 'a.yaml')?.message;
  expect([
    told(limits.treeBytes, limits.treeParts),
    told(limits.treeBytes + 1, limits.treeParts),
    told(limits.treeBytes, limits.treeParts + 1),
  ]).toEqual([
    undefined,
    'the files of the configuration are larger than 64 MiB together',
    'the files of the configuration have more than 12,000,000 parts together',
  ]);
});

test('files that are too large together are refused, and those behind them are not read', () => {
  const text = `# ${'#'.repeat(limits.fileBytes - 2)}`;
  const files = Array.from({ length: 17 }, (_, index) => ({ path: `${10 + index}.yaml`, text }));
  const { diagnostics } = load([...files, { path: '99.yaml', text: '- wrong' }]);
  expect(diagnostics.map(({ code, at }) => `${at.file} ${code}`)).toEqual([
    ...files.slice(0, 16).map(({ path }) => `${path} yaml/empty`),
    '26.yaml file/too-large',
  ]);
});

test('of one file 1,000 problems are told', () => {
  const twice = (count: number): string => `tower: v1\n${'tower: v1\n'.repeat(count)}`;
  const unknown = (count: number): string => `tower: v1\ntargets: [${'*x ,'.repeat(count)}]\n`;
  const tags = (count: number): string => `tower: v1\ntargets: [${'!x a,'.repeat(count)}]\n`;
  const duplicate = 'yaml/duplicate-key the key `tower` stands twice in one map';
  const alias = 'yaml/alias there is no anchor `&x` before this alias';
  const tag = 'yaml/tag the tag `!x` cannot stand in a configuration';
  expect([
    told(twice(1_000)),
    told(twice(1_001)),
    told(unknown(3_000)),
    told(tags(1_000)),
    told(tags(1_001)),
  ]).toEqual([
    [1_000, duplicate, duplicate],
    [1_001, duplicate, 'config/more-problems 1 more problems of this file are not told'],
    [1_001, alias, 'config/more-problems 2,000 more problems of this file are not told'],
    [1_000, tag, tag],
    [
      1_001,
      tag,
      'config/more-problems the file has more than 1,000 problems; the rest of it was not looked at',
    ],
  ]);
});

/** Systems with names of types that nobody knows. */
function misnamed(count: number): string {
  const systems = Array.from({ length: count }, (_, index) => `  s${index}: { type: gate }\n`);
  return `tower: v1\nsystems:\n${systems.join('')}`;
}

test('of a configuration 10,000 problems are told', () => {
  const one = 'topology/unknown-type `gate` is not a system type';
  expect([told(misnamed(10_000)), told(misnamed(10_003))]).toEqual([
    [10_000, one, one],
    [10_001, one, 'config/more-problems 3 more problems are not told'],
  ]);
});

test('errors are told before warnings', () => {
  const text = `tower: v1\nsystems:\n${Array.from({ length: 10_000 }, (_, index) => `  s${index}: { type: service, criticality: critical }\n`).join('')}  z: { type: gate }\n`;
  const { diagnostics } = load([{ path: 'tower.yaml', text }]);
  const counts = Map.groupBy(diagnostics, ({ code }) => code);
  expect([...counts].map(([code, found]) => [code, found.length])).toEqual([
    ['topology/no-redundancy', 9_999],
    ['topology/unknown-type', 1],
    ['config/more-problems', 1],
  ]);
});

/** Lines of batches of which none can be used, for two reasons. */
function wrongLines(count: number): string {
  return '{"at":1}\n{x}\n'.repeat(count);
}

test('of a batch file 1,000 problems are told, wherever they stand', () => {
  const told = (text: string): readonly string[] =>
    readBatches({ path: 'a.ndjson', text }).diagnostics.map(
      ({ code, at }) => `${at.line}:${at.column} ${code}`,
    );
  const found = told(wrongLines(50_000));
  expect([told(wrongLines(500)).length, found.length, ...found.slice(-3)]).toEqual([
    1_000,
    1_001,
    '999:7 schema/wrong-type',
    '1000:2 batch/not-json',
    '1000:3 config/more-problems',
  ]);
});

test('a batch that is larger than a file of YAML may be is judged like others', () => {
  const signals = Array.from({ length: 300_000 }, (_, index) => `"s${index}":{"a":1}`).join(',');
  const told = (text: string): readonly string[] =>
    readBatches({ path: 'a.json', text }).diagnostics.map(
      ({ code, at, message }) => `${at.line}:${at.column} ${at.path} ${code} ${message}`,
    );
  expect([
    told(`{"at":"2026-11-21T12:00:00Z","signals":{${signals}}}`),
    told(`{"at":"2026-02-30T12:00:00Z","signals":{${signals}}}`),
    told(`{"at":"2026-11-21T12:00:00Z","signals":{${signals}},"cheks":[]}`),
  ]).toEqual([
    [],
    ['1:7 $.at batch/bad-instant `2026-02-30T12:00:00Z` is not an instant'],
    ['1:5288932 $ schema/unknown-key unknown key `cheks`'],
  ]);
});
