import { dirname, join } from 'node:path';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Location } from '../../model/location.ts';
import { counted } from '../../report/look.ts';
import { type HeldBaseline, heldInput } from '../baseline.ts';
import { type BaselineOptions, baselineFor } from '../baseline-options.ts';
import { type LoadedProject, loadProject } from '../configuration.ts';
import { inAllEnvironments } from '../environment-findings.ts';
import { failed, type Outcome } from '../outcome.ts';
import { inEnvironment, nameOf, type Place, placeAt, placeOf } from '../project.ts';
import { absolute, pathFrom, type Session } from '../session.ts';
import { judged, type Limits, validated } from '../validation.ts';

export interface ValidateOptions extends Limits, BaselineOptions {
  readonly allowEmpty?: boolean;
}

/** A project and the paths in it that matter, relative to its folder; none stands for all. */
interface Part {
  readonly place: Place;
  readonly paths: readonly string[];
}

/** Checks the project, or those that the paths belong to; paths inside a project restrict what is shown of it. */
export function validate(
  session: Session,
  paths: readonly string[],
  options: ValidateOptions,
): Outcome {
  const held = baselineFor(session, options);
  if (held !== undefined && 'outcome' in held) {
    return held.outcome;
  }
  const parts = paths.length === 0 ? wholeProject(session) : partsOf(session, paths, options);
  if ('outcome' in parts) {
    return parts.outcome;
  }
  const misuse = held === undefined ? undefined : misuseOf(held, parts);
  if (misuse !== undefined) {
    return misuse;
  }
  const shownParts = shownOf(session, parts, options);
  if ('outcome' in shownParts) {
    return shownParts.outcome;
  }
  const input = {
    files: sum(shownParts, ({ project }) => project.files.length),
    systems: sum(shownParts, ({ project }) => project.systemCount),
    diagnostics: shownParts.flatMap(({ diagnostics }) => diagnostics),
  };
  const isWhole = parts.every((part) => part.paths.length === 0);
  const known = held === undefined ? undefined : heldInput(session, held, input, isWhole);
  const sources = new Map(shownParts.flatMap((shown) => [...shown.sources]));
  const hidden = sum(shownParts, (shown) => shown.hidden);
  return {
    ...validated(judged(known?.held ?? input, options), sources),
    ...(known?.commit === undefined ? {} : { commit: known.commit }),
    notes: [
      ...(hidden === 0
        ? []
        : [
            `note: ${counted(hidden, 'more problem')} in other files: \`tower validate\` shows all`,
          ]),
      ...(known?.notes ?? []),
    ],
  };
}

function shownOf(
  session: Session,
  parts: readonly Part[],
  options: ValidateOptions,
): readonly Shown[] | { readonly outcome: Outcome } {
  const all: Shown[] = [];
  for (const part of parts) {
    const shown = restricted(session, part, options);
    if ('outcome' in shown) {
      return shown;
    }
    all.push(parts.length > 1 ? renamed(session, shown) : shown);
  }
  return all;
}

/** A baseline is of one project, and only the whole of it can be written down. */
function misuseOf({ change }: HeldBaseline, parts: readonly Part[]): Outcome | undefined {
  if (parts.length > 1) {
    return failed(
      3,
      'a baseline is of one project, and these paths are of several',
      'validate each with its own',
    );
  }
  return change !== 'none' && parts.some((part) => part.paths.length > 0)
    ? failed(
        3,
        'a baseline is written of the whole project, not of some paths',
        'leave the paths away',
      )
    : undefined;
}

function wholeProject(session: Session): readonly Part[] | { readonly outcome: Outcome } {
  const place = placeOf(session);
  return 'outcome' in place ? place : [{ place, paths: [] }];
}

function partsOf(
  session: Session,
  paths: readonly string[],
  options: ValidateOptions,
): readonly Part[] | { readonly outcome: Outcome } {
  const parts = new Map<string, { readonly place: Place; readonly paths: string[] }>();
  for (const path of paths) {
    const full = absolute(session, path);
    if (session.world.files.kindOf(full) === undefined) {
      if (options.allowEmpty) {
        continue;
      }
      return { outcome: failed(2, `\`${path}\` does not exist`, '`--allow-empty` accepts that') };
    }
    const place = placeFor(session, path);
    if ('outcome' in place) {
      return place;
    }
    const key = place.file ?? place.folder;
    const part = parts.get(key) ?? { place, paths: [] };
    parts.set(key, part);
    if (full !== key) {
      part.paths.push(pathFrom(place.folder, full));
    }
  }
  return [...parts.values()];
}

/** A folder with a tower.yaml is a project; anything else belongs to the one above it, and a file without one stands alone. */
function placeFor(session: Session, path: string): Place | { readonly outcome: Outcome } {
  const { files } = session.world;
  const full = absolute(session, path);
  const isFolder = files.kindOf(full) === 'folder';
  if (isFolder && files.kindOf(join(full, 'tower.yaml')) === 'file') {
    return inEnvironment(session, { folder: full });
  }
  if (session.root !== undefined) {
    return placeOf(session);
  }
  const above = files.rootAbove(isFolder ? full : dirname(full));
  return above === undefined ? placeAt(session, path) : inEnvironment(session, { folder: above });
}

/** What is shown of a project. */
interface Shown {
  readonly project: LoadedProject;
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: ReadonlyMap<string, string>;
  /** Number of errors and warnings that are not shown. */
  readonly hidden: number;
}

function restricted(
  session: Session,
  part: Part,
  options: ValidateOptions,
): Shown | { readonly outcome: Outcome } {
  const project = inAllEnvironments(session.world, loadProject(session.world, part.place));
  const { diagnostics, sources } = project;
  if (part.paths.length === 0) {
    return { project, diagnostics, sources, hidden: 0 };
  }
  const known = [...sources.keys(), ...diagnostics.map(({ at }) => at.file)];
  const foreign = part.paths.find((path) => !known.some((file) => isWithin(file, path)));
  if (foreign !== undefined && !options.allowEmpty) {
    return {
      outcome: failed(
        2,
        `\`${foreign}\` holds no file of the project in \`${nameOf(session, part.place)}\``,
        'add it to `config.include` of tower.yaml, or accept that with `--allow-empty`',
      ),
    };
  }
  const shown = diagnostics.filter(({ at }) => part.paths.some((path) => isWithin(at.file, path)));
  return { project, diagnostics: shown, sources, hidden: diagnostics.length - shown.length };
}

function isWithin(file: string, path: string): boolean {
  return file === path || file.startsWith(`${path}/`);
}

/** Where several projects are shown, their files go by their paths from the working directory. */
function renamed(session: Session, shown: Shown): Shown {
  const from = pathFrom(session.world.cwd, shown.project.place.folder);
  const move = (at: Location): Location => ({
    ...at,
    file: from === '' ? at.file : `${from}/${at.file}`,
  });
  return {
    ...shown,
    diagnostics: shown.diagnostics.map((diagnostic) => ({
      ...diagnostic,
      at: move(diagnostic.at),
      related: diagnostic.related.map((related) => ({ ...related, at: move(related.at) })),
    })),
    sources: new Map(
      [...shown.sources].map(([path, text]) => [from === '' ? path : `${from}/${path}`, text]),
    ),
  };
}

function sum<T>(items: readonly T[], count: (item: T) => number): number {
  return items.reduce((total, item) => total + count(item), 0);
}
