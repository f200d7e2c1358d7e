import { join } from 'node:path';
import { fileLocation, textOf } from '../adapters/utf8.ts';
import { type Diagnostic, diagnostic, type SourceFile } from '../model/diagnostic.ts';
import { limits, sayBytes, sayCount } from '../model/limits.ts';
import { sortedBy } from '../model/order.ts';
import type { Listing, Reading } from '../ports.ts';
import { absolute, type Session, shown } from './session.ts';

/** The files of an import, and what keeps some of them from being read. */
export interface ImportFiles {
  readonly files: readonly SourceFile[];
  /** What was named, as people see it. */
  readonly name: string;
  readonly diagnostics: readonly Diagnostic[];
}

const endings = ['.yaml', '.yml', '.json'];

/** Reads files, standard input for `-`, and what folders have of YAML and JSON, at any depth; `except`, which is written later, is no input. */
export async function readImportFiles(
  session: Session,
  paths: readonly string[],
  except: string | undefined,
): Promise<ImportFiles> {
  const read = new Map<string, Reading>();
  const diagnostics: Diagnostic[] = [];
  let characters = 0;
  const take = (key: string, reading: () => Reading): void => {
    if (!read.has(key) && characters <= limits.treeBytes) {
      const found = reading();
      read.set(key, found);
      characters += found.file?.text.length ?? 0;
      if (characters > limits.treeBytes) {
        diagnostics.push(tooMuch(found.file?.path ?? key));
      }
    }
  };
  for (const path of [...new Set(paths)]) {
    const full = absolute(session, path);
    if (path === '-') {
      const { file, diagnostic: unread } = await session.world.stdin(limits.fileBytes);
      take(path, () => (file === undefined ? { diagnostic: unread } : { file: textOf(file) }));
    } else if (session.world.files.kindOf(full) === 'folder') {
      const listing = session.world.files.list(full, () => true, endings);
      diagnostics.push(...unreached(shown(session, full), listing));
      for (const found of listing.files) {
        const own = join(full, found.path);
        if (own !== except) {
          take(join(full, found.real), () => readInFolder(session, own, full));
        }
      }
    } else {
      take(full, () => session.world.files.read(full, shown(session, full), limits.fileBytes));
    }
  }
  const readings = [...read.values()];
  return {
    files: sortedBy(
      readings.flatMap(({ file }) => file ?? []),
      ({ path }) => path,
    ),
    name: paths
      .map((path) => (path === '-' ? '<stdin>' : shown(session, absolute(session, path))))
      .join(' '),
    diagnostics: [...diagnostics, ...readings.flatMap((reading) => reading.diagnostic ?? [])],
  };
}

/** A file that nobody named: where it is too large or no text, it is told and left out. */
function readInFolder(session: Session, path: string, folder: string): Reading {
  const reading = session.world.files.read(path, shown(session, path), limits.fileBytes, folder);
  const { code, at, message } = reading.diagnostic ?? {};
  return at !== undefined && (code === 'file/too-large' || code === 'file/not-utf8')
    ? { diagnostic: diagnostic('import/not-followed', at, `${message}, and is left out`) }
    : reading;
}

function unreached(folder: string, { outside, unreadable, isCut }: Listing): readonly Diagnostic[] {
  const within = (path: string): string =>
    path === '.' ? folder : join(folder, path.replace(/\/$/, ''));
  return [
    ...outside.map((path) =>
      diagnostic(
        'import/not-followed',
        fileLocation(within(path)),
        `\`${within(path)}\` is a link that leads out of \`${folder}\`, and is left out`,
      ),
    ),
    ...unreadable.map(({ path, reason }) =>
      diagnostic(
        'file/unreadable',
        fileLocation(within(path)),
        `\`${within(path)}\` cannot be read: ${reason}`,
      ),
    ),
    ...(isCut
      ? [
          diagnostic(
            'file/too-many',
            fileLocation(folder),
            `\`${folder}\` has more than ${sayCount(limits.folderEntries)} entries; the rest was not looked at`,
            { help: 'name the folder of the files that count' },
          ),
        ]
      : []),
  ];
}

function tooMuch(path: string): Diagnostic {
  return diagnostic(
    'file/too-large',
    fileLocation(path),
    `the files up to this one are larger than ${sayBytes(limits.treeBytes)} together`,
    { help: 'import a part of them at a time' },
  );
}
