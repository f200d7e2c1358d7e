import { basename, dirname, join } from 'node:path';
import { inclusionOf } from '../../config/project.ts';
import { editorText, githubText, gitlabText, ownerLines } from '../../init/ci-texts.ts';
import { type PlannedFile, plannedPaths } from '../../init/plan.ts';
import type { SourceFile } from '../../model/diagnostic.ts';
import { limits } from '../../model/limits.ts';
import type { World } from '../../ports.ts';
import { schemaFile } from '../commands/schema.ts';
import { pathFrom } from '../session.ts';

/** What is around the configuration that is to be: its name, and what else the folder is kept with. */
export interface Surroundings {
  readonly folder: string;
  readonly name: string;
  /** The folder of the repository; undefined where there is none. */
  readonly repository: string | undefined;
  readonly isGitlab: boolean;
}

const smallBytes = 1_048_576;

function textAt(world: World, path: string): string | undefined {
  return world.files.kindOf(path) === 'file'
    ? world.files.read(path, path, smallBytes).file?.text
    : undefined;
}

export function surroundingsOf(world: World, folder: string): Surroundings {
  const repository = repositoryAbove(world, folder);
  const remote = repository === undefined ? undefined : remoteOf(world, repository);
  const top = repository ?? folder;
  return {
    folder,
    repository,
    name:
      packageName(world, folder) ??
      (folder === top ? remote?.name : undefined) ??
      nameFor(basename(folder)),
    isGitlab:
      world.files.kindOf(join(top, '.gitlab-ci.yml')) === 'file' ||
      /(^|[.-])gitlab\b/.test(remote?.host ?? ''),
  };
}

function repositoryAbove(world: World, folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (world.files.kindOf(join(at, '.git')) !== undefined) {
      return at;
    }
    if (dirname(at) === at) {
      return undefined;
    }
  }
}

/** A name as a configuration may have it. */
function nameFor(text: string): string {
  const name = text
    .replace(/[^\x20-\x7e]/g, '')
    .trim()
    .slice(0, 120);
  return /[A-Za-z0-9]/.test(name) ? name : 'tower';
}

function packageName(world: World, folder: string): string | undefined {
  const text = textAt(world, join(folder, 'package.json')) ?? '';
  const [, name = ''] = /^\s{0,4}"name"\s*:\s*"(?:@[^"/]*\/)?([A-Za-z0-9._-]+)"/m.exec(text) ?? [];
  return name === '' ? undefined : nameFor(name);
}

/** Host and name of the remote repository. Of its address, in which a password may stand, nothing else is kept. */
function remoteOf(
  world: World,
  repository: string,
): { readonly host: string; readonly name: string } | undefined {
  const text = textAt(world, join(repository, '.git', 'config')) ?? '';
  const [, url = ''] = /^\[remote "origin"\][^[]*?^\s*url\s*=\s*(\S+)\s*$/m.exec(text) ?? [];
  const [, host = '', name = ''] =
    /^(?:[a-z+]+:\/\/)?(?:[^@/]*@)?([A-Za-z0-9.-]+)[:/].*?([A-Za-z0-9._-]+?)(?:\.git)?\/?$/.exec(
      url,
    ) ?? [];
  return name === '' ? undefined : { host, name: nameFor(name) };
}

/** Files that stand in the way of planned ones, or that a configuration would include. */
export function existingFiles(world: World, { folder, name }: Surroundings): readonly SourceFile[] {
  const inclusion = inclusionOf(undefined);
  const listed =
    world.files.kindOf(folder) === 'folder'
      ? world.files.list(folder, inclusion.reaches).files
      : [];
  const included = inclusion.choose(listed.map(({ path }) => path)).included;
  const planned = plannedPaths(name).filter(
    (path) => world.files.kindOf(join(folder, path)) !== undefined,
  );
  return [...new Set([...included, ...planned])].map(
    (path) =>
      world.files.read(join(folder, path), path, limits.fileBytes, folder).file ?? {
        path,
        text: '',
      },
  );
}

/** A file that is not written, and the lines that people may add to it. */
export interface Skipped {
  readonly path: string;
  readonly why: string;
  readonly lines: readonly string[];
}

interface Beside extends PlannedFile {
  /** Lines to add where the file is there. */
  readonly ifThere: readonly string[];
  /** Why it is not written although it is not there. */
  readonly why?: string;
}

/** What a repository checks, edits and reviews with. */
export function besides(
  world: World,
  around: Surroundings,
  version: string,
): { readonly files: readonly PlannedFile[]; readonly skipped: readonly Skipped[] } {
  const all = [...checks(around, version), ...editor(world, around), ...owners(world, around)];
  const whyNot = ({ path, why }: Beside): string | undefined =>
    world.files.kindOf(join(around.folder, path)) === undefined ? why : 'exists';
  return {
    files: all.filter((file) => whyNot(file) === undefined),
    skipped: all.flatMap((file) => {
      const why = whyNot(file);
      return why === undefined ? [] : [{ path: file.path, why, lines: file.ifThere }];
    }),
  };
}

/** The checks of pull requests. They belong to the top of the repository, and nothing is written outside of the folder. */
function checks(around: Surroundings, version: string): readonly Beside[] {
  const { folder, repository, isGitlab } = around;
  const top = repository ?? folder;
  const below = pathFrom(top, folder) || '.';
  const text = (isGitlab ? gitlabText : githubText)(version, below);
  const note = `validates, evaluates and tests each ${isGitlab ? 'merge' : 'pull'} request`;
  const up = pathFrom(folder, top);
  const file = isGitlab ? '.gitlab-ci.yml' : '.github/workflows/tower.yaml';
  const why = 'it belongs to the top of the repository';
  const isTop = below === '.';
  return [
    {
      path: isTop ? file : `${up}/${file}`,
      text,
      note,
      ifThere: isTop && !isGitlab ? [] : text.trimEnd().split('\n'),
      ...(isTop ? {} : { why }),
    },
  ];
}

/** The schemas for an editor, where the project has settings for one. */
function editor(world: World, { folder }: Surroundings): readonly Beside[] {
  if (world.files.kindOf(join(folder, '.vscode')) !== 'folder') {
    return [];
  }
  const schemas = ['tower', 'scenario'].flatMap((name): readonly Beside[] => {
    const { file } = schemaFile(world, name);
    const path = `.tower/${name}.schema.json`;
    return file === undefined
      ? []
      : [{ path, text: file.text, note: 'for the editor', ifThere: [] }];
  });
  return [
    {
      path: '.vscode/settings.json',
      text: editorText,
      note: 'completion and checks by the schemas',
      ifThere: editorText.trimEnd().split('\n'),
    },
    ...schemas,
  ];
}

/** Whose review a change needs: only where the repository says so already, and never for it. */
function owners(world: World, { folder, repository }: Surroundings): readonly Beside[] {
  const top = repository ?? folder;
  const below = pathFrom(top, folder) || '.';
  const found = ['CODEOWNERS', '.github/CODEOWNERS', 'docs/CODEOWNERS'].find(
    (path) => world.files.kindOf(join(top, path)) === 'file',
  );
  const up = pathFrom(folder, top);
  return found === undefined
    ? []
    : [
        {
          path: up === '' ? found : `${up}/${found}`,
          text: '',
          note: '',
          ifThere: ownerLines(below),
        },
      ];
}
