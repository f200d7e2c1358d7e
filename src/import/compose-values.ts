import type { Path, Source } from '../config/source.ts';
import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import type { Location } from '../model/location.ts';
import { fieldsIn } from './fields.ts';
import { interpolated } from './interpolate.ts';

/** A Compose file while it is read: what is wrong with it, and which variables it needs. */
export interface ComposeReading {
  readonly source: Source;
  readonly faults: Diagnostic[];
  /** Place of the first use, by name. */
  readonly unknownVariables: Map<string, Location>;
  readonly defaultedVariables: Map<string, Location>;
}

/** A scalar as text, its variables replaced; undefined for anything else. */
export function textIn(reading: ComposeReading, value: unknown, path: Path): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') {
    return String(value);
  }
  if (typeof value !== 'string') {
    return undefined;
  }
  const { text, unknown, defaulted } = interpolated(value);
  noteAll(reading, reading.unknownVariables, unknown, path);
  noteAll(reading, reading.defaultedVariables, defaulted, path);
  return text;
}

function noteAll(
  { source }: ComposeReading,
  noted: Map<string, Location>,
  names: readonly string[],
  path: Path,
): void {
  for (const name of names) {
    if (!noted.has(name)) {
      noted.set(name, source.locate(path, 'value'));
    }
  }
}

/** A list of texts; one text stands for a list of it. */
export function textsIn(reading: ComposeReading, value: unknown, path: Path): readonly string[] {
  if (!Array.isArray(value)) {
    const text = textIn(reading, value, path);
    return text === undefined ? [] : [text];
  }
  return value.flatMap((item: unknown, index) => textIn(reading, item, [...path, index]) ?? []);
}

/** A name, its value, and where that stands: `environment` and `labels` are a map, or a list of `NAME=value`. */
export interface Setting {
  readonly name: string;
  readonly value: string;
  readonly path: Path;
}

export function settingsIn(
  reading: ComposeReading,
  value: unknown,
  path: Path,
): readonly Setting[] {
  return namedIn(reading, value, path).flatMap((named) =>
    named.value === undefined ? [] : [{ ...named, value: named.value }],
  );
}

/** Notes the variables that a service is given from the environment: those without a value of their own. */
export function notePassedOn(reading: ComposeReading, value: unknown, path: Path): void {
  for (const named of namedIn(reading, value, path)) {
    if (named.value === undefined && /^[A-Za-z_][A-Za-z0-9_]*$/.test(named.name)) {
      noteAll(reading, reading.unknownVariables, [named.name], named.path);
    }
  }
}

function namedIn(
  reading: ComposeReading,
  value: unknown,
  path: Path,
): readonly (Pick<Setting, 'name' | 'path'> & { readonly value: string | undefined })[] {
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => {
      const own = [...path, index];
      const text = textIn(reading, item, own) ?? '';
      const at = text.indexOf('=');
      return at === -1
        ? { name: text, value: undefined, path: own }
        : { name: text.slice(0, at), value: text.slice(at + 1), path: own };
    });
  }
  return Object.entries(fieldsIn(value) ?? {}).map(([name, own]) => ({
    name,
    value: textIn(reading, own, [...path, name]),
    path: [...path, name],
  }));
}

/** Tells that a part is not written as Compose has it. */
export function tellForm(reading: ComposeReading, path: Path, wanted: string): void {
  const at = reading.source.locate(path, 'value');
  const what = path.length === 0 ? 'the file' : `\`${path.join('.')}\``;
  reading.faults.push(
    diagnostic('import/not-compose', at, `${what} is not ${wanted}`, {
      help: '`docker compose config` says what Docker makes of the file',
    }),
  );
}
