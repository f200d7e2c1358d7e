import { evaluateReadings } from '../evaluate/evaluate.ts';
import { planOf } from '../evaluate/plan.ts';
import { emptyState, forkState, type State } from '../evaluate/state.ts';
import { limits } from '../model/limits.ts';
import type { Model } from '../model/model.ts';
import type { Readings } from '../model/readings.ts';
import type { Notification, Report } from '../model/report.generated.ts';
import { parseInstant } from '../model/time.ts';
import { feedOf } from './feed.ts';
import type { Expectation, Scenario } from './scenario.ts';

/** How things stand at an instant of a scenario. */
export interface Moment {
  readonly scenario: Scenario;
  /** The configuration in force. */
  readonly model: Model;
  readonly at: number;
  readonly report: Report;
  /** Everything that was told since the start, in order. */
  readonly notified: readonly Notification[];
}

/** Who watches a scenario run. */
export interface Watch {
  /** Called for every step. */
  readonly step: (report: Report, model: Model) => void;
  /** Called for every expectation at its instant, in order. */
  readonly expect: (expectation: Expectation, moment: Moment) => void;
}

/** What became of a run. */
export interface Ran {
  readonly steps: number;
  /** Whether it was given up because it took more steps than a scenario may take. */
  readonly isCut: boolean;
}

/**
 * Runs a scenario from its start to its end: a step at every tick, at every instant at which something happens or is expected,
 * and at every deadline that a report names, so that what falls due between ticks does so when it is due.
 */
export function runScenario(scenario: Scenario, model: Model, watch: Watch): Ran {
  const { startsAt, everyMs, endsAt, instants, expectations, reloads } = scenario;
  const notified: Notification[] = [];
  const state = emptyState();
  let current = model;
  let feed = feedOf(scenario, model);
  let [reload, place, tick, expected, steps] = [0, 0, 0, 0, 0];
  let at = startsAt;
  while (at <= endsAt) {
    if (steps === limits.scenarioSteps) {
      return { steps, isCut: true };
    }
    for (let next = reloads[reload]; next !== undefined && next.at <= at; next = reloads[reload]) {
      current = next.model;
      feed = feedOf(scenario, current);
      reload += 1;
    }
    const isTick = at === startsAt + tick * everyMs;
    const isLookedAt = isJudged(expectations, expected, at);
    const readings = feed.at(at, isTick ? tick : -1);
    const report = isLookedAt
      ? lookAt(current, state, readings)
      : evaluateReadings(quietOf(current), state, readings).report;
    steps += 1;
    tick += Number(isTick);
    notified.push(...report.notifications);
    watch.step(report, current);
    const moment = { scenario, model: current, at, report, notified };
    for (let one = expectations[expected]; one?.at === at; one = expectations[expected]) {
      watch.expect(one, moment);
      expected += 1;
    }
    while ((instants[place] ?? Number.POSITIVE_INFINITY) <= at) {
      place += 1;
    }
    at = nextInstant(at, startsAt + tick * everyMs, instants[place], report.nextDeadline);
  }
  return { steps, isCut: false };
}

/** Whether something that policies decide is expected at an instant, from a place in the list on. */
function isJudged(expectations: readonly Expectation[], from: number, at: number): boolean {
  for (let place = from; expectations[place]?.at === at; place += 1) {
    const about = expectations[place]?.about;
    if (
      about !== undefined &&
      'of' in about &&
      (about.of === 'decisions' || about.of === 'findings')
    ) {
      return true;
    }
  }
  return false;
}

/** Configurations without their policies, by the whole one. */
const quietModels = new WeakMap<Model, Model>();

/**
 * A configuration that judges no policies. What they come to is not remembered from step to step, and costs more than all else, so
 * that they are judged only at instants at which a decision or a finding is expected.
 */
function quietOf(model: Model): Model {
  const known = quietModels.get(model);
  if (known !== undefined) {
    return known;
  }
  const quiet = { ...model, policies: [], waivers: [] };
  quietModels.set(model, quiet);
  return quiet;
}

/** The whole report of a step. The state goes on without policies; a copy of it is judged with them. */
function lookAt(model: Model, state: State, readings: Readings): Report {
  const copy = forkState(state);
  const quiet = quietOf(model);
  if (copy.laidOut?.plan.model === quiet) {
    // The two configurations number systems and signals alike.
    copy.laidOut = { ...copy.laidOut, plan: planOf(model) };
  }
  evaluateReadings(quiet, state, readings);
  return evaluateReadings(model, copy, readings).report;
}

/** The earliest of what comes next; a deadline that has passed is none. */
function nextInstant(
  now: number,
  nextTick: number,
  instant: number | undefined,
  deadline: string | null,
): number {
  const next = Math.min(nextTick, instant ?? Number.POSITIVE_INFINITY);
  const due = deadline === null ? undefined : parseInstant(deadline);
  return due !== undefined && due > now && due < next ? due : next;
}
