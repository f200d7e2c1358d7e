import type { Status } from '../../model/words.ts';

/** Fill and border of a node in a drawing, light enough for black text. */
export const statusColors: Readonly<
  Record<Status, { readonly fill: string; readonly border: string }>
> = {
  healthy: { fill: '#d9f2e0', border: '#2e7d4f' },
  degraded: { fill: '#fdf0c4', border: '#9a6700' },
  unhealthy: { fill: '#fbd9d7', border: '#b3261e' },
  offline: { fill: '#f2b8b5', border: '#7f1d1d' },
  maintenance: { fill: '#d7e7fb', border: '#1f5fa8' },
  unknown: { fill: '#ececec', border: '#6b6b6b' },
};
