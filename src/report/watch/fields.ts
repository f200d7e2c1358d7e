import { escaped } from '../json.ts';

/** A value of a field; null and the empty text are left out. Lists are joined with commas. */
export type FieldValue = string | number | boolean | null | readonly string[];

export type Fields = readonly (readonly [name: string, value: FieldValue])[];

/**
 * Fields as `name=value`, one blank between. A text with blanks, quotation marks, `=`, control characters or what a build server takes
 * for a command is written as a JSON string, so that a line stays a line and can be taken apart again.
 */
export function sayFields(fields: Fields): string {
  return fields
    .filter(
      ([, value]) =>
        value !== null && value !== '' && !(Array.isArray(value) && value.length === 0),
    )
    .map(([name, value]) => `${name}=${sayValue(value)}`)
    .join(' ');
}

const bare = /^[^\s"'`=\\\p{Cc}\p{Cf}\p{Cs}\p{Zs}\p{Zl}\p{Zp}\p{Bidi_Control}]+$/u;

function sayValue(value: FieldValue): string {
  const text = typeof value === 'object' ? (value ?? []).join(',') : String(value);
  return bare.test(text) && !text.includes('##[')
    ? text
    : escaped(JSON.stringify(text)).replaceAll('##[', '##\\u005b');
}
