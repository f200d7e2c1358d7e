import { sayLocation } from '../../model/location.ts';
import type {
  CoverageItem,
  ScenarioFailure,
  ScenarioFileResult,
  ScenarioResult,
  ScenarioResults,
} from '../../model/scenario-results.ts';
import type { RenderContext } from '../context.ts';
import { flowing, hanging, type Line, type Piece, signsOf, widthOf, words } from '../look.ts';
import { saySections } from '../table.ts';
import { columnsOf } from '../text.ts';
import { pictureLines } from './sparkline.ts';
import { coverageLines } from './uncovered.ts';

/** Scenarios for people: files with what failed, each failure with its reasons, totals. `hasCoverage` adds what was not exercised. */
export function prettyScenarios(
  results: ScenarioResults,
  context: RenderContext,
  hasCoverage: boolean,
): string {
  const failed = results.files.flatMap((file) =>
    file.scenarios.filter(({ passed }) => !passed).map((scenario) => ({ file, scenario })),
  );
  const parts: readonly (readonly Line[])[] = [
    results.files.flatMap((file) => fileLines(context, file)),
    ...(failed.length === 0 ? [] : [ruleLines(context, `Failed ${failed.length}`)]),
    ...failed.flatMap(({ scenario }) => scenarioParts(context, scenario)),
    hasCoverage ? coverageLines(results.coverage, context) : [],
    totalLines(results, context),
  ];
  return saySections(context, parts);
}

/** A file in one line; with its scenarios where one of them failed. */
function fileLines(
  context: RenderContext,
  { file, scenarios }: ScenarioFileResult,
): readonly Line[] {
  const failed = scenarios.filter(({ passed }) => !passed).length;
  const count = failed === 0 ? `(${scenarios.length})` : `(${scenarios.length} | ${failed} failed)`;
  const heading: Line = [
    signOf(context, failed === 0, 1),
    { text: `${words(context, file)}  ` },
    { text: count, paint: 'dim' },
  ];
  return failed === 0
    ? [heading]
    : [
        heading,
        ...scenarios.flatMap((scenario) =>
          hanging(context, [signOf(context, scenario.passed, 3)], {
            text: words(context, scenario.name),
          }),
        ),
      ];
}

function signOf(context: RenderContext, passed: boolean, indent: number): Piece {
  const { pass, fail } = signsOf(context);
  return {
    text: `${' '.repeat(indent)}${passed ? pass : fail} `,
    paint: passed ? 'green' : 'red',
  };
}

/** A title in the middle of a line across. */
function ruleLines(context: RenderContext, title: string): readonly Line[] {
  const { mark } = signsOf(context);
  const sign = context.ascii ? '-' : mark;
  const rest = widthOf(context) - title.length - 2;
  const left = Math.floor(rest / 2);
  return [[{ text: `${sign.repeat(left)} ${title} ${sign.repeat(rest - left)}`, paint: 'red' }]];
}

function scenarioParts(
  context: RenderContext,
  { name, at, failures }: ScenarioResult,
): readonly (readonly Line[])[] {
  return failures.map((failure, index) => [
    ...(index > 0
      ? []
      : [
          ...hanging(
            context,
            [signOf(context, false, 1), { text: words(context, `${at.file}:${at.line} › `) }],
            { text: words(context, name), paint: 'bold' },
          ),
          [],
        ]),
    ...failureLines(context, failure),
  ]);
}

function failureLines(context: RenderContext, failure: ScenarioFailure): readonly Line[] {
  const { about, negated, expected, received, why, pictures } = failure;
  return [
    ...flowing(
      context,
      [{ text: '   ' }],
      [
        { text: `at ${failure.after}, ${words(context, about)}` },
        { text: words(context, sayLocation(failure.at)), paint: 'dim' },
      ],
    ),
    ...diffLines(context, `- ${negated ? 'expected not' : 'expected'}  `, expected, 'red'),
    ...diffLines(context, `+ received${negated ? '    ' : ''}  `, received, 'green'),
    ...(why.length === 0 ? [] : [[]]),
    ...why.flatMap(({ message, at }, index) =>
      hanging(context, [{ text: index === 0 ? '   Why: ' : '        ', paint: 'dim' }], {
        text: words(context, at === null ? message : `${message} (${at.file}:${at.line})`),
      }),
    ),
    ...(pictures.length === 0 ? [] : [[]]),
    ...pictures.flatMap((picture) => pictureLines(context, picture, 3)),
  ];
}

function diffLines(
  context: RenderContext,
  start: string,
  texts: readonly string[],
  paint: 'red' | 'green',
): readonly Line[] {
  return texts.flatMap((text, index) =>
    hanging(context, [{ text: `   ${index === 0 ? start : ' '.repeat(start.length)}`, paint }], {
      text: words(context, text),
    }),
  );
}

/** `Tests  6 passed, 1 failed (7)      Policies covered  3 of 3`. */
function totalLines(results: ScenarioResults, context: RenderContext): readonly Line[] {
  const { passed, failed, exitReason, exitCode } = results;
  const counts = failed === 0 ? `${passed} passed` : `${passed} passed, ${failed} failed`;
  const parts: readonly (readonly [string, string])[] = [
    ['Tests', `${counts} (${passed + failed})`],
    ...coveredParts(results.coverage.items),
    ...(context.took === undefined ? [] : [['Time', words(context, context.took)] as const]),
  ];
  const isRed = exitCode !== 0 && failed === 0;
  return [
    ...flowed(
      context,
      parts.map(([name, value]) => `${name}  ${value}`),
    ),
    ...(isRed
      ? hanging(context, [signOf(context, false, 1)], { text: words(context, exitReason) })
      : []),
  ];
}

const kindNames: Readonly<Record<CoverageItem['kind'], string>> = {
  threshold: 'Threshold levels covered',
  policy: 'Policies covered',
  route: 'Routes covered',
  step: 'Steps covered',
};

function coveredParts(items: readonly CoverageItem[]): readonly (readonly [string, string])[] {
  return (['threshold', 'policy', 'route', 'step'] as const).flatMap((kind) => {
    const own = items.filter((item) => item.kind === kind);
    const covered = own.filter(({ scenarios }) => scenarios > 0).length;
    return own.length === 0 ? [] : [[kindNames[kind], `${covered} of ${own.length}`] as const];
  });
}

/** Parts six columns apart, as many on a line as fit. */
function flowed(context: RenderContext, parts: readonly string[]): readonly Line[] {
  const lines: string[] = [];
  for (const part of parts) {
    const longer = `${lines.at(-1)}      ${part}`;
    if (lines.length > 0 && columnsOf(longer) <= widthOf(context)) {
      lines[lines.length - 1] = longer;
    } else {
      lines.push(` ${part}`);
    }
  }
  return lines.map((text) => [{ text }]);
}
