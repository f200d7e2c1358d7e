/** A value of a fact, as conditions see it. Undefined is missing. */
export type FactValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly FactValue[]
  | { readonly [key: string]: FactValue }
  | FactRow;

/** An object of facts whose fields are worked out when they are read; those that are missing are not among its names. */
export interface FactRow {
  /** The field that has a number, for whoever knows it beforehand; undefined is missing. */
  at(number: number): FactValue;
  /** The field that has a name; undefined is missing. */
  field(name: string): FactValue;
  names(): readonly string[];
}

/** What a condition or a message looks at. */
export interface FactRead {
  readonly fact: string;
  readonly params?: Readonly<Record<string, unknown>>;
  /** The names that its path begins with, up to an index, a wildcard or the end; none for the whole fact. */
  readonly fields: readonly string[];
}

/** Gives the facts of one subject; `undefined` is a fact that is missing. */
export type FactSource = (
  fact: string,
  params: Readonly<Record<string, unknown>> | undefined,
) => FactValue;

/** Keys and indexes from the condition that was compiled to the part of it that is meant. */
export type Where = readonly (string | number)[];

/** A comparison of a fact, as it came out. */
export interface LeafTrace {
  readonly kind: 'leaf';
  readonly result: boolean;
  readonly where: Where;
  readonly fact: string;
  readonly path?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly operator: string;
  readonly actual: FactValue;
  readonly expected: FactValue;
  /** What was missing: then the comparison is false, whatever the operator. */
  readonly missing: false | 'fact' | 'path' | 'value';
  readonly name?: string;
}

/** How a condition came to its result, part by part, in the author's order. */
export type Trace =
  | LeafTrace
  | {
      readonly kind: 'all' | 'any';
      readonly result: boolean;
      readonly where: Where;
      readonly children: readonly Trace[];
      readonly name?: string;
    }
  | {
      readonly kind: 'not';
      readonly result: boolean;
      readonly where: Where;
      readonly child: Trace;
      readonly name?: string;
    }
  | {
      readonly kind: 'condition';
      readonly result: boolean;
      readonly where: Where;
      readonly condition: string;
      readonly child: Trace;
      readonly name?: string;
    };
