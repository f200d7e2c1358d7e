import { join } from 'node:path';
import { isInside } from '../adapters/inside.ts';
import { beginsWithMark } from '../adapters/utf8.ts';
import { environmentOf } from '../config/environments.ts';
import { inclusionOf, scenarioInclusionOf } from '../config/project.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { limits, sayCount } from '../model/limits.ts';
import { compareText } from '../model/order.ts';
import { failed, type Outcome } from './outcome.ts';
import { placeOf } from './project.ts';
import { absolute, type Session, shown } from './session.ts';
import { strayLink } from './stray-link.ts';

/** A file that is asked for. */
export interface Wanted {
  /** Absolute. */
  readonly full: string;
  /** As people know it. */
  readonly name: string;
  /** The folder that no link may lead out of; undefined for a file that was named. */
  readonly within: string | undefined;
  /** Whether it was found by its name alone, so that it may well be of another tool. */
  readonly isGuess: boolean;
}

/** A file as it is. */
export interface Read {
  readonly name: string;
  readonly full: string;
  readonly text: string;
  /** Whether the mark of some editors stands before the text. */
  readonly hasMark: boolean;
}

type Found = readonly Wanted[] | { readonly outcome: Outcome };

/** The files of the configuration, or those that are named and those in folders that are named; each once, sorted. */
export function wantedFiles(session: Session, paths: readonly string[]): Found {
  const wanted = new Map<string, Wanted>();
  const found = paths.length === 0 ? [ofProject(session)] : paths.map((path) => at(session, path));
  for (const files of found) {
    if ('outcome' in files) {
      return files;
    }
    for (const file of files) {
      wanted.set(file.full, wanted.get(file.full) ?? file);
    }
  }
  return [...wanted.values()].sort((a, b) => compareText(a.name, b.name));
}

function ofProject(session: Session): Found {
  const place = placeOf(session);
  if ('outcome' in place) {
    return place;
  }
  return place.file === undefined ? inProject(session, place.folder) : at(session, place.file);
}

/** What belongs to a project: tower.yaml, overlays beside it, what it includes, and scenarios. A file goes by one path. */
function inProject(session: Session, folder: string): Found {
  const { files } = session.world;
  const root = files.read(join(folder, 'tower.yaml'), 'tower.yaml', limits.fileBytes, folder).file;
  const inclusions = [inclusionOf(root), scenarioInclusionOf(root)];
  const listing = files.list(folder, (below) => inclusions.some(({ reaches }) => reaches(below)));
  if (listing.isCut) {
    return { outcome: tooMany(session, folder) };
  }
  const belongs = (path: string): boolean =>
    environmentOf(path) !== undefined || inclusions.some(({ includes }) => includes(path));
  const paths = [
    ...listing.files.filter(({ path }) => belongs(path)).map(({ real }) => real),
    // Reading says what is wrong with these.
    ...listing.outside.filter(belongs),
    ...listing.unreadable.map(({ path }) => path).filter(belongs),
  ];
  return ['tower.yaml', ...new Set(paths)].map((path) => {
    const full = join(folder, path);
    return { full, name: shown(session, full), within: folder, isGuess: false };
  });
}

function tooMany(session: Session, folder: string): Outcome {
  return failed(
    2,
    `\`${shown(session, folder)}\` has more than ${sayCount(limits.folderEntries)} entries`,
    'name the folders of the configuration',
  );
}

function at(session: Session, path: string): Found {
  const full = absolute(session, path);
  const kind = session.world.files.kindOf(full);
  if (kind === undefined) {
    return { outcome: failed(2, `\`${path}\` does not exist`) };
  }
  const stray = strayLink(session, path, `\`${path}\``, 'name what it leads to');
  if (stray !== undefined) {
    return { outcome: stray };
  }
  if (kind === 'folder') {
    return inFolder(session, path, full);
  }
  return kind === 'file' && /\.ya?ml$/.test(full)
    ? [{ full, name: shown(session, full), within: undefined, isGuess: false }]
    : { outcome: failed(2, `\`${path}\` is not a YAML file`, 'such a file ends in .yaml or .yml') };
}

/** What lies in a folder: of a project what belongs to it, elsewhere whatever looks like YAML. */
function inFolder(session: Session, path: string, full: string): Found {
  const { files } = session.world;
  const folder = files.rootAbove(full);
  const all = folder === undefined ? lying(session, full) : inProject(session, folder);
  if ('outcome' in all) {
    return all;
  }
  const own = all.filter((file) => isInside(file.full, full));
  return own.length > 0
    ? own
    : { outcome: failed(2, `there is no file of a configuration in \`${path}\``) };
}

function lying(session: Session, folder: string): Found {
  const listing = session.world.files.list(folder, () => true);
  return listing.isCut
    ? { outcome: tooMany(session, folder) }
    : [...new Set(listing.files.map(({ real }) => real))].map((path) => {
        const full = join(folder, path);
        return { full, name: shown(session, full), within: folder, isGuess: true };
      });
}

/** Reads a file that is asked for. */
export function readWanted(
  { world }: Session,
  { full, name, within }: Wanted,
): Read | { readonly diagnostic: Diagnostic } {
  const { file, diagnostic } = world.files.read(full, name, limits.fileBytes, within);
  if (file === undefined) {
    return { diagnostic };
  }
  const bytes = world.files.readBytes(full, name, limits.fileBytes).file?.bytes;
  const hasMark = bytes !== undefined && beginsWithMark(bytes);
  return { name, full, text: file.text, hasMark };
}
