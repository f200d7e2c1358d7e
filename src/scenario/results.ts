import type { ScenarioResults } from '../model/scenario-results.ts';
import type { Tested } from './test-scenarios.ts';

/** What scenarios came to, and how the run ends; `minCoverage` is in percent. */
export function resultsOf(
  { files, coverage }: Pick<Tested, 'files' | 'coverage'>,
  minCoverage = 0,
): ScenarioResults {
  const all = files.flatMap(({ scenarios }) => scenarios);
  const failedCount = all.filter(({ passed }) => !passed).length;
  const { covered, total } = coverage;
  const isThin = covered * 100 < minCoverage * total;
  const reasons = [
    ...(failedCount > 0 ? [`${scenarioCount(failedCount)} failed`] : []),
    ...(isThin ? [`${covered} of ${total} are covered, less than ${minCoverage} %`] : []),
  ];
  return {
    schemaVersion: 1,
    files,
    passed: all.length - failedCount,
    failed: failedCount,
    coverage,
    exitCode: reasons.length > 0 ? 1 : 0,
    exitReason: reasons.length > 0 ? reasons.join(', ') : `${scenarioCount(all.length)} passed`,
  };
}

function scenarioCount(count: number): string {
  return `${count} scenario${count === 1 ? '' : 's'}`;
}
