import type { FactValue } from '../model/trace.ts';
import { isRow } from './fact-row.ts';

const itemsMax = 8;
const charactersMax = 60;

/** A value in a sentence: strings in backticks, lists in brackets. */
export function valueText(value: FactValue): string {
  if (typeof value === 'string') {
    return `\`${value}\``;
  }
  if (value === undefined) {
    return 'a value that is missing';
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? 'an empty list' : `[${itemsText(value)}]`;
  }
  if (typeof value === 'object' && value !== null) {
    return objectText(value);
  }
  return String(value);
}

/** The items of a list in a sentence, the first few of them: `a`, `b`. */
export function itemsText(items: readonly FactValue[]): string {
  const shown = items.slice(0, itemsMax).map(valueText).join(', ');
  const rest = items.length - itemsMax;
  return rest > 0 ? `${shown}, … (and ${rest} more)` : shown;
}

function objectText(value: Extract<FactValue, object>): string {
  const keys = isRow(value) ? value.names() : Object.keys(value);
  const text = keys.join(', ');
  const shown = text.length > charactersMax ? `${text.slice(0, charactersMax)}…` : text;
  return keys.length === 0 ? 'an empty object' : `an object of ${shown}`;
}
