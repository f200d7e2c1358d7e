import { basename, dirname, join } from 'node:path';
import { processAnswering } from '../../adapters/ask.ts';
import { decisionsIn } from '../../init/decisions.ts';
import { exampleBatchPath, plannedPaths, planOf } from '../../init/plan.ts';
import { type Source, sourceOf } from '../../init/sources.ts';
import { asArgument } from '../../report/text.ts';
import { answered } from '../answer.ts';
import { importNotes } from '../import-run.ts';
import { type Choice, chosenOf } from '../init/chosen.ts';
import { findings } from '../init/find-sources.ts';
import { type InitResult, initJson, initLines } from '../init/init-text.ts';
import { besides, existingFiles, type Surroundings, surroundingsOf } from '../init/surroundings.ts';
import { writePlan } from '../init/write-plan.ts';
import { failed, fault, type Outcome } from '../outcome.ts';
import { absolute, type Session, shown } from '../session.ts';
import { said } from '../validation.ts';

export interface InitOptions {
  readonly from?: readonly string[];
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

/** Sets up a configuration in a folder from what is known there already. Nothing that exists is changed. */
export async function initCommand(
  session: Session,
  path: string | undefined,
  options: InitOptions,
): Promise<Outcome> {
  const folder = absolute(session, path ?? session.root ?? '.');
  const wrong = wrongPlace(session, folder);
  if (wrong !== undefined) {
    return wrong;
  }
  const around = surroundingsOf(session.world, folder);
  if (session.world.files.kindOf(join(folder, 'tower.yaml')) !== undefined) {
    return alreadyThere(session, around);
  }
  const found = findings(session, folder, options.from ?? []);
  if ('outcome' in found) {
    return found.outcome;
  }
  const sources = found.candidates.map(sourceOf);
  const broken = sources.find(isBroken);
  // Where everything that was found is broken, what would be written had nothing to do with it.
  if (broken !== undefined && (options.from !== undefined || sources.every(isBroken))) {
    return said(
      session,
      { files: broken.files.length, systems: 0, diagnostics: broken.diagnostics },
      new Map(),
    );
  }
  const choice = await chosenOf(session, processAnswering, sources, options);
  return 'outcome' in choice
    ? choice.outcome
    : scaffolded(session, around, { sources, ...choice, isDry: options.dryRun === true });
}

function isBroken({ isUsable }: Source): boolean {
  return !isUsable;
}

function wrongPlace({ world }: Session, folder: string): Outcome | undefined {
  const kind = world.files.kindOf(folder);
  if (kind !== undefined && kind !== 'folder') {
    return failed(2, `\`${basename(folder)}\` is not a folder`, 'name the folder of the project');
  }
  const above = dirname(folder) === folder ? undefined : world.files.rootAbove(dirname(folder));
  return above === undefined || world.files.kindOf(join(folder, 'tower.yaml')) !== undefined
    ? undefined
    : failed(
        2,
        `this folder belongs to the project in \`${above}\` already`,
        'add to it with `tower import … --update FILE`, or name a folder outside of it',
      );
}

/** A folder that was set up before: what is there stays, and what was removed since stays away. */
function alreadyThere(session: Session, around: Surroundings): Outcome {
  const { files } = session.world;
  const { folder, name } = around;
  const kept = plannedPaths(name).filter((path) => files.kindOf(join(folder, path)) !== undefined);
  return told({
    name,
    folder: shown(session, folder),
    found: [],
    chosen: [],
    because: 'This folder is set up already; nothing was changed.',
    isAsked: false,
    created: [],
    skipped: kept.map((path) => ({ path, why: 'exists', lines: [] })),
    decisions: [],
    isDry: false,
    next: [`tower validate${rootFlag(session, folder)}`],
  });
}

interface Ready extends Choice {
  readonly sources: readonly Source[];
  readonly isDry: boolean;
}

/** Everything is worked out and tried before the first file is written. */
function scaffolded(session: Session, around: Surroundings, ready: Ready): Outcome {
  const { world, version } = session;
  const { folder, name } = around;
  const existing = existingFiles(world, around);
  const made = planOf({ name, sources: ready.chosen, existing });
  if (made.plan === undefined) {
    const { notes = [] } = said(
      session,
      { files: made.sources.size, systems: 0, diagnostics: made.diagnostics },
      made.sources,
    );
    return {
      exitCode: 2,
      notes: [
        ...(made.diagnostics.length === 0 ? [] : notes),
        ...fault(`what would be written ${made.reason}`, 'nothing was written'),
      ],
    };
  }
  const { plan } = made;
  const beside = besides(world, around, version);
  // What makes a project of the folder comes last: until then a second run goes on where this one stopped.
  const files = [...plan.files.slice(0, -1), ...beside.files, ...plan.files.slice(-1)];
  const planned = new Set(plannedPaths(name));
  const result: InitResult = {
    name,
    folder: shown(session, folder),
    found: ready.sources,
    chosen: ready.chosen,
    because: ready.because,
    isAsked: ready.isAsked,
    created: files,
    skipped: [
      ...existing
        .filter(({ path }) => planned.has(path))
        .map(({ path }) => ({ path, why: 'exists', lines: [] })),
      ...beside.skipped,
    ],
    decisions: decisionsIn(files),
    isDry: ready.isDry,
    next: ready.isDry
      ? []
      : nextCommands(
          session,
          folder,
          existing.map(({ path }) => path),
        ),
  };
  return {
    ...told(result),
    notes: importNotes(plan.diagnostics),
    ...(ready.isDry
      ? {}
      : { commit: () => writePlan(session, folder, files), isCommit: true as const }),
  };
}

function told(result: InitResult): Outcome {
  return answered(initJson(result), (context) => initLines(result, context));
}

/** How `--root` names a folder, where it is not the working directory. */
function rootFlag(session: Session, folder: string): string {
  const name = shown(session, folder);
  return name === '.' ? '' : ` --root ${asArgument(name)}`;
}

function nextCommands(
  session: Session,
  folder: string,
  existing: readonly string[],
): readonly string[] {
  const root = rootFlag(session, folder);
  const batch = shown(session, join(folder, exampleBatchPath));
  // A batch that was there before may be of another tool.
  return existing.includes(exampleBatchPath)
    ? [`tower validate${root}`, `tower test${root}`]
    : [`tower validate${root}`, `tower evaluate${root} --signals ${asArgument(batch)}`];
}
