import { ownValue } from './own-value.ts';
import type { Path } from './places.ts';

/** A schema, or a part of one. */
export type Schema = Readonly<Record<string, unknown>>;

/** An error of a generated validator. */
export interface SchemaError {
  readonly keyword: string;
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** The key that is wrong, where the error is about a key. */
  readonly propertyName?: string;
  readonly data?: unknown;
  readonly schema?: unknown;
  readonly parentSchema?: Schema;
}

/** A generated validator: false where it left `errors`. */
export interface Validator {
  (value: unknown): boolean;
  errors?: readonly SchemaError[] | null | undefined;
}

/** A JSON pointer as a path: what indexes a list becomes a number. */
export function pathOf(root: unknown, pointer: string): Path {
  const path: (string | number)[] = [];
  let value = root;
  for (const key of partsOf(pointer)) {
    path.push(Array.isArray(value) ? Number(key) : key);
    value = ownValue(value, key);
  }
  return path;
}

/** The keys and indexes of a JSON pointer, as texts. */
export function partsOf(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}
