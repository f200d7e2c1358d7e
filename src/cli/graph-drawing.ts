import type { GraphView } from '../model/graph-view.ts';
import type { GraphHealth } from '../report/graph/health.ts';
import { failed, type Outcome } from './outcome.ts';

export async function drawingOf(
  _view: GraphView,
  _health: GraphHealth | undefined,
): Promise<{ readonly svg: string } | { readonly outcome: Outcome }> {
  await Promise.resolve();
  return { outcome: failed(3, 'soon') };
}
