import { type Diagnostic, type SourceFile, sortedDiagnostics } from '../model/diagnostic.ts';
import type { Model } from '../model/model.ts';
import type { ScenarioResults } from '../model/scenario-results.ts';
import { compileScenarios } from './compile.ts';
import { readScenarios } from './read-file.ts';
import { resultsOf } from './results.ts';
import { testScenarios } from './test-scenarios.ts';

/** Texts of scenarios, and what they run with. */
export interface ScenarioInput {
  readonly model: Model;
  /** The texts that `model` was loaded from: a `reload` stands in for one of them. */
  readonly files: readonly SourceFile[];
  /** Files `*.scenario.yaml`. Paths in them start at the folder of the file. */
  readonly scenarios: readonly SourceFile[];
  /** Files that a `reload` names. */
  readonly replacements?: readonly SourceFile[];
}

export interface ScenarioOptions {
  /** Whether the comparisons of policies are watched for coverage, which takes longer. */
  readonly comparisons?: boolean;
  /** In percent; less than that fails the run. */
  readonly minCoverage?: number;
}

/** What running scenarios comes to: no results where there is an error among the diagnostics. */
export interface RanScenarios {
  readonly results: ScenarioResults | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Runs all scenarios of some texts, each from an empty state. Never throws and reads nothing: what is wrong with a text is among
 * the diagnostics, with positions, and then none is run. Results are in the order of the files that are given.
 */
export function runScenarios(
  { model, files, scenarios, replacements = [] }: ScenarioInput,
  { comparisons = false, minCoverage = 0 }: ScenarioOptions = {},
): RanScenarios {
  const read = scenarios.map(readScenarios);
  const faults = read.flatMap((one) => one.diagnostics);
  if (faults.some(isError)) {
    return { results: undefined, diagnostics: sortedDiagnostics(faults) };
  }
  const sources = read.flatMap((one) => (one.read === undefined ? [] : [one.read]));
  const standIns = new Map(replacements.map((file) => [file.path, file]));
  const compiled = compileScenarios(sources, { model, files, replacements: standIns });
  const diagnostics = sortedDiagnostics([...faults, ...compiled.diagnostics]);
  return diagnostics.some(isError)
    ? { results: undefined, diagnostics }
    : {
        results: resultsOf(testScenarios(compiled.files, model, { comparisons }), minCoverage),
        diagnostics,
      };
}

function isError({ severity }: Diagnostic): boolean {
  return severity === 'error';
}
