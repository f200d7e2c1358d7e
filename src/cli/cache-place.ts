import { isAbsolute, join } from 'node:path';
import type { World } from '../ports.ts';

/** The folder of the cache, absolute; undefined where none is wanted or the system names none. */
export function cachePlace(
  world: Pick<World, 'cwd' | 'env'>,
  platform: string,
): string | undefined {
  const named = (name: string): string | undefined => {
    const value = world.env[name];
    return value !== undefined && isAbsolute(value) ? value : undefined;
  };
  if (world.env['TOWER_CACHE'] === 'off') {
    return undefined;
  }
  const own = world.env['TOWER_CACHE_DIR'];
  if (own !== undefined && own !== '') {
    return isAbsolute(own) ? own : join(world.cwd, own);
  }
  const home = named('HOME');
  if (platform === 'win32') {
    const local = named('LOCALAPPDATA');
    return local && join(local, 'tower', 'cache');
  }
  if (platform === 'darwin') {
    return home && join(home, 'Library', 'Caches', 'tower');
  }
  const shared = named('XDG_CACHE_HOME');
  return shared === undefined ? home && join(home, '.cache', 'tower') : join(shared, 'tower');
}
