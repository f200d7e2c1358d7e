import { badness } from '../model/words.ts';
import type { Columns } from './columns.ts';
import { pending } from './condition.ts';
import type { Plan } from './plan.ts';
import { blankStanding, followOf, type Standing } from './standing.ts';

/** How the systems of one step are judged, one after the other; the fields below `now` are of the last one. */
export interface Judging {
  readonly plan: Plan;
  readonly columns: Columns;
  /** The instant of the step, in milliseconds. */
  readonly now: number;
  readonly standing: Standing;
  /** Badness of the worst that something says of it. */
  level: number;
  /** How many checks, heartbeats and series say something of it. */
  saidCount: number;
  /** Whether what they say needs reasons. */
  isReasoned: boolean;
  /** Whether it has alerts. */
  isAlerting: boolean;
  /** The next instant at which it has to be judged again although nothing is heard of it. */
  nextAt: number;
}

export function judgingAt(plan: Plan, columns: Columns, now: number): Judging {
  return {
    plan,
    columns,
    now,
    standing: blankStanding(),
    level: 0,
    saidCount: 0,
    isReasoned: false,
    isAlerting: false,
    nextAt: Number.POSITIVE_INFINITY,
  };
}

/** How bad a series makes its system; -1 where it says nothing. */
export function levelOfSeries(plan: Plan, series: number, standing: Standing): number {
  const follow = followOf(plan, series);
  const { absentAs } = follow.threshold;
  if (!standing.isStale || absentAs === 'hold') {
    return standing.isHeard ? worstLevel(plan, series, standing) : -1;
  }
  switch (absentAs) {
    case 'resolve':
      // What nobody ever saw is not over.
      return standing.isHeard ? 0 : badness.unknown;
    case 'alert':
    case 'unknown':
      return badness.unknown;
    default:
      return badness[absentAs];
  }
}

/** The worst of what the levels that fire, or still recover, make of the system. */
function worstLevel(plan: Plan, series: number, { levels }: Standing): number {
  const { critical, warn } = followOf(plan, series);
  const fromCritical =
    critical !== undefined && levels.critical.stage > pending ? badness[critical.as] : 0;
  const fromWarn = warn !== undefined && levels.warn.stage > pending ? badness[warn.as] : 0;
  return Math.max(fromCritical, fromWarn);
}
