import { targetsOf, weakPointsOf } from '../../evaluate/spofs.ts';
import type { PathEdge } from '../../graph/path-edge.ts';
import { failurePassedOn, pathBack, spreadFrom } from '../../graph/spread-from.ts';
import { type Topology, topologyOf } from '../../graph/topology.ts';
import type { Model } from '../../model/model.ts';
import { compareText } from '../../model/order.ts';
import type { Spof } from '../../model/report.generated.ts';
import type { RenderContext } from '../../report/context.ts';
import { andMore, counted, type Line, listed, signsOf, words } from '../../report/look.ts';
import { sayShare } from '../../report/pretty/values.ts';
import { type Column, type Row, table } from '../../report/table.ts';
import { answered } from '../answer.ts';
import { configurationOf } from '../configuration.ts';
import type { Outcome } from '../outcome.ts';
import type { Session } from '../session.ts';
import { nextLines, noTargetLines } from '../text.ts';
import { unknownNode } from '../unknown-node.ts';

export interface SpofOptions {
  readonly target?: readonly string[];
}

const maxRows = 20;
const maxPathEdges = 6;

/** Prints the single points of failure for the targets that are named, or for those of the configuration. */
export function spof(session: Session, options: SpofOptions): Outcome {
  const opened = configurationOf(session, false);
  if ('outcome' in opened) {
    return opened.outcome;
  }
  const { model } = opened;
  const unknown = unknownNode(model, options.target ?? []);
  if (unknown !== undefined) {
    return unknown;
  }
  const topology = topologyOf(model);
  const targets = options.target?.toSorted(compareText) ?? targetsOf(model);
  const { spofs } = weakPointsOf(model, topology, targets);
  return answered({ spofs }, (context) => spofText({ model, topology, targets, spofs }, context));
}

interface Found {
  readonly model: Model;
  readonly topology: Topology;
  /** Sorted. */
  readonly targets: readonly string[];
  readonly spofs: readonly Spof[];
}

const columns: readonly Column[] = [
  { heading: 'SYSTEM', drop: 0 },
  { heading: 'REPLICAS', align: 'right', drop: 0 },
  { heading: 'TAKES DOWN', align: 'right', drop: 0 },
  { heading: 'CRITICAL', align: 'right', drop: 2 },
  { heading: 'IMPAIRS', align: 'right', drop: 3 },
  { heading: 'SHARE', align: 'right', drop: 1 },
];

function spofText(found: Found, context: RenderContext): readonly Line[] {
  const { model, targets, spofs } = found;
  if (targets.length === 0) {
    return noTargetLines(context);
  }
  const names = targets.map((id) => words(context, id));
  const start: Line = [{ text: `for ${counted(targets.length, 'target')}: `, paint: 'dim' }];
  const [first] = spofs;
  if (first === undefined) {
    const pass = { text: signsOf(context).pass, paint: 'green' } as const;
    return [[pass, { text: ' no single points of failure' }], ...listed(context, start, names)];
  }
  const rows = spofs.slice(0, maxRows).map((one) => rowOf(found, context, one));
  return [
    ...table(context, { columns, fold: 3 }, rows),
    ...andMore(context, spofs.length - rows.length, 'in -o json'),
    [],
    [{ text: countText(spofs, model.systems.length), paint: 'dim' }],
    ...listed(context, start, names),
    ...nextLines(context, [`tower impact ${first.system}`]),
  ];
}

function countText(spofs: readonly Spof[], systemCount: number): string {
  const once = spofs.filter(({ replicas }) => replicas < 2).length;
  const text = `${spofs.length} of ${counted(systemCount, 'system')}`;
  return once === 0
    ? `${text}, each with two or more replicas`
    : `${text}, ${once} without a second replica`;
}

/** A row with the path over which the failure comes to a target: the most critical one that fails, then the first. */
function rowOf(found: Found, context: RenderContext, one: Spof): Row {
  const { none } = signsOf(context);
  const shareless = (count: number): string => (count === 0 ? none : String(count));
  return {
    cells: [
      { text: words(context, one.system) },
      { text: String(one.replicas), ...(one.replicas < 2 ? { paint: 'yellow' as const } : {}) },
      { text: String(one.blastRadius) },
      { text: shareless(one.criticalTakenDown) },
      { text: shareless(one.impaired) },
      { text: sayShare(one.share) },
    ],
    tail: { text: words(context, sayPath(pathToTarget(found, one.system))), paint: 'dim' },
  };
}

const rank = { critical: 0, high: 1, medium: 2, low: 3 };

function pathToTarget({ model, topology, targets }: Found, system: string): readonly PathEdge[] {
  const spread = spreadFrom(
    topology,
    topology.nodeById.get(system) ?? -1,
    failurePassedOn(topology),
  );
  const rankOf = (id: string): number => rank[model.systemById.get(id)?.criticality ?? 'low'];
  const [target] = targets
    .filter((id) => id !== system && (spread.loss[topology.nodeById.get(id) ?? -1] ?? 0) > 0)
    .toSorted((a, b) => rankOf(a) - rankOf(b) || compareText(a, b));
  return pathBack(topology, spread, topology.nodeById.get(target ?? '') ?? -1, maxPathEdges);
}

/** `web → api → db`; where the middle of a long path is left out, `…` stands for it. */
function sayPath(path: readonly PathEdge[]): string {
  return path.reduce(
    (text, { from, to }, index) =>
      index === 0
        ? `${from} → ${to}`
        : `${text}${from === path[index - 1]?.to ? '' : ' → …'} → ${to}`,
    '',
  );
}
