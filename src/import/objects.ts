import type { Path, Source } from '../config/source.ts';
import { type Diagnostic, diagnostic, type SourceFile } from '../model/diagnostic.ts';
import { compareLocations, type Location } from '../model/location.ts';
import { compareText } from '../model/order.ts';
import { documentsOf, hasContent } from './documents.ts';
import { type Fields, fieldOf, fieldsIn } from './fields.ts';
import { beginningOf } from './not-read.ts';

/** An object as the API of Kubernetes has them, which Backstage took over: of a kind, with a name. */
export interface ApiObject {
  /** Such as `apps`; empty for those without a group. */
  readonly group: string;
  readonly kind: string;
  /** Undefined where there is none, as of what the cluster is to name. */
  readonly name: string | undefined;
  readonly namespace: string | undefined;
  readonly metadata: Fields;
  readonly fields: Fields;
  readonly source: Source;
  /** Where it stands in its document. */
  readonly path: Path;
}

/** What files hold: objects, and documents that are none. */
export interface Objects {
  /** By kind, namespace, name, content and place. */
  readonly objects: readonly ApiObject[];
  /** Files with templates of Helm, which are no YAML before they were filled in. */
  readonly templates: readonly SourceFile[];
  /** Places of documents that are no objects. */
  readonly others: readonly Location[];
  /** What keeps objects from being read. */
  readonly faults: readonly Diagnostic[];
}

const versioned = /^(?:([a-z0-9.-]{1,253})\/)?v[0-9]+(?:(?:alpha|beta)[0-9]+)?$/;
const kinds = /^[A-Z][A-Za-z0-9]{0,62}$/;
/** A line that makes a text look like one of these objects, in YAML or in JSON. */
const looksLikeOne = /^[ \t"'-]*apiVersion["']?[ \t]*:|"apiVersion"[ \t]*:/m;
/** A document that holds secrets is not even looked into. */
const mayBeSecret = /\bSecret\b/;
const secret = /^["']?kind["']?[ \t]*:[ \t]*["']?Secret["']?[ \t]*(?:#.*)?\r?$/m;

/** Reads the objects of files. The order of the files does not matter. */
export function objectsOf(files: readonly SourceFile[]): Objects {
  const read = files.map((file) => ({ file, own: objectsIn(file) }));
  const isTemplate = ({ file, own }: (typeof read)[number]): boolean =>
    file.text.includes('{{') && (own.broken.length > 0 || isFilledIn(file.text, own.objects));
  const used = read.filter((one) => !isTemplate(one)).map(({ own }) => own);
  return {
    objects: used.flatMap(({ objects }) => objects).sort(compareObjects),
    templates: read.filter(isTemplate).map(({ file }) => file),
    others: used.flatMap(({ others }) => others).sort(compareLocations),
    faults: used.flatMap(({ faults, broken }) => [...faults, ...broken]),
  };
}

const helmValue = /\.(?:Values|Release|Chart)\b/g;
const tagLength = 200;

/** Whether a text is still to be filled in by Helm although it is YAML already: its values stand in quotes. */
function isFilledIn(text: string, objects: readonly ApiObject[]): boolean {
  for (const { index } of text.matchAll(helmValue)) {
    const before = text.slice(Math.max(0, index - tagLength), index);
    const open = before.lastIndexOf('{{');
    if (open !== -1 && !before.includes('}', open)) {
      return true;
    }
  }
  return objects.some(({ name, namespace }) => `${name}${namespace}`.includes('{{'));
}

interface FileObjects {
  readonly objects: readonly ApiObject[];
  readonly others: readonly Location[];
  readonly faults: readonly Diagnostic[];
  /** What is wrong with documents that look like objects. */
  readonly broken: readonly Diagnostic[];
}

function objectsIn(file: SourceFile): FileObjects {
  // Most files of a folder are something else, and need not be read to be told so.
  if (!file.text.includes('apiVersion')) {
    const others = hasContent(file.text) ? [beginningOf(file.path)] : [];
    return { objects: [], others, faults: [], broken: [] };
  }
  const { documents, diagnostics: faults } = documentsOf(file, (text) => !secret.test(text));
  const objects: ApiObject[] = [];
  const others: Location[] = [];
  const broken: Diagnostic[] = [];
  for (const { source, text, diagnostics } of documents) {
    const own = source === undefined ? undefined : objectsOfDocument(source);
    const place = source === undefined ? diagnostics[0]?.at : source.locate([], 'value');
    if (source === undefined && looksLikeOne.test(text)) {
      broken.push(...diagnostics.map((one) => (mayBeSecret.test(text) ? withoutWords(one) : one)));
    } else if (own === undefined && place !== undefined) {
      others.push(place);
    }
    objects.push(...(own ?? []));
  }
  return { objects, others, faults, broken };
}

/** What is wrong with a text that may hold secrets, without quoting it. */
function withoutWords({ code, at }: Diagnostic): Diagnostic {
  return diagnostic(code, at, 'a document that holds a Secret is not YAML');
}

/** The object that a document is; where it is a list of objects, those; undefined where it is something else. Lists of lists are none of the API. */
function objectsOfDocument(source: Source): readonly ApiObject[] | undefined {
  const whole = objectAt(source, source.value, []);
  const items = fieldOf(whole?.fields, 'items');
  if (whole === undefined || !whole.kind.endsWith('List') || !Array.isArray(items)) {
    return whole === undefined ? undefined : [whole];
  }
  return items.flatMap((item: unknown, index) => objectAt(source, item, ['items', index]) ?? []);
}

function objectAt(source: Source, value: unknown, path: Path): ApiObject | undefined {
  const fields = fieldsIn(value);
  const apiVersion = textOf(fieldOf(fields, 'apiVersion')) ?? '';
  const kind = textOf(fieldOf(fields, 'kind')) ?? '';
  const version = versioned.exec(apiVersion);
  if (fields === undefined || version === null || !kinds.test(kind)) {
    return undefined;
  }
  const metadata = fieldsIn(fieldOf(fields, 'metadata')) ?? {};
  return {
    group: version[1] ?? '',
    kind,
    name: textOf(fieldOf(metadata, 'name')),
    namespace: textOf(fieldOf(metadata, 'namespace')),
    metadata,
    fields,
    source,
    path,
  };
}

function compareObjects(a: ApiObject, b: ApiObject): number {
  return (
    compareText(a.kind, b.kind) ||
    compareText(a.namespace ?? '', b.namespace ?? '') ||
    compareText(a.name ?? '', b.name ?? '') ||
    // What is there twice is taken by what it says, so that the order of documents decides nothing.
    compareText(JSON.stringify(a.fields), JSON.stringify(b.fields)) ||
    compareLocations(placeOf(a), placeOf(b))
  );
}

/** The place of a part of an object, of the object itself where none is named. */
export function placeOf({ source, path }: ApiObject, ...rest: Path): Location {
  return source.locate([...path, ...rest], rest.length === 0 ? 'key' : 'value');
}

/** A scalar that is not empty, as text. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') {
    return String(value);
  }
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The value at a path below a map; undefined where nothing stands there. */
export function valueAt(fields: Fields | undefined, path: Path): unknown {
  let value: unknown = fields;
  for (const part of path) {
    value =
      typeof part === 'number' && Array.isArray(value)
        ? value[part]
        : fieldOf(fieldsIn(value), String(part));
  }
  return value;
}

/** The maps of a list, each with its index. */
export function mapsIn(value: unknown): readonly (readonly [index: number, fields: Fields])[] {
  return Array.isArray(value)
    ? value.flatMap((item: unknown, index): readonly (readonly [number, Fields])[] => {
        const fields = fieldsIn(item);
        return fields === undefined ? [] : [[index, fields]];
      })
    : [];
}

/** The texts of a list. */
export function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.flatMap((item: unknown) => textOf(item) ?? []) : [];
}

/** A map with texts as values, such as labels, sorted by key. */
export function textMapOf(value: unknown): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(fieldsIn(value) ?? {})
      .flatMap(([key, own]): readonly (readonly [string, string])[] => {
        const text = textOf(own);
        return text === undefined ? [] : [[key, text]];
      })
      .sort(([a], [b]) => compareText(a, b)),
  );
}
