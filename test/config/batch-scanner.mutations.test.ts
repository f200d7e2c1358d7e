import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { comparing, type Scanning, usualBytes, wildBytes } from './scanning.ts';

// A comparison that no mistake can fail shows nothing: each of these mistakes must be found by it.

const mistakes: readonly {
  readonly name: string;
  readonly file: string;
  readonly is: string;
  readonly becomes: string;
}[] = [
  {
    name: 'an id that is expected is taken for one that begins with it',
    file: 'id-table',
    is: ' || bytes[first + length] !== sign.quote',
    becomes: '',
  },
  {
    name: 'a known key may stand twice',
    file: 'scan-ids',
    is: 'return last !== map;',
    becomes: 'return true;',
  },
  {
    name: 'an unknown key may stand twice',
    file: 'scan-ids',
    is: 'return others.add(text).size > size;',
    becomes: 'return others.add(text).size >= size;',
  },
  {
    name: 'unknown keys are remembered from map to map',
    file: 'scan-ids',
    is: 'ids.others.clear();',
    becomes: '',
  },
  {
    name: 'an escaped id is always unknown',
    file: 'scan-ids',
    is: 'cursor.isEscaped ? indexOfText(ids.table, text) : -1',
    becomes: '-1',
  },
  {
    name: 'an escape is not looked at in a value',
    file: 'scan-scalar',
    is: 'cursor.isEscaped ? lastText(cursor) : undefined',
    becomes: "cursor.isEscaped ? '' : undefined",
  },
  {
    name: 'control characters may stand in strings',
    file: 'scan-cursor',
    is: 'if (byte < sign.blank) {',
    becomes: 'if (byte < 0) {',
  },
  {
    name: 'a list may end as a map does',
    file: 'scan-cursor',
    is: 'return byte === close ?',
    becomes: 'return byte === sign.closeMap || byte === sign.closeList ?',
  },
  {
    name: 'whole numbers may begin with zeros',
    file: 'scan-number',
    is: 'wholeCount > 1 && bytes[from] !== sign.zero',
    becomes: 'wholeCount > 1',
  },
  {
    name: 'a point needs no digits behind it',
    file: 'scan-number',
    is: '!isWhole || to - 1 === point',
    becomes: '!isWhole',
  },
  {
    name: 'an exponent needs no digits',
    file: 'scan-number',
    is: 'return Number.NaN;',
    becomes: 'return 0;',
  },
  {
    name: 'minus zero is left as it is',
    file: 'scan-number',
    is: '0 - (cell[0] ?? 0)',
    becomes: '-(cell[0] ?? 0)',
  },
  {
    name: 'a number may be too large for a number',
    file: 'scan-number',
    is: 'return cell[0] !== Number.POSITIVE_INFINITY;',
    becomes: 'return true;',
  },
  {
    name: 'eighteen digits are held to be exact',
    file: 'scan-digits',
    is: 'exactDigitsMax = 15',
    becomes: 'exactDigitsMax = 18',
  },
  {
    name: 'what a division leaves is lost',
    file: 'scan-digits',
    is: 'const nearest = quotient + left * (1 - slack);',
    becomes: 'const nearest = quotient;\n  return (cell[0] = nearest) > 0;',
  },
  {
    name: 'of a fraction of a second two digits count',
    file: 'scan-instant',
    is: 'at <= from + 3',
    becomes: 'at <= from + 2',
  },
  {
    name: 'a zone is ahead where it is behind',
    file: 'scan-instant',
    is: 'minute - offset',
    becomes: 'minute + offset',
  },
  {
    name: 'the day of another month is taken for this one',
    file: 'scan-instant',
    is: 'year * 10_000 + month * 100 + day',
    becomes: 'year * 10_000 + day',
  },
  {
    name: 'numbers are values of a signal of words',
    file: 'scan-scalar',
    is: 'return takesNumbers;',
    becomes: 'return true;',
  },
  {
    name: 'a sample needs no value',
    file: 'scan-signals',
    is: 'const requiredCount = 3;',
    becomes: 'const requiredCount = 2;',
  },
  {
    name: 'the instant of a sample is that of the sample before',
    file: 'scan-signals',
    is: 'scan.instant[0] = Number.NaN;\n  beginIds(fields);',
    becomes: 'beginIds(fields);',
  },
  {
    name: 'something may stand behind the batch',
    file: 'batch-scanner',
    is: '!passSections(scan) || nextSign(cursor) !== -1',
    becomes: '!passSections(scan)',
  },
  {
    name: 'the signals may stand twice',
    file: 'batch-scanner',
    is: 'if (passed.has(name)) {',
    becomes: "if (name !== 'signals' && passed.has(name)) {",
  },
];

const sources = join(import.meta.dirname, '../../src');
const folder = mkdtempSync(join(tmpdir(), 'tower-scanners-'));
const load = createRequire(import.meta.url);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The scanner with one piece of its text replaced. What it shares with the parser is the same for all. */
function mutated({ name, file, is, becomes }: (typeof mistakes)[number]): Scanning {
  const home = join(folder, name.replaceAll(/\W/g, '-'));
  mkdirSync(join(home, 'config'), { recursive: true });
  writeFileSync(join(home, 'package.json'), '{ "type": "module" }');
  symlinkSync(join(sources, 'model'), join(home, 'model'));
  for (const part of readdirSync(join(sources, 'config'))) {
    const [from, to] = [join(sources, 'config', part), join(home, 'config', part)];
    const isOfScanner = /^(scan-.*|id-table|batch-scanner)\.ts$/.test(part);
    if (isOfScanner) {
      cpSync(from, to);
    } else {
      symlinkSync(from, to);
    }
  }
  const path = join(home, 'config', `${file}.ts`);
  const parts = readFileSync(path, 'utf8').split(is);
  expect(parts).toHaveLength(2);
  writeFileSync(path, parts.join(becomes));
  return load(join(home, 'config/batch-scanner.ts'));
}

test.each(mistakes)('it is found when $name', (mistake) => {
  const compared = comparing(mutated(mistake));
  const usual = fc.property(usualBytes, (bytes) => {
    const { isScanned, agrees } = compared(bytes);
    return isScanned && agrees;
  });
  const wild = fc.property(wildBytes, (bytes) => compared(bytes).agrees);
  const isFound = (property: typeof usual, numRuns: number): boolean =>
    fc.check(property, { numRuns, seed: 1, endOnFailure: true }).failed;
  expect(isFound(usual, 200) || isFound(wild, 4_000)).toBe(true);
});
