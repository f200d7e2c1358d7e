import { evaluateReadings, stepReadings } from '../evaluate/evaluate.ts';
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

/** What is seen of a step: where nothing is expected of it, only the alerts that are other ones. */
export type Seen = Pick<Report, 'alerts' | 'incidents' | 'policies'>;

/** A step of a scenario, and the next deadline in milliseconds. */
interface Stepped {
  readonly seen: Seen & Pick<Report, 'notifications'>;
  /** Where something is expected. */
  readonly report?: Report;
  readonly nextAt: number;
}

/** Who watches a scenario run. */
export interface Watch {
  /** Called for every step, with its instant in milliseconds. */
  readonly step: (seen: Seen, instant: number) => void;
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
    const readings = feed.at(at, isTick ? tick : -1);
    const isExpected = expectations[expected]?.at === at;
    const { seen, report, nextAt } = isExpected
      ? lookAt(current, state, readings, isJudged(expectations, expected, at))
      : passBy(current, state, readings);
    steps += 1;
    tick += Number(isTick);
    notified.push(...seen.notifications);
    watch.step(seen, at);
    if (report !== undefined) {
      const here = expectationsAt(expectations, expected, at);
      for (const one of here) {
        watch.expect(one, { scenario, model: current, at, report, notified });
      }
      expected += here.length;
    }
    place = placeBehind(instants, place, at);
    at = nextInstant(at, startsAt + tick * everyMs, instants[place], nextAt);
  }
  return { steps, isCut: false };
}

/** The place of the first instant behind one, from a place in the list on. */
function placeBehind(instants: readonly number[], from: number, at: number): number {
  let place = from;
  while ((instants[place] ?? Number.POSITIVE_INFINITY) <= at) {
    place += 1;
  }
  return place;
}

/** The expectations of an instant, from a place in the list on. */
function expectationsAt(
  expectations: readonly Expectation[],
  from: number,
  at: number,
): readonly Expectation[] {
  const end = expectations.findIndex((one, place) => place >= from && one.at !== at);
  return expectations.slice(from, end < 0 ? expectations.length : end);
}

/** Whether something that policies decide is expected at an instant, from a place in the list on. */
function isJudged(expectations: readonly Expectation[], from: number, at: number): boolean {
  return expectationsAt(expectations, from, at).some(
    ({ about }) => 'of' in about && (about.of === 'decisions' || about.of === 'findings'),
  );
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

/** A step that nothing is expected of. */
function passBy(model: Model, state: State, readings: Readings): Stepped {
  const step = stepReadings(quietOf(model), state, readings);
  return { seen: { ...step, alerts: step.news, policies: [] }, nextAt: step.nextAt };
}

/** The report of a step. The state goes on without policies; where they are asked for, a copy of it is judged with them. */
function lookAt(model: Model, state: State, readings: Readings, isJudging: boolean): Stepped {
  if (!isJudging) {
    return steppedTo(evaluateReadings(quietOf(model), state, readings).report);
  }
  const copy = forkState(state);
  const quiet = quietOf(model);
  if (copy.laidOut?.plan.model === quiet) {
    // The two configurations number systems and signals alike.
    copy.laidOut = { ...copy.laidOut, plan: planOf(model) };
  }
  evaluateReadings(quiet, state, readings);
  return steppedTo(evaluateReadings(model, copy, readings).report);
}

function steppedTo(report: Report): Stepped {
  const { nextDeadline } = report;
  const due = nextDeadline === null ? undefined : parseInstant(nextDeadline);
  return { seen: report, report, nextAt: due ?? Number.POSITIVE_INFINITY };
}

/** The earliest of what comes next; a deadline that has passed is none. */
function nextInstant(
  now: number,
  nextTick: number,
  instant: number | undefined,
  deadline: number,
): number {
  const next = Math.min(nextTick, instant ?? Number.POSITIVE_INFINITY);
  return deadline > now && deadline < next ? deadline : next;
}
