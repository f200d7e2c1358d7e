import type { Fields, FieldValue } from './scenario.ts';

/** Words that YAML would read as something other than a text. */
const special = /^(true|false|null|~|yes|no|on|off|[-+.]?[0-9].*|[-+]?\.(inf|nan))$/i;
const plain = /^[A-Za-z0-9_./@-][A-Za-z0-9_./@>-]*$/;

/** A value as YAML writes it on one line. */
export function flowText(value: FieldValue | Fields | readonly Fields[]): string {
  if (typeof value === 'string') {
    return plain.test(value) && !special.test(value) ? value : JSON.stringify(value);
  }
  if (typeof value !== 'object') {
    return String(value);
  }
  if (isList(value)) {
    return `[${value.map((item) => flowText(item)).join(', ')}]`;
  }
  const pairs = Object.entries(value).map(([key, own]) => `${key}: ${flowText(own)}`);
  return `{ ${pairs.join(', ')} }`;
}

function isList(
  value: Fields | readonly Fields[] | readonly string[],
): value is readonly string[] | readonly Fields[] {
  return Array.isArray(value);
}
