import { didYouMean, nearest } from '../model/nearest.ts';
import { ownValue } from './own-value.ts';
import type { Path } from './places.ts';
import type { Schema, SchemaError } from './schema-error.ts';
import { elsewhere, type Forms, formsOf, nounOf, propertiesOf, stringsOf } from './schema-forms.ts';
import { formHelp, type Mistake } from './schema-values.ts';
import { listed, quoted, subjectOf } from './schema-words.ts';

/** A map with what is wrong about its keys. */
export interface KeyErrors {
  readonly path: Path;
  readonly errors: readonly SchemaError[];
  /** The whole document, and its schema. */
  readonly root: unknown;
  readonly schema: Schema | undefined;
}

/** Keywords about the keys of a map. */
export const keyKeywords: ReadonlySet<string> = new Set([
  'additionalProperties',
  'required',
  'exactlyOne',
  'anyOf',
]);

const mergeHelp = 'merge keys are not part of YAML 1.2: write the keys out, or use `defaults`';

/**
 * What is wrong about the keys of one map. A key that is missing because it is misspelt is one mistake, and so are
 * several that are missing.
 */
export function keyMistakes(found: KeyErrors): readonly Mistake[] {
  const { path, errors, schema } = found;
  const forms = formsOf(errors, schema);
  const unknown = errors.filter(({ keyword }) => keyword === 'additionalProperties');
  const missing = errors.flatMap(({ keyword, params, schemaPath }) =>
    keyword === 'required' && !schemaPath.includes('/anyOf/')
      ? [String(params['missingProperty'])]
      : [],
  );
  const told = unknown.map((error) => unknownKey(error, found, { forms, missing }));
  const meant = new Set(told.map(({ meant: key }) => key));
  const absent = isOtherForm(forms, missing, unknown, meant)
    ? []
    : missing.filter((key) => !meant.has(key));
  return [
    ...told.map(({ mistake }) => mistake),
    ...(absent.length === 0 ? [] : [missingKeys(path, absent, forms)]),
    ...(unknown.length > 0
      ? []
      : errors.flatMap((error) => [
          ...exactlyOne(path, error, schema),
          ...atLeastOne(path, error),
        ])),
  ];
}

/** Whether an unknown key explains that a form has nothing of what it needs: then it is another form, or none. */
function isOtherForm(
  forms: Forms | undefined,
  missing: readonly string[],
  unknown: readonly SchemaError[],
  meant: ReadonlySet<string | undefined>,
): boolean {
  if (forms === undefined) {
    return false;
  }
  return (
    forms.keys.some((key) => meant.has(key)) ||
    (unknown.length > 0 && forms.required.every((key) => missing.includes(key)))
  );
}

/** An unknown key, and the known one that was probably meant. */
function unknownKey(
  error: SchemaError,
  { path, root, schema }: KeyErrors,
  { forms, missing }: { readonly forms: Forms | undefined; readonly missing: readonly string[] },
): { readonly mistake: Mistake; readonly meant: string | undefined } {
  const key = String(error.params['additionalProperty']);
  const own = propertiesOf(error.parentSchema);
  const place = { path: [...path, key], part: 'key' } as const;
  const present = forms?.keys.find((name) => own.includes(name));
  if (forms?.known.includes(key) === true && present !== undefined) {
    const message = `\`${key}\` cannot stand beside \`${present}\``;
    const mistake = {
      ...place,
      code: 'schema/exactly-one',
      message,
      help: sayForms(forms),
    } as const;
    return { mistake, meant: undefined };
  }
  const free = [
    ...new Set([...own, ...(present === undefined ? (forms?.known ?? []) : [])]),
  ].filter((name) => ownValue(error.data, name) === undefined);
  const other = schema === undefined ? undefined : elsewhere(key, { path, root, schema });
  const best = other === undefined ? (nearest(key, missing) ?? nearest(key, free)) : undefined;
  const help = (): string => {
    if (key === '<<') {
      return mergeHelp;
    }
    if (other !== undefined) {
      return other.kind === 'inside'
        ? `it is a key of \`${other.key}\`: write it below that`
        : `it is ${other.path.length === 0 ? 'a section' : `a key of ${subjectOf(other.path)}`}: indent it less`;
    }
    return best === undefined ? knownHelp(key, free, forms) : `did you mean \`${best}\`?`;
  };
  return {
    mistake: {
      ...place,
      code: 'schema/unknown-key',
      message: `unknown key ${quoted(key)}`,
      help: help(),
    },
    meant: best,
  };
}

function knownHelp(key: string, free: readonly string[], forms: Forms | undefined): string {
  return forms === undefined ? didYouMean(key, free) : sayForms(forms);
}

function sayForms({ noun, keys, required }: Forms): string {
  const names = keys.map((key) => `\`${key}\``).join(', ');
  return `a ${noun} has exactly one of ${names}, or ${listed(required.map(quoted), 'and')}`;
}

function missingKeys(path: Path, keys: readonly string[], forms: Forms | undefined): Mistake {
  const isNothing = forms?.required.every((key) => keys.includes(key)) === true;
  const list = listed(keys.map(quoted), 'and');
  return {
    code: 'schema/missing-key',
    path,
    part: 'key',
    message: `${subjectOf(path)} has ${listed(
      keys.map((key) => `no ${quoted(key)}`),
      'and',
    )}`,
    help: forms !== undefined && isNothing ? sayForms(forms) : `add ${list}`,
  };
}

function exactlyOne(
  path: Path,
  error: SchemaError,
  schema: Schema | undefined,
): readonly Mistake[] {
  if (error.keyword !== 'exactlyOne') {
    return [];
  }
  const known = propertiesOf(error.parentSchema);
  const present = known.filter((key) => ownValue(error.data, key) !== undefined);
  const has = present.length === 0 ? 'none' : listed(present.map(quoted), 'and');
  return [
    {
      code: 'schema/exactly-one',
      path,
      part: 'key',
      message: `a ${nounOf(error.parentSchema, schema)} has exactly one of ${known.map(quoted).join(', ')}; this one has ${has}`,
      help: present.length === 0 ? 'add one of them' : 'keep one of them',
    },
  ];
}

/** A map that has none of several keys, each of which would do. */
function atLeastOne(path: Path, { keyword, schema }: SchemaError): readonly Mistake[] {
  if (keyword !== 'anyOf' || !Array.isArray(schema)) {
    return [];
  }
  const keys = schema.flatMap((one: unknown) => stringsOf(ownValue(one, 'required')));
  return [
    {
      code: 'schema/missing-key',
      path,
      part: 'key',
      message: `${subjectOf(path)} has none of ${listed(keys.map(quoted), 'and')}`,
      help: 'add at least one of them',
    },
  ];
}

/** A key that is not of the form that the names of a section have. */
export function badId({ parentSchema }: SchemaError, path: Path, id: string): Mistake {
  const rule = ownValue(parentSchema, 'patternErrorMessage');
  const noun = typeof rule === 'string' ? /^(an? .+?) is /.exec(rule)?.[1] : undefined;
  return {
    code: 'schema/bad-id',
    path: [...path, id],
    part: 'key',
    message: `${quoted(id)} cannot be ${noun ?? 'a key here'}`,
    help: id === '<<' ? mergeHelp : formHelp(id, parentSchema),
  };
}
