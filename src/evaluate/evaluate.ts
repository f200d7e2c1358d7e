import { type OwnHealth, propagate } from '../graph/propagate.ts';
import { topologyOf } from '../graph/topology.ts';
import type { Batch } from '../model/batch.generated.ts';
import type { Model } from '../model/model.ts';
import type { Group, Report, System } from '../model/report.generated.ts';
import { sayInstant } from '../model/time.ts';
import { alertsOf } from './alerts.ts';
import { expectFrom } from './expect.ts';
import { guard } from './guard.ts';
import { ownHealth } from './health.ts';
import { overallOf } from './overall.ts';
import { instantIn, readings } from './readings.ts';
import { lastValue, standings } from './standing.ts';
import type { State } from './state.ts';
import { maskingWindows, type Propagated, points, systemReports } from './system-health.ts';
import { take } from './take.ts';
import { verdict } from './verdict.ts';
import { type OpenWindow, openWindows } from './windows.ts';

/**
 * One step: what was observed, judged by a configuration. The step is at the instant of the batch, or at that of the last
 * step where the batch is older. The state that is given is changed and returned; `forkState` first to keep it.
 *
 * The instants of the batch must be RFC 3339, as they are once a batch has been read; a RangeError is thrown otherwise.
 */
export function evaluate(
  model: Model,
  state: State,
  batch: Batch,
): { readonly state: State; readonly report: Report } {
  const now = Math.max(instantIn(batch.at), state.at);
  expectFrom(model, state, now);
  const read = readings(model, batch, now);
  const taken = take(model, state, read, now);
  state.at = now;

  const standing = standings(model, state, now);
  const open = openWindows(model, now);
  const own = model.systems.map((system, index) =>
    ownHealth({
      model,
      system,
      record: state.systems.get(system.id),
      standings: standing[index] ?? [],
      now,
    }),
  );
  const topology = topologyOf(model);
  const health = healthOf({ model, topology, own, open });
  const { findings, policies } = guard({
    model,
    topology,
    now,
    ...health,
    series: (id, signal) => {
      const system = model.systemById.get(id);
      return system === undefined ? undefined : lastValue(model, state, system, signal);
    },
  });
  const judged = {
    schemaVersion: 1 as const,
    name: model.name,
    at: sayInstant(now),
    revision: model.revision,
    totals: totalsOf(model),
    ...health,
    alerts: alertsOf(model, standing, open),
    maintenance: open.map(windowReport),
    policies,
    findings,
    diagnostics: model.diagnostics,
    readings: { ...taken, ...read.counts },
    unmatched: read.unmatched,
  };
  return { state, report: { ...judged, ...verdict(judged, { failOn: 'error' }) } };
}

/** What the own health of each system comes to over the graph. */
function healthOf(
  given: Omit<Propagated, 'propagation'>,
): Pick<Report, 'overall' | 'groups'> & { readonly systems: readonly System[] } {
  const { model, topology, own, open } = given;
  const propagation = propagate(
    topology,
    own.map(
      ({ status }, index): OwnHealth => ({
        status,
        score: Math.round(model.catalog.statuses[status].score * 100),
        masked: maskingWindows(open, model.systems[index]?.id ?? '').length > 0,
      }),
    ),
  );
  const propagated: Propagated = { ...given, propagation };
  const systems = systemReports(propagated);
  const parts = model.systems.map(({ criticality, weight }, index) => ({
    criticality,
    weight,
    status: systems[index]?.status ?? 'unknown',
    observed: systems[index]?.observed ?? false,
    score: propagation.systems[index]?.score ?? null,
  }));
  return { overall: overallOf(parts), systems, groups: groupReports(propagated) };
}

function groupReports({ model, propagation }: Propagated): readonly Group[] {
  return model.groups.map(({ id, need, members }, index) => {
    const { status = 'unknown', score = null, up = 0 } = propagation.groups[index] ?? {};
    return { id, status, score: points(score), need, size: members.length, up };
  });
}

function windowReport({
  window,
  since,
  until,
  systems,
}: OpenWindow): Report['maintenance'][number] {
  return {
    id: window.id,
    systems: [...systems],
    since: sayInstant(since),
    until: sayInstant(until),
    reason: window.reason,
    masks: window.masks,
    suppresses: window.suppresses,
    at: window.at,
  };
}

function totalsOf(model: Model): Report['totals'] {
  return {
    systems: model.systems.length,
    groups: model.groups.length,
    dependencies: model.systems.reduce((sum, { dependsOn }) => sum + dependsOn.length, 0),
    thresholds: model.thresholds.length,
    policies: model.policies.length,
    waivers: model.waivers.length,
  };
}
