import type { SourceFile } from '../model/diagnostic.ts';
import type { Model, System } from '../model/model.ts';
import { compareText, sortedBy } from '../model/order.ts';
import type { Report } from '../model/report.generated.ts';
import { compileScenarios } from '../scenario/compile.ts';
import { flowText } from '../scenario/flow-text.ts';
import { readScenarios } from '../scenario/read-file.ts';
import { rowsOf } from '../scenario/rows.ts';
import { type Moment, runScenario } from '../scenario/run.ts';
import type { Fields, FieldValue, Scenario } from '../scenario/scenario.ts';
import { testScenarios } from '../scenario/test-scenarios.ts';

const [before, after] = ['30s', '10m'];
/** Systems whose health is expected, so that a person reads the scenario. */
const healthMax = 8;

/** A scenario about a configuration, and whether it passes there. */
export interface FirstScenario {
  readonly text: string;
  /** What fails in it. */
  readonly system: string;
  readonly passes: boolean;
}

/**
 * A scenario in which the system fails that most others need. What is expected is what Tower makes of it: it was run, and
 * not guessed. Undefined where no system can fail.
 */
export function firstScenario(
  model: Model,
  files: readonly SourceFile[],
  path: string,
): FirstScenario | undefined {
  const system = mostNeeded(model.systems);
  if (system === undefined) {
    return undefined;
  }
  const asked = scenarioText(system.id, [
    [`- at: ${before}`, 'overall: healthy'],
    [`- at: ${after}`, 'overall: healthy'],
  ]);
  const moments = momentsOf(model, files, { path, text: asked });
  const [first, last] = [moments.at(0), moments.at(-1)];
  if (first === undefined || last === undefined) {
    return undefined;
  }
  const text = scenarioText(system.id, [
    [`- at: ${before}`, `overall: ${first.report.overall.status}`, 'alerts: []'],
    [`- at: ${after}`, ...expectationsOf(model, system, last)],
  ]);
  return { text, system: system.id, passes: passesIn(model, files, { path, text }) };
}

/** The system that most others depend on directly; of several, the first by id. */
function mostNeeded(systems: readonly System[]): System | undefined {
  const counts = new Map<string, number>();
  for (const { dependsOn } of systems) {
    for (const { to } of dependsOn) {
      counts.set(to, (counts.get(to) ?? 0) + 1);
    }
  }
  const [most] = systems
    .filter(({ logical, proxyFor }) => !logical && proxyFor === undefined)
    .toSorted(
      (a, b) => (counts.get(b.id) ?? 0) - (counts.get(a.id) ?? 0) || compareText(a.id, b.id),
    );
  return most;
}

function scenarioText(id: string, entries: readonly (readonly string[])[]): string {
  return [
    '# What happens, and what Tower must make of it. `tower test` runs this; `tower test --update` writes what changed.',
    'tower: v1',
    'scenarios:',
    `  what a failure of ${id} does:`,
    '    every: 30s',
    '    others: healthy               # what is not named is well',
    '    failures:',
    `      - { at: 1m, system: ${flowText(id)} }`,
    '    expect:',
    ...entries.flatMap(([head = '', ...lines]) => [
      `      ${head}`,
      ...lines.map((line) => `        ${line}`),
    ]),
    '',
  ].join('\n');
}

/** What the failure came to: whom it takes down, the alert, and who was told. */
function expectationsOf(model: Model, system: System, moment: Moment): readonly string[] {
  const { report } = moment;
  const alerts = rowsOf('alerts', moment)
    .filter((row) => row['system'] === system.id && row['kind'] === 'check')
    .map((row) => picked(row, ['system', 'kind', 'severity', 'priority', 'rootCause']));
  const notified = rowsOf('notified', moment).flatMap(({ channel }) =>
    channel === undefined ? [] : [channel],
  );
  return [
    `health: ${flowText(healthOf(model, system, report))}`,
    ...(alerts.length === 0 ? [] : [`alerts: [${alerts.map((row) => flowText(row)).join(', ')}]`]),
    `notified: [${notified.map((channel) => flowText(channel)).join(', ')}]`,
  ];
}

function picked(row: Fields, keys: readonly string[]): Fields {
  return Object.fromEntries(
    keys.flatMap((key): readonly (readonly [string, FieldValue])[] =>
      row[key] === undefined ? [] : [[key, row[key]]],
    ),
  );
}

/** The health of the system and of those that need it, the failed one first. */
function healthOf(model: Model, system: System, { systems }: Report): Fields {
  const statusById = new Map(systems.map(({ id, status }) => [id, status]));
  const dependents = model.systems.filter(({ dependsOn }) =>
    dependsOn.some(({ to }) => to === system.id),
  );
  const shown = [system, ...sortedBy(dependents, ({ id }) => id)].slice(0, healthMax);
  return Object.fromEntries(shown.map(({ id }) => [id, statusById.get(id) ?? 'unknown']));
}

function compiled(
  model: Model,
  files: readonly SourceFile[],
  file: SourceFile,
): ReturnType<typeof compileScenarios> | undefined {
  const { read } = readScenarios(file);
  return read && compileScenarios([read], { model, files, replacements: new Map() });
}

/** How things stand at the instants that something is expected of. */
function momentsOf(
  model: Model,
  files: readonly SourceFile[],
  file: SourceFile,
): readonly Moment[] {
  const moments: Moment[] = [];
  const run = (scenario: Scenario): void => {
    runScenario(scenario, model, {
      step: () => undefined,
      // What was told goes on to grow; of each moment it is kept as it was.
      expect: (_, moment) => moments.push({ ...moment, notified: [...moment.notified] }),
    });
  };
  for (const { scenarios } of compiled(model, files, file)?.files ?? []) {
    scenarios.forEach(run);
  }
  return moments;
}

function passesIn(model: Model, files: readonly SourceFile[], file: SourceFile): boolean {
  const ready = compiled(model, files, file);
  if (ready === undefined || ready.diagnostics.some(({ severity }) => severity === 'error')) {
    return false;
  }
  const { files: tested } = testScenarios(ready.files, model, { comparisons: false });
  const results = tested.flatMap(({ scenarios }) => scenarios);
  return results.length === 1 && results.every(({ passed }) => passed);
}
