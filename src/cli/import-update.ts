import { dirname } from 'node:path';
import { beginsWithMark } from '../adapters/utf8.ts';
import { importDifferences } from '../analysis/import-differences.ts';
import { load } from '../config/load.ts';
import { inclusionOf } from '../config/project.ts';
import { draftsOf } from '../import/draft.ts';
import { type Identified, identified } from '../import/identify.ts';
import { ignoredIn } from '../import/ignored.ts';
import { additionsOf, updated } from '../import/update.ts';
import type { Diagnostic, SourceFile } from '../model/diagnostic.ts';
import type { ImportDifferences, Imported } from '../model/imported.ts';
import { limits } from '../model/limits.ts';
import type { Location } from '../model/location.ts';
import type { Model } from '../model/model.ts';
import { answered } from './answer.ts';
import { isError, loadProject } from './configuration.ts';
import { type ImportRun, importNotes } from './import-run.ts';
import { type UpdateResult, updateJson, updateLines } from './import-text.ts';
import { failed, type Outcome } from './outcome.ts';
import { absolute, pathFrom, type Session, shown } from './session.ts';
import { strayLink } from './stray-link.ts';
import { said } from './validation.ts';
import { writeFile } from './write-file.ts';

/** A file that is brought up to date, and the configuration that it belongs to or is. */
interface Target {
  /** As the configuration calls it. */
  readonly file: SourceFile;
  /** What `--root` must say so that it is found; undefined where that is found from here. */
  readonly root: string | undefined;
  readonly isNew: boolean;
  readonly model: Model;
  readonly sources: ReadonlyMap<string, string>;
}

/** Adds what is new in an import to a file, which is written whole or not at all. */
export function updateFile(session: Session, run: ImportRun, path: string): Outcome {
  const full = absolute(session, path);
  const target = targetAt(session, path, full);
  if ('outcome' in target) {
    return target.outcome;
  }
  const { imported } = run;
  const before = comparedWith(imported, target.model, target.sources);
  const additions = additionsOf(before.differences, draftsOf(imported, before.found.idByName));
  const origin = { source: imported.source, file: run.name };
  const after = updated(target.file, additions, origin);
  if (after.diagnostics.some(isError)) {
    return toldOf(session, after.diagnostics, target.sources);
  }
  if (after.isStuck) {
    return failed(
      2,
      `\`${path}\` is written in a way that nothing can be added to without changing the rest`,
      'write its systems as indented lines, or name another file; nothing was changed',
    );
  }
  const { text } = after;
  const sources = new Map(target.sources);
  sources.set(target.file.path, text ?? target.file.text);
  // What is written can be loaded, and places are those of the file as it becomes.
  const loaded =
    text === undefined
      ? { model: target.model, diagnostics: [] }
      : load([...sources].map(([file, own]) => ({ path: file, text: own })));
  if (loaded.model === undefined) {
    return toldOf(session, loaded.diagnostics, sources);
  }
  const { differences } = comparedWith(imported, loaded.model, sources);
  // Of a part of a fleet most of the others are not seen: only what stands in the file is told.
  const isHere = ({ at }: { readonly at: Location }): boolean => at.file === target.file.path;
  const result: UpdateResult = {
    path,
    root: target.root,
    isNew: target.isNew,
    systems: after.systems,
    calls: after.calls,
    uncalled: differences.uncalled.filter(isHere),
    unseen: differences.unseen.filter(isHere),
    ignoredCount: differences.ignoredCount,
  };
  return {
    ...answered(updateJson(result), (context) => updateLines(result, context)),
    notes: importNotes([...run.diagnostics, ...before.found.diagnostics, ...after.diagnostics]),
    commit: () =>
      text === undefined
        ? { value: undefined }
        : writeFile(session, full, `${markOf(session.world, full)}${text}`, `\`${path}\``),
    isCommit: true,
  };
}

/** The mark at the beginning of a file, where it has one: it is no part of the text, and stays. */
function markOf({ files }: Session['world'], full: string): string {
  const { file } = files.readBytes(full, full, limits.fileBytes);
  return file !== undefined && beginsWithMark(file.bytes) ? '\ufeff' : '';
}

/** The ids of an import in a configuration, and what differs. */
function comparedWith(
  imported: Imported,
  model: Model,
  sources: ReadonlyMap<string, string>,
): { readonly found: Identified; readonly differences: ImportDifferences } {
  const found = identified(imported, model);
  const ignored = ignoredIn(sources.values());
  const { idByName } = found;
  return { found, differences: importDifferences(model, { imported, idByName, ignored }) };
}

function toldOf(
  session: Session,
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, string>,
): { readonly exitCode: 2; readonly notes: readonly string[] } {
  const { notes = [] } = said(session, { files: sources.size, systems: 0, diagnostics }, sources);
  return { exitCode: 2, notes };
}

function targetAt(
  session: Session,
  path: string,
  full: string,
): Target | { readonly outcome: Outcome } {
  if (path === '-') {
    return {
      outcome: failed(3, '`--update` takes a file', 'without it the systems go to standard output'),
    };
  }
  if (session.inputs.has(full)) {
    return {
      outcome: failed(3, `\`${path}\` is an input of this run`, 'name another file to update'),
    };
  }
  const stray = strayLink(session, path);
  return stray !== undefined
    ? { outcome: stray }
    : (inProject(session, full) ?? lone(session, full));
}

/** The file as a part of the project around it; undefined where it belongs to none. */
function inProject(
  session: Session,
  full: string,
): Target | { readonly outcome: Outcome } | undefined {
  const { world } = session;
  const folder = world.files.rootAbove(dirname(full));
  if (folder === undefined) {
    return undefined;
  }
  const path = pathFrom(folder, full);
  const project = loadProject(world, { folder });
  const isNew = world.files.kindOf(full) === undefined;
  const root = project.files.find((file) => file.path === 'tower.yaml');
  const text = project.sources.get(path) ?? (isNew ? '' : undefined);
  const belongs = path === 'tower.yaml' || inclusionOf(root).includes(path);
  if (text === undefined || !belongs) {
    return undefined;
  }
  const { model, sources, diagnostics } = project;
  return model === undefined
    ? { outcome: toldOf(session, diagnostics, sources) }
    : { file: { path, text }, root: rootFrom(session, folder), isNew, model, sources };
}

/** The file as a configuration of its own. */
function lone(session: Session, full: string): Target | { readonly outcome: Outcome } {
  const { files } = session.world;
  const isNew = files.kindOf(full) === undefined;
  const path = shown(session, full);
  const { file, diagnostic } = isNew
    ? { file: { path, text: '' } }
    : files.read(full, path, limits.fileBytes);
  if (file === undefined) {
    return { outcome: toldOf(session, [diagnostic], new Map()) };
  }
  const sources = new Map([[path, file.text]]);
  const asRoot = file.text.trim() === '' ? 'tower: v1\n' : file.text;
  const { model, diagnostics } = load([{ path, text: asRoot }]);
  return model === undefined
    ? { outcome: toldOf(session, diagnostics, sources) }
    : { file, root: path, isNew, model, sources };
}

/** The folder of a project as `--root` names it, where it is not the one around the working directory. */
function rootFrom(session: Session, folder: string): string | undefined {
  const { files, cwd } = session.world;
  return files.rootAbove(cwd) === folder ? undefined : shown(session, folder);
}
