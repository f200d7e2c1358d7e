import type { Betweenness } from '../graph/coupling/betweenness.ts';
import { cheapestCut } from '../graph/coupling/cheapest-cut.ts';
import { couplingOf } from '../graph/coupling.ts';
import { membersOfLarge, propagatingComponents, shortestCycle } from '../graph/cycles.ts';
import { layerCrossingOf } from '../graph/layering.ts';
import { membership, type Topology } from '../graph/topology.ts';
import type {
  CoupledCycle,
  CoupledSystem,
  CouplingReport,
  LayerViolation,
  PlacedEdge,
  ProtocolUse,
} from '../model/coupling-report.ts';
import type { Location } from '../model/location.ts';
import type { Dependency, Model } from '../model/model.ts';
import { compareText } from '../model/order.ts';

/** How the systems of a model hang together: each of them, with its betweenness, cycles, layers, and what they speak. */
export function couplingReport(
  model: Model,
  topology: Topology,
  { shares, sources }: Betweenness,
): CouplingReport {
  const coupling = couplingOf(topology);
  const systems = model.systems.map(({ id }, node): CoupledSystem => {
    const { fanIn = 0, fanOut = 0, instability = 0, inCycle = false } = coupling.get(id) ?? {};
    return {
      system: id,
      layer: model.layerOf.get(id)?.name ?? null,
      afferent: fanIn,
      efferent: fanOut,
      instability,
      betweenness: Math.round((shares[node] ?? 0) * 1_000_000) / 1_000_000,
      inCycle,
    };
  });
  return {
    systems,
    betweenness: { exact: sources === systems.length, sources },
    cycles: cyclesOf(model, topology),
    layers: layersOf(model),
    violations: model.systems.flatMap(({ dependsOn }) =>
      dependsOn.flatMap((dependency) => violationOf(model, dependency)),
    ),
    protocols: protocolsOf(model),
  };
}

/** What of a report is about a system or a group. */
export function couplingAbout(report: CouplingReport, id: string): CouplingReport {
  const touches = ({ from, to }: PlacedEdge): boolean => from === id || to === id;
  return {
    ...report,
    systems: report.systems.filter(({ system }) => system === id),
    cycles: report.cycles.filter(({ members }) => members.includes(id)),
    violations: report.violations.filter((one) => touches(one) || one.member === id),
    protocols: report.protocols.flatMap(({ protocol, dependencies }) => {
      const those = dependencies.filter(touches);
      return those.length === 0 ? [] : [{ protocol, dependencies: those }];
    }),
  };
}

function cyclesOf(model: Model, topology: Topology): readonly CoupledCycle[] {
  const components = propagatingComponents(topology);
  const costOf = edgeCosts(model, topology);
  const idOf = (node: number): string => topology.ids[node] ?? '';
  return membersOfLarge(topology, components)
    .map((members): CoupledCycle => {
      const { edges, isCheapest } = cheapestCut(topology, components, members, costOf);
      return {
        members: members.map(idOf),
        shortest: shortestCycle(topology, components, members).map(idOf),
        cut: edges
          .toSorted((a, b) => costOf(a) - costOf(b) || a - b)
          .map((edge) => placedEdge(model, topology, edge)),
        isCheapest,
      };
    })
    .sort((a, b) => compareText(a.members[0] ?? '', b.members[0] ?? ''));
}

/** One edge less counts before any impact, and impact before criticality. */
const [edgeCost, impactCost] = [2 ** 40, 2 ** 14];
/** A group that needs all of its members is not as easily changed as a dependency, and a proxy is not at all. */
const [memberImpact, proxyImpact] = [200, 300];

/** What it costs to cut an edge, by its kind and by how critical the depending side is. */
function edgeCosts(model: Model, topology: Topology): (edge: number) => number {
  const proxy = topology.kinds.length - 1;
  const impacts = Float64Array.from(topology.impact, (impact, kind) => {
    if (kind === membership) {
      return memberImpact;
    }
    return kind === proxy ? proxyImpact : impact;
  });
  return (edge) => {
    const system = model.systems[topology.from[edge] ?? -1];
    const rank = system === undefined ? 0 : model.catalog.criticalities[system.criticality].rank;
    const impact = impacts[topology.kind[edge] ?? membership] ?? 0;
    return edgeCost + impact * impactCost + Math.max(0, Math.min(15, rank));
  };
}

function placedEdge(model: Model, topology: Topology, edge: number): PlacedEdge {
  const from = topology.ids[topology.from[edge] ?? -1] ?? '';
  const to = topology.ids[topology.to[edge] ?? -1] ?? '';
  const kind = topology.kinds[topology.kind[edge] ?? membership] ?? '';
  const system = model.systemById.get(from);
  const at =
    system?.dependsOn.find((one) => one.to === to && one.kind === kind)?.at ??
    system?.origins.get('proxyFor') ??
    system?.at ??
    model.groupById.get(from)?.at;
  return { from, to, kind, ...placeOf(at) };
}

function placeOf(at: Location | undefined): Pick<PlacedEdge, 'file' | 'line'> {
  return { file: at?.file ?? '', line: at?.line ?? 1 };
}

function layersOf({ layers, layerOf }: Model): CouplingReport['layers'] {
  const counts = layers.map(() => 0);
  for (const { index } of layerOf.values()) {
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return layers.map(({ name, strict, index }) => ({
    layer: name,
    strict,
    systems: counts[index] ?? 0,
  }));
}

function violationOf(model: Model, dependency: Dependency): readonly LayerViolation[] {
  const crossing = layerCrossingOf(model, dependency);
  if (crossing === undefined || crossing.step === 'same' || crossing.step === 'down') {
    return [];
  }
  return [
    {
      ...placedDependency(dependency),
      fromLayer: model.layerOf.get(dependency.from)?.name ?? '',
      toLayer: model.layerOf.get(crossing.to)?.name ?? '',
      member: crossing.to === dependency.to ? null : crossing.to,
      step: crossing.step,
    },
  ];
}

function placedDependency({ from, to, kind, at }: Dependency): PlacedEdge {
  return { from, to, kind, ...placeOf(at) };
}

function protocolsOf({ systems }: Model): readonly ProtocolUse[] {
  const byProtocol = Map.groupBy(
    systems.flatMap(({ dependsOn }) => dependsOn),
    ({ protocol }) => protocol ?? null,
  );
  return [...byProtocol]
    .map(([protocol, those]) => ({ protocol, dependencies: those.map(placedDependency) }))
    .sort(
      (a, b) =>
        Number(a.protocol === null) - Number(b.protocol === null) ||
        compareText(a.protocol ?? '', b.protocol ?? ''),
    );
}
