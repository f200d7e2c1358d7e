import type { Tone } from './marks.ts';

/** Fill and border of a node in a drawing, light enough for black text. */
export const toneColors: Readonly<
  Record<Tone, { readonly fill: string; readonly border: string }>
> = {
  healthy: { fill: '#d9f2e0', border: '#2e7d4f' },
  degraded: { fill: '#fdf0c4', border: '#9a6700' },
  unhealthy: { fill: '#fbd9d7', border: '#b3261e' },
  offline: { fill: '#f2b8b5', border: '#7f1d1d' },
  maintenance: { fill: '#d7e7fb', border: '#1f5fa8' },
  unknown: { fill: '#ececec', border: '#6b6b6b' },
  failed: { fill: '#f2b8b5', border: '#7f1d1d' },
  fails: { fill: '#fbd9d7', border: '#b3261e' },
  impaired: { fill: '#fdf0c4', border: '#9a6700' },
  added: { fill: '#d9f2e0', border: '#2e7d4f' },
  removed: { fill: '#ececec', border: '#6b6b6b' },
  changed: { fill: '#fdf0c4', border: '#9a6700' },
  affected: { fill: '#d7e7fb', border: '#1f5fa8' },
};

/** All tones, in the order in which drawings list them. */
export const tones: readonly Tone[] = [
  'healthy',
  'degraded',
  'unhealthy',
  'offline',
  'maintenance',
  'unknown',
  'failed',
  'fails',
  'impaired',
  'added',
  'removed',
  'changed',
  'affected',
];

/** Of an edge over which a failure comes, or that became something else. */
export const edgeColors = {
  carries: '#b3261e',
  added: '#2e7d4f',
  removed: '#6b6b6b',
  changed: '#9a6700',
} as const;
