import { criticalPathOf } from '../../analysis/critical-path.ts';
import { topologyOf } from '../../graph/topology.ts';
import type { SavedState } from '../../model/state.generated.ts';
import { answered } from '../answer.ts';
import { configurationOf } from '../configuration.ts';
import { criticalPathLines } from '../critical-path-text.ts';
import type { Outcome } from '../outcome.ts';
import { type Session, statePath } from '../session.ts';
import { lastReport } from '../state.ts';
import { unknownNode } from '../unknown-node.ts';

export interface CriticalPathOptions {
  readonly by?: 'hops' | 'latency';
  readonly from?: string;
  readonly state?: string;
}

/** Prints the longest chain of dependencies that take each other down. */
export function criticalPath(session: Session, options: CriticalPathOptions): Outcome {
  const { by = 'hops', from } = options;
  const opened = configurationOf(session, false);
  if ('outcome' in opened) {
    return opened.outcome;
  }
  const { model } = opened;
  const unknown = unknownNode(model, [from]);
  if (unknown !== undefined) {
    return unknown;
  }
  const path = by === 'latency' ? statePath(session, options.state) : undefined;
  let saved: SavedState | undefined;
  if (path !== undefined) {
    const last = lastReport(session, model, path);
    if ('outcome' in last) {
      return last.outcome;
    }
    saved = last.saved;
  }
  const found = criticalPathOf(model, topologyOf(model), { by, from, saved });
  return answered({ criticalPath: found }, (context) => criticalPathLines(found, context));
}
