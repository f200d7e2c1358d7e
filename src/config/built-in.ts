import { startOf } from '../model/location.ts';
import { catalogJson, catalogText } from './catalog.generated.ts';
import { readSource, type Source } from './source.ts';

const file = 'catalog.yaml';

/**
 * The built-in catalog, the same for every configuration. What it says is known beforehand; its text is read only where something
 * is told of it.
 */
export const builtIn: Source = {
  file,
  text: catalogText,
  value: JSON.parse(catalogJson),
  locate: (path, part) => readCatalog().locate(path, part),
  offsetAt: (path, offset, length) => readCatalog().offsetAt(path, offset, length),
  written: (path) => readCatalog().written(path),
};

let read: Pick<Source, 'locate' | 'offsetAt' | 'written'> | undefined;

function readCatalog(): Pick<Source, 'locate' | 'offsetAt' | 'written'> {
  read ??= readSource({ path: file, text: catalogText }).source ?? unread;
  return read;
}

const start = startOf(file);
/** A test holds that the catalog can be read. */
const unread = { locate: () => start, offsetAt: () => start, written: () => undefined };
