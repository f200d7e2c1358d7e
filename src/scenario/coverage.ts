import { compareLocations } from '../model/location.ts';
import type { Model } from '../model/model.ts';
import type { Coverage, CoverageItem } from '../model/scenario-results.ts';
import type { Comparisons } from './comparisons.ts';
import type { Seen } from './run.ts';

/** Collects what scenarios exercise. */
export interface Covering {
  /** Called for every step of a scenario. */
  readonly see: (seen: Seen) => void;
  /** Called at the end of each scenario. */
  readonly endScenario: () => void;
  readonly coverage: () => Coverage;
}

type Item = Omit<CoverageItem, 'scenarios' | 'comparisons'> & { readonly key: string };

/**
 * Counts, for each item of a configuration, the scenarios that exercised it: a level of a threshold that fired, a policy that was
 * violated, waived or not, when decisions or findings were expected, a route that an incident took, a step of an escalation that one reached. Without `comparisons`
 * those of policies are not told.
 */
export function newCovering(model: Model, comparisons: Comparisons | undefined): Covering {
  const items = itemsOf(model);
  const counts = new Map<string, number>();
  const seen = new Set<string>();
  let lastAlerts: Seen['alerts'] | undefined;
  let lastIncidents: Seen['incidents'] | undefined;
  return {
    see: (report) => {
      // Lists of reports are replaced, never changed.
      if (report.alerts !== lastAlerts) {
        lastAlerts = report.alerts;
        seeAlerts(report, seen);
      }
      if (report.incidents !== lastIncidents) {
        lastIncidents = report.incidents;
        seeIncidents(report, seen);
      }
      seePolicies(report, seen);
    },
    endScenario: () => {
      for (const key of seen) {
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
      seen.clear();
      lastAlerts = undefined;
      lastIncidents = undefined;
    },
    coverage: () => ({
      covered: items.filter(({ key }) => counts.has(key)).length,
      total: items.length,
      items: items.map(({ key, ...item }) => ({
        ...item,
        scenarios: counts.get(key) ?? 0,
        comparisons: item.kind === 'policy' ? (comparisons?.ofPolicy(item.name) ?? []) : [],
      })),
      hasComparisons: comparisons !== undefined,
    }),
  };
}

function seeAlerts({ alerts }: Seen, seen: Set<string>): void {
  for (const { kind, source, levels } of alerts) {
    for (const { severity, state } of kind === 'threshold' ? levels : []) {
      if (state !== 'pending') {
        seen.add(`threshold ${source} ${severity}`);
      }
    }
  }
}

function seeIncidents({ incidents }: Seen, seen: Set<string>): void {
  for (const { route, escalation } of incidents) {
    if (route !== null) {
      seen.add(`route ${route.number}`);
    }
    if (escalation !== null) {
      seen.add(`step ${escalation.path} ${escalation.step}`);
    }
  }
}

function seePolicies({ policies }: Seen, seen: Set<string>): void {
  for (const { id, violated, waived } of policies) {
    if (violated.length + waived.length > 0) {
      seen.add(`policy ${id}`);
    }
  }
}

function itemsOf(model: Model): readonly Item[] {
  const thresholds = model.thresholds.flatMap(({ id, warn, critical }) =>
    [warn, critical].flatMap((level): readonly Item[] =>
      level === undefined
        ? []
        : [
            {
              kind: 'threshold',
              name: `${id} ${level.name}`,
              at: level.at,
              key: `threshold ${id} ${level.name}`,
            },
          ],
    ),
  );
  const policies = model.policies.flatMap(({ id, at, enforcement }): readonly Item[] =>
    enforcement === 'off' ? [] : [{ kind: 'policy', name: id, at, key: `policy ${id}` }],
  );
  const routes = model.routes.map(({ index, at }): Item => {
    const name = `route ${index + 1}`;
    return { kind: 'route', name, at, key: name };
  });
  const steps = [...model.escalations.values()].flatMap(({ id, steps: own }) =>
    own.map(
      ({ level, at }, index): Item => ({
        kind: 'step',
        name: `${id} ${level}`,
        at,
        key: `step ${id} ${index + 1}`,
      }),
    ),
  );
  return [thresholds, policies, routes, steps].flatMap((kind) =>
    kind.toSorted((a, b) => compareLocations(a.at, b.at)),
  );
}
