import { join } from 'node:path';
import { isInside } from '../../adapters/inside.ts';
import { candidatesIn, inOrderOfLikelihood, isSearched, kindOf } from '../../init/candidates.ts';
import type { Candidate } from '../../init/sources.ts';
import type { Diagnostic, SourceFile } from '../../model/diagnostic.ts';
import { limits } from '../../model/limits.ts';
import { sortedBy } from '../../model/order.ts';
import { failed, type Outcome } from '../outcome.ts';
import { absolute, pathFrom, type Session } from '../session.ts';
import { said } from '../validation.ts';

/** What was found or named, or the outcome that stands for its lack. */
export type Found = { readonly candidates: readonly Candidate[] } | { readonly outcome: Outcome };

/** What there is to import: what is named, or else what is found. */
export function findings(session: Session, folder: string, names: readonly string[]): Found {
  return names.length > 0
    ? namedSources(session, folder, names)
    : { candidates: searched(session, folder) };
}

/** Files that a search looks into, and how much it reads. */
const filesMax = 1_000;
const charactersMax = 16 * 1_048_576;

/** What is in a folder that could be imported. A search ends after so many files, in whatever folder it was begun. */
function searched({ world }: Session, folder: string): readonly Candidate[] {
  const listing = world.files.list(folder, isSearched);
  const paths = inOrderOfLikelihood(listing.files.map(({ path }) => path)).slice(0, filesMax);
  const files: SourceFile[] = [];
  let characters = 0;
  for (const path of paths) {
    const { file } = world.files.read(join(folder, path), path, limits.fileBytes, folder);
    characters += file?.text.length ?? 0;
    if (characters > charactersMax) {
      break;
    }
    files.push(...(file === undefined ? [] : [file]));
  }
  return candidatesIn(files);
}

/** What `--from` names: files, and folders of manifests. */
function namedSources(session: Session, folder: string, names: readonly string[]): Found {
  const candidates: Candidate[] = [];
  for (const name of new Set(names)) {
    const found = candidateAt(session, folder, name);
    if ('outcome' in found) {
      return found;
    }
    candidates.push(...found.candidates);
  }
  const alertmanagers = candidates.filter(({ kind }) => kind === 'alertmanager');
  return alertmanagers.length > 1
    ? {
        outcome: failed(
          3,
          'two files of Alertmanager cannot be put together: routes are one order',
          `begin with \`--from ${alertmanagers[0]?.name ?? ''}\` alone`,
        ),
      }
    : { candidates };
}

function candidateAt(session: Session, folder: string, name: string): Found {
  const { files } = session.world;
  const full = absolute(session, name);
  const kind = files.kindOf(full);
  if (kind === undefined) {
    return { outcome: failed(2, `\`${name}\` does not exist`) };
  }
  // Comments say where a thing came from as seen from the project, not from where somebody stood.
  const base = from(folder, full) ?? name;
  if (kind === 'folder') {
    const candidates = searched(session, full).map((found) => moved(found, base));
    return candidates.length > 0
      ? { candidates }
      : { outcome: failed(2, `there is nothing to import in \`${name}\``, takes) };
  }
  const { file, diagnostic } = files.read(full, base, limits.fileBytes);
  if (file === undefined) {
    return { outcome: unread(session, diagnostic) };
  }
  const known = kindOf(file);
  return known === undefined
    ? { outcome: failed(2, `nobody can tell what \`${name}\` is`, takes) }
    : { candidates: [{ kind: known, name: base, files: [file] }] };
}

const takes =
  'it takes a Compose file, manifests of Kubernetes, a catalog of Backstage, or alertmanager.yml';

/** A path from a folder, with `/`; undefined where it leads out. */
function from(folder: string, full: string): string | undefined {
  return isInside(full, folder) ? pathFrom(folder, full) || '.' : undefined;
}

function moved({ kind, name, files }: Candidate, base: string): Candidate {
  const within = (path: string): string => (base === '.' ? path : `${base}/${path}`);
  return {
    kind,
    name: within(name),
    files: sortedBy(
      files.map(({ path, text }) => ({ path: within(path), text })),
      ({ path }) => path,
    ),
  };
}

function unread(session: Session, diagnostic: Diagnostic): Outcome {
  return said(session, { files: 1, systems: 0, diagnostics: [diagnostic] }, new Map());
}
