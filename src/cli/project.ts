import { basename, dirname, join } from 'node:path';
import { fileLocation, outside } from '../adapters/utf8.ts';
import { environmentOf, overlayOf } from '../config/environments.ts';
import { inclusionOf } from '../config/project.ts';
import {
  type Diagnostic,
  diagnostic,
  type SourceFile,
  sortedDiagnostics,
} from '../model/diagnostic.ts';
import { limits, sayCount } from '../model/limits.ts';
import { didYouMean, sayKnown } from '../model/nearest.ts';
import { compareText } from '../model/order.ts';
import type { Listing, Reading, World } from '../ports.ts';
import { failed, type Outcome } from './outcome.ts';
import { absolute, type Session, shown } from './session.ts';

/** Where a configuration is: a folder with a tower.yaml, or a file that is a configuration by itself. */
export type Place =
  | {
      readonly folder: string;
      readonly file?: undefined;
      /** The environment whose overlay is laid over the other files. */
      readonly environment?: string;
    }
  | { readonly folder: string; readonly file: string; readonly environment?: undefined };

/** The texts of a configuration, and what there is to say about getting at them. */
export interface Project {
  readonly place: Place;
  readonly files: readonly SourceFile[];
  /** Names of those that have an overlay, sorted. */
  readonly environments: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  /** Text of each file by path. */
  readonly sources: ReadonlyMap<string, string>;
}

/** The place that `--root` names, or else the nearest folder with a tower.yaml, from the working directory upwards. */
export function placeOf(session: Session): Place | { readonly outcome: Outcome } {
  const { root, world } = session;
  if (root === undefined) {
    const folder = world.files.rootAbove(world.cwd);
    return folder === undefined
      ? {
          outcome: failed(
            2,
            'there is no tower.yaml in this folder or in one above it',
            'create one with `tower init`, or name the project: `tower --root DIR …`',
          ),
        }
      : inEnvironment(session, { folder });
  }
  return placeAt(session, root);
}

/** A place in the environment of the session, which has to have an overlay there. */
export function inEnvironment(
  session: Session,
  place: Place,
): Place | { readonly outcome: Outcome } {
  const { environment, world } = session;
  if (environment === undefined) {
    return place;
  }
  const { folder, file } = place;
  if (file !== undefined) {
    return {
      outcome: failed(
        3,
        `\`${nameOf(session, place)}\` is a lone file, which has no environments`,
        'overlays stand beside a tower.yaml',
      ),
    };
  }
  const overlay = overlayOf(environment);
  const isName = environmentOf(overlay) !== undefined;
  if (isName && world.files.kindOf(join(folder, overlay)) === 'file') {
    return { folder, environment };
  }
  const known = world.files
    .list(folder, () => false)
    .files.flatMap(({ path }) => {
      const name = environmentOf(path);
      return name === undefined ? [] : [name];
    });
  return {
    outcome: failed(
      2,
      isName
        ? `there is no environment \`${environment}\`: no ${overlay} stands beside tower.yaml`
        : `\`${environment}\` is not the name of an environment`,
      known.length === 0
        ? 'there is none at all'
        : [...new Set([didYouMean(environment, known), sayKnown(known)])].join(' '),
    ),
  };
}

/** The configuration at a path: a folder with a tower.yaml, such a tower.yaml, or a lone YAML file. */
export function placeAt(session: Session, path: string): Place | { readonly outcome: Outcome } {
  const { files } = session.world;
  const full = absolute(session, path);
  const kind = files.kindOf(full);
  if (kind === undefined) {
    return { outcome: failed(2, `\`${path}\` does not exist`) };
  }
  if (kind === 'folder') {
    return files.kindOf(join(full, 'tower.yaml')) === 'file'
      ? inEnvironment(session, { folder: full })
      : { outcome: failed(2, `there is no tower.yaml in \`${path}\``, nearby(session, full)) };
  }
  return basename(full) === 'tower.yaml'
    ? inEnvironment(session, { folder: dirname(full) })
    : inEnvironment(session, { folder: dirname(full), file: full });
}

function nearby(session: Session, folder: string): string | undefined {
  const above = session.world.files.rootAbove(folder);
  return (
    above &&
    `there is one in \`${shown(session, above)}\`: \`tower --root ${shown(session, above)} …\``
  );
}

/** Reads the files of a configuration. What cannot be read is told and left out. */
export function readProject(world: World, place: Place): Project {
  return place.file === undefined ? readFolder(world, place) : readLone(world, place, place.file);
}

function readLone(world: World, place: Place, path: string): Project {
  const { file, diagnostic: unread } = world.files.read(path, basename(path), limits.fileBytes);
  return {
    place,
    files: file === undefined ? [] : [file],
    environments: [],
    diagnostics: unread === undefined ? [] : [unread],
    sources: new Map(file === undefined ? [] : [[file.path, file.text]]),
  };
}

function readFolder(world: World, place: Place): Project {
  const read = (path: string): Reading =>
    world.files.read(join(place.folder, path), path, limits.fileBytes, place.folder);
  const root = read('tower.yaml');
  const inclusion = inclusionOf(root.file);
  const listing = world.files.list(place.folder, inclusion.reaches);
  const chosen = inclusion.choose(listing.files.map(({ path }) => path));
  const overlay = place.environment === undefined ? [] : [overlayOf(place.environment)];
  const paths = [...overlay, ...once(listing, chosen.included)];
  const readings = readUpTo(limits.treeBytes, paths, read);
  const files = [root, ...readings].flatMap(({ file }) => (file === undefined ? [] : [file]));
  return {
    place,
    files,
    environments: listing.files.flatMap(({ path }) => environmentOf(path) ?? []),
    diagnostics: sortedDiagnostics([
      ...chosen.diagnostics,
      ...[root, ...readings].flatMap((reading) =>
        reading.diagnostic === undefined ? [] : [reading.diagnostic],
      ),
      ...unreached(listing, inclusion.includes),
    ]),
    sources: new Map(files.map(({ path, text }) => [path, text])),
  };
}

/** Readings of files until they are larger than accepted together, which loading tells. */
function readUpTo(
  charactersMax: number,
  paths: readonly string[],
  read: (path: string) => Reading,
): readonly Reading[] {
  const readings: Reading[] = [];
  let characters = 0;
  for (const path of paths) {
    const reading = read(path);
    readings.push(reading);
    characters += reading.file?.text.length ?? 0;
    if (characters > charactersMax) {
      break;
    }
  }
  return readings;
}

/** Two paths of one file are one file: it goes by its own path where that is included, else by the first link to it. */
function once(listing: Listing, included: readonly string[]): readonly string[] {
  const realOf = new Map(listing.files.map(({ path, real }) => [path, real]));
  const chosen = new Map<string, string>();
  for (const path of included) {
    const real = realOf.get(path) ?? path;
    chosen.set(real, real === path ? path : (chosen.get(real) ?? path));
  }
  return [...chosen.values()].sort(compareText);
}

/** What lies out of reach although the project would include it. Of a folder, a file in it stands for all. */
function unreached(listing: Listing, includes: (path: string) => boolean): readonly Diagnostic[] {
  const belongs = (path: string): boolean =>
    includes(path) || includes(path.endsWith('/') ? `${path}any.yaml` : `${path}/any.yaml`);
  return [
    ...listing.outside
      .filter(belongs)
      .map((path) => path.replace(/\/$/, ''))
      .map((path) => outside(path)),
    ...listing.unreadable
      .filter(({ path }) => path === '.' || belongs(path))
      .map(({ path, reason }) =>
        diagnostic('file/unreadable', fileLocation(path), `\`${path}\` cannot be read: ${reason}`),
      ),
    ...(listing.isCut
      ? [
          diagnostic(
            'file/too-many',
            fileLocation('tower.yaml'),
            `the folder of tower.yaml has more than ${sayCount(limits.folderEntries)} entries; the rest was not looked at`,
            { help: 'put tower.yaml into a folder of its own' },
          ),
        ]
      : []),
  ];
}

/** How a place is called in a sentence. */
export function nameOf(session: Session, place: Place): string {
  return shown(session, place.file ?? place.folder);
}
