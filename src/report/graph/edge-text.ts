import type { GraphEdge } from '../../model/graph-view.ts';
import { edgeColors } from './colors.ts';
import type { Stroke } from './stroke.ts';

/** What stands at an edge in a drawing: its kind, how many there are, what became of it. Membership speaks for itself. */
export function edgeText({ kind, count, change }: GraphEdge, stroke: Stroke): string {
  return [
    ...(stroke === 'member' ? [] : [kind]),
    ...(count === undefined || count === 1 ? [] : [`\u00d7${count}`]),
    ...(change === undefined ? [] : [change]),
  ].join(' ');
}

/** The color of an edge that is highlighted. */
export function edgeColor({ carries, change }: GraphEdge): string | undefined {
  if (carries === true) {
    return edgeColors.carries;
  }
  return change === undefined ? undefined : edgeColors[change];
}
