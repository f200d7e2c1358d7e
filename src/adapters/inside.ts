import { realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { attempt } from './attempt.ts';

/** Whether a path is that of a folder or of something below it. Links are not looked at. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** Whether a path below a folder leads out of it by a link, its own or one of the folders on the way. */
export function leadsOut(path: string, folder: string): boolean {
  const real = attempt(() => realpathSync.native(path)).value ?? besideReal(path);
  return isInside(path, folder) && !isInside(real, realOf(folder));
}

/** A path with its links resolved; itself where nothing is there. */
export function realOf(path: string): string {
  return attempt(() => realpathSync.native(path)).value ?? path;
}

/** A path with the links of as much of it as exists resolved. */
export function realPlace(path: string): string {
  for (let at = path, rest = ''; ; ) {
    const real = attempt(() => realpathSync.native(at)).value;
    const outer = dirname(at);
    if (real !== undefined || outer === at) {
      return join(real ?? at, rest);
    }
    rest = join(basename(at), rest);
    at = outer;
  }
}

/** The path of what does not exist yet, in the folder where it would. */
function besideReal(path: string): string {
  const folder = attempt(() => realpathSync.native(dirname(path))).value;
  return folder === undefined ? path : join(folder, basename(path));
}
