import type { Model } from '../model/model.ts';
import type { Finding, Report } from '../model/report.generated.ts';
import { sayInstant } from '../model/time.ts';
import { messageReads } from '../rules/volatility.ts';
import { silenceChangesAt } from './alerting/suppression.ts';
import { firstDeadline } from './deadlines.ts';
import type { Step } from './evaluate.ts';
import { activePolicies, guardedOf } from './guard.ts';
import {
  blankReport,
  type Judgements,
  type PolicyStanding,
  renewStanding,
} from './policy-standing.ts';
import { type VerdictOptions, verdict } from './verdict.ts';
import { acceptances } from './waivers.ts';
import { calendarOf } from './windows.ts';

/**
 * What the first step of a model comes to in which nothing is heard and no window is open, as plain data. It follows from the
 * model alone: instants, waivers and silences, which follow from the time as well, are left out.
 */
export interface Unheard extends Pick<Report, 'totals' | 'overall' | 'groups' | 'spofs'> {
  /** Of each policy that is not off, in the order of the model. */
  readonly policies: readonly JudgedPolicy[];
  /** From the step to the instant at which something is missed; infinite where nothing is expected. */
  readonly missedInMs: number;
}

/** How a policy came out, before waivers. */
interface JudgedPolicy {
  /** The subjects that it looked at, in their order. */
  readonly subjects: readonly string[];
  /** By index of a subject. */
  readonly violations: Map<number, Finding>;
}

/**
 * What to keep of the first step from an empty state, of a batch without observations. Undefined where another instant could make
 * something else of it: an open window, something that is told or awaited, a rule that looks at the time.
 */
export function unheardOf(model: Model, { state, report }: Step): Unheard | undefined {
  const outcome = state.laidOut?.outcome;
  const { alerts, incidents, notifications, runs, maintenance } = report;
  const told = [alerts, incidents, notifications, runs, maintenance];
  if (outcome === undefined || told.some(({ length }) => length > 0)) {
    return undefined;
  }
  const { standings } = outcome.guarding;
  const missedInMs = firstDeadline(outcome.deadlines) - state.at;
  const isSteady =
    outcome.watch.dueAt.size + outcome.watch.flapping.size === 0 &&
    (model.waivers.length === 0 || !standings.some(readsWaivers)) &&
    // Another instant plus a fraction may round otherwise.
    (missedInMs === Number.POSITIVE_INFINITY || Number.isInteger(missedInMs));
  const { totals, overall, groups, spofs } = report;
  return isSteady
    ? { totals, overall, groups, spofs, policies: standings.map(judgedPolicy), missedInMs }
    : undefined;
}

/** What rules can ask of waivers that is the same at all times. */
const timeless: ReadonlySet<string | undefined> = new Set(['count', 'withoutTicket']);

/** Whether a policy asks which waivers hold: the only thing in a step without observations that the time changes. */
function readsWaivers({ policy: { rule, message } }: PolicyStanding): boolean {
  return [...rule.reads, ...messageReads(message)].some(
    ({ fact, fields: [field = 'waivers', part] }) =>
      fact === 'repo' && field === 'waivers' && !timeless.has(part),
  );
}

function judgedPolicy({ cases, places, violations }: PolicyStanding): JudgedPolicy {
  return {
    subjects: Array.from(places, (place) => cases.subjects[place]?.id ?? ''),
    violations: new Map(
      [...places].flatMap((place, index): readonly [number, Finding][] => {
        const violation = violations.get(place);
        return violation === undefined ? [] : [[index, violation]];
      }),
    ),
  };
}

/** When a step is that nothing is heard in, in milliseconds, and what there is to know of it beyond what was kept. */
export interface UnheardStep {
  readonly now: number;
  readonly verdict: VerdictOptions;
  /** The systems of its report; made where somebody reads them. */
  readonly systems: () => Report['systems'];
}

/** The report that the same step of the same model comes to at any instant; undefined where a window is open then. */
export function reportUnheard(
  model: Model,
  unheard: Unheard,
  { now, verdict: options, systems }: UnheardStep,
): Report | undefined {
  const { open, sameUntil } = calendarOf(model)(now);
  const standings = standingsOf(model, unheard);
  if (open.length > 0 || now < 0) {
    return undefined;
  }
  const waivedBy = acceptances(model, now);
  for (const standing of standings) {
    renewStanding(standing, waivedBy);
  }
  const { findings, policies } = guardedOf(standings, { model, now, driftOutcomes: [] }, waivedBy);
  const changesAt = Math.min(
    now + unheard.missedInMs,
    sameUntil,
    silenceChangesAt(model.silences, now),
  );
  const nextAt = Math.max(changesAt, now + 1);
  const { totals, overall, groups, spofs } = unheard;
  const { name, revision, diagnostics } = model;
  return {
    schemaVersion: 1,
    name,
    at: sayInstant(now),
    revision,
    totals,
    overall,
    get systems() {
      return systems();
    },
    groups,
    spofs,
    alerts: [],
    incidents: [],
    notifications: [],
    runs: [],
    nextDeadline: nextAt === Number.POSITIVE_INFINITY ? null : sayInstant(nextAt),
    maintenance: [],
    policies,
    findings,
    diagnostics,
    readings: { accepted: 0, late: 0, skewed: 0, missing: 0, unmatched: 0 },
    unmatched: [],
    ...verdict({ overall, findings, diagnostics }, options),
  };
}

function standingsOf(model: Model, { policies }: Unheard): readonly Judgements[] {
  return activePolicies(model).map((policy, index): Judgements => {
    const { subjects = [], violations = new Map() } = policies[index] ?? {};
    return {
      policy,
      cases: { subjects: subjects.map((id) => ({ id })) },
      places: Int32Array.from(subjects.keys()),
      violations,
      report: blankReport(policy),
      findings: [],
    };
  });
}
