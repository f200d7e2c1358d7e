import { environmentOf } from '../config/environments.ts';
import { withReadingFaults } from '../config/reading-faults.ts';
import { readSource } from '../config/source.ts';
import type { Diagnostic, SourceFile } from '../model/diagnostic.ts';
import type { Model } from '../model/model.ts';
import type { World } from '../ports.ts';
import { type Kept, loadKept } from './load-kept.ts';
import type { Outcome } from './outcome.ts';
import { type Place, type Project, placeOf, readProject } from './project.ts';
import type { Session } from './session.ts';
import { refused, said } from './validation.ts';

/** A project as far as it could be loaded. */
export interface LoadedProject extends Project {
  readonly model: Model | undefined;
  /** Number of systems, also of a configuration with errors. */
  readonly systemCount: number;
  /** Where to keep what follows from the model. */
  readonly kept: Kept | undefined;
}

/** A project that is free of errors. */
export interface Configuration {
  readonly model: Model;
  readonly project: LoadedProject;
}

/** Reads and loads the project at a place. What validation and reading have to say stands in one list. */
export function loadProject(world: World, place: Place): LoadedProject {
  const project = readProject(world, place);
  const loaded = loadKept(world, place.folder, project.files);
  const { model, diagnostics } = withReadingFaults(loaded, project.diagnostics);
  return {
    ...project,
    diagnostics,
    model,
    systemCount: model === undefined ? countSystems(project.files) : model.systems.length,
    kept: loaded.kept,
  };
}

/**
 * The configuration of the session, or the outcome that stands for its lack. `isReport` says that the command prints
 * diagnostics in its formats; otherwise they go to standard error.
 */
export function configurationOf(
  session: Session,
  isReport: boolean,
): Configuration | { readonly outcome: Outcome } {
  const place = placeOf(session);
  if ('outcome' in place) {
    return place;
  }
  const project = loadProject(session.world, place);
  const { model, sources } = project;
  if (model !== undefined) {
    return { model, project };
  }
  const input = {
    files: project.files.length,
    systems: project.systemCount,
    diagnostics: project.diagnostics,
  };
  return { outcome: isReport ? refused(input, sources) : said(session, input, sources) };
}

export function isError(diagnostic: Diagnostic): boolean {
  return diagnostic.severity === 'error';
}

function countSystems(files: readonly SourceFile[]): number {
  // An overlay changes systems that are counted already.
  const own = files.filter(({ path }) => environmentOf(path) === undefined);
  return own.reduce((count, file) => {
    const value: unknown = readSource(file).source?.value;
    const systems =
      typeof value === 'object' && value !== null && 'systems' in value ? value.systems : undefined;
    return count + (typeof systems === 'object' ? Object.keys(systems ?? {}).length : 0);
  }, 0);
}
