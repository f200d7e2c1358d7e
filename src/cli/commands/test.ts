import { join } from 'node:path';
import { sayLocation } from '../../model/location.ts';
import type { ScenarioResults } from '../../model/scenario-results.ts';
import type { Attempt } from '../../ports.ts';
import { counted } from '../../report/look.ts';
import type { ScenarioFormat } from '../../report/scenarios/formats.ts';
import { renderScenarios } from '../../report/scenarios/render.ts';
import { type Compiled, type CompiledFile, compileScenarios } from '../../scenario/compile.ts';
import { resultsOf } from '../../scenario/results.ts';
import { isSelected } from '../../scenario/select.ts';
import { type Tested, testScenarios } from '../../scenario/test-scenarios.ts';
import { type Configuration, configurationOf, isError } from '../configuration.ts';
import { failed, type Outcome } from '../outcome.ts';
import { type ReadFiles, readFiles, scenarioPaths } from '../scenario-files.ts';
import { changesText, type Updates, updatesOf } from '../scenario-updates.ts';
import { type Session, shown } from '../session.ts';
import { said } from '../validation.ts';
import { writeFile } from '../write-file.ts';

export interface TestOptions {
  readonly run?: string;
  readonly coverage?: boolean;
  /** In percent. */
  readonly minCoverage?: number;
  readonly update?: boolean;
  readonly allowEmpty?: boolean;
}

/** Runs the scenarios of the configuration, or those of the files and folders that are named. */
export function testCommand(
  session: Session,
  named: readonly string[],
  options: TestOptions,
): Outcome {
  const opened = configurationOf(session, false);
  if ('outcome' in opened) {
    return opened.outcome;
  }
  const found = scenarioPaths(session, opened.project, named);
  if ('outcome' in found) {
    return found.outcome;
  }
  const read = readFiles(session.world, opened.project.place.folder, found.paths);
  const diagnostics = [...found.diagnostics, ...read.diagnostics];
  const prepared = preparedFrom(session, opened, { ...read, diagnostics });
  if ('outcome' in prepared) {
    return prepared.outcome;
  }
  const files = selected(prepared.files, options.run);
  if (files.every(({ scenarios }) => scenarios.length === 0) && options.allowEmpty !== true) {
    return nothingRan(prepared.files, options.run);
  }
  const notes = found.diagnostics.map(({ message, at }) => `note: ${message} (${sayLocation(at)})`);
  const isCovering = session.formats.some((format) => coverageFormats.includes(format));
  const tested = testScenarios(files, opened.model, {
    comparisons: options.coverage === true || isCovering,
  });
  if (options.update === true) {
    return updated(session, { opened, read, files, tested }, options);
  }
  return { ...tellResults(resultsOf(tested, options.minCoverage), opened, read, options), notes };
}

const coverageFormats: readonly string[] = ['lcov', 'cobertura'];

/** Scenarios without a mistake, or the outcome that tells their mistakes. */
function preparedFrom(
  session: Session,
  { model, project }: Configuration,
  read: ReadFiles,
): Compiled | { readonly outcome: Outcome } {
  const base = { model, files: project.files, replacements: read.replacements };
  const compiled = read.diagnostics.some(isError)
    ? { files: [], diagnostics: [] }
    : compileScenarios(read.sources, base);
  const diagnostics = [...read.diagnostics, ...compiled.diagnostics];
  if (!diagnostics.some(isError)) {
    return compiled;
  }
  const input = { files: read.texts.size, systems: model.systems.length, diagnostics };
  return {
    outcome: said(session, input, new Map([...project.sources, ...read.texts])),
  };
}

/** The files with the scenarios that are to run; without a pattern, all of them. */
function selected(
  files: readonly CompiledFile[],
  pattern: string | undefined,
): readonly CompiledFile[] {
  return pattern === undefined
    ? files
    : files
        .map(({ file, scenarios }) => ({
          file,
          scenarios: scenarios.filter(({ name }) => isSelected(pattern, name)),
        }))
        .filter(({ scenarios }) => scenarios.length > 0);
}

/** A run that tests nothing must not look like one that passed. */
function nothingRan(files: readonly CompiledFile[], pattern: string | undefined): Outcome {
  const count = files.reduce((sum, { scenarios }) => sum + scenarios.length, 0);
  return count === 0
    ? failed(
        2,
        'no scenario ran: there are none',
        'write one in scenarios/NAME.scenario.yaml, say where they are in `config.scenarios`, or name a file',
      )
    : failed(
        2,
        `no scenario ran: the name of none of ${count} contains \`${pattern}\``,
        'the pattern is part of a name, in which `*` stands for any text',
      );
}

function tellResults(
  results: ScenarioResults,
  { project }: Configuration,
  read: ReadFiles,
  options: TestOptions,
): Outcome {
  const sources = new Map([...project.sources, ...read.texts]);
  return {
    exitCode: results.exitCode,
    render: (format, canvas) =>
      renderScenarios(
        format as ScenarioFormat,
        results,
        { ...canvas, sources },
        options.coverage === true,
      ),
  };
}

interface Run {
  readonly opened: Configuration;
  readonly read: ReadFiles;
  /** Those that ran. */
  readonly files: readonly CompiledFile[];
  readonly tested: Tested;
}

/** The run with its failed expectations rewritten: files are written once everybody could read what becomes of them. */
function updated(
  session: Session,
  { opened, read, files, tested }: Run,
  options: TestOptions,
): Outcome {
  const { world } = session;
  const { folder } = opened.project.place;
  const updates = updatesOf(read.texts, tested.rewrites);
  const changed = readChanged(world, folder, read, updates);
  const again = preparedFrom(session, opened, changed);
  if ('outcome' in again) {
    return failed(
      2,
      'the expectations cannot be rewritten: what would be written cannot be read',
      'write them by hand; nothing was changed',
    );
  }
  const names = new Set(
    files.flatMap(({ file, scenarios }) => scenarios.map(({ name }) => `${file} ${name}`)),
  );
  const chosen = again.files.map(({ file, scenarios }) => ({
    file,
    scenarios: scenarios.filter(({ name }) => names.has(`${file} ${name}`)),
  }));
  const retested = testScenarios(
    chosen.filter(({ scenarios }) => scenarios.length > 0),
    opened.model,
    { comparisons: tested.coverage.hasComparisons },
  );
  const outcome = tellResults(resultsOf(retested, options.minCoverage), opened, changed, options);
  if (updates.length === 0) {
    return { ...outcome, notes: ['note: there is no expectation to rewrite'] };
  }
  return {
    ...outcome,
    notes: updates.map(
      ({ path, hunks }) =>
        `note: rewrote ${counted(hunks.length, 'place')} in ${shown(session, join(folder, path))}`,
    ),
    commit: () => written(session, folder, updates),
  };
}

/** The files as they will be. */
function readChanged(
  world: Session['world'],
  folder: string,
  read: ReadFiles,
  updates: Updates,
): ReadFiles {
  const textByPath = new Map(updates.map(({ path, text }) => [path, text]));
  const files = {
    ...world.files,
    read: (full: string, name: string, bytesMax: number, within?: string) => {
      const text = textByPath.get(name);
      return text === undefined
        ? world.files.read(full, name, bytesMax, within)
        : { file: { path: name, text } };
    },
  };
  return readFiles({ ...world, files }, folder, [...read.sources.map(({ source }) => source.file)]);
}

function written(session: Session, folder: string, updates: Updates): Attempt<undefined> {
  session.world.stderr.write(changesText(updates));
  for (const { path, text } of updates) {
    const { failure } = writeFile(session, join(folder, path), text, `\`${path}\``);
    if (failure !== undefined) {
      return { failure };
    }
  }
  return { value: undefined };
}
