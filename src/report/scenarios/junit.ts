import { sayLocation } from '../../model/location.ts';
import type {
  ScenarioFailure,
  ScenarioResult,
  ScenarioResults,
} from '../../model/scenario-results.ts';
import { plain } from '../text.ts';
import { type Element, xmlDocument } from '../xml.ts';

/** Scenarios as JUnit XML: a suite a file, a case a scenario, and in a failed case all that was not met. */
export function junitScenarios({ files }: ScenarioResults): string {
  const all = files.flatMap(({ scenarios }) => scenarios);
  return xmlDocument({
    name: 'testsuites',
    attributes: [['name', 'tower test'], ...totals(all), ['time', '0']],
    content: files.map(
      ({ file, scenarios }): Element => ({
        name: 'testsuite',
        attributes: [
          ['name', plain(file)],
          ...totals(scenarios),
          ['skipped', '0'],
          ['time', '0'],
          ['file', plain(file)],
        ],
        content: scenarios.map((scenario) => caseElement(file, scenario)),
      }),
    ),
  });
}

function totals(scenarios: readonly ScenarioResult[]): Element['attributes'] {
  return [
    ['tests', String(scenarios.length)],
    ['failures', String(scenarios.filter(({ passed }) => !passed).length)],
    ['errors', '0'],
  ];
}

function caseElement(file: string, { name, failures }: ScenarioResult): Element {
  const [first] = failures;
  return {
    name: 'testcase',
    attributes: [
      ['name', plain(name)],
      ['classname', plain(file)],
      ['time', '0'],
    ],
    content:
      first === undefined
        ? []
        : [
            {
              name: 'failure',
              attributes: [
                ['message', plain(summaryOf(failures))],
                ['type', 'expectation'],
              ],
              content: failures.flatMap(linesOf).map(plain).join('\n'),
            },
          ],
  };
}

function summaryOf(failures: readonly ScenarioFailure[]): string {
  return failures.map(({ after, about }) => `at ${after}, ${about}`).join('; ');
}

function linesOf(failure: ScenarioFailure): readonly string[] {
  const { about, negated, expected, received, why, at } = failure;
  return [
    `at ${failure.after}, ${about}   ${sayLocation(at)}`,
    ...expected.map((text) => `- ${negated ? 'expected not' : 'expected'} ${text}`),
    ...received.map((text) => `+ received ${text}`),
    ...why.map((one) =>
      one.at === null ? `why: ${one.message}` : `why: ${one.message} (${sayLocation(one.at)})`,
    ),
  ];
}
