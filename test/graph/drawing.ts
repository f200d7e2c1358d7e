// Small graphs as text, for tables:
//   web -hard-> api       a dependency of a kind
//   bus: 2 of a b c       a group
//   lone                  a system without dependencies
// Whatever is named and is not a group is a system. Systems and groups come out sorted by id.
import type { OwnHealth } from '../../src/graph/propagate.ts';
import type { TopologySource } from '../../src/graph/topology.ts';
import type { DependencyKind } from '../../src/model/model.ts';
import { compareText } from '../../src/model/order.ts';

export const kinds: ReadonlyMap<string, DependencyKind> = new Map(
  [
    { id: 'auth', impact: 100, propagates: true },
    { id: 'data', impact: 80, propagates: false },
    { id: 'hard', impact: 100, propagates: true },
    { id: 'mirror', impact: 50, propagates: true },
    { id: 'optional', impact: 10, propagates: false },
    { id: 'silent', impact: 0, propagates: false },
    { id: 'soft', impact: 50, propagates: false },
  ].map((kind) => [kind.id, kind]),
);

export function drawn(drawing: string): TopologySource {
  const lines = drawing
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const groups = lines.flatMap((line) => {
    const [, id, need, members] = /^(\S+): (\d+) of (.+)$/.exec(line) ?? [];
    return id === undefined
      ? []
      : [{ id, need: Number(need), members: (members ?? '').split(' ').sort(compareText) }];
  });
  const edges = lines.flatMap((line) => {
    const [, from, kind, to] = /^(\S+) -(\w+)-> (\S+)$/.exec(line) ?? [];
    return from === undefined ? [] : [{ from, kind: kind ?? '', to: to ?? '' }];
  });
  const groupIds = new Set(groups.map(({ id }) => id));
  const named = [
    ...lines.filter((line) => /^\S+$/.test(line)),
    ...edges.flatMap(({ from, to }) => [from, to]),
    ...groups.flatMap(({ members }) => members),
  ];
  const ids = [...new Set(named)].filter((id) => !groupIds.has(id)).sort(compareText);
  return {
    systems: ids.map((id) => ({
      id,
      dependsOn: edges
        .filter(({ from }) => from === id)
        .map(({ to, kind }) => ({ to, kind }))
        .sort((a, b) => compareText(a.to, b.to)),
    })),
    groups: groups.sort((a, b) => compareText(a.id, b.id)),
    catalog: { kinds },
  };
}

const scores = { healthy: 10_000, degraded: 6_000, unhealthy: 2_000, offline: 0, unknown: 0 };

/** Healths of systems as text, `db offline, cache degraded in maintenance`; what is not named is healthy. */
export function ownHealth(source: TopologySource, text: string): readonly OwnHealth[] {
  const said = new Map(
    text
      .split(', ')
      .filter((part) => part !== '')
      .map((part) => {
        const [id = '', status = '', ...rest] = part.split(' ');
        return [id, { status: status as keyof typeof scores, masked: rest.length > 0 }];
      }),
  );
  return source.systems.map(({ id }) => {
    const { status, masked } = said.get(id) ?? { status: 'healthy', masked: false };
    return { status, score: scores[status], masked };
  });
}
