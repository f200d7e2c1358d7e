import { basename, posix } from 'node:path';
import { gitHistory } from '../adapters/git.ts';
import { checkUtf8, textOf } from '../adapters/utf8.ts';
import { overlayOf } from '../config/environments.ts';
import { load } from '../config/load.ts';
import { inclusionOf } from '../config/project.ts';
import type { SourceFile } from '../model/diagnostic.ts';
import { limits } from '../model/limits.ts';
import type { Model } from '../model/model.ts';
import { didYouMean } from '../model/nearest.ts';
import type { NoSnapshot, Snapshot, SnapshotFile } from '../ports.ts';
import { failed, type Outcome } from './outcome.ts';
import type { Place } from './project.ts';
import type { Session } from './session.ts';
import { said } from './validation.ts';

/** A model as it was, or the outcome that stands for its lack. */
export type Earlier = { readonly model: Model } | { readonly outcome: Outcome };

/**
 * The model of the configuration at a place, as it was at a revision. Its files are read from the history and loaded as
 * those of the working tree are; of a link its target is read, where that is a file of the same configuration.
 */
export function modelAt(session: Session, place: Place, revision: string): Earlier {
  const { snapshot, none } = gitHistory(session.world.env).at(place.folder, revision);
  if (snapshot === undefined) {
    return { outcome: missing(none, revision) };
  }
  const read = filesAt(snapshot, place);
  if ('failure' in read) {
    return {
      outcome: failed(2, `the configuration at \`${revision}\` cannot be read: ${read.failure}`),
    };
  }
  const { files } = read;
  if (files.length === 0) {
    return {
      outcome: failed(
        2,
        `there is no ${nameOfRoot(place)} at \`${revision}\``,
        'name a revision that has this configuration in the same folder',
      ),
    };
  }
  const { model, diagnostics } = load(files);
  if (model !== undefined) {
    return { model };
  }
  const sources = new Map(files.map(({ path, text }) => [path, text]));
  const { notes = [] } = said(session, { files: files.length, systems: 0, diagnostics }, sources);
  return {
    outcome: {
      exitCode: 2,
      notes: [`tower: the configuration at \`${revision}\` has errors`, ...notes],
    },
  };
}

function missing(none: NoSnapshot, revision: string): Outcome {
  switch (none.why) {
    case 'no-git':
      return failed(2, 'git cannot be run', 'install it: a revision is read with it');
    case 'no-repository':
      return failed(
        2,
        'the configuration is not in a git repository',
        'there is nothing to compare with',
      );
    case 'no-revision': {
      if (none.known.length === 0) {
        return failed(2, 'the repository has no commit yet', 'there is nothing to compare with');
      }
      return failed(
        3,
        `\`${revision}\` is not a revision of this repository`,
        none.isShallow
          ? 'the clone is shallow and lacks earlier ones: `git fetch --unshallow`'
          : didYouMean(revision, none.known),
      );
    }
    case 'failed':
      return /promisor/.test(none.reason)
        ? failed(
            2,
            `the clone is partial and lacks files of \`${revision}\``,
            'clone without `--filter`: nothing is fetched here',
          )
        : failed(2, `git failed: ${none.reason}`);
  }
}

function nameOfRoot({ file }: Place): string {
  return file === undefined ? 'tower.yaml' : basename(file);
}

type Files = { readonly files: readonly SourceFile[] } | { readonly failure: string };

/** The texts of a configuration; none where there is no file to begin with. */
function filesAt(snapshot: Snapshot, place: Place): Files {
  const name = nameOfRoot(place);
  const root = textsOf(snapshot, [name]);
  if ('failure' in root || place.file !== undefined || root.files.length === 0) {
    return root;
  }
  const visible = snapshot.files.filter(({ path }) => isVisible(path));
  const { included } = inclusionOf(root.files[0]).choose(visible.map(({ path }) => path));
  // An environment that had no overlay yet was like the others.
  const overlay = place.environment === undefined ? [] : [overlayOf(place.environment)];
  const others = textsOf(snapshot, [...overlay, ...included]);
  return 'failure' in others ? others : { files: [...root.files, ...others.files] };
}

/** As the working tree is listed: YAML files whose folders are neither hidden nor packages. */
function isVisible(path: string): boolean {
  const parts = path.split('/');
  return (
    /\.ya?ml$/.test(path) && !parts.some((part) => part.startsWith('.') || part === 'node_modules')
  );
}

function textsOf(snapshot: Snapshot, paths: readonly string[]): Files {
  const fileOf = new Map(snapshot.files.map((file) => [file.path, file]));
  const wanted = new Map<string, SnapshotFile>();
  for (const path of paths) {
    const file = followed(snapshot, fileOf, fileOf.get(path));
    // Two paths of one file are one file, which goes by its own where that belongs.
    if (file !== undefined && (file.path === path || !wanted.has(file.path))) {
      wanted.set(file.path, { ...file, path });
    }
  }
  const files = [...wanted.values()];
  const large = files.find(({ byteCount }) => byteCount > limits.fileBytes);
  const byteCount = files.reduce((sum, file) => sum + file.byteCount, 0);
  if (large !== undefined || byteCount > limits.treeBytes) {
    return { failure: large === undefined ? 'it is too large' : `\`${large.path}\` is too large` };
  }
  const { value, failure } = snapshot.read(files);
  if (value === undefined) {
    return { failure };
  }
  const broken = value.find(({ path, bytes }) => checkUtf8(bytes, path).file === undefined);
  return broken === undefined
    ? { files: value.map(textOf) }
    : { failure: `\`${broken.path}\` is not UTF-8` };
}

/** Links that lead to links are followed so many times. */
const linksMax = 8;

function followed(
  snapshot: Snapshot,
  fileOf: ReadonlyMap<string, SnapshotFile>,
  first: SnapshotFile | undefined,
): SnapshotFile | undefined {
  let file = first;
  for (let count = 0; file?.isLink === true && count < linksMax; count += 1) {
    const [link] = snapshot.read([file]).value ?? [];
    const target = link === undefined ? '' : new TextDecoder().decode(link.bytes);
    file = fileOf.get(posix.join(posix.dirname(file.path), target));
  }
  return file?.isLink === true ? undefined : file;
}
