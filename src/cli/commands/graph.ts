import { graphView } from '../../graph/view.ts';
import { didYouMean } from '../../model/nearest.ts';
import { type GraphFormat, renderGraph } from '../../report/graph/render-graph.ts';
import { configurationOf } from '../configuration.ts';
import { failed, type Outcome } from '../outcome.ts';
import { type Session, statePath } from '../session.ts';
import { lastReport } from '../state.ts';

export interface GraphOptions {
  readonly focus?: string;
  readonly depth?: number;
  readonly reaches?: string;
  readonly format?: string;
  readonly state?: string;
}

/** Prints the topology or a part of it, with health where a state file was named. */
export function graph(session: Session, options: GraphOptions): Outcome {
  const { focus, depth, reaches } = options;
  if (depth !== undefined && focus === undefined && reaches === undefined) {
    return failed(3, '`--depth` counts from somewhere', 'name the place with `--focus ID`');
  }
  const opened = configurationOf(session, false);
  if ('outcome' in opened) {
    return opened.outcome;
  }
  const { model } = opened;
  const known = [...model.systemById.keys(), ...model.groupById.keys()];
  for (const id of [focus, reaches]) {
    if (id !== undefined && !known.includes(id)) {
      return failed(3, `\`${id}\` is not a system or a group`, didYouMean(id, known));
    }
  }
  const path = statePath(session, options.state);
  const last = path === undefined ? undefined : lastReport(session, model, path);
  if (last !== undefined && 'outcome' in last) {
    return last.outcome;
  }
  return {
    exitCode: 0,
    render: (format, canvas) =>
      renderGraph(
        format as GraphFormat,
        graphView(model, {
          ...(focus === undefined ? {} : { focus }),
          ...(depth === undefined ? {} : { depth }),
          ...(reaches === undefined ? {} : { reaches }),
        }),
        { ...canvas, sources: new Map() },
        last?.report,
      ),
  };
}
