import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { batchSchema, batchValidator } from '../../src/config/batch-validator.generated.ts';
import { fitting } from '../../src/config/fits.ts';
import type { Schema, Validator } from '../../src/config/schema-error.ts';
import { readSource } from '../../src/config/source.ts';
import { towerSchemaText } from '../../src/config/tower-schema.generated.ts';
import {
  towerValidator as generated,
  towerSchema,
} from '../../src/config/tower-validator.generated.ts';
import { schemaOf, towerValidator } from '../../src/config/validators.ts';

const root = join(import.meta.dirname, '../..');
const fitsTower = fitting(parsed(towerSchemaText));
const validator: Validator = generated;

function parsed(text: string): Schema {
  return JSON.parse(text) as Schema;
}

test.each<readonly [Schema, readonly unknown[], readonly unknown[]]>([
  [{ type: 'integer' }, [1, -2, 1e21], [1.5, '1', null, Number.NaN]],
  [{ type: ['number', 'null'] }, [1.5, null], ['1', [], {}, Number.POSITIVE_INFINITY]],
  [{ type: 'object' }, [{}], [[], null, 'x']],
  [{ const: 'v1' }, ['v1'], ['v2', null]],
  [{ const: { a: 1 } }, [], [{ a: 1 }]],
  [{ enum: ['a', 1] }, ['a', 1], ['1', 'b']],
  [{ allOf: [{ minimum: 1 }, { maximum: 2 }] }, [1, 2, 'x'], [0, 3]],
  [
    parsed('{"if":{"type":"string"},"then":{"maxLength":1},"else":{"minimum":0}}'),
    ['a', 1],
    ['ab', -1],
  ],
  [parsed('{"if":{"type":"string"},"then":{"maxLength":1}}'), ['a', -1], ['ab']],
  [{ properties: { a: { type: 'string' } } }, [{ a: 'x' }, { b: 1 }, []], [{ a: 1 }]],
  [{ properties: { a: true }, additionalProperties: false }, [{ a: 1 }, {}], [{ b: 1 }]],
  [{ additionalProperties: { type: 'null' } }, [{}, { a: null }], [{ a: 1 }]],
  [{ propertyNames: { pattern: '^[a-z]$' } }, [{ a: 1 }], [{ A: 1 }, { ab: 1 }]],
  [{ required: ['constructor'] }, [{ constructor: 1 }, 'x'], [{}]],
  [{ minProperties: 1, maxProperties: 2 }, [{ a: 1 }], [{}, { a: 1, b: 2, c: 3 }]],
  [{ exactlyOne: true }, [{ a: 1 }], [{}, { a: 1, b: 2 }]],
  [{ items: { type: 'string' }, minItems: 1 }, [['a'], 'x'], [[], [1]]],
  [
    { uniqueItems: true },
    [[], [{}], ['a', 'b']],
    [
      ['a', 'a'],
      [1, 1],
    ],
  ],
  [{ minLength: 1, maxLength: 2 }, ['a', '💥💥', 1], ['', 'abc', '💥💥💥']],
  [{ exclusiveMinimum: 0 }, [0.1], [0]],
  [{ multipleOf: 0.01 }, [1.1, 0.07, 12], [0.005]],
  [{ $ref: '#/definitions/no' }, [], [1]],
  [{ format: 'date' }, [], ['2026-11-21']],
  [{ description: 'anything', default: 1 }, [1, null], []],
])('by %j surely fit %j, and not %j', (given, right, wrong) => {
  const test = fitting(given);
  expect([right.filter((value) => !test(value)), wrong.filter(test)]).toEqual([[], []]);
});

const configurations = [
  'tower.yaml',
  ...['topology', 'policies'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((file) => `${folder}/${file}`),
  ),
].map((path) => {
  const text = readFileSync(join(root, path), 'utf8');
  return readSource({ path, text }).source?.value;
});

test('every file of the example surely fits', () => {
  expect(configurations.map(fitsTower)).toEqual(configurations.map(() => true));
});

type Spot = readonly [holder: Record<string, unknown>, key: string];

function spotsOf(value: unknown): readonly Spot[] {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => [
        [value as Record<string, unknown>, key] as const,
        ...spotsOf(inner),
      ])
    : [];
}

const odd = fc.oneof(
  fc.constantFrom(0, 1, -1, 0.005, 1.1, 101, 1e21, '', 'x', 'X y', '5m', '5 m', '50%', 'v1', null),
  fc.constantFrom(true, 'hard', 'critical', 'latency', 'auth', 'offline', '2026-11-21', 'a->b'),
  fc.constantFrom<unknown>([], {}, ['a', 'a'], ['a', 'b'], { a: 1 }, { all: [] }, [1], [{}], [[]]),
);

interface Change {
  readonly at: number;
  readonly how: number;
  readonly value: unknown;
}

/** Takes something out of a value, puts something in, or puts it in the place of something else. */
function change(root: unknown, { at, how, value }: Change): void {
  const spots = spotsOf(root);
  const [holder, key] = spots[at % spots.length] ?? [{}, ''];
  if (Array.isArray(holder)) {
    holder.splice(Number(key), how % 2, ...(how < 3 ? [structuredClone(value)] : []));
  } else if (how === 0) {
    Reflect.deleteProperty(holder, key);
  } else {
    holder[how === 1 ? `${key}x` : key] = structuredClone(value);
  }
}

const changes = fc.array(fc.record({ at: fc.nat(), how: fc.nat(3), value: odd }), {
  minLength: 1,
  maxLength: 2,
});

test('the quick test says of a configuration with changes just what the generated validator says', () => {
  let fitting = 0;
  fc.assert(
    fc.property(fc.constantFrom(...configurations), changes, (configuration, made) => {
      const changed: unknown = structuredClone(configuration);
      for (const each of made) {
        change(changed, each);
      }
      const fits = fitsTower(changed);
      fitting += fits ? 1 : 0;
      expect(fits).toBe(validator(changed));
    }),
    { numRuns: 2_000 },
  );
  expect(fitting).toBeGreaterThan(100);
});

test('the validator has no errors where a value fits, and those of the generated one where it does not', () => {
  towerValidator({});
  const wrong = towerValidator.errors?.map(({ keyword }) => keyword);
  towerValidator({ tower: 'v1' });
  expect([wrong, towerValidator.errors]).toEqual([['required'], null]);
  expect([schemaOf(towerValidator), schemaOf(batchValidator)]).toEqual([towerSchema, batchSchema]);
});
