import type { Path, Source } from '../../config/source.ts';
import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import type { Location } from '../../model/location.ts';
import { type Fields, fieldsIn } from '../fields.ts';

/** A file of Alertmanager while it is read: what is wrong with it, and what Tower has no counterpart for. */
export interface AlertmanagerReading {
  readonly source: Source;
  readonly faults: Diagnostic[];
  readonly notes: Diagnostic[];
}

/** Tells that a part is not written as Alertmanager has it. */
export function tellForm(reading: AlertmanagerReading, path: Path, message: string): void {
  const at = reading.source.locate(path, 'value');
  reading.faults.push(
    diagnostic('import/not-alertmanager', at, message, {
      help: '`amtool check-config` says what Alertmanager makes of the file',
    }),
  );
}

/** Notes that something has no counterpart; what stands for it is said by `help`. */
export function noteLost(
  reading: AlertmanagerReading,
  at: Location,
  message: string,
  help: string,
): void {
  reading.notes.push(diagnostic('import/no-counterpart', at, message, { help }));
}

/** A part that is to be a list, item by item with its place; one of another form is told. */
export function itemsAt(
  reading: AlertmanagerReading,
  value: unknown,
  path: Path,
): readonly { readonly value: unknown; readonly path: Path }[] {
  if (value === undefined || value === null) {
    return [];
  }
  if (!Array.isArray(value)) {
    tellForm(reading, path, `${nameOf(path)} is not a list`);
    return [];
  }
  return value.map((item: unknown, index) => ({ value: item, path: [...path, index] }));
}

/** A part that is to be a map; one of another form is told. */
export function mapAt(
  reading: AlertmanagerReading,
  value: unknown,
  path: Path,
): Fields | undefined {
  const fields = value === null || value === undefined ? {} : fieldsIn(value);
  if (fields === undefined) {
    tellForm(reading, path, `${nameOf(path)} is not a map`);
  }
  return fields;
}

/** A scalar as text; undefined where there is none. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

export function nameOf(path: Path): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('');
  return `\`${text.replace(/^\./, '')}\``;
}
