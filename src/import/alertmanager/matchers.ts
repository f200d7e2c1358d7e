import type { Path } from '../../config/source.ts';
import { sortedBy } from '../../model/order.ts';
import { type Fields, fieldOf, fieldsIn } from '../fields.ts';
import { type AlertmanagerReading, itemsAt, nameOf, tellForm, textOf } from './reading.ts';

/** What a route asks of a label of an alert. */
export interface Matcher {
  readonly label: string;
  readonly operator: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

/** `severity="critical"`, as Alertmanager writes it. */
export function sayMatcher({ label, operator, value }: Matcher): string {
  return `${label}${operator}"${value}"`;
}

/**
 * The matchers of a route in all three forms that there are; all of them must match. Those of rules that inhibit have a
 * `prefix`, such as `source_`.
 */
export function matchersOf(
  reading: AlertmanagerReading,
  { fields, path }: { readonly fields: Fields; readonly path: Path },
  prefix = '',
): readonly Matcher[] {
  const key = `${prefix}matchers`;
  return [
    ...oldForm(fieldOf(fields, `${prefix}match`), '='),
    ...oldForm(fieldOf(fields, `${prefix}match_re`), '=~'),
    ...itemsAt(reading, fieldOf(fields, key), [...path, key]).flatMap((item) => {
      const text = textOf(item.value) ?? '';
      const found = parsedMatchers(text);
      if (found === undefined) {
        tellForm(reading, item.path, `${nameOf(item.path)} is not a matcher`);
      }
      return found ?? [];
    }),
  ];
}

function oldForm(value: unknown, operator: '=' | '=~'): readonly Matcher[] {
  return sortedBy(Object.entries(fieldsIn(value) ?? {}), ([label]) => label).map(
    ([label, own]) => ({ label, operator, value: textOf(own) ?? '' }),
  );
}

/** A name, plain or in quotes, an operator, and a value, plain or in quotes. */
const matcherPattern =
  /\s*(?:"((?:[^"\\]|\\.)*)"|([^\s"{}=!~,\\]+))\s*(=~|!~|!=|=)\s*(?:"((?:[^"\\]|\\.)*)"|([^",{}]*?))\s*(?:,|$)/y;

/** A text with one matcher, or several with commas between and perhaps braces around them; undefined where it is none. */
function parsedMatchers(text: string): readonly Matcher[] | undefined {
  const inner = /^\s*\{(.*)\}\s*$/s.exec(text)?.[1] ?? text;
  const matchers: Matcher[] = [];
  let at = 0;
  while (at < inner.length) {
    matcherPattern.lastIndex = at;
    const [whole = '', quotedName, name = '', operator, quotedValue, value = ''] =
      matcherPattern.exec(inner) ?? [];
    if (whole === '') {
      return inner.slice(at).trim() === '' ? matchers : undefined;
    }
    matchers.push({
      label: quotedName === undefined ? name : unescaped(quotedName),
      operator: operatorOf(operator),
      value: quotedValue === undefined ? value : unescaped(quotedValue),
    });
    at += whole.length;
  }
  return matchers.length === 0 ? undefined : matchers;
}

function operatorOf(text: string | undefined): Matcher['operator'] {
  return (['=~', '!~', '!='] as const).find((known) => known === text) ?? '=';
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/gs, (_, sign: string) => (sign === 'n' ? '\n' : sign));
}

/** The words of a regular expression that is nothing but a choice of words; undefined for any other one. It is never executed. */
export function wordsOfPattern(pattern: string): readonly string[] | undefined {
  const bare = pattern.replace(/^\^/, '').replace(/\$$/, '');
  const inner = /^\((?:\?:)?([^()]*)\)$/.exec(bare)?.[1] ?? bare;
  const words = inner.split('|').map((word) => word.replace(/\\([.\-/])/g, '$1'));
  const isPlain = inner.split('|').every((word) => /^(?:[A-Za-z0-9_ :@/-]|\\[.\-/])+$/.test(word));
  return isPlain ? words : undefined;
}
