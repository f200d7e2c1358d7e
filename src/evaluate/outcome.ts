import {
  effectiveAt,
  groupAt,
  type OwnChanges,
  type Propagation,
  repropagate,
  startPropagation,
} from '../graph/propagation.ts';
import type { AcknowledgementReading, SilenceReading } from '../model/readings.ts';
import type { Alert, Group, System } from '../model/report.generated.ts';
import { badness, isFailing } from '../model/words.ts';
import { alertOn } from './alerting/alert-step.ts';
import type { Alerting } from './alerting/alerting.ts';
import { beginWatch, type Watch } from './alerting/watch.ts';
import { alertsOf } from './alerts.ts';
import type { Columns } from './columns.ts';
import { type Deadlines, emptyDeadlines, expectAt, nextDue } from './deadlines.ts';
import { type Drifting, driftOn, noDrift } from './drifting.ts';
import { beginGuarding, type Guarding } from './guard.ts';
import { judgeOwn, type OwnJudgement } from './judge.ts';
import { type Judging, judgingAt } from './judging.ts';
import { count, emptyTally, type Tally } from './overall.ts';
import type { Plan } from './plan.ts';
import { ownReasons } from './reasons.ts';
import { maskingWindows, points, systemReport } from './system-health.ts';
import { drain, noneTouched, type Touched, touch, touchAll } from './touched.ts';
import type { OpenWindow } from './windows.ts';

/**
 * What the last step came to, so that the next one only works on what changed. Lists are replaced, never changed, because
 * reports hold them; everything else is changed in place. Without it, a step that begins from nothing comes to the same.
 */
export interface Outcome {
  /** Systems to judge at the next step. */
  readonly touched: Touched;
  /** Systems whose report has to be made again. */
  readonly changed: Touched;
  /** Systems that policies may find otherwise. */
  readonly altered: Touched;
  readonly deadlines: Deadlines;
  readonly own: OwnJudgement[];
  /** What propagation was last told of each system. */
  readonly told: { readonly level: Int8Array; readonly masked: Uint8Array };
  readonly changes: OwnChanges & { count: number };
  readonly propagation: Propagation;
  readonly tally: Tally;
  readonly watch: Watch;
  readonly drifting: Drifting;
  readonly guarding: Guarding;
  open: readonly OpenWindow[];
  /** Whether steps were taken without reports since the last one with one. */
  isBehind: boolean;
  systems: readonly System[];
  groups: readonly Group[];
}

/** What is known before anything is judged: every system is to be. */
export function beginOutcome(plan: Plan, alerting: Alerting): Outcome {
  const systemCount = plan.model.systems.length;
  const touched = noneTouched(systemCount);
  touchAll(touched);
  return {
    touched,
    changed: noneTouched(systemCount),
    altered: noneTouched(systemCount),
    deadlines: emptyDeadlines(systemCount),
    own: [],
    told: { level: new Int8Array(systemCount).fill(-1), masked: new Uint8Array(systemCount) },
    changes: {
      count: 0,
      nodes: new Int32Array(systemCount),
      level: new Uint8Array(systemCount),
      score: new Int32Array(systemCount),
      masked: new Uint8Array(systemCount),
    },
    propagation: startPropagation(plan.topology),
    tally: emptyTally(),
    watch: beginWatch(plan.alerting(), alerting),
    drifting: noDrift(),
    guarding: beginGuarding(plan.policies()),
    open: [],
    isBehind: false,
    systems: [],
    groups: [],
  };
}

/** When a step is, in milliseconds, and who answered. */
export interface Occasion {
  readonly now: number;
  /** Whether a report is wanted. What changed is kept until one is. */
  readonly isShown: boolean;
  readonly acknowledgements: readonly AcknowledgementReading[];
  readonly silences: readonly SilenceReading[];
}

/** What a step did. */
export interface Advanced {
  /** The systems that something was heard of, or whose report or drift is another one, in order; to be read before the next step. */
  readonly changed: Int32Array;
  /** The alerts of the systems of which one differs from the last step by more than its value. */
  readonly news: readonly Alert[];
}

/** Judges what was touched, what is due, and what these change, at the instant of a step in milliseconds. */
export function advance(
  plan: Plan,
  columns: Columns,
  outcome: Outcome,
  { now, isShown, acknowledgements, silences }: Occasion,
): Advanced {
  const { touched, deadlines, changed, altered } = outcome;
  touchWindows(plan, outcome, now);
  for (let due = nextDue(deadlines, now); due >= 0; due = nextDue(deadlines, now)) {
    touch(touched, due);
  }
  const judged = drain(touched);
  const judging = judgingAt(plan, columns, now);
  const alerts = judgeSystems(judging, outcome, judged);
  const nodes = repropagate(outcome.propagation, outcome.changes);
  outcome.changes.count = 0;
  const groups = noteNodes(plan, changed, nodes);
  const news = alertOn(outcome.watch, {
    now,
    propagation: outcome.propagation,
    alerts,
    moved: nodes,
    isFailing: (system) => isFailing(outcome.own[system]?.status ?? 'unknown'),
    isShown,
    acknowledgements,
    silences,
  });
  const drifted = driftOn(outcome.drifting, plan, columns, { touched: judged, now });
  const systems = isShown ? drain(changed) : nothing;
  if (isShown) {
    renewSystems(judging, outcome, systems);
    const isWhole = outcome.isBehind || outcome.groups.length < plan.model.groups.length;
    renewGroups(plan, outcome, isWhole ? [...plan.model.groups.keys()] : groups);
  }
  outcome.isBehind = !isShown;
  for (const part of [judged, systems, drifted]) {
    alter(plan, altered, part);
  }
  return { changed: isShown ? drain(altered) : nothing, news };
}

const nothing = new Int32Array(0);

/** Notes the systems among nodes, and answers the groups among them by their index. */
function noteNodes({ model }: Plan, changed: Touched, nodes: Int32Array): readonly number[] {
  const systemCount = model.systems.length;
  const groups: number[] = [];
  for (const node of nodes) {
    if (node < systemCount) {
      touch(changed, node);
    } else {
      groups.push(node - systemCount);
    }
  }
  return groups;
}

/** What is heard of a system is heard of those that stand for it, too. */
function alter({ aliases }: Plan, altered: Touched, systems: Iterable<number>): void {
  for (const system of systems) {
    touch(altered, system);
    for (const alias of aliases.get(system) ?? []) {
      touch(altered, alias);
    }
  }
}

/** Brings the open windows up to date, and touches the systems for which that matters. */
function touchWindows(plan: Plan, outcome: Outcome, now: number): void {
  const { open: before, touched, changed } = outcome;
  const { open } = plan.calendar(now);
  if (open === before) {
    return;
  }
  outcome.open = open;
  for (const window of [...without(before, open), ...without(open, before)]) {
    for (const system of window.members) {
      touch(touched, system);
      touch(changed, system);
    }
  }
}

/** The windows of a list that are not in another one, as open as there. */
function without(
  windows: readonly OpenWindow[],
  others: readonly OpenWindow[],
): readonly OpenWindow[] {
  return windows.filter(
    ({ window, since, until }) =>
      !others.some(
        (other) => other.window === window && other.since === since && other.until === until,
      ),
  );
}

/** Judges systems, and answers the alerts of those that have any, or had. */
function judgeSystems(
  judging: Judging,
  outcome: Outcome,
  systems: Int32Array,
): ReadonlyMap<number, readonly Alert[]> {
  const { own, deadlines, changed, watch, open } = outcome;
  const alerts = new Map<number, readonly Alert[]>();
  for (const system of systems) {
    const judgement = judgeOwn(judging, system);
    expectAt(deadlines, system, judging.nextAt);
    if (judgement !== own[system]) {
      own[system] = judgement;
      touch(changed, system);
    }
    tell(judging.plan, outcome, system, judgement);
    if (judging.isAlerting || watch.alertsOf.has(system)) {
      alerts.set(system, judging.isAlerting ? alertsOf(judging, system, open) : []);
    }
  }
  return alerts;
}

/** Puts the health of a system among the changes, if it is not what propagation knows already. */
function tell(plan: Plan, outcome: Outcome, system: number, { status }: OwnJudgement): void {
  const { told, changes, open } = outcome;
  const { model } = plan;
  const level = badness[status];
  const masked =
    open.length === 0
      ? 0
      : Number(maskingWindows(open, model.systems[system]?.id ?? '').length > 0);
  if (told.level[system] === level && told.masked[system] === masked) {
    return;
  }
  told.level[system] = level;
  told.masked[system] = masked;
  changes.nodes[changes.count] = system;
  changes.level[changes.count] = level;
  changes.score[changes.count] = Math.round(model.catalog.statuses[status].score * 100);
  changes.masked[changes.count] = masked;
  changes.count += 1;
}

function renewSystems(judging: Judging, outcome: Outcome, changed: Int32Array): void {
  if (changed.length === 0) {
    return;
  }
  const { model } = judging.plan;
  const { own, propagation, open, tally } = outcome;
  const systems = outcome.systems.slice();
  for (const index of changed) {
    const system = model.systems[index];
    const judgement = own[index];
    const before = systems[index];
    if (system === undefined || judgement === undefined) {
      continue;
    }
    const because = judgement.because ?? ownReasons(judging, index);
    if (judgement.because === undefined) {
      own[index] = { ...judgement, because };
    }
    const effective = effectiveAt(propagation, index);
    const after = systemReport({ model, system, own: judgement, because, effective, open });
    if (before !== undefined) {
      count(tally, before, system.weight, -1);
    }
    count(tally, after, system.weight, 1);
    systems[index] = after;
  }
  outcome.systems = systems;
}

function renewGroups({ model }: Plan, outcome: Outcome, changed: readonly number[]): void {
  if (changed.length === 0) {
    return;
  }
  const groups = outcome.groups.slice();
  for (const index of changed) {
    const group = model.groups[index];
    if (group !== undefined) {
      const { id, need, members } = group;
      const { status, score, up } = groupAt(outcome.propagation, model.systems.length + index);
      groups[index] = { id, status, score: points(score), need, size: members.length, up };
    }
  }
  outcome.groups = groups;
}
