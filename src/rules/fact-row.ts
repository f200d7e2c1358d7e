import type { FactRow, FactValue } from '../model/trace.ts';
import { fieldNumbers } from './field-numbers.ts';

/** Works out a field from what a row is about; undefined is missing. */
export type FieldReader<About> = (about: About) => FactValue;

/** How each field of a kind of row is worked out, by name and by number. */
export interface RowFields<About> {
  readonly byName: ReadonlyMap<string, FieldReader<About>>;
  /** The smallest number of a field: the lists below begin with it. */
  readonly first: number;
  readonly byNumber: readonly FieldReader<About>[];
  /** The values of a row of which nothing has been read. */
  readonly blank: readonly FactValue[];
}

/** Stands where a field has not been worked out yet. */
const unread: FactValue = {};

const missing = (): undefined => undefined;

/** The fields of a kind of row, from a table of how each is worked out. */
export function rowFields<About>(
  table: Readonly<Record<string, FieldReader<About>>>,
): RowFields<About> {
  const byName = new Map(Object.entries(table));
  const numbers = Object.keys(table).flatMap((name) => fieldNumbers.get(name) ?? []);
  const first = Math.min(...numbers, fieldNumbers.size);
  const byNumber = [...fieldNumbers.keys()]
    .slice(first, Math.max(...numbers, 0) + 1)
    .map((name) => byName.get(name) ?? missing);
  return { byName, first, byNumber, blank: byNumber.map(() => unread) };
}

abstract class Row implements FactRow {
  abstract at(number: number): FactValue;
  abstract field(name: string): FactValue;
  abstract names(): readonly string[];
}

/**
 * An object of facts that costs next to nothing until it is read: a field is worked out each time that a condition looks
 * at it. The names of its fields are ours, never an author's, so that nothing that objects inherit can be reached through
 * it.
 */
export class LazyRow<About> extends Row {
  readonly #fields: RowFields<About>;
  readonly #about: About;

  constructor(fields: RowFields<About>, about: About) {
    super();
    this.#fields = fields;
    this.#about = about;
  }

  at(number: number): FactValue {
    const { byNumber, first } = this.#fields;
    return byNumber[number - first]?.(this.#about);
  }

  field(name: string): FactValue {
    const number = fieldNumbers.get(name);
    return number === undefined ? this.#fields.byName.get(name)?.(this.#about) : this.at(number);
  }

  names(): readonly string[] {
    return [...this.#fields.byName.keys()].filter((name) => this.field(name) !== undefined);
  }
}

/** The same for a subject that many conditions look at: what has been worked out is kept. */
export class KeptRow<About> extends LazyRow<About> {
  readonly #values: FactValue[];
  readonly #first: number;

  constructor(fields: RowFields<About>, about: About) {
    super(fields, about);
    this.#values = fields.blank.slice();
    this.#first = fields.first;
  }

  override at(number: number): FactValue {
    const value = this.#values[number - this.#first];
    return value === unread ? this.#workOut(number) : value;
  }

  #workOut(number: number): FactValue {
    const value = super.at(number);
    this.#values[number - this.#first] = value;
    return value;
  }
}

/** An object of facts whose names are an author's, such as labels. */
export class MapRow extends Row {
  readonly #values: ReadonlyMap<string, FactValue>;

  constructor(values: ReadonlyMap<string, FactValue>) {
    super();
    this.#values = values;
  }

  at(number: number): FactValue {
    return this.field(fieldNames[number] ?? '');
  }

  field(name: string): FactValue {
    return this.#values.get(name);
  }

  names(): readonly string[] {
    return [...this.#values.keys()];
  }
}

const fieldNames = [...fieldNumbers.keys()];

/** Whether a value is an object of facts that works its fields out. */
export function isRow(value: FactValue): value is FactRow {
  return value instanceof Row;
}
