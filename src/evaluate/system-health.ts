import type { Effective, Propagation } from '../graph/propagate.ts';
import type { Topology } from '../graph/topology.ts';
import type { Model, System } from '../model/model.ts';
import { compareText } from '../model/order.ts';
import type { Reason, System as SystemReport } from '../model/report.generated.ts';
import { sayInstant } from '../model/time.ts';
import type { Status } from '../model/words.ts';
import type { OwnJudgement } from './health.ts';
import type { OpenWindow } from './windows.ts';

/** What the reports of systems are made of; the lists are in the order of the systems of the model. */
export interface Propagated {
  readonly model: Model;
  readonly topology: Topology;
  readonly own: readonly OwnJudgement[];
  readonly open: readonly OpenWindow[];
  readonly propagation: Propagation;
}

/** The health of every system, in the order of the model. */
export function systemReports(propagated: Propagated): readonly SystemReport[] {
  const { model, own, propagation } = propagated;
  return model.systems.flatMap((system, index) => {
    const judgement = own[index];
    const effective = propagation.systems[index];
    return judgement === undefined || effective === undefined
      ? []
      : [systemReport(propagated, system, judgement, effective)];
  });
}

function systemReport(
  propagated: Propagated,
  system: System,
  own: OwnJudgement,
  effective: Effective,
): SystemReport {
  const masking = maskingWindows(propagated.open, system.id);
  const underlying = { status: effective.status, score: points(effective.score) };
  const shown =
    masking.length === 0
      ? underlying
      : {
          status: 'maintenance' as const,
          score: propagated.model.catalog.statuses.maintenance.score,
          underlying,
        };
  return {
    id: system.id,
    type: system.type,
    criticality: system.criticality,
    owner: system.owner ?? null,
    ...shown,
    own: own.status,
    observed: own.observed,
    // Long paths are made only where somebody reads them.
    get via() {
      return effective.via;
    },
    because: [
      ...masking.map(maintenanceReason),
      ...dependencyReasons(propagated, system, effective),
      ...own.because,
      ...noteReasons(propagated, system, effective),
    ],
  };
}

/** The open windows that show a system as in maintenance. */
export function maskingWindows(open: readonly OpenWindow[], system: string): readonly OpenWindow[] {
  return open.filter(({ window, systems }) => window.masks && systems.has(system));
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

function dependencyReasons(
  propagated: Propagated,
  system: System,
  { cause }: Effective,
): readonly Reason[] {
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
      values: { to, kind, status, score: targetOf(propagated, to).score },
    },
  ];
}

/** What does not change the status, but is worth knowing. */
function noteReasons(
  propagated: Propagated,
  system: System,
  { impaired, unknownTargets }: Effective,
): readonly Reason[] {
  return [
    ...impaired.map(({ to, kind }): Reason => {
      const { status, score } = targetOf(propagated, to);
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

/** What a system or a group shows to those that depend on it. */
function targetOf(
  { topology, propagation, open, model }: Propagated,
  id: string,
): { readonly status: Status; readonly score: number | null } {
  const node = topology.nodeById.get(id) ?? -1;
  const target = propagation.systems[node] ?? propagation.groups[node - propagation.systems.length];
  if (maskingWindows(open, id).length > 0) {
    return { status: 'maintenance', score: model.catalog.statuses.maintenance.score };
  }
  return { status: target?.status ?? 'unknown', score: points(target?.score ?? null) };
}
