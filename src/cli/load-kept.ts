import { cacheFolder } from '../adapters/cache-folder.ts';
import { type FrozenModel, freezeModel, thawModel } from '../config/frozen-model.ts';
import { type Loaded, load } from '../config/load.ts';
import type { SourceFile } from '../model/diagnostic.ts';
import { sortedBy } from '../model/order.ts';
import type { Cache } from '../ports/cache.ts';
import type { World } from '../ports.ts';
import { build } from './build.ts';
import { cachePlace } from './cache-place.ts';

/** Characters of text from which on what is kept is found sooner than it is made. */
const charactersMin = 200_000;

/**
 * Loads the texts of a configuration, or takes what an earlier run of the same build made of the same texts. One with errors is not kept:
 * it is about to change. `tree` is the folder of the configuration, absolute.
 */
export function loadKept(world: World, tree: string, files: readonly SourceFile[]): Loaded {
  const cache = isLarge(files) ? openedCache(world, tree) : undefined;
  if (cache === undefined || build === undefined) {
    return load(files);
  }
  const key = [build, ...sortedBy(files, ({ path }) => path).flatMap(({ path, text }) => [path, text])];
  const kept = cache.find(key) as FrozenModel | undefined;
  const model = kept && thawModel(kept, files);
  if (model !== undefined) {
    return { model, diagnostics: model.diagnostics };
  }
  const loaded = load(files);
  if (loaded.model !== undefined) {
    cache.keep(key, freezeModel(loaded.model));
  }
  return loaded;
}

function isLarge(files: readonly SourceFile[]): boolean {
  return files.reduce((count, { text }) => count + text.length, 0) >= charactersMin;
}

function openedCache(world: World, tree: string): Cache | undefined {
  const folder = cachePlace(world, process.platform);
  if (folder === undefined) {
    return undefined;
  }
  const { value, failure } = cacheFolder(folder, tree);
  if (failure !== undefined) {
    world.stderr.write(`note: the cache \`${folder}\` is not used: ${failure}\n`);
  }
  return value;
}
