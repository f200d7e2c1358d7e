import type { TopLevelCondition } from 'json-rules-engine';
import { didYouMean, nearest } from '../model/nearest.ts';
import type { Where } from '../model/trace.ts';
import { type Finding, problemAt, type RuleProblem } from './problem.ts';

/** How deep conditions may nest, references included. */
export const depthMax = 64;
/** How many conditions and values one condition may be written with, and how many comparisons it may expand to. */
export const sizeMax = 10_000;
const valueDepthMax = 16;

const joins = ['all', 'any', 'not', 'condition'] as const;
const common = ['name', 'priority'] as const;
const leafKeys = ['fact', 'path', 'params', 'operator', 'value'] as const;
const needed = ['fact', 'operator', 'value'] as const;
const referenceKeys = ['fact', 'path', 'params'] as const;

type Join = (typeof joins)[number];
type Entry = readonly [string, unknown];
type Fields = Readonly<Record<string, unknown>>;

/** What is found wrong on the way down, and how much has been read. */
interface Reading {
  readonly problems: RuleProblem[];
  size: number;
}

/** A condition as the library parses it. */
export type Parsed = Extract<TopLevelCondition, { readonly all: unknown }>['all'][number];

/**
 * Reads a condition: its form, not its names. What it accepts the library's parser accepts as well, and comes to the same; what it
 * refuses, it says all about. What is read is a copy, which holds nothing that the language does not know.
 */
export function readSyntax(
  condition: unknown,
): { readonly parsed: Parsed } | { readonly problems: readonly RuleProblem[] } {
  const reading: Reading = { problems: [], size: 0 };
  const fields = readCondition(reading, condition, []);
  const { problems } = reading;
  return problems.length > 0 ? { problems } : { parsed: fields as unknown as Parsed };
}

function readCondition(reading: Reading, condition: unknown, where: Where): Fields {
  if (!isFields(condition)) {
    report(reading, where, {
      code: 'rule/syntax',
      message: `a condition is an object, not ${noun(condition)}`,
      help: 'write one of `all`, `any`, `not` and `condition`, or `fact`, `operator` and `value`',
    });
    return {};
  }
  if (isTooLarge(reading, where)) {
    return {};
  }
  const written = joins.filter((key) => Object.hasOwn(condition, key));
  const [join, second] = written;
  if (join === undefined) {
    return readLeaf(reading, condition, where);
  }
  if (second !== undefined) {
    reportMixed(reading, where, join, second);
    return {};
  }
  return readJoin(reading, condition, join, where);
}

function readJoin(reading: Reading, condition: Fields, join: Join, where: Where): Fields {
  const known: readonly string[] = [join, ...common];
  for (const key of Object.keys(condition)) {
    if (contains(leafKeys, key)) {
      reportMixed(reading, where, join, key);
    } else if (!known.includes(key)) {
      reportUnknownKey(reading, where, key, known);
    }
  }
  const inner = condition[join];
  const at = [...where, join];
  const read = join === 'condition' ? readName : join === 'not' ? readNot : readMembers;
  return Object.fromEntries([
    ...readCommon(reading, condition, where),
    [join, read(reading, inner, at)],
  ]);
}

function readMembers(reading: Reading, members: unknown, at: Where): readonly Fields[] {
  const join = String(at.at(-1));
  if (!Array.isArray(members)) {
    report(reading, at, {
      code: 'rule/syntax',
      message: `\`${join}\` holds a list of conditions, not ${noun(members)}`,
    });
    return [];
  }
  if (members.length === 0) {
    report(reading, at, {
      code: 'rule/empty',
      message: `\`${join}\` has no conditions`,
      help: 'write at least one condition, or take it out',
    });
  }
  return members.map((member: unknown, index) => readCondition(reading, member, [...at, index]));
}

function readNot(reading: Reading, inner: unknown, at: Where): Fields {
  if (Array.isArray(inner)) {
    report(reading, at, {
      code: 'rule/syntax',
      message: '`not` holds one condition, not a list',
      help: 'write `not: { any: [ … ] }` if none may hold',
    });
    return {};
  }
  return readCondition(reading, inner, at);
}

function readName(reading: Reading, name: unknown, at: Where): string {
  return readText(reading, name, at) ?? '';
}

function readLeaf(reading: Reading, leaf: Fields, where: Where): Fields {
  const known = [...leafKeys, ...common];
  const unknown = Object.keys(leaf).filter((key) => !contains(known, key));
  const isLeaf = leafKeys.some((key) => Object.hasOwn(leaf, key));
  const meant = isLeaf ? known : [...joins, ...known];
  for (const key of unknown) {
    reportUnknownKey(reading, where, key, meant);
  }
  if (!isLeaf && unknown.length === 0) {
    report(reading, where, {
      code: 'rule/syntax',
      message: 'a condition says nothing',
      help: 'write one of `all`, `any`, `not` and `condition`, or `fact`, `operator` and `value`',
    });
  }
  const misspelt = new Set(unknown.map((key) => nearest(key, known)));
  for (const key of isLeaf ? needed : []) {
    if (!(Object.hasOwn(leaf, key) || misspelt.has(key))) {
      report(reading, where, { code: 'rule/syntax', message: `a comparison needs \`${key}\`` });
    }
  }
  return Object.fromEntries([
    ...readCommon(reading, leaf, where),
    ...readReference(reading, leaf, where),
    ...readOptional(reading, leaf, [...where, 'operator'], readText),
    ...readOptional(reading, leaf, [...where, 'value'], readValue),
  ]);
}

/** The keys that name a value of a fact: of a comparison, and of a value that is another fact. */
function readReference(reading: Reading, fields: Fields, where: Where): readonly Entry[] {
  return [
    ...readOptional(reading, fields, [...where, 'fact'], readText),
    ...readOptional(reading, fields, [...where, 'path'], readText),
    ...readOptional(reading, fields, [...where, 'params'], readParams),
  ];
}

function readCommon(reading: Reading, fields: Fields, where: Where): readonly Entry[] {
  return [
    ...readOptional(reading, fields, [...where, 'name'], readText),
    ...readOptional(reading, fields, [...where, 'priority'], readPriority),
  ];
}

function readOptional(
  reading: Reading,
  fields: Fields,
  at: Where,
  read: (reading: Reading, value: unknown, at: Where) => unknown,
): readonly Entry[] {
  const key = String(at.at(-1));
  return Object.hasOwn(fields, key) ? [[key, read(reading, fields[key], at)]] : [];
}

function readText(reading: Reading, value: unknown, at: Where): string | undefined {
  if (typeof value === 'string' && value !== '') {
    return value;
  }
  const found = value === '' ? 'an empty one' : noun(value);
  const message = `\`${String(at.at(-1))}\` is a string, not ${found}`;
  report(reading, at, { code: 'rule/syntax', message });
  return undefined;
}

function readPriority(reading: Reading, value: unknown, at: Where): unknown {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1) {
    const message = '`priority` is a whole number of at least 1';
    report(reading, at, { code: 'rule/syntax', message });
  }
  return value;
}

function readParams(reading: Reading, value: unknown, at: Where): unknown {
  if (!isFields(value)) {
    const message = `\`params\` is an object, not ${noun(value)}`;
    report(reading, at, { code: 'rule/syntax', message });
    return {};
  }
  return readPlain(reading, value, at);
}

/** A value to compare with, or another fact. */
function readValue(reading: Reading, value: unknown, at: Where): unknown {
  if (!(isFields(value) && Object.hasOwn(value, 'fact'))) {
    return readPlain(reading, value, at);
  }
  for (const key of Object.keys(value)) {
    if (!contains(referenceKeys, key)) {
      reportUnknownKey(reading, at, key, referenceKeys);
    }
  }
  return Object.fromEntries(readReference(reading, value, at));
}

/** A copy of plain JSON. */
function readPlain(reading: Reading, value: unknown, at: Where, depth = 0): unknown {
  if (isTooLarge(reading, at) || value === null) {
    return null;
  }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value;
  }
  if (typeof value !== 'object' || depth >= valueDepthMax) {
    const message =
      typeof value === 'object'
        ? `a value is nested deeper than ${valueDepthMax}`
        : `a value is plain data, not ${noun(value)}`;
    report(reading, at, { code: 'rule/syntax', message });
    return null;
  }
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => readPlain(reading, item, [...at, index], depth + 1));
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]: Entry) => [
      key,
      readPlain(reading, item, [...at, key], depth + 1),
    ]),
  );
}

/** Stops runaway input, such as aliases of aliases; says so once for size. */
function isTooLarge(reading: Reading, where: Where): boolean {
  reading.size += 1;
  if (reading.size > sizeMax) {
    if (reading.size === sizeMax + 1) {
      const message = `a condition has more than ${sizeMax} parts`;
      const help = 'split it into several policies; a list of values is better written with `in`';
      report(reading, where, { code: 'rule/syntax', message, help });
    }
    return true;
  }
  if (where.filter((key) => contains(joins, key)).length > depthMax) {
    const message = `conditions are nested deeper than ${depthMax}`;
    const help = 'split it into several policies, or refer to fewer conditions';
    report(reading, where, { code: 'rule/syntax', message, help });
    return true;
  }
  return false;
}

function reportMixed(reading: Reading, where: Where, join: string, other: string): void {
  reading.problems.push({
    code: 'rule/syntax',
    message: `\`${other}\` stands beside \`${join}\`, and a condition is only one of them`,
    where: [...where, other],
    onKey: true,
    help: 'write two conditions in an `all` or an `any`',
  });
}

function reportUnknownKey(
  reading: Reading,
  where: Where,
  key: string,
  known: readonly string[],
): void {
  reading.problems.push({
    code: 'rule/syntax',
    message: `\`${key}\` is not a key of a condition`,
    where: [...where, key],
    onKey: true,
    help: didYouMean(key, known),
  });
}

function report(reading: Reading, where: Where, finding: Finding): void {
  reading.problems.push(problemAt(where, finding));
}

function contains(keys: readonly string[], key: string | number): boolean {
  return typeof key === 'string' && keys.includes(key);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function noun(value: unknown): string {
  if (value === null || value === undefined) {
    return value === null ? 'null' : 'nothing';
  }
  if (Array.isArray(value)) {
    return 'a list';
  }
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
