import { shareOf } from '../evaluate/spofs.ts';
import {
  failurePassedOn,
  impairmentPassedOn,
  pathBack,
  type SpreadFrom,
  spreadFrom,
  wholeLoss,
} from '../graph/spread-from.ts';
import { pathLengthMax } from '../graph/support.ts';
import type { Topology } from '../graph/topology.ts';
import type { Affected, AffectedOwner, Impact, ImpactPart } from '../model/impact.ts';
import type { Model, System } from '../model/model.ts';
import { compareText } from '../model/order.ts';
import { type Criticality, criticalities } from '../model/words.ts';

/**
 * What the failure of a system or group does, undefined where there is neither. Groups are on paths and are not counted.
 * Each affected system is explained by the path over which the failure, or most of the impairment, comes to it.
 */
export function impactOf(model: Model, topology: Topology, id: string): Impact | undefined {
  const first = topology.nodeById.get(id);
  if (first === undefined) {
    return undefined;
  }
  const failure = spreadFrom(topology, first, failurePassedOn(topology));
  const impairment = spreadFrom(topology, first, impairmentPassedOn(topology));
  const count = impairment.loss.reduce((sum, loss) => sum + Number(loss > 0), 0);
  const edgesEach = Math.max(2, Math.min(pathLengthMax, Math.floor(edgesMax / count)));
  const spreads = { model, topology, failure, impairment, edgesEach };
  const affected = model.systems
    .flatMap((system, node) => affectedBy(spreads, system, node))
    .sort(
      (a, b) =>
        Number(b.system === id) - Number(a.system === id) ||
        Number(b.fails) - Number(a.fails) ||
        rank(a) - rank(b) ||
        b.impairment - a.impairment ||
        compareText(a.system, b.system),
    );
  const others = affected.filter(({ system }) => system !== id);
  const failing = others.filter(({ fails }) => fails);
  const breakdown = breakdownOf(model, affected);
  return {
    id,
    kind: model.groupById.has(id) ? 'group' : 'system',
    score: hundredths(breakdown.reduce((sum, { score }) => sum + score, 0)),
    blastRadius: failing.length,
    criticalTakenDown: failing.filter(({ criticality }) => criticality === 'critical').length,
    impaired: others.length - failing.length,
    share: shareThatFails(model, affected),
    breakdown,
    affected,
    owners: ownersOf(affected),
  };
}

/** Edges of all paths together, so that a chain of everything has an answer that can be printed. */
const edgesMax = 400_000;

interface Spreads {
  readonly model: Model;
  readonly topology: Topology;
  readonly failure: SpreadFrom;
  readonly impairment: SpreadFrom;
  /** How many edges a path has at most. */
  readonly edgesEach: number;
}

function affectedBy(
  { model, topology, failure, impairment, edgesEach }: Spreads,
  { id, criticality, owner }: System,
  node: number,
): readonly Affected[] {
  const lost = impairment.loss[node] ?? 0;
  if (lost === 0) {
    return [];
  }
  const fails = (failure.loss[node] ?? 0) > 0;
  const share = fails ? 1 : lost / wholeLoss;
  const { weight } = model.catalog.criticalities[criticality];
  return [
    {
      system: id,
      criticality,
      owner: owner ?? null,
      fails,
      // What is affected never seems not to be.
      impairment: Math.max(1, Math.round(share * 10_000)) / 10_000,
      score: hundredths((weight * share) / 100),
      via: pathBack(topology, fails ? failure : impairment, node, edgesEach),
    },
  ];
}

function rank({ criticality }: Affected): number {
  return criticalities.indexOf(criticality);
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}

function breakdownOf(model: Model, affected: readonly Affected[]): readonly ImpactPart[] {
  return criticalities.flatMap((criticality) => {
    const those = affected.filter((one) => one.criticality === criticality);
    const fails = those.filter((one) => one.fails).length;
    return those.length === 0
      ? []
      : [
          {
            criticality,
            weight: model.catalog.criticalities[criticality].weight / 100,
            fails,
            impaired: those.length - fails,
            score: hundredths(those.reduce((sum, { score }) => sum + score, 0)),
          },
        ];
  });
}

function shareThatFails(model: Model, affected: readonly Affected[]): number {
  const weightOf = ({ criticality }: { readonly criticality: Criticality }): number =>
    model.catalog.criticalities[criticality].weight;
  const fleet = model.systems.reduce((sum, system) => sum + weightOf(system), 0);
  const failing = affected.reduce((sum, one) => sum + (one.fails ? weightOf(one) : 0), 0);
  return shareOf(failing, fleet);
}

function ownersOf(affected: readonly Affected[]): readonly AffectedOwner[] {
  const byOwner = Map.groupBy(affected, ({ owner }) => owner);
  const idsOf = (those: readonly Affected[], fails: boolean): readonly string[] =>
    those
      .filter((one) => one.fails === fails)
      .map(({ system }) => system)
      .sort(compareText);
  return [...byOwner]
    .map(([owner, those]) => ({ owner, fails: idsOf(those, true), impaired: idsOf(those, false) }))
    .sort(
      (a, b) =>
        Number(a.owner === null) - Number(b.owner === null) ||
        b.fails.length - a.fails.length ||
        b.impaired.length - a.impaired.length ||
        compareText(a.owner ?? '', b.owner ?? ''),
    );
}
