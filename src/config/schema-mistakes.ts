import { type Diagnostic, diagnostic, sortedDiagnostics } from '../model/diagnostic.ts';
import { limits, sayCount } from '../model/limits.ts';
import { type Location, placeBehind } from '../model/location.ts';
import { nearest } from '../model/nearest.ts';
import type { Checked } from './check.ts';
import { isObject } from './own-value.ts';
import { type Path, sayPath } from './places.ts';
import { pathOf, type Schema, type SchemaError } from './schema-error.ts';
import { propertiesOf } from './schema-forms.ts';
import { badId, keyKeywords, keyMistakes } from './schema-keys.ts';
import { type Mistake, valueMistake } from './schema-values.ts';
import { quoted, sayValue } from './schema-words.ts';

/** Keywords that only say that a part of a schema failed, of which there is an error as well. */
const wrappers: ReadonlySet<string> = new Set(['if', 'propertyNames', 'allOf']);

/** Errors that are looked at: for one mistake there are up to four. */
const errorsMax = 4 * limits.fileProblems;

/** What a validator says of a value. */
export interface Judgment {
  readonly errors: readonly SchemaError[];
  /** The schema that the validator was made of. */
  readonly schema: Schema;
  /** Whether it is that of a file of a configuration. */
  readonly isConfiguration: boolean;
}

/** What in a source is not as its schema says: one message a mistake, sorted, and no more than are told of a file. */
export function schemaMistakes(source: Checked, judgment: Judgment): readonly Diagnostic[] {
  const errors = told(judgment.errors);
  const byPointer = Map.groupBy(errors, ({ instancePath }) => instancePath);
  const mistakes = [...byPointer].flatMap(([pointer, own]) =>
    mistakesAt(source, { ...judgment, path: pathOf(source.value, pointer), errors: own }),
  );
  const found = onceEach(sortedDiagnostics(mistakes.map((mistake) => placed(source, mistake))));
  const shown = found.slice(0, limits.fileProblems);
  const last = shown.at(-1);
  const isWhole = errors.length === judgment.errors.length && shown.length === found.length;
  return isWhole || last === undefined ? found : [...shown, moreProblems(last.at)];
}

/** The errors that become messages. One part of a file can have several, and they stay together as far as they are told. */
function told(errors: readonly SchemaError[]): readonly SchemaError[] {
  if (errors.length <= limits.fileProblems) {
    return errors;
  }
  const pointers = new Set<string>();
  for (const { instancePath } of errors) {
    if (pointers.size === limits.fileProblems) {
      break;
    }
    pointers.add(instancePath);
  }
  return errors.filter(({ instancePath }) => pointers.has(instancePath)).slice(0, errorsMax);
}

/** Says that there are more problems than are told; the last of those stands at a place. */
export function moreProblems(last: Location): Diagnostic {
  return diagnostic(
    'config/more-problems',
    placeBehind(last),
    `the file has more than ${sayCount(limits.fileProblems)} problems; the others are not told`,
    { help: 'mend these first' },
  );
}

function mistakesAt(
  source: Checked,
  { path, errors, schema, isConfiguration }: Judgment & { readonly path: Path },
): readonly Mistake[] {
  const spot = { path, written: source.written(path) };
  const type = widestType(errors);
  if (type !== undefined) {
    return [valueMistake(type, spot)];
  }
  const version = isConfiguration ? versionMistake(source, path, errors) : undefined;
  if (version?.isAll === true) {
    return [version.mistake];
  }
  const rest = version === undefined ? errors : errors.filter((error) => !version.tells(error));
  return [
    ...(version === undefined ? [] : [version.mistake]),
    ...keyMistakes({ path, errors: rest, root: source.value, schema }),
    ...rest.flatMap((error) => {
      if (error.propertyName !== undefined) {
        return [badId(error, path, error.propertyName)];
      }
      return isAboutValue(error) ? [valueMistake(error, spot)] : [];
    }),
  ];
}

function isAboutValue({ keyword, schemaPath }: SchemaError): boolean {
  return (
    !wrappers.has(keyword) && !keyKeywords.has(keyword) && !schemaPath.includes('/exactlyOne/')
  );
}

/** Where a value is of the wrong type, the error that knows every form it could have; the others follow from that. */
function widestType(errors: readonly SchemaError[]): SchemaError | undefined {
  const typed = errors.filter(({ keyword }) => keyword === 'type');
  return typed.find(({ schema }) => Array.isArray(schema)) ?? typed[0];
}

interface VersionMistake {
  readonly mistake: Mistake;
  /** Whether an error is what the mistake is about. */
  readonly tells: (error: SchemaError) => boolean;
  /** Whether it explains everything else at this place. */
  readonly isAll: boolean;
}

/** A `tower` that is missing or of another version. A misspelt one is an unknown key. */
function versionMistake(
  { value, written: writtenAt }: Checked,
  path: Path,
  errors: readonly SchemaError[],
): VersionMistake | undefined {
  if (path.length === 1 && path[0] === 'tower') {
    const written = writtenAt(path);
    const version = isObject(value) ? value['tower'] : undefined;
    const found =
      typeof version === 'string' ? quoted(`tower: ${version}`) : sayValue(version, written);
    const mistake: Mistake = {
      code: 'schema/version',
      path,
      part: 'value',
      message: `this version of Tower reads \`tower: v1\`, not ${found}`,
      help: 'write `tower: v1`',
    };
    return { mistake, tells: () => true, isAll: true };
  }
  const tells = ({ keyword, params }: SchemaError): boolean =>
    keyword === 'required' && params['missingProperty'] === 'tower';
  const keys = isObject(value) ? Object.keys(value) : [];
  const isMisspelt = keys.some((key) => nearest(key, ['tower']) !== undefined);
  const error = path.length === 0 ? errors.find(tells) : undefined;
  if (error === undefined || isMisspelt) {
    return undefined;
  }
  const sections = propertiesOf(error.parentSchema);
  const isForeign = keys.every((key) => !sections.includes(key));
  const mistake: Mistake = {
    code: 'schema/version',
    path,
    part: 'key',
    message: isForeign
      ? 'this is not a file of a configuration: it does not say `tower: v1` and has no section'
      : 'the file does not say `tower: v1`',
    help: isForeign
      ? 'begin it with `tower: v1`, or leave it out of `config.include`'
      : 'begin it with the line `tower: v1`',
  };
  return { mistake, tells, isAll: isForeign };
}

function placed(source: Checked, mistake: Mistake): Diagnostic {
  const { code, path, part, message, help, related = [] } = mistake;
  const at = source.locate(path, part);
  // An unknown key is a mistake of the map that it stands in.
  const isUnknown = code === 'schema/unknown-key';
  return diagnostic(code, isUnknown ? { ...at, path: sayPath(path.slice(0, -1)) } : at, message, {
    ...(help === undefined ? {} : { help }),
    related: related.map((other) => ({
      message: other.message,
      at: source.locate(other.path, 'value'),
    })),
  });
}

/** What an anchor holds is wrong once, however often it is repeated. */
function onceEach(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const told = new Set<string>();
  return diagnostics.filter(({ code, at, message }) => {
    const key = JSON.stringify([at.line, at.column, code, message]);
    return !told.has(key) && told.add(key);
  });
}
