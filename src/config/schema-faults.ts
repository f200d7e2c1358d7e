import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import { didYouMean } from '../model/nearest.ts';
import type { Path, Source } from './source.ts';

/** An error of a generated validator. */
export interface SchemaError {
  readonly keyword: string;
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly propertyName?: string;
  readonly data?: unknown;
  readonly schema?: unknown;
  readonly parentSchema?: Readonly<Record<string, unknown>>;
}

export interface ValueFault {
  readonly code:
    | 'schema/wrong-type'
    | 'schema/bad-value'
    | 'schema/bad-format'
    | 'schema/out-of-range'
    | 'schema/too-few'
    | 'schema/too-many';
  readonly message: string;
  readonly help?: string;
}

/** An error about a single value, in words. */
export function valueFault(error: SchemaError, path: Path): ValueFault {
  const name = nameOf(path);
  const value = sayValue(error.data);
  switch (error.keyword) {
    case 'type':
      return wrongType(error, name, path);
    case 'enum':
    case 'const':
      return badValue(error, name);
    case 'pattern': {
      const rule = error.parentSchema?.['patternErrorMessage'];
      return {
        code: 'schema/bad-format',
        message: `${name} is ${value}${typeof rule === 'string' ? `: ${rule}` : ', which has not the form that is asked for'}`,
      };
    }
    default:
      return beyondLimit(error, name, value);
  }
}

function badValue(error: SchemaError, name: string): ValueFault {
  const allowed = error.keyword === 'const' ? [error.schema] : error.schema;
  const words = Array.isArray(allowed) ? allowed.map(String) : [];
  return {
    code: 'schema/bad-value',
    message: `${name} cannot be ${sayValue(error.data)}`,
    help: didYouMean(String(error.data), words),
  };
}

const limits: Readonly<
  Record<string, readonly [code: ValueFault['code'], words: string, unit: string]>
> = {
  minimum: ['schema/out-of-range', 'must be at least', ''],
  exclusiveMinimum: ['schema/out-of-range', 'must be more than', ''],
  maximum: ['schema/out-of-range', 'must be at most', ''],
  exclusiveMaximum: ['schema/out-of-range', 'must be less than', ''],
  multipleOf: ['schema/out-of-range', 'must be a multiple of', ''],
  minLength: ['schema/out-of-range', 'must have at least', ' characters'],
  maxLength: ['schema/out-of-range', 'must have at most', ' characters'],
  minItems: ['schema/too-few', 'must have at least', ' items'],
  minProperties: ['schema/too-few', 'must have at least', ' keys'],
  maxItems: ['schema/too-many', 'must have at most', ' items'],
  maxProperties: ['schema/too-many', 'must have at most', ' keys'],
};

function beyondLimit(error: SchemaError, name: string, value: string): ValueFault {
  const [code, words, unit] = limits[error.keyword] ?? [
    'schema/bad-value',
    'is not as it must be:',
    '',
  ];
  const limit = String(error.params['limit'] ?? error.params['multipleOf'] ?? error.keyword);
  const counted = limit === '1' ? unit.replace(/s$/, '') : unit;
  const actual = unit === '' ? `, not ${value}` : '';
  return { code, message: `${name} ${words} ${limit}${counted}${actual}` };
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'a map',
  array: 'a list',
  null: 'null',
};

function wrongType(error: SchemaError, name: string, path: Path): ValueFault {
  const types = Array.isArray(error.schema) ? error.schema.map(String) : [String(error.schema)];
  const names = types.map((type) => typeNames[type] ?? type);
  const wanted =
    names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
  const help = typeHelp(error.data, types, path);
  return {
    code: 'schema/wrong-type',
    message: `${name} must be ${wanted}, not ${sayValue(error.data)}`,
    ...(help === undefined ? {} : { help }),
  };
}

function typeHelp(value: unknown, types: readonly string[], path: Path): string | undefined {
  const isScalar = typeof value === 'number' || typeof value === 'boolean';
  if (types.length === 1 && types[0] === 'string' && isScalar) {
    return `quote it: "${String(value)}"`;
  }
  const isNumeric =
    typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value));
  if ((types.includes('number') || types.includes('integer')) && isNumeric) {
    return `write ${Number(value)} without quotes`;
  }
  if (types.length === 1 && types[0] === 'object' && Array.isArray(value)) {
    return `write a map: \`${path.at(-1) ?? 'key'}: { id: … }\`, without dashes`;
  }
  if (types.length === 1 && types[0] === 'array' && typeof value === 'string') {
    return `write a list: [${value}]`;
  }
  return value === null ? 'give it a value, or remove the key' : undefined;
}

/** `exactlyOne`: which keys there may be and which there are. */
export function exactlyOne(source: Source, path: Path, error: SchemaError): Diagnostic {
  const properties = error.parentSchema?.['properties'];
  const known =
    typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
  const present =
    typeof error.data === 'object' && error.data !== null ? Object.keys(error.data) : [];
  const quoted = (keys: readonly string[]): string => keys.map((key) => `\`${key}\``).join(', ');
  const has = present.length === 0 ? 'none' : quoted(present);
  return diagnostic(
    'schema/exactly-one',
    source.locate(path, 'key'),
    `${nameOf(path)} has exactly one of ${quoted(known)}; this one has ${has}`,
    { help: present.length === 0 ? `add one of ${quoted(known)}` : 'keep one of them' },
  );
}

/** What a message calls a value: its key, or for an item of a list its list. */
export function nameOf(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) {
    return 'the file';
  }
  return typeof last === 'number' ? `an item of \`${path.at(-2) ?? ''}\`` : `\`${last}\``;
}

function sayValue(value: unknown): string {
  if (typeof value === 'string') {
    const text = value.length > 60 ? `${value.slice(0, 57)}…` : value;
    return value === '' ? 'the empty text' : `the text \`${text}\``;
  }
  if (Array.isArray(value)) {
    return 'a list';
  }
  if (typeof value === 'object' && value !== null) {
    return 'a map';
  }
  return value === null || value === undefined ? 'empty' : `\`${String(value)}\``;
}
