import type { Model, System, Waiver } from '../model/model.ts';
import { distinct } from '../model/order.ts';
import type { Judged } from './judged.ts';
import { type FactMap, given } from './system-facts.ts';
import { daysLeft, daysOver, standingOf } from './waivers.ts';

/** The facts of the whole configuration. `cycles` is the number of cycles of propagating dependencies. */
export function repoFacts(judged: Judged, cycles: number): FactMap {
  const { model, overall } = judged;
  const owners = distinct(model.systems.map((system) => system.owner));
  const regions = distinct(model.systems.map((system) => system.region));
  return given({
    name: model.name,
    systems: {
      count: model.systems.length,
      byType: Object.fromEntries(countBy(model.systems, (system) => system.type)),
      byCriticality: {
        critical: 0,
        high: 0,
        medium: 0,
        low: 0,
        ...Object.fromEntries(countBy(model.systems, (system) => system.criticality)),
      },
    },
    owners: { count: owners.length, names: owners },
    regions: { count: regions.length, names: regions },
    groups: model.groups.length,
    dependencies: model.systems.reduce((count, system) => count + system.dependsOn.length, 0),
    thresholds: model.thresholds.length,
    policies: policyCounts(model),
    waivers: waiverFacts(judged),
    cycles,
    diagnostics: {
      errors: model.diagnostics.filter(({ severity }) => severity === 'error').length,
      warnings: model.diagnostics.filter(({ severity }) => severity === 'warning').length,
    },
    status: overall.status,
    score: overall.score ?? undefined,
    coverage: overall.coverage ?? undefined,
  });
}

function policyCounts({ policies }: Model): FactMap {
  const counts = { hard: 0, warn: 0, shadow: 0, off: 0 };
  for (const policy of policies) {
    counts[policy.enforcement] += 1;
  }
  return counts;
}

function waiverFacts({ model, now }: Judged): FactMap {
  const byStanding: Record<ReturnType<typeof standingOf>, Waiver[]> = {
    'in-force': [],
    expired: [],
    'too-far': [],
  };
  for (const waiver of model.waivers) {
    byStanding[standingOf(waiver, now, model.settings.waiverMaxDays)].push(waiver);
  }
  const left = byStanding['in-force'].map((waiver) => daysLeft(waiver, now));
  const over = byStanding.expired.map((waiver) => daysOver(waiver, now));
  return given({
    count: model.waivers.length,
    active: left.length,
    expired: over.length,
    tooFar: byStanding['too-far'].length,
    withoutTicket: model.waivers.filter((waiver) => waiver.ticket === undefined).length,
    shortestDaysLeft: left.length === 0 ? undefined : left.reduce((a, b) => Math.min(a, b)),
    longestDaysLeft: left.length === 0 ? undefined : left.reduce((a, b) => Math.max(a, b)),
    longestDaysExpired: over.length === 0 ? undefined : over.reduce((a, b) => Math.max(a, b)),
  });
}

function countBy(
  systems: readonly System[],
  keyOf: (system: System) => string,
): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const system of systems) {
    counts.set(keyOf(system), (counts.get(keyOf(system)) ?? 0) + 1);
  }
  return distinct(counts.keys()).map((key) => [key, counts.get(key) ?? 0]);
}
