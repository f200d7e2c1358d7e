import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  batchSchema,
  batchValidator as generatedBatch,
} from '../../src/config/batch-validator.generated.ts';
import { fitting } from '../../src/config/fits.ts';
import { load } from '../../src/config/load.ts';
import type { Schema, Validator } from '../../src/config/schema-error.ts';
import {
  batchSchemaText,
  stateSchemaText,
  towerSchemaText,
} from '../../src/config/schema-texts.generated.ts';
import { readSource } from '../../src/config/source.ts';
import {
  stateValidator as generatedState,
  stateSchema,
} from '../../src/config/state-validator.generated.ts';
import {
  towerValidator as generatedTower,
  towerSchema,
} from '../../src/config/tower-validator.generated.ts';
import {
  batchValidator,
  schemaOf,
  stateValidator,
  towerValidator,
} from '../../src/config/validators.ts';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import { emptyState, saveState } from '../../src/evaluate/state.ts';
import type { Batch } from '../../src/model/batch.generated.ts';

const root = join(import.meta.dirname, '../..');
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
  [{ anyOf: [{ required: ['a'] }, { required: ['b'] }] }, [{ a: 1 }, { a: 1, b: 1 }], [{}]],
  [{ exactlyOne: true }, [{ a: 1 }], [{}, { a: 1, b: 2 }]],
  [{ items: { type: 'string' }, minItems: 1 }, [['a'], 'x'], [[], [1]]],
  [{ maxItems: 1 }, [['a'], [], 'x'], [[1, 2]]],
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

const files = [
  'tower.yaml',
  ...['topology', 'policies'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((file) => `${folder}/${file}`),
  ),
].map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
const batches = readdirSync(join(root, 'examples'))
  .filter((file) => file.endsWith('.json'))
  .map((file) => JSON.parse(readFileSync(join(root, 'examples', file), 'utf8')) as Batch);
const states = batches.flatMap((batch) => {
  const { model } = load(files);
  return model === undefined
    ? []
    : [saveState(model, evaluate(model, emptyState(), batch).state) as unknown];
});

/** Documents of a kind that are right, and what judges them. */
interface Kind {
  readonly name: string;
  readonly documents: readonly unknown[];
  readonly schemaText: string;
  readonly generated: Validator;
  readonly validator: Validator;
  readonly schema: unknown;
}

const kinds: readonly Kind[] = [
  {
    name: 'a configuration',
    documents: files.map((file) => readSource(file).source?.value),
    schemaText: towerSchemaText,
    generated: generatedTower,
    validator: towerValidator,
    schema: towerSchema,
  },
  {
    name: 'a batch',
    documents: batches,
    schemaText: batchSchemaText,
    generated: generatedBatch,
    validator: batchValidator,
    schema: batchSchema,
  },
  {
    name: 'a state',
    documents: states,
    schemaText: stateSchemaText,
    generated: generatedState,
    validator: stateValidator,
    schema: stateSchema,
  },
];

test.each(kinds)('every example of $name surely fits', ({ documents, schemaText }) => {
  const fits = fitting(parsed(schemaText));
  expect(documents.length).toBeGreaterThan(5);
  expect(documents.map(fits)).toEqual(documents.map(() => true));
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

test.each(kinds)(
  'the quick test says of $name with changes just what the generated validator says',
  ({ documents, schemaText, generated }) => {
    const fitsSurely = fitting(parsed(schemaText));
    let fitCount = 0;
    fc.assert(
      fc.property(fc.constantFrom(...documents), changes, (document, made) => {
        const changed: unknown = structuredClone(document);
        for (const each of made) {
          change(changed, each);
        }
        const fits = fitsSurely(changed);
        fitCount += fits ? 1 : 0;
        expect(fits).toBe(generated(changed));
      }),
      { numRuns: 1_000 },
    );
    expect(fitCount).toBeGreaterThan(50);
  },
);

test.each(kinds)(
  'the validator of $name has no errors where it fits, and those of the generated one where it does not',
  ({ documents, validator, schema }) => {
    validator({});
    const wrong = validator.errors?.map(({ keyword }) => keyword);
    validator(documents[0]);
    expect([new Set(wrong), validator.errors]).toEqual([new Set(['required']), null]);
    expect(schemaOf(validator)).toBe(schema);
  },
);
