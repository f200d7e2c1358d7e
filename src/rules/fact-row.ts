import type { FactRow, FactValue } from '../model/trace.ts';
import { fieldNumbers } from './field-numbers.ts';

/** Works out a field from what a row is about; undefined is missing. */
export type FieldReader<About> = (about: About) => FactValue;

/** How each field of a kind of row is worked out, by name and by number. */
export interface RowFields<About> {
  readonly byName: ReadonlyMap<string, FieldReader<About>>;
  readonly byNumber: readonly FieldReader<About>[];
}

const missing = (): undefined => undefined;

/** The fields of a kind of row, from a table of how each is worked out. */
export function rowFields<About>(
  table: Readonly<Record<string, FieldReader<About>>>,
): RowFields<About> {
  const byName = new Map(Object.entries(table));
  const byNumber = Array.from(fieldNumbers.keys(), (name) => byName.get(name) ?? missing);
  return { byName, byNumber };
}

/**
 * An object of facts that costs nothing until it is read: a field is worked out each time that a condition looks at it.
 * The names of its fields are ours, never an author's, so that nothing that objects inherit can be reached through it.
 */
export class LazyRow<About> implements FactRow {
  readonly fields: RowFields<About>;
  readonly about: About;

  constructor(fields: RowFields<About>, about: About) {
    this.fields = fields;
    this.about = about;
  }

  at(number: number): FactValue {
    return this.fields.byNumber[number]?.(this.about);
  }

  field(name: string): FactValue {
    return this.fields.byName.get(name)?.(this.about);
  }

  names(): readonly string[] {
    return [...this.fields.byName.keys()].filter((name) => this.field(name) !== undefined);
  }
}

/** Whether a value is an object of facts that works its fields out. */
export function isRow(value: FactValue): value is FactRow {
  return value instanceof LazyRow;
}
