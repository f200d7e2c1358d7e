import { load } from '../config/load.ts';
import { newProblems, type Problems } from '../config/problems.ts';
import { type Diagnostic, type SourceFile, sortedDiagnostics } from '../model/diagnostic.ts';
import { limits, sayCount } from '../model/limits.ts';
import type { Model } from '../model/model.ts';
import { didYouMean } from '../model/nearest.ts';
import { compileScenario } from './compile-scenario.ts';
import { type Names, namesOf } from './names.ts';
import { type Replacement, reloadsOf, type ScenarioSource } from './read-file.ts';
import type { Scenario } from './scenario.ts';

/** The configuration that scenarios run with, and the texts that it is made of. */
export interface Base {
  readonly model: Model;
  readonly files: readonly SourceFile[];
  /** Files that `reload` names, by path in the project; one that is missing is told where it is named. */
  readonly replacements: ReadonlyMap<string, SourceFile>;
}

/** The scenarios of a file, in its order. */
export interface CompiledFile {
  readonly file: string;
  readonly scenarios: readonly Scenario[];
}

/** Scenarios that can run; with an error among the diagnostics, none must. */
export interface Compiled {
  readonly files: readonly CompiledFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Compiles files of scenarios for a configuration: every name, time and series is checked. A configuration is loaded once for all reloads that come to it. */
export function compileScenarios(sources: readonly ScenarioSource[], base: Base): Compiled {
  const problems = newProblems();
  const reloads = newReloads(base, problems);
  const names = namesOf([base.model]);
  const files = sources.map((read): CompiledFile => {
    const { source, scenarios, replacements } = read;
    const pending = [...replacements];
    return {
      file: source.file,
      scenarios: Object.entries(scenarios).flatMap(([name, written]) => {
        const reloaded = reloadCounts(written.reload).map((count) =>
          reloads.modelFor(pending.splice(0, count)),
        );
        const known: Names =
          reloaded.length === 0
            ? names
            : namesOf([base.model, ...reloaded.filter((model) => model !== undefined)]);
        const setting = { source, model: base.model, names: known, reloaded, problems };
        return compileScenario(name, written, setting) ?? [];
      }),
    };
  });
  checkTicks(files, problems);
  return {
    files,
    diagnostics: sortedDiagnostics(unique([...problems.found, ...reloads.diagnostics])),
  };
}

/** How many files each reload replaces. */
function reloadCounts(reload: ScenarioSource['scenarios'][string]['reload']): readonly number[] {
  return reloadsOf(reload).map(({ replace }) => Object.keys(replace).length);
}

interface Reloads {
  /** The configuration with files replaced; undefined where it is broken or a file is missing. */
  readonly modelFor: (replaced: readonly Replacement[]) => Model | undefined;
  readonly diagnostics: Diagnostic[];
}

function newReloads(base: Base, problems: Problems): Reloads {
  const made = new Map<string, Model | undefined>();
  const diagnostics: Diagnostic[] = [];
  return {
    diagnostics,
    modelFor: (replaced) => {
      if (!areThere(replaced, base, problems)) {
        return undefined;
      }
      const key = JSON.stringify(replaced.map(({ replaced: path, by }) => [path, by]));
      if (!made.has(key)) {
        const { model, found } = loadReplaced(replaced, base);
        diagnostics.push(...found);
        made.set(key, model);
      }
      return made.get(key);
    },
  };
}

/** Whether every file of a reload exists, and stands in for one that does. */
function areThere(
  replaced: readonly Replacement[],
  { files, replacements }: Base,
  problems: Problems,
): boolean {
  const paths = files.map(({ path }) => path);
  const faults = replaced.flatMap(({ replaced: path, by, replacedAt, byAt }) => [
    ...(paths.includes(path)
      ? []
      : [
          {
            at: replacedAt,
            message: `\`${path}\` is not a file of the configuration`,
            help: didYouMean(path, paths),
          },
        ]),
    ...(by !== undefined && replacements.has(by)
      ? []
      : [
          {
            at: byAt,
            message:
              by === undefined ? 'the path leads out of the project' : `there is no file \`${by}\``,
            help: 'paths start at the folder of the scenario and stay in the project',
          },
        ]),
  ]);
  for (const { at, message, help } of faults) {
    problems.tell('scenario/missing-file', at, message, { help });
  }
  return faults.length === 0;
}

/** A configuration with some of its files replaced. What is wrong is told of the file that stands in, where it is written. */
function loadReplaced(
  replaced: readonly Replacement[],
  { files, replacements }: Base,
): { readonly model: Model | undefined; readonly found: readonly Diagnostic[] } {
  const standIns = new Map(
    replaced.map(({ replaced: path, by = '' }) => [path, replacements.get(by)] as const),
  );
  const { model, diagnostics } = load(
    files.map(({ path, text }) => ({ path, text: standIns.get(path)?.text ?? text })),
  );
  const nameOf = (file: string): string => standIns.get(file)?.path ?? file;
  const found = diagnostics
    .filter(({ severity }) => severity === 'error')
    .map((diagnostic) => ({
      ...diagnostic,
      at: { ...diagnostic.at, file: nameOf(diagnostic.at.file) },
      related: diagnostic.related.map((one) => ({
        ...one,
        at: { ...one.at, file: nameOf(one.at.file) },
      })),
    }));
  return { model, found };
}

/** All scenarios together have as many ticks as a run can take. */
function checkTicks(files: readonly CompiledFile[], problems: Problems): void {
  let tickCount = 0;
  for (const { scenarios } of files) {
    for (const { startsAt, endsAt, everyMs, at } of scenarios) {
      const before = tickCount;
      tickCount += Math.floor((endsAt - startsAt) / everyMs) + 1;
      if (before <= limits.scenarioTicks && tickCount > limits.scenarioTicks) {
        problems.tell(
          'scenario/too-long',
          at,
          `all scenarios up to this one have more than ${sayCount(limits.scenarioTicks)} ticks together`,
          { help: 'name some of the files: `tower test FILE`' },
        );
      }
    }
  }
}

function unique(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const told = new Set<string>();
  return diagnostics.filter((diagnostic) => {
    const key = JSON.stringify(diagnostic);
    return !told.has(key) && told.add(key);
  });
}
