import type { Model, System, Threshold } from '../../model/model.ts';
import { didYouMean } from '../../model/nearest.ts';
import type { Alert, Incident, Report } from '../../model/report.generated.ts';
import { failed, type Outcome } from '../outcome.ts';

/** What `alert/…` names: alerts, or a threshold of a system that does not alert. */
export type FoundAlert =
  | { readonly alerts: readonly Alert[] }
  | { readonly system: System; readonly threshold: Threshold }
  | { readonly outcome: Outcome };

/** Alerts by their id, or as `SYSTEM/SOURCE`, where the source is a threshold, a signal, `check` or `heartbeat`. */
export function findAlerts(model: Model, report: Report, name: string): FoundAlert {
  const alerts = report.alerts.filter(
    ({ id, system, source, signal }) =>
      id === name || name === `${system}/${source}` || name === `${system}/${signal}`,
  );
  if (alerts.length > 0) {
    return { alerts };
  }
  const at = name.indexOf('/');
  const system = model.systemById.get(at === -1 ? name : name.slice(0, at));
  const threshold = [...(system?.thresholds.values() ?? [])].find(({ id, signal }) =>
    [id, signal].includes(name.slice(at + 1)),
  );
  if (system !== undefined && threshold !== undefined && at !== -1) {
    return { system, threshold };
  }
  const known = [
    ...report.alerts.map((alert) => `${alert.system}/${alert.source}`),
    ...model.systems.flatMap(({ id, thresholds }) =>
      [...thresholds.values()].flatMap((one) => [`${id}/${one.id}`, `${id}/${one.signal}`]),
    ),
  ];
  const help = known.length === 0 ? 'nothing is watched' : didYouMean(name, known);
  return { outcome: failed(3, `there is no alert \`${name}\``, help) };
}

/** The incident with an id or a root; of several with one root the open one, then the last that is over. */
export function findIncident(
  { incidents }: Report,
  name: string,
): { readonly incident: Incident } | { readonly outcome: Outcome } {
  const found = incidents.filter(({ id, root }) => id === name || root === name);
  const incident = found.find(({ state }) => state === 'open') ?? found.at(-1);
  if (incident !== undefined) {
    return { incident };
  }
  const above = incidents.find(({ symptoms }) => symptoms.some(({ system }) => system === name));
  return {
    outcome:
      above === undefined
        ? failed(
            3,
            `there is no incident \`${name}\``,
            incidents.length === 0
              ? 'there is none at all: nothing alerts'
              : didYouMean(
                  name,
                  incidents.map(({ root }) => root),
                ),
          )
        : failed(
            3,
            `\`${name}\` has no incident of its own: it follows from \`${above.root}\``,
            `tower explain incident/${above.root}`,
          ),
  };
}
