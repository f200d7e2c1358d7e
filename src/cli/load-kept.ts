import { cacheFolder } from '../adapters/cache-folder.ts';
import { sha256Hex } from '../adapters/sha256.ts';
import { type FrozenModel, freezeModel, thawModel } from '../config/frozen-model.ts';
import { type Loaded, type LoadingStage, load } from '../config/load.ts';
import type { SourceFile } from '../model/diagnostic.ts';
import { sayCount } from '../model/limits.ts';
import { sortedBy } from '../model/order.ts';
import type { Cache } from '../ports/cache.ts';
import type { World } from '../ports.ts';
import { plain } from '../report/text.ts';
import { build } from './build.ts';
import { cachePlace } from './cache-place.ts';

/** What follows from a model, as runs of the same build keep it with the model: one value by name. */
export interface Kept {
  readonly find: (name: string) => unknown;
  readonly keep: (name: string, value: unknown) => void;
}

/** What loading came to, and where to keep what follows from it; that is undefined without a cache or a model. */
export interface LoadedKept extends Loaded {
  readonly kept?: Kept | undefined;
}

/**
 * Loads the texts of a configuration, or takes what an earlier run of the same build made of the same texts. One with errors is not kept:
 * it is about to change. Nor is that of an environment, whose values stand in two files each. `tree` is the folder of the configuration, absolute.
 */
export function loadKept(world: World, tree: string, files: readonly SourceFile[]): LoadedKept {
  const cache = build === undefined ? undefined : openedCache(world, tree);
  if (cache === undefined || build === undefined) {
    return load(files, noteOn(world));
  }
  const kept = keptOf(cache, build, files);
  const frozen = kept.find('model') as FrozenModel | undefined;
  const model = frozen && thawModel(frozen, files);
  if (model !== undefined) {
    return { model, diagnostics: model.diagnostics, kept };
  }
  const loaded = load(files, noteOn(world));
  if (loaded.model === undefined || loaded.model.environment !== undefined) {
    return loaded;
  }
  kept.keep('model', freezeModel(loaded.model));
  return { ...loaded, kept };
}

/** What is kept for a build and texts, whose digest is taken once. */
function keptOf(cache: Cache, made: string, files: readonly SourceFile[]): Kept {
  const texts = sha256Hex(
    sortedBy(files, ({ path }) => path).flatMap(({ path, text }) => [path, text]),
  );
  return {
    find: (name) => cache.find([made, texts, name]),
    keep: (name, value) => cache.keep([made, texts, name], value),
  };
}

/** Tells who waits how far loading is. */
function noteOn({ progress }: World): (stage: LoadingStage) => void {
  return (stage) => progress?.(() => sayStage(stage), stage.work !== 'reading');
}

function sayStage(stage: LoadingStage): string {
  return stage.work === 'reading'
    ? `read ${sayCount(stage.done)} of ${sayCount(stage.total)} files`
    : `compiling ${sayCount(stage.systems)} systems`;
}

function openedCache(world: World, tree: string): Cache | undefined {
  const folder = cachePlace(world, process.platform);
  if (folder === undefined) {
    return undefined;
  }
  const { value, failure } = cacheFolder(folder, tree);
  // A place that nobody chose is nobody's concern: the run is as good without it.
  const isChosen = (world.env['TOWER_CACHE_DIR'] ?? '') !== '';
  if (failure !== undefined && isChosen) {
    world.stderr.write(`${plain(`note: the cache \`${folder}\` is not used: ${failure}`)}\n`);
  }
  return value;
}
