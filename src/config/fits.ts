import { isObject } from './own-value.ts';
import type { Schema } from './schema-error.ts';

/** Whether a value surely fits a schema. */
export type Test = (value: unknown) => boolean;

/** Tests by the schema that they were made of. */
type Tests = Map<unknown, Test>;

/** Makes the test of a keyword; `schema` is what the keyword stands in, `root` what references lead into. */
type Maker = (operand: unknown, schema: Schema, testOf: (part: unknown) => Test) => Test;

/**
 * A test of a JSON Schema (draft 7) that says only whether a value fits: what the generated validators say as well, with all
 * that is wrong, in twenty times as much code, which takes longer to load than most configurations take to check. Where it
 * says no, they decide; keywords that it does not know make it say no.
 */
export function fitting(root: Schema): Test {
  const tests: Tests = new Map();
  const testOf = (part: unknown): Test => {
    const known = tests.get(part);
    if (known !== undefined) {
      return known;
    }
    const made = part === true ? always : lazily(() => testOfSchema(part));
    tests.set(part, made);
    return made;
  };
  const testOfSchema = (schema: unknown): Test => {
    if (!isObject(schema)) {
      return never;
    }
    const own = Object.entries(schema).flatMap(([keyword, operand]) => {
      if (annotations.has(keyword)) {
        return [];
      }
      return keyword === '$ref'
        ? [testOf(referred(root, operand))]
        : [makers.get(keyword)?.(operand, schema, testOf) ?? never];
    });
    return all(own);
  };
  return testOf(root);
}

/** Keywords that say nothing about whether a value fits. */
const annotations: ReadonlySet<string> = new Set([
  '$schema',
  '$id',
  'title',
  'description',
  'examples',
  'default',
  'definitions',
  'patternErrorMessage',
  'typeErrorMessage',
]);

const makers: ReadonlyMap<string, Maker> = new Map<string, Maker>([
  ['type', (names) => some(listOf(names).map((name) => types.get(name) ?? never))],
  ['const', (expected) => (isScalar(expected) ? (value) => value === expected : never)],
  ['enum', enumTest],
  ['allOf', (parts, _, testOf) => all(listOf(parts).map(testOf))],
  ['anyOf', (parts, _, testOf) => some(listOf(parts).map(testOf))],
  ['if', conditionTest],
  ['then', () => always],
  ['else', () => always],
  ['properties', propertiesTest],
  ['additionalProperties', additionalTest],
  ['propertyNames', (part, _, testOf) => keysTest(testOf(part))],
  ['required', (names) => ofObjects((value) => listOf(names).every((name) => hasOwn(value, name)))],
  ['minProperties', (least) => ofObjects((value) => Object.keys(value).length >= Number(least))],
  ['maxProperties', (most) => ofObjects((value) => Object.keys(value).length <= Number(most))],
  ['exactlyOne', () => ofObjects((value) => Object.keys(value).length === 1)],
  ['items', (part, _, testOf) => itemsTest(testOf(part))],
  ['minItems', (least) => ofLists((value) => value.length >= Number(least))],
  ['maxItems', (most) => ofLists((value) => value.length <= Number(most))],
  ['uniqueItems', () => ofLists(isUnique)],
  ['minLength', (least) => ofTexts((value) => lengthOf(value) >= Number(least))],
  ['maxLength', (most) => ofTexts((value) => lengthOf(value) <= Number(most))],
  ['pattern', (pattern) => patternTest(new RegExp(String(pattern)))],
  ['minimum', (least) => ofNumbers((value) => value >= Number(least))],
  ['exclusiveMinimum', (least) => ofNumbers((value) => value > Number(least))],
  ['maximum', (most) => ofNumbers((value) => value <= Number(most))],
  ['multipleOf', (step) => ofNumbers((value) => isMultiple(value, Number(step)))],
]);

const always: Test = () => true;
const never: Test = () => false;

const types: ReadonlyMap<unknown, Test> = new Map<unknown, Test>([
  ['object', isObject],
  ['array', Array.isArray],
  ['string', (value) => typeof value === 'string'],
  ['number', Number.isFinite],
  ['integer', Number.isInteger],
  ['boolean', (value) => typeof value === 'boolean'],
  ['null', (value) => value === null],
]);

/** Makes a test when it is first asked: schemas refer to themselves, and most of their parts are never needed. */
function lazily(make: () => Test): Test {
  let made: Test | undefined;
  return (value) => {
    made ??= make();
    return made(value);
  };
}

function referred(root: Schema, reference: unknown): unknown {
  const name = /^#\/definitions\/(\w+)$/.exec(String(reference))?.[1] ?? '';
  const { definitions } = root;
  return isObject(definitions) && Object.hasOwn(definitions, name) ? definitions[name] : undefined;
}

function all(tests: readonly Test[]): Test {
  const [only] = tests;
  return tests.length === 1 && only !== undefined
    ? only
    : (value) => {
        for (const test of tests) {
          if (!test(value)) {
            return false;
          }
        }
        return true;
      };
}

function some(tests: readonly Test[]): Test {
  const [only] = tests;
  return tests.length === 1 && only !== undefined
    ? only
    : (value) => tests.some((test) => test(value));
}

function enumTest(values: unknown): Test {
  const known = new Set(listOf(values));
  return [...known].every(isScalar) ? (value) => known.has(value) : never;
}

function conditionTest(condition: unknown, schema: Schema, testOf: (part: unknown) => Test): Test {
  const [test, then, otherwise] = [
    testOf(condition),
    testOf(schema['then'] ?? true),
    testOf(schema['else'] ?? true),
  ];
  return (value) => (test(value) ? then(value) : otherwise(value));
}

/** Keys that are named, and those that are not: one walk over the keys judges both. */
function propertiesTest(named: unknown, schema: Schema, testOf: (part: unknown) => Test): Test {
  const tests = new Map(
    Object.entries(isObject(named) ? named : {}).map(([key, part]) => [key, testOf(part)]),
  );
  const { additionalProperties = true } = schema;
  const other = additionalProperties === false ? never : testOf(additionalProperties);
  return ofObjects((value) => {
    for (const key of Object.keys(value)) {
      if (!(tests.get(key) ?? other)(value[key])) {
        return false;
      }
    }
    return true;
  });
}

function additionalTest(_: unknown, schema: Schema, testOf: (part: unknown) => Test): Test {
  return schema['properties'] === undefined ? propertiesTest({}, schema, testOf) : always;
}

function keysTest(test: Test): Test {
  return ofObjects((value) => Object.keys(value).every((key) => test(key)));
}

function itemsTest(test: Test): Test {
  return ofLists((value) => value.every((item) => test(item)));
}

function patternTest(pattern: RegExp): Test {
  return ofTexts((value) => pattern.test(value));
}

function ofObjects(test: (value: Readonly<Record<string, unknown>>) => boolean): Test {
  return (value) => !isObject(value) || test(value);
}

function ofLists(test: (value: readonly unknown[]) => boolean): Test {
  return (value) => !Array.isArray(value) || test(value);
}

function ofTexts(test: (value: string) => boolean): Test {
  return (value) => typeof value !== 'string' || test(value);
}

function ofNumbers(test: (value: number) => boolean): Test {
  return (value) => typeof value !== 'number' || test(value);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function isScalar(value: unknown): boolean {
  return value === null || typeof value !== 'object';
}

function hasOwn(value: object, key: unknown): boolean {
  return typeof key === 'string' && Object.hasOwn(value, key);
}

/** Whether texts are all different; of other items that is left open. */
function isUnique(items: readonly unknown[]): boolean {
  return (
    items.length < 2 ||
    (items.every((item) => typeof item === 'string') && new Set(items).size === items.length)
  );
}

/** Characters, of which some take two places in a string. */
function lengthOf(text: string): number {
  return /[\ud800-\udfff]/.test(text) ? Array.from(text).length : text.length;
}

/** As the generated validators see it: 1.1 divided by 0.01 is not a whole number in floating point. */
function isMultiple(value: number, step: number): boolean {
  const quotient = value / step;
  return Math.abs(Math.round(quotient) - quotient) <= 1e-6;
}
