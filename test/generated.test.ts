import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { generated } from '../scripts/generated.ts';

const root = join(import.meta.dirname, '..');

test('every generated file is as the generator writes it', async () => {
  const files = await generated(root);
  expect(files.map(({ file }) => file)).toEqual([
    'src/model/config.generated.ts',
    'src/model/batch.generated.ts',
    'src/model/state.generated.ts',
    'src/model/report.generated.ts',
    'src/model/scenario.generated.ts',
    'src/model/watch-event.generated.ts',
    'src/model/baseline.generated.ts',
    'src/config/tower-validator.generated.ts',
    'src/config/batch-validator.generated.ts',
    'src/config/state-validator.generated.ts',
    'src/config/scenario-validator.generated.ts',
    'src/config/baseline-validator.generated.ts',
    'src/config/schema-texts.generated.ts',
    'src/config/catalog.generated.ts',
    'docs/diagnostics.md',
  ]);
  const stale = files.filter(({ file, text }) => readFileSync(join(root, file), 'utf8') !== text);
  expect(stale.map(({ file }) => file)).toEqual([]);
});

type Json = null | boolean | number | string | Json[] | { readonly [key: string]: Json };
type Schema = Exclude<Json, null | boolean | number | string | Json[]>;

const names = ['tower', 'batch', 'state', 'report', 'scenario', 'watch-event', 'baseline'] as const;

function schemaOf(name: string): Schema {
  return JSON.parse(readFileSync(join(root, `schemas/${name}.v1.schema.json`), 'utf8')) as Schema;
}

interface Part {
  readonly pointer: string;
  readonly schema: Schema;
  readonly isProperty: boolean;
}

const isSchema = (value: Json | undefined): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A schema and every schema inside of it. */
function partsOf(schema: Schema, pointer = '#', isProperty = false): readonly Part[] {
  const at = (key: string): string =>
    `${pointer}/${encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))}`;
  const named = ['properties', 'definitions'].flatMap((key) =>
    Object.entries(isSchema(schema[key]) ? schema[key] : {}).flatMap(([name, inner]) =>
      isSchema(inner)
        ? partsOf(inner, `${at(key)}/${encodeURIComponent(name)}`, key === 'properties')
        : [],
    ),
  );
  const single = ['additionalProperties', 'items', 'propertyNames', 'if', 'then', 'else', 'not'];
  const inner = single.flatMap((key) =>
    isSchema(schema[key]) ? partsOf(schema[key], at(key)) : [],
  );
  const listed = ['allOf', 'anyOf', 'oneOf'].flatMap((key) =>
    (Array.isArray(schema[key]) ? schema[key] : []).flatMap((item, index) =>
      isSchema(item) ? partsOf(item, `${at(key)}/${index}`) : [],
    ),
  );
  return [{ pointer, schema, isProperty }, ...named, ...inner, ...listed];
}

function compiler(name: string): (pointer: string) => (value: unknown) => boolean {
  const ajv = new Ajv({
    strictTypes: false,
    strictRequired: false,
    unicodeRegExp: false,
    multipleOfPrecision: 6,
  });
  ajv.addKeyword('patternErrorMessage');
  ajv.addKeyword('typeErrorMessage');
  ajv.addKeyword({
    keyword: 'exactlyOne',
    schemaType: 'boolean',
    macro: () => ({ minProperties: 1, maxProperties: 1 }),
  });
  ajv.addSchema(schemaOf(name));
  return (pointer) => ajv.compile({ $ref: `${name}.v1.schema.json${pointer}` });
}

test.each(names)('every example in the schema of %s fits where it stands', (name) => {
  const compile = compiler(name);
  const wrong = partsOf(schemaOf(name)).flatMap(({ pointer, schema }) => {
    const examples = Array.isArray(schema['examples']) ? schema['examples'] : [];
    const fits = examples.length === 0 ? () => true : compile(pointer);
    return examples
      .filter((example) => !fits(example))
      .map((example) => `${pointer}: ${JSON.stringify(example)}`);
  });
  expect(wrong).toEqual([]);
});

test.each(names)('every default in the schema of %s fits where it stands', (name) => {
  const compile = compiler(name);
  const wrong = partsOf(schemaOf(name))
    .filter(({ schema }) => schema['default'] !== undefined)
    .filter(({ pointer, schema }) => !compile(pointer)(schema['default']));
  expect(wrong.map(({ pointer }) => pointer)).toEqual([]);
});

/** The definition that a schema stands for. */
function target(schema: Schema, whole: Schema): Schema {
  const [first] = Array.isArray(schema['allOf']) ? schema['allOf'] : [];
  const reference = schema['$ref'] ?? (isSchema(first) ? first['$ref'] : undefined);
  const definitions = whole['definitions'];
  const found =
    typeof reference === 'string' && isSchema(definitions)
      ? definitions[reference.replace('#/definitions/', '')]
      : undefined;
  return isSchema(found) ? found : {};
}

test.each(names)('every key in the schema of %s has a description', (name) => {
  const whole = schemaOf(name);
  const silent = partsOf(whole).filter(({ schema, isProperty }) => {
    const description = schema['description'] ?? target(schema, whole)['description'];
    return isProperty && (typeof description !== 'string' || description === '');
  });
  expect(silent.map(({ pointer }) => pointer)).toEqual([]);
});

test.each(['tower', 'batch', 'state', 'scenario'])(
  'every key in the schema of %s has an example',
  (name) => {
    const whole = schemaOf(name);
    const silent = partsOf(whole).filter(({ schema, isProperty }) => {
      const examples = schema['examples'] ?? target(schema, whole)['examples'];
      return isProperty && !Array.isArray(examples);
    });
    expect(silent.map(({ pointer }) => pointer)).toEqual([]);
  },
);

test.each(names)('the schema of %s never says `oneOf`', (name) => {
  // One typing mistake in a union would be told once for each of its members.
  const unions = partsOf(schemaOf(name)).filter(({ schema }) => schema['oneOf'] !== undefined);
  expect(unions.map(({ pointer }) => pointer)).toEqual([]);
});
