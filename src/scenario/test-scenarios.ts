import { limits, sayCount } from '../model/limits.ts';
import type { Model } from '../model/model.ts';
import type {
  Coverage,
  ScenarioFailure,
  ScenarioFileResult,
  ScenarioResult,
} from '../model/scenario-results.ts';
import { sayInstant } from '../model/time.ts';
import { type Mismatch, mismatchOf, type Rewrite } from './compare.ts';
import { newComparisons } from './comparisons.ts';
import type { CompiledFile } from './compile.ts';
import { type Covering, newCovering } from './coverage.ts';
import { picturesOf } from './pictures.ts';
import { type Moment, runScenario } from './run.ts';
import type { Expectation, Scenario } from './scenario.ts';
import { after, whyOf } from './why.ts';

export interface TestOptions {
  /** Whether the comparisons of policies are watched, which takes longer. */
  readonly comparisons: boolean;
}

/** What running scenarios comes to. */
export interface Tested {
  readonly files: readonly ScenarioFileResult[];
  readonly coverage: Coverage;
  /** By file: what to write so that the failed expectations hold. */
  readonly rewrites: ReadonlyMap<string, readonly Rewrite[]>;
}

/** Runs compiled scenarios, each from an empty state. What follows from the configuration alone is worked out once for all. */
export function testScenarios(
  files: readonly CompiledFile[],
  model: Model,
  options: TestOptions,
): Tested {
  const comparisons = options.comparisons ? newComparisons(model) : undefined;
  const covering = newCovering(model, comparisons);
  const watched = comparisons?.watched ?? ((other: Model): Model => other);
  const rewrites = new Map<string, readonly Rewrite[]>();
  const results = files.map(({ file, scenarios }): ScenarioFileResult => {
    const tried = scenarios.map((scenario) =>
      tryScenario(watchedScenario(scenario, watched), watched(model), covering),
    );
    rewrites.set(
      file,
      tried.flatMap((one) => one.rewrites),
    );
    return { file, scenarios: tried.map(({ result }) => result) };
  });
  return { files: results, coverage: covering.coverage(), rewrites };
}

function watchedScenario(scenario: Scenario, watched: (model: Model) => Model): Scenario {
  return scenario.reloads.length === 0
    ? scenario
    : {
        ...scenario,
        reloads: scenario.reloads.map(({ at, model }) => ({ at, model: watched(model) })),
      };
}

interface Tried {
  readonly result: ScenarioResult;
  readonly rewrites: readonly Rewrite[];
}

function tryScenario(scenario: Scenario, model: Model, covering: Covering): Tried {
  const failures: ScenarioFailure[] = [];
  const rewrites: Rewrite[] = [];
  const { steps, isCut } = runScenario(scenario, model, {
    step: covering.see,
    expect: (expectation, moment) => {
      const mismatch = mismatchOf(expectation, moment);
      if (mismatch !== undefined) {
        failures.push(failureOf(expectation, mismatch, moment));
        rewrites.push(...mismatch.rewrites);
      }
    },
  });
  covering.endScenario();
  if (isCut) {
    failures.push(cutFailure(scenario));
  }
  return {
    result: {
      name: scenario.name,
      at: scenario.at,
      passed: failures.length === 0,
      expectations: scenario.expectations.length,
      steps,
      failures,
    },
    rewrites,
  };
}

function failureOf(expectation: Expectation, mismatch: Mismatch, moment: Moment): ScenarioFailure {
  const { about, expected, received, systems } = mismatch;
  return {
    at: expectation.place,
    after: after(moment.at, moment.scenario),
    instant: sayInstant(moment.at),
    about,
    negated: expectation.negated,
    expected,
    received,
    why: whyOf(expectation, mismatch, moment),
    pictures: picturesOf(systems, moment),
  };
}

/** A scenario that was given up: what it expects later was never looked at. */
function cutFailure(scenario: Scenario): ScenarioFailure {
  return {
    at: scenario.at,
    after: after(scenario.endsAt, scenario),
    instant: sayInstant(scenario.endsAt),
    about: 'length',
    negated: false,
    expected: [`at most ${sayCount(limits.scenarioSteps)} steps`],
    received: ['more: something is due again and again at very short intervals'],
    why: [],
    pictures: [],
  };
}
