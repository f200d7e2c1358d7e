import { changesBetween } from '../../analysis/changes.ts';
import { affectedBy, modelOfBoth, withChanges } from '../../analysis/graph-changes.ts';
import { labelBy } from '../../analysis/shared-value.ts';
import { withWeakPoints } from '../../analysis/weak-marks.ts';
import { type Collapsing, collapsed } from '../../graph/collapse.ts';
import { withFailures } from '../../graph/failure-marks.ts';
import { topologyOf } from '../../graph/topology.ts';
import { graphView, type ViewOptions } from '../../graph/view.ts';
import type { GraphView } from '../../model/graph-view.ts';
import type { Model, System } from '../../model/model.ts';
import { didYouMean } from '../../model/nearest.ts';
import { type GraphFormat, renderGraph } from '../../report/graph/render-graph.ts';
import { configurationOf } from '../configuration.ts';
import { failingSystems } from '../failing-systems.ts';
import { drawingOf } from '../graph-drawing.ts';
import { modelAt } from '../model-at.ts';
import { failed, type Outcome } from '../outcome.ts';
import { placeOf } from '../project.ts';
import { type Session, statePath } from '../session.ts';
import { lastReport } from '../state.ts';
import { notANode } from '../unknown-node.ts';

export interface GraphOptions {
  readonly focus?: string;
  readonly depth?: number;
  readonly reaches?: string;
  readonly affected?: string;
  readonly collapse?: string;
  readonly fail?: readonly string[];
  readonly format?: string;
  readonly state?: string;
}

/** `maxEdges` of Mermaid as it comes; beyond it there is no picture, and pages such as GitHub's cannot change it. */
const mermaidEdges = 500;

/** Prints the topology or a part of it, with health where a state file was named. */
export async function graph(session: Session, options: GraphOptions): Promise<Outcome> {
  const { focus, depth, reaches } = options;
  if (depth !== undefined && focus === undefined && reaches === undefined) {
    return failed(3, '`--depth` counts from somewhere', 'name the place with `--focus ID`');
  }
  const opened = configurationOf(session, false);
  if ('outcome' in opened) {
    return opened.outcome;
  }
  const { model } = opened;
  const seen = viewOf(session, model, options);
  if ('outcome' in seen) {
    return seen.outcome;
  }
  const { view } = seen;
  const path = statePath(session, options.state);
  const last = path === undefined ? undefined : lastReport(session, model, path);
  if (last !== undefined && 'outcome' in last) {
    return last.outcome;
  }
  const drawing = session.formats.includes('svg') ? await drawingOf(view, last?.report) : undefined;
  if (drawing !== undefined && 'outcome' in drawing) {
    return drawing.outcome;
  }
  const isTooMuch = session.formats.includes('mermaid') && view.edges.length > mermaidEdges;
  return {
    exitCode: 0,
    notes: isTooMuch
      ? [
          `note: where nobody allows more, Mermaid draws ${mermaidEdges} edges: \`--focus\` shows a part`,
        ]
      : [],
    render: (format, canvas) =>
      format === 'svg'
        ? (drawing?.svg ?? '')
        : renderGraph(format as GraphFormat, view, { ...canvas, sources: new Map() }, last?.report),
  };
}

type Drawn = Pick<Model, 'systems' | 'groups'>;
type Seen = { readonly view: GraphView; readonly drawn: Drawn } | { readonly outcome: Outcome };

/** What is shown: a part of the graph, with what changed and what fails in it, and merged at last. */
function viewOf(session: Session, model: Model, options: GraphOptions): Seen {
  const { focus, depth, reaches, affected, collapse, fail = [] } = options;
  const failing = failingSystems(model, fail);
  if ('outcome' in failing) {
    return failing;
  }
  const found = partOf(session, model, affected, {
    ...(focus === undefined ? {} : { focus }),
    ...(depth === undefined ? {} : { depth }),
    ...(reaches === undefined ? {} : { reaches }),
  });
  if ('outcome' in found) {
    return found;
  }
  const topology = topologyOf(model);
  const weak = withWeakPoints(found.view, model, topology);
  const view = fail.length === 0 ? weak : withFailures(weak, topology, failing.systems, fail);
  const merging = collapse === undefined ? undefined : collapsingOf(found.drawn, collapse);
  if (merging !== undefined && 'outcome' in merging) {
    return merging;
  }
  return { ...found, view: merging === undefined ? view : collapsed(view, merging.collapsing) };
}

/** The part of the graph that is asked for; of what is affected by changes, what is gone is a part, too. */
function partOf(
  session: Session,
  model: Model,
  revision: string | undefined,
  options: ViewOptions,
): Seen {
  if (revision === undefined) {
    return unknownId(model, options) ?? { view: graphView(model, options), drawn: model };
  }
  const place = placeOf(session);
  const earlier = 'outcome' in place ? place : modelAt(session, place, revision);
  if ('outcome' in earlier) {
    return earlier;
  }
  const both = modelOfBoth(earlier.model, model);
  const changes = changesBetween(earlier.model, model);
  const affected = affectedBy(both, changes);
  const view = graphView(both, { ...options, only: affected.shown });
  return (
    unknownId(both, options) ?? {
      view: { ...withChanges(view, changes, affected), since: revision },
      drawn: both,
    }
  );
}

function unknownId(
  { systems, groups }: Pick<Model, 'systems' | 'groups'>,
  { focus, reaches }: ViewOptions,
): { readonly outcome: Outcome } | undefined {
  const known = new Set([...systems, ...groups].map(({ id }) => id));
  const unknown = [focus, reaches].find((id) => id !== undefined && !known.has(id));
  return unknown === undefined ? undefined : { outcome: notANode(unknown, known) };
}

const collapsible = ['owner', 'region', 'zone', 'type'] as const;

function collapsingOf(
  { systems, groups }: Drawn,
  by: string,
): { readonly collapsing: Collapsing } | { readonly outcome: Outcome } {
  const field = collapsible.find((known) => known === by);
  if (field === undefined && !by.startsWith('label:')) {
    const help = didYouMean(by, [...collapsible, 'label:KEY']);
    return { outcome: failed(3, `systems cannot be merged by \`${by}\``, help) };
  }
  const shared =
    field === undefined
      ? labelBy(systems, by.slice('label:'.length))
      : (system: System): string | undefined => system[field];
  if (typeof shared !== 'function') {
    return { outcome: failed(3, shared.message, shared.help) };
  }
  const values = new Map(systems.map((system) => [system.id, shared(system)]));
  const members = new Map(groups.map((group) => [group.id, group.members]));
  return {
    collapsing: {
      by,
      sharedBy: (id) => values.get(id),
      membersOf: (id) => members.get(id) ?? [],
    },
  };
}
