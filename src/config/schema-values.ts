import type { DiagnosticCode } from '../model/catalogue.ts';
import { didYouMean } from '../model/nearest.ts';
import { isObject, ownValue } from './own-value.ts';
import type { Path } from './places.ts';
import type { Schema, SchemaError } from './schema-error.ts';
import { stringsOf } from './schema-forms.ts';
import { legalSpelling, listed, quoted, sayValue, subjectOf } from './schema-words.ts';

/** A mistake in the words of the author, at a key or a value. */
export interface Mistake {
  readonly code: DiagnosticCode;
  readonly path: Path;
  readonly part: 'key' | 'value';
  readonly message: string;
  readonly help?: string;
  readonly related?: readonly { readonly message: string; readonly path: Path }[];
}

/** Where an error is, and how the value stands in the file. */
export interface Spot {
  readonly path: Path;
  readonly written: string | undefined;
}

type Said = Pick<Mistake, 'code' | 'message' | 'help' | 'related'> & { readonly path?: Path };

/** An error about one value, whatever its keyword, as a mistake. */
export function valueMistake(error: SchemaError, spot: Spot): Mistake {
  const { path = spot.path, ...said } = sayError(error, spot);
  return { ...said, path, part: 'value' };
}

function sayError(error: SchemaError, spot: Spot): Said {
  switch (error.keyword) {
    case 'type':
      return literalSecret(error, spot) ?? wrongType(error, spot);
    case 'enum':
    case 'const':
      return badValue(error, spot);
    case 'pattern':
      return badFormat(error, spot);
    case 'uniqueItems':
      return repeated(error, spot);
    case 'minItems':
    case 'minProperties':
      return tooFew(error, spot);
    case 'maxItems':
    case 'maxProperties':
      return tooMany(error, spot);
    default:
      return { code: 'schema/out-of-range', message: outOfRange(error, spot) };
  }
}

/** Characters of a value that a help repeats. */
const lengthShown = 60;

const typeNames: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: '`true` or `false`',
  object: 'a map',
  array: 'a list',
  null: '`null`',
};

const finiteNames: Readonly<Record<string, string>> = {
  ...typeNames,
  number: 'a finite number',
  integer: 'a finite whole number',
};

/** `.inf`, `.nan`, and what is written larger than any number, such as `1e999`. */
function isInfinite(data: unknown): boolean {
  return typeof data === 'number' && !Number.isFinite(data);
}

/** A secret that is written out. It is not repeated: messages go to logs that more people read than the file. */
function literalSecret({ data, parentSchema }: SchemaError, { path }: Spot): Said | undefined {
  const help = ownValue(parentSchema, 'typeErrorMessage');
  const subject = subjectOf(path);
  return typeof help !== 'string'
    ? undefined
    : {
        code: 'schema/literal-secret',
        message: data === null ? `${subject} is empty` : `${subject} must not be written out`,
        help,
      };
}

function wrongType(error: SchemaError, { path, written }: Spot): Said {
  const types = [error.schema].flat().map(String);
  const words = isInfinite(error.data) ? finiteNames : typeNames;
  const names = types.map((type) => (type === 'object' ? mapName(error) : (words[type] ?? type)));
  const subject = subjectOf(path);
  const wanted = listed(names, 'or');
  const help = typeHelp(error, types, written);
  return {
    code: 'schema/wrong-type',
    message:
      error.data === null
        ? `${subject} is empty and must be ${wanted}`
        : `${subject} must be ${wanted}, not ${sayValue(error.data, written)}`,
    ...(help === undefined ? {} : { help }),
  };
}

/** A map with the keys that it cannot do without, where its form is one of several. */
function mapName({ parentSchema }: SchemaError): string {
  const keys = [parentSchema?.['then'], parentSchema?.['else']].flatMap((form) => {
    const required = isObject(form) && form['type'] === 'object' ? form['required'] : undefined;
    return Array.isArray(required) ? required.map((key) => quoted(String(key))) : [];
  });
  return keys.length === 0 ? 'a map' : `a map with ${listed(keys, 'and')}`;
}

/** The map that stands in the place of a value or of nothing, where some of its keys are a must. */
function neededMap(data: unknown, schema: unknown): string | undefined {
  const required = stringsOf(ownValue(schema, 'required'));
  return required.length === 0 || (typeof data === 'object' && data !== null)
    ? undefined
    : `write a map: \`{ ${required.map((key) => `${key}: …`).join(', ')} }\``;
}

function emptyHelp(canBeEmpty: boolean): string {
  return canBeEmpty ? 'write `{}` for none, or remove the key' : 'write a value, or remove the key';
}

function typeHelp(
  error: SchemaError,
  types: readonly string[],
  written: string | undefined,
): string | undefined {
  const { data, parentSchema } = error;
  const wants = (type: string): boolean => types.includes(type);
  const mapHelp = wants('object') ? neededMap(data, parentSchema) : undefined;
  if (mapHelp !== undefined || data === null) {
    return mapHelp ?? emptyHelp(wants('object') && !wants('string'));
  }
  if (typeof data === 'number' || typeof data === 'boolean') {
    return scalarHelp(error, types, written ?? String(data));
  }
  if (wants('array') && typeof data === 'string') {
    return `write a list${shownBehind(`[${data}]`)}`;
  }
  if (types.length === 1 && wants('object') && Array.isArray(data)) {
    return withoutDashes(data);
  }
  return typeof data === 'string' ? unquoted(data, types) : undefined;
}

/** Help for a number or a truth value that is of the wrong type. */
function scalarHelp(
  { data, parentSchema }: SchemaError,
  types: readonly string[],
  written: string,
): string | undefined {
  if (isInfinite(data) && (types.includes('number') || types.includes('integer'))) {
    return 'numbers go up to 1e15';
  }
  return types.includes('string') && !types.includes('object')
    ? quoteHelp(written, parentSchema)
    : undefined;
}

/** What to write, behind the words that say so; nothing where it is long. */
function shownBehind(text: string): string {
  return text.length > lengthShown ? '' : `: \`${text}\``;
}

function withoutDashes([first]: readonly unknown[]): string {
  return typeof first === 'string'
    ? `write \`${first}: …\` lines without dashes`
    : 'write `key: …` lines without dashes';
}

/** A number or a truth value where a text is wanted: in quotes it is one, unless the text must have a form. */
function quoteHelp(written: string, schema: Schema | undefined): string | undefined {
  const rule = ownValue(schema, 'patternErrorMessage');
  const pattern = ownValue(schema, 'pattern');
  const fits = typeof pattern !== 'string' || new RegExp(pattern).test(written);
  if (!fits && typeof rule === 'string') {
    return rule;
  }
  return `put it in quotes${shownBehind(`"${written}"`)}`;
}

function unquoted(text: string, types: readonly string[]): string | undefined {
  const isNumeric = /^-?[0-9]+(\.[0-9]+)?$/.test(text);
  const wantsNumber =
    types.includes('number') || (types.includes('integer') && !text.includes('.'));
  const wantsTruth = types.includes('boolean') && /^(true|false)$/.test(text);
  if ((isNumeric && wantsNumber) || wantsTruth) {
    return `write it without quotes${shownBehind(text)}`;
  }
  if (types.includes('boolean') && /^(yes|on|no|off)$/i.test(text)) {
    return `write \`${/^(yes|on)$/i.test(text)}\``;
  }
  return undefined;
}

function badValue(error: SchemaError, { path, written }: Spot): Said {
  const allowed = [error.schema].flat().map(String);
  const subject = subjectOf(path);
  const value = typeof error.data === 'string' ? quoted(error.data) : sayValue(error.data, written);
  return {
    code: 'schema/bad-value',
    message: error.data === null ? `${subject} is empty` : `${subject} cannot be ${value}`,
    help: didYouMean(typeof error.data === 'string' ? error.data : (written ?? ''), allowed),
  };
}

function badFormat({ data, parentSchema }: SchemaError, { path }: Spot): Said {
  const text = String(data);
  return {
    code: 'schema/bad-format',
    message: `${subjectOf(path)} cannot be ${quoted(text)}`,
    help: formHelp(text, parentSchema),
  };
}

/** The form that is asked for, and where there is one, a spelling that has it. */
export function formHelp(text: string, schema: Schema | undefined): string {
  const rule = ownValue(schema, 'patternErrorMessage');
  const form = typeof rule === 'string' ? rule : 'it must have another form';
  const legal = legalSpelling(text, ownValue(schema, 'pattern'));
  return legal === undefined ? form : `write \`${legal}\`: ${form}`;
}

function repeated({ data, params }: SchemaError, { path }: Spot): Said {
  const indexes = [Number(params['i']), Number(params['j'])].sort((a, b) => a - b);
  const [first = 0, second = 0] = indexes;
  const value = ownValue(data, second);
  const what = typeof value === 'object' ? 'the same' : quoted(String(value));
  return {
    code: 'schema/repeated',
    path: [...path, second],
    message: `${what} stands twice in ${subjectOf(path)}`,
    help: 'remove one of them',
    related: [{ message: 'it stands here first', path: [...path, first] }],
  };
}

function tooFew({ keyword, params, data }: SchemaError, { path }: Spot): Said {
  const unit = keyword === 'minItems' ? 'item' : 'key';
  const least = Number(params['limit']);
  const found = countOf(data);
  const has = found === 0 ? 'is empty' : `has ${counted(found, unit)}`;
  return {
    code: 'schema/too-few',
    message: `${subjectOf(path)} ${has} and needs at least ${least === 1 ? `one ${unit}` : least}`,
    help: found === 0 ? 'add one, or remove the key' : `add ${counted(least - found, unit)}`,
  };
}

function tooMany({ keyword, params, data }: SchemaError, { path }: Spot): Said {
  const unit = keyword === 'maxItems' ? 'item' : 'key';
  return {
    code: 'schema/out-of-range',
    message: `${subjectOf(path)} has ${counted(countOf(data), unit)}; at most ${Number(params['limit'])} are allowed`,
  };
}

function countOf(data: unknown): number {
  return typeof data === 'object' && data !== null ? Object.keys(data).length : 0;
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

function outOfRange({ keyword, params, data }: SchemaError, { path, written }: Spot): string {
  const subject = subjectOf(path);
  const value = written === undefined ? sayValue(data, undefined) : quoted(written);
  const limit = Number(params['limit']);
  switch (keyword) {
    case 'minimum':
      return `${subject} must be at least ${limit}, not ${value}`;
    case 'exclusiveMinimum':
      return `${subject} must be more than ${limit}, not ${value}`;
    case 'maximum':
      return `${subject} must be at most ${limit}, not ${value}`;
    case 'exclusiveMaximum':
      return `${subject} must be less than ${limit}, not ${value}`;
    case 'multipleOf':
      return params['multipleOf'] === 0.01
        ? `${subject} can have two decimals, not ${value}`
        : `${subject} must be a multiple of ${Number(params['multipleOf'])}, not ${value}`;
    case 'minLength':
      return limit === 1
        ? `${subject} must not be an empty text`
        : `${subject} needs at least ${limit} characters and has ${lengthOf(data)}`;
    case 'maxLength':
      return `${subject} has ${lengthOf(data)} characters; at most ${limit} are allowed`;
    default:
      return `${subject} cannot be ${value}`;
  }
}

/** Length as the schema counts it, in code points. */
function lengthOf(data: unknown): number {
  return typeof data === 'string' ? [...data].length : 0;
}
