import { prospectOf } from '../evaluate/alerting/prospect.ts';
import { evaluate } from '../evaluate/evaluate.ts';
import { emptyState, loadState } from '../evaluate/state.ts';
import { intAt } from '../graph/integers.ts';
import { edgeBetween, type Topology, topologyOf } from '../graph/topology.ts';
import { type Rounds, roundsFrom, type Worsened } from '../graph/what-if/rounds.ts';
import type { Batch } from '../model/batch.generated.ts';
import type { Model } from '../model/model.ts';
import { compareText } from '../model/order.ts';
import type { Group, Incident, Report, System } from '../model/report.generated.ts';
import type {
  FleetStanding,
  HoldingGroup,
  NodeStanding,
  SimulatedIncident,
  SimulatedNode,
  Simulation,
} from '../model/simulation.ts';
import type { SavedState } from '../model/state.generated.ts';
import { criticalities, isFailing, type Status } from '../model/words.ts';
import { hasOwnHealth } from './failure-terms.ts';

/** What is to fail, and when. */
export interface Premise {
  /** As it was written. */
  readonly fail: readonly string[];
  /** Ids of the systems that it stands for. */
  readonly failing: ReadonlySet<string>;
  /** RFC 3339 instant of the evaluations. */
  readonly at: string;
  /** What is remembered of the present health; without it everything else is well. */
  readonly saved: SavedState | undefined;
}

/**
 * Evaluates a model twice at one instant: as it is, and with health checks that find some systems offline. All that is told is
 * what these two reports say; which edges lead from one to the other is read from the topology.
 */
export function simulate(model: Model, premise: Premise): Simulation {
  const failing = [...premise.failing].sort(compareText);
  const before = reportOf(model, premise, () => 'healthy');
  const after = reportOf(model, premise, (id) => (premise.failing.has(id) ? 'offline' : 'healthy'));
  const topology = topologyOf(model);
  const sides = { model, topology, before, after };
  const nodes = failing.flatMap((id) => topology.nodeById.get(id) ?? []);
  const worsened = worsenedOf(sides);
  const rounds = roundsFrom(topology, nodes, worsened);
  return {
    at: after.at,
    fail: premise.fail,
    failing,
    before: standingOf(before),
    after: standingOf(after),
    affected: affectedOf(sides, rounds),
    holding: holdingOf(sides),
    ...(model.routes.length === 0 ? {} : { incidents: incidentsOf(sides) }),
    failovers: premise.fail.flatMap((term) => {
      const region = term.startsWith('region:') ? model.regions.get(term.slice(7)) : undefined;
      return region === undefined ? [] : [{ region: region.id, to: region.failover }];
    }),
  };
}

interface Sides {
  readonly model: Model;
  readonly topology: Topology;
  readonly before: Report;
  readonly after: Report;
}

/** One evaluation. Where nothing is remembered, everything is heard of; otherwise only what is made to fail. */
function reportOf(
  model: Model,
  { at, saved }: Premise,
  statusOf: (id: string) => 'healthy' | 'offline',
): Report {
  const able = model.systems.filter(hasOwnHealth);
  const heard = able
    .map(({ id }) => ({ system: id, status: statusOf(id) }))
    .filter(({ status }) => saved === undefined || status === 'offline');
  const beating = heard.filter(({ status }) => status === 'healthy');
  const batch: Batch = {
    at,
    checks: heard,
    heartbeats: beating.map(({ system }) => ({ system })),
  };
  return evaluate(model, saved === undefined ? emptyState() : loadState(saved), batch).report;
}

function standingOf({ overall, systems }: Report): FleetStanding {
  const failing = systems.filter(({ status }) => isFailing(status));
  return {
    status: overall.status,
    score: overall.score,
    failing: failing.length,
    criticalFailing: failing.filter(({ criticality }) => criticality === 'critical').length,
  };
}

/** Systems and groups by node, as a report has them. */
function nodesOf({ systems, groups }: Report): readonly (System | Group)[] {
  return [...systems, ...groups];
}

/** Worse statuses are larger. What is in maintenance is not compared: nobody expects anything of it. */
const worseness: Readonly<Record<Status, number>> = {
  healthy: 0,
  maintenance: 0,
  unknown: 1,
  degraded: 2,
  unhealthy: 3,
  offline: 4,
};

function isWorseThan(after: NodeStanding, before: NodeStanding): boolean {
  return (
    worseness[after.status] > worseness[before.status] ||
    (after.score ?? 100) < (before.score ?? 100)
  );
}

function worsenedOf({ topology, before, after }: Sides): Worsened {
  const [was, is] = [nodesOf(before), nodesOf(after)];
  const count = topology.ids.length;
  const worsened = {
    isWorse: new Uint8Array(count),
    fails: Uint8Array.from(is, ({ status }) => Number(isFailing(status))),
    failed: Uint8Array.from(was, ({ status }) => Number(isFailing(status))),
    chosen: new Int32Array(count).fill(-1),
  };
  for (const [node, now] of is.entries()) {
    const then = was[node];
    if (then === undefined || !isWorseThan(now, then)) {
      continue;
    }
    worsened.isWorse[node] = 1;
    if ('via' in now && worsened.fails[node] === 0) {
      const nearest = topology.nodeById.get(now.via[0]?.to ?? '');
      worsened.chosen[node] = nearest === undefined ? -1 : edgeBetween(topology, node, nearest);
    }
  }
  // An edge counts only where its end is worse than before.
  for (const [node, edge] of worsened.chosen.entries()) {
    if (edge >= 0 && worsened.isWorse[intAt(topology.to, edge)] === 0) {
      worsened.chosen[node] = -1;
    }
  }
  return worsened;
}

function affectedOf(sides: Sides, { hop, through }: Rounds): readonly SimulatedNode[] {
  const { model, topology, before, after } = sides;
  const [was, is] = [nodesOf(before), nodesOf(after)];
  return [...hop.keys()]
    .flatMap((node): readonly SimulatedNode[] => {
      const [then, now] = [was[node], is[node]];
      if (intAt(hop, node) < 0 || then === undefined || now === undefined) {
        return [];
      }
      const system = model.systemById.get(now.id);
      const edge = intAt(through, node);
      return [
        {
          id: now.id,
          kind: system === undefined ? 'group' : 'system',
          criticality: system?.criticality ?? null,
          owner: system?.owner ?? null,
          hop: intAt(hop, node),
          fails: isFailing(now.status),
          before: { status: then.status, score: then.score },
          after: { status: now.status, score: now.score },
          through:
            edge < 0
              ? null
              : {
                  to: topology.ids[intAt(topology.to, edge)] ?? '',
                  kind: topology.kinds[topology.kind[edge] ?? 0] ?? '',
                },
          ...('up' in now ? { members: { up: now.up, size: now.size, need: now.need } } : {}),
        },
      ];
    })
    .sort(
      (a, b) =>
        a.hop - b.hop ||
        Number(b.fails) - Number(a.fails) ||
        rank(a) - rank(b) ||
        compareText(a.id, b.id),
    );
}

/** Groups come behind systems. */
function rank({ criticality }: SimulatedNode): number {
  return criticality === null ? criticalities.length : criticalities.indexOf(criticality);
}

function holdingOf({ model, before, after }: Sides): readonly HoldingGroup[] {
  const isUp = new Map(after.systems.map(({ id, status }) => [id, !isFailing(status)]));
  return after.groups
    .flatMap(({ id, status, up, size, need }, index): readonly HoldingGroup[] => {
      const isHolding = up < (before.groups[index]?.up ?? 0) && !isFailing(status);
      const members = model.groupById.get(id)?.members ?? [];
      const support = members.filter((member) => isUp.get(member) ?? false);
      return isHolding ? [{ id, up, size, need, support }] : [];
    })
    .sort((a, b) => a.up - a.need - (b.up - b.need) || compareText(a.id, b.id));
}

function incidentsOf({ model, before, after }: Sides): readonly SimulatedIncident[] {
  const known = new Set(before.incidents.map(({ id }) => id));
  return after.incidents
    .filter(({ id, state }) => state === 'open' && !known.has(id))
    .map((incident) => incidentOf(model, incident))
    .sort((a, b) => compareText(a.priority, b.priority) || compareText(a.root, b.root));
}

function incidentOf(model: Model, incident: Incident): SimulatedIncident {
  const { root, priority, symptoms, suppressedBy, hidden } = incident;
  const system = model.systemById.get(root);
  const prospect = system === undefined ? undefined : prospectOf(model, system, priority);
  const level = prospect?.levels.find(({ toldAtMs }) => Number.isFinite(toldAtMs));
  const direct = { tells: prospect?.direct ?? [], afterMs: prospect?.route?.groupWaitMs ?? 0 };
  const first =
    level === undefined ? direct : { tells: level.step.notify, afterMs: level.toldAtMs };
  const muted = hidden === 0 ? suppressedBy[0]?.message : undefined;
  const nobody = prospect?.route === undefined ? 'no route takes it' : 'its route tells nobody';
  const mutedBy = muted ?? (first.tells.length === 0 ? nobody : null);
  return {
    root,
    priority,
    symptoms: symptoms.length,
    mutedBy,
    level: mutedBy === null ? (level?.step.level ?? null) : null,
    tells: mutedBy === null ? [...first.tells].sort(compareText) : [],
    afterMs: mutedBy === null ? first.afterMs : null,
  };
}
