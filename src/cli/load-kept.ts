import { cacheFolder } from '../adapters/cache-folder.ts';
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

/**
 * Loads the texts of a configuration, or takes what an earlier run of the same build made of the same texts. One with errors is not kept:
 * it is about to change. Nor is that of an environment, whose values stand in two files each. `tree` is the folder of the configuration, absolute.
 */
export function loadKept(world: World, tree: string, files: readonly SourceFile[]): Loaded {
  const cache = build === undefined ? undefined : openedCache(world, tree);
  if (cache === undefined || build === undefined) {
    return load(files, noteOn(world));
  }
  const key = [
    build,
    ...sortedBy(files, ({ path }) => path).flatMap(({ path, text }) => [path, text]),
  ];
  const kept = cache.find(key) as FrozenModel | undefined;
  const model = kept && thawModel(kept, files);
  if (model !== undefined) {
    return { model, diagnostics: model.diagnostics };
  }
  const loaded = load(files, noteOn(world));
  if (loaded.model !== undefined && loaded.model.environment === undefined) {
    cache.keep(key, freezeModel(loaded.model));
  }
  return loaded;
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
