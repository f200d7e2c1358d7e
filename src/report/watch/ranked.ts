import type { Incident, Report, System } from '../../model/report.generated.ts';
import { impaired } from '../pretty/health.ts';

const failing = new WeakMap<
  readonly System[],
  { readonly incidents: readonly Incident[]; readonly worst: readonly System[] }
>();
const everything = new WeakMap<readonly System[], readonly System[]>();

/** The systems as the screen lists them: worst first, and where all are shown the others behind them by id. Made once for each list. */
export function ranked(report: Report, isAll: boolean): readonly System[] {
  const { systems } = report;
  const worst = failingIn(report);
  if (!isAll) {
    return worst;
  }
  const known = everything.get(worst);
  if (known !== undefined) {
    return known;
  }
  const bad = new Set(worst);
  const all = [...worst, ...systems.filter((system) => !bad.has(system))];
  everything.set(worst, all);
  return all;
}

/** Systems that fail, and behind them those that nothing is known of any more while an incident of theirs is open. */
function failingIn(report: Report): readonly System[] {
  const { systems, incidents } = report;
  const known = failing.get(systems);
  if (known?.incidents === incidents) {
    return known.worst;
  }
  const roots = new Set(incidents.filter(({ state }) => state === 'open').map(({ root }) => root));
  const lost =
    roots.size === 0
      ? []
      : systems.filter(({ id, status }) => status === 'unknown' && roots.has(id));
  const worst = [...impaired(report).systems, ...lost];
  failing.set(systems, { incidents, worst });
  return worst;
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
