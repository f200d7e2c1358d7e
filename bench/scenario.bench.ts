import { load } from '../src/config/load.ts';
import { evaluate } from '../src/evaluate/evaluate.ts';
import { emptyState } from '../src/evaluate/state.ts';
import type { Batch } from '../src/model/batch.generated.ts';
import type { SourceFile } from '../src/model/diagnostic.ts';
import type { Model } from '../src/model/model.ts';
import { sayInstant } from '../src/model/time.ts';
import { type CompiledFile, compileScenarios } from '../src/scenario/compile.ts';
import { readScenarios } from '../src/scenario/read-file.ts';
import { testScenarios } from '../src/scenario/test-scenarios.ts';
import { type Bench, cpuMs } from './measure.ts';

const [scenarioCount, tickCount, systemCount, ruleCount] = [500, 60, 20, 50];
const fileCount = 10;
const everyMs = 30_000;
/** One system in so many goes wrong in a scenario; more of them follow, because they depend on it. */
const oddEvery = 10;
const ids = Array.from({ length: systemCount }, (_, index) => `s${index}`);

/** Twenty systems in a chain of teams, each with three signals that thresholds follow, and fifty policies. */
function configuration(): readonly SourceFile[] {
  const systems = ids.map((id, index) => {
    const below =
      index < 5 ? '' : `, dependsOn: { s${index - 5}: ${index % 2 === 0 ? 'hard' : 'soft'} }`;
    return `  ${id}: { type: service, owner: team${index % 4}, criticality: ${index % 3 === 0 ? 'critical' : 'medium'}, replicas: 2${below} }`;
  });
  const policies = Array.from({ length: ruleCount }, (_, index) => {
    // Half of them look at what changes while scenarios run, half only at what is configured.
    const fact =
      index % 2 === 0
        ? `{ fact: system, path: $.status, operator: notEqual, value: ${index % 4 === 0 ? 'offline' : 'unhealthy'} }`
        : `{ fact: system, path: $.replicas, operator: greaterThanInclusive, value: ${(index % 2) + 1} }`;
    return `  rule-${index}: { enforcement: warn, scope: system, require: { any: [{ fact: system, path: $.criticality, operator: equal, value: low }, ${fact}] }, message: "rule ${index}" }`;
  });
  const text = `tower: v1
signals:
  latency_p99: { unit: ms, better: lower }
  failing: { better: lower }
  mode: { values: [ok, slow, down] }
systems:
${systems.join('\n')}
thresholds:
  latency: { match: { type: service }, signal: latency_p99, warn: 200, critical: { at: 400, for: 1m }, clear: 10% }
  errors: { match: { type: service }, signal: failing, warn: 0.01, critical: 0.05, keepFiring: 2m }
  mode: { match: { type: service }, signal: mode, critical: down }
policies:
${policies.join('\n')}
`;
  return [
    { path: 'tower.yaml', text: 'tower: v1\nconfig: { name: bench }\n' },
    { path: 'topology/main.yaml', text },
  ];
}

/** The series of a scenario: most are quiet, one system in ten goes wrong in its own way. */
function seriesOf(scenario: number, system: number): Readonly<Record<string, string>> {
  const isOdd = (scenario + system) % oddEvery === 0;
  const rise = (scenario % 20) + 5;
  return {
    latency_p99: isOdd ? `120x${rise} 150+20x${tickCount - rise - 2}` : `100+1x${tickCount - 1}`,
    failing: isOdd ? `0x${rise} 0.08x10 0x${tickCount - rise - 12}` : `0.001x${tickCount - 1}`,
    mode: isOdd ? `okx${rise} downx4 okx${tickCount - rise - 6}` : `okx${tickCount - 1}`,
  };
}

function scenarioFiles(): readonly SourceFile[] {
  return Array.from({ length: fileCount }, (_, file) => ({
    path: `scenarios/part-${file}.scenario.yaml`,
    text: `tower: v1\nscenarios:\n${Array.from({ length: scenarioCount / fileCount }, (__, index) =>
      scenarioText(file * (scenarioCount / fileCount) + index),
    ).join('')}`,
  }));
}

function scenarioText(number: number): string {
  const signals = ids.map((id, index) => {
    const series = Object.entries(seriesOf(number, index));
    return `      ${id}: { ${series.map(([name, text]) => `${name}: "${text}"`).join(', ')} }\n`;
  });
  const odd = `s${(systemCount - (number % oddEvery)) % oddEvery}`;
  return `  scenario ${number}:\n    every: ${everyMs / 1_000}s\n    signals:\n${signals.join('')}    expect:\n      - { at: 1m, health: { ${odd}: healthy }, alerts: [] }\n      - { at: ${tickCount * everyMs}ms, alerts: [{ system: ${odd}, severity: critical }] }\n`;
}

/** The same ticks of one scenario as batches that come from outside. */
function batchesOf(number: number): readonly Batch[] {
  const start = Date.UTC(2026, 0, 1);
  return Array.from({ length: tickCount }, (_, tick) => ({
    at: sayInstant(start + tick * everyMs),
    signals: Object.fromEntries(
      ids.map((id, index) => {
        const isOdd = (number + index) % oddEvery === 0;
        const isLate = tick > (number % 20) + 5;
        return [
          id,
          {
            latency_p99: isOdd && isLate ? 150 + 20 * tick : 100 + tick,
            failing: isOdd && isLate ? 0.08 : 0.001,
            mode: isOdd && isLate ? 'down' : 'ok',
          },
        ];
      }),
    ),
  }));
}

function modelOf(files: readonly SourceFile[]): Model {
  const { model, diagnostics } = load(files);
  if (model === undefined) {
    throw new Error(diagnostics.map(({ message }) => message).join('; '));
  }
  return model;
}

function compiled(model: Model, files: readonly SourceFile[]): readonly CompiledFile[] {
  const sources = scenarioFiles().flatMap((file) => readScenarios(file).read ?? []);
  const { files: found, diagnostics } = compileScenarios(sources, {
    model,
    files,
    replacements: new Map(),
  });
  if (diagnostics.length > 0 || found.length !== fileCount) {
    throw new Error(diagnostics.map(({ message }) => message).join('; '));
  }
  return found;
}

/** A suite of scenarios from the texts of its files to its results, beside the same number of steps on batches from outside. */
export const bench: Bench = () => {
  const files = configuration();
  const model = modelOf(files);
  const suite = (): number => {
    const tested = testScenarios(compiled(model, files), model, { comparisons: false });
    return tested.files.flatMap(({ scenarios }) => scenarios).filter(({ passed }) => !passed)
      .length;
  };
  const outside = (): void => {
    for (let number = 0; number < scenarioCount; number += 1) {
      let state = emptyState();
      for (const batch of batchesOf(number)) {
        state = evaluate(model, state, batch).state;
      }
    }
  };
  const steps = `${scenarioCount} × ${tickCount} ticks × ${systemCount} systems × ${ruleCount} rules`;
  // `tower test` runs a suite once, in a fresh process: so it is measured, without a warm-up.
  let failed = 0;
  const value = cpuMs(
    () => {
      failed = suite();
    },
    { runs: 1, warmups: 0 },
  );
  if (failed > 0) {
    throw new Error('a scenario of the bench does not pass');
  }
  return [
    {
      name: `scenarios: ${steps}`,
      value,
      unit: 'ms',
      peer: { name: 'evaluating as many batches', value: cpuMs(outside, { runs: 1, warmups: 0 }) },
      budget: { atMost: 2_000 },
    },
    {
      name: `reading and checking ${scenarioCount} scenarios`,
      value: cpuMs(() => compiled(model, files), { runs: 3 }),
      unit: 'ms',
    },
  ];
};
