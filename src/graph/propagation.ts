import type { Status } from '../model/words.ts';
import { byBadness } from '../model/words.ts';
import {
  type EffectiveGroup,
  type Effective as Old,
  type OwnHealth,
  propagate,
} from './propagate.ts';
import type { Topology } from './topology.ts';

export type { EffectiveGroup };
export interface ShownTarget {
  readonly to: string;
  readonly kind: string;
  readonly status: Status;
  readonly score: number | null;
}
export interface Effective extends Omit<Old, 'cause' | 'impaired'> {
  readonly cause: ShownTarget | undefined;
  readonly impaired: readonly ShownTarget[];
}
export interface Propagation {
  topology: Topology;
  own: OwnHealth[];
  result: ReturnType<typeof propagate>;
}
export interface OwnChanges {
  count: number;
  readonly nodes: Int32Array;
  readonly level: Uint8Array;
  readonly score: Int32Array;
  readonly masked: Uint8Array;
}
export function startPropagation(topology: Topology): Propagation {
  const own = topology.systems.map(
    (): OwnHealth => ({ status: 'healthy', score: 10000, masked: false }),
  );
  return { topology, own, result: propagate(topology, own) };
}
export function repropagate(p: Propagation, c: OwnChanges): Int32Array {
  if (c.count === 0) return new Int32Array(0);
  for (let i = 0; i < c.count; i += 1)
    p.own[c.nodes[i] ?? 0] = {
      status: byBadness[c.level[i] ?? 0] ?? 'unknown',
      score: c.score[i] ?? 0,
      masked: c.masked[i] === 1,
    };
  p.result = propagate(p.topology, p.own);
  return Int32Array.from(p.topology.ids, (_, i) => i);
}
function shown(p: Propagation, to: string): { status: Status; score: number | null } {
  const node = p.topology.nodeById.get(to) ?? -1;
  const t = p.result.systems[node] ?? p.result.groups[node - p.result.systems.length];
  return {
    status: p.own[node]?.masked ? 'maintenance' : (t?.status ?? 'unknown'),
    score: t?.score ?? null,
  };
}
export function effectiveAt(p: Propagation, node: number): Effective {
  const e = p.result.systems[node];
  if (e === undefined) throw new RangeError('node');
  return {
    status: e.status,
    score: e.score,
    get via() {
      return e.via;
    },
    unknownTargets: e.unknownTargets,
    cause:
      e.cause === undefined
        ? undefined
        : { to: e.cause.to, kind: e.cause.kind, ...shown(p, e.cause.to) },
    impaired: e.impaired.map((i) => ({ ...i, ...shown(p, i.to) })),
  };
}
export function groupAt(p: Propagation, group: number): EffectiveGroup {
  const g = p.result.groups[group];
  if (g === undefined) throw new RangeError('group');
  return g;
}
