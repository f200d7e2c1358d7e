import type { Effective, Influence } from '../graph/propagation.ts';
import type { Model, System } from '../model/model.ts';
import { compareText } from '../model/order.ts';
import type { Reason, System as SystemReport } from '../model/report.generated.ts';
import { sayInstant } from '../model/time.ts';
import type { OwnJudgement } from './judge.ts';
import type { OpenWindow } from './windows.ts';

/** What the report of a system is made of. */
export interface SystemHealth {
  readonly model: Model;
  readonly system: System;
  readonly own: OwnJudgement;
  /** What made its own status, worst first. */
  readonly because: readonly Reason[];
  readonly effective: Effective;
  readonly open: readonly OpenWindow[];
}

const nowhere: SystemReport['via'] = [];

/** The health of a system. It stays as it is, whatever later steps make of the state. */
export function systemReport(health: SystemHealth): SystemReport {
  const { model, system, own, effective } = health;
  const { status } = effective;
  const masking = maskingWindows(health.open, system.id);
  const score = points(effective.score);
  const because = becauseOf(health, masking);
  const common = {
    id: system.id,
    type: system.type,
    criticality: system.criticality,
    owner: system.owner ?? null,
    own: own.status,
    observed: own.observed,
    status,
    score,
    because,
    via: nowhere,
  };
  if (masking.length === 0 && !effective.hasPath) {
    return common;
  }
  const masked = {
    status: 'maintenance' as const,
    score: model.catalog.statuses.maintenance.score,
    underlying: { status, score },
  };
  return {
    ...common,
    ...(masking.length === 0 ? {} : masked),
    // Long paths are made only where somebody reads them.
    get via() {
      return effective.via;
    },
  };
}

function becauseOf(
  { model, system, because, effective }: SystemHealth,
  masking: readonly OpenWindow[],
): readonly Reason[] {
  const { cause, impaired, unknownTargets } = effective;
  if (masking.length + impaired.length + unknownTargets.length === 0 && cause === undefined) {
    return because;
  }
  return [
    ...masking.map(maintenanceReason),
    ...dependencyReasons(model, system, effective),
    ...because,
    ...noteReasons(model, system, effective),
  ];
}

/** The open windows that show a system as in maintenance. */
export function maskingWindows(open: readonly OpenWindow[], system: string): readonly OpenWindow[] {
  return open.length === 0
    ? open
    : open.filter(({ window, systems }) => window.masks && systems.has(system));
}

/** Points of a score in hundredths. */
export function points(score: number | null): number | null {
  return score === null ? null : score / 100;
}

/** A window that is open, as the reason for what it does. */
export function maintenanceReason({ window, until }: OpenWindow): Reason {
  return {
    code: 'maintenance',
    message: `in maintenance until ${sayInstant(until)}: ${window.reason}`,
    at: window.at,
    values: { window: window.id, until: sayInstant(until), ticket: window.ticket ?? null },
  };
}

function dependencyReasons(model: Model, system: System, { cause }: Effective): readonly Reason[] {
  if (cause === undefined) {
    return [];
  }
  const { to, kind, status } = cause;
  const standing = status === 'maintenance' ? 'in maintenance' : status;
  return [
    {
      code: 'dependency',
      message: `it depends on \`${to}\` (${kind}), which is ${standing}`,
      ...placeOf(system, to),
      values: { to, kind, status, score: shownScore(model, cause) },
    },
  ];
}

/** What does not change the status, but is worth knowing. */
function noteReasons(
  model: Model,
  system: System,
  { impaired, unknownTargets }: Effective,
): readonly Reason[] {
  return [
    ...impaired.map((target): Reason => {
      const { to, kind, status } = target;
      const score = shownScore(model, target);
      return {
        code: 'impaired',
        message: `it depends on \`${to}\` (${kind}), which has ${score ?? 'unknown'} of 100 points: too little is lost to change the status`,
        ...placeOf(system, to),
        values: { to, kind, status, score },
      };
    }),
    ...unknownTargets.toSorted(compareText).map((to): Reason => {
      const kind = system.dependsOn.find((dependency) => dependency.to === to)?.kind ?? '';
      return {
        code: 'unknown-dependency',
        message: `it depends on \`${to}\` (${kind}), whose status is unknown`,
        ...placeOf(system, to),
        values: { to, kind },
      };
    }),
  ];
}

function placeOf(system: System, to: string): { readonly at: System['at'] } {
  return { at: system.dependsOn.find((dependency) => dependency.to === to)?.at ?? system.at };
}

/** The points that a system or a group shows to those that depend on it. */
function shownScore(model: Model, { status, score }: Influence): number | null {
  return status === 'maintenance' ? model.catalog.statuses.maintenance.score : points(score);
}
