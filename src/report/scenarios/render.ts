import type { ScenarioResults } from '../../model/scenario-results.ts';
import type { RenderContext } from '../context.ts';
import { written } from '../json.ts';
import { cobertura, lcov } from './coverage-formats.ts';
import type { ScenarioFormat } from './formats.ts';
import { junitScenarios } from './junit.ts';
import { prettyScenarios } from './pretty.ts';

/** Results of scenarios as text in a format; with `hasCoverage`, people are told what was not exercised. */
export function renderScenarios(
  format: ScenarioFormat,
  results: ScenarioResults,
  context: RenderContext,
  hasCoverage: boolean,
): string {
  switch (format) {
    case 'pretty':
      return prettyScenarios(results, context, hasCoverage);
    case 'json':
      return written(results, context);
    case 'junit':
      return junitScenarios(results);
    case 'lcov':
      return lcov(results.coverage);
    case 'cobertura':
      return cobertura(results.coverage);
  }
}
