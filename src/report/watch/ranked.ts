import type { Incident, Report, System } from '../../model/report.generated.ts';
import { impaired } from '../pretty/health.ts';

const failing = new WeakMap<readonly System[], readonly System[]>();
const everything = new WeakMap<readonly System[], readonly System[]>();

/** The systems as the screen lists them: worst first, and where all are shown the others behind them by id. Made once for each list. */
export function ranked(report: Report, isAll: boolean): readonly System[] {
  const { systems } = report;
  const worst = failing.get(systems) ?? impaired(report).systems;
  failing.set(systems, worst);
  if (!isAll) {
    return worst;
  }
  const bad = new Set(worst);
  const all = everything.get(systems) ?? [
    ...worst,
    ...systems.filter((system) => !bad.has(system)),
  ];
  everything.set(systems, all);
  return all;
}

const bySystem = new WeakMap<readonly Incident[], ReadonlyMap<string, Incident>>();

/** The open incident that a system is the root of, or follows in. */
export function incidentOf(
  { incidents }: Pick<Report, 'incidents'>,
  system: string,
): Incident | undefined {
  const known = bySystem.get(incidents) ?? indexed(incidents);
  bySystem.set(incidents, known);
  return known.get(system);
}

function indexed(incidents: readonly Incident[]): ReadonlyMap<string, Incident> {
  const index = new Map<string, Incident>();
  const open = incidents.filter(({ state }) => state === 'open');
  for (const incident of open) {
    for (const { system } of incident.symptoms) {
      index.set(system, incident);
    }
  }
  for (const incident of open) {
    index.set(incident.root, incident);
  }
  return index;
}
