// Views as text, for goldens: `web -hard-> api`, `bus: 2 of a b c`, `lone`; a note stands behind `#`.
import type { GraphEdge, GraphView } from '../../../src/model/graph-view.ts';
import { compareText } from '../../../src/model/order.ts';
import type { RenderContext } from '../../../src/report/context.ts';

const impacts: ReadonlyMap<string, number> = new Map([
  ['auth', 1],
  ['data', 0.8],
  ['hard', 1],
  ['optional', 0.1],
  ['soft', 0.5],
]);

export function viewOf(drawing: string, rest: Partial<GraphView> = {}): GraphView {
  const lines = drawing
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const edges = lines.flatMap((line) => [...dependencyIn(line), ...membersIn(line)]);
  const groups = new Map(
    edges.filter(({ kind }) => kind === 'member').map(({ from }) => [from, noteOf(from, lines)]),
  );
  const named = lines.filter((line) => dependencyIn(line).length + membersIn(line).length === 0);
  const ids = new Set([...named, ...edges.flatMap(({ from, to }) => [from, to])]);
  return {
    nodes: [...ids].sort(compareText).map((id) => {
      const note = groups.get(id);
      return note === undefined ? { id, kind: 'system' } : { id, kind: 'group', note };
    }),
    edges: edges.sort((a, b) => compareText(a.from, b.from) || compareText(a.to, b.to)),
    omitted: 0,
    ...rest,
  };
}

function dependencyIn(line: string): GraphEdge[] {
  const [, from, kind = '', to = '', note] = /^(.+?) -(\S+)-> (.+?)(?: # (.+))?$/.exec(line) ?? [];
  if (from === undefined) {
    return [];
  }
  const propagates = kind === 'hard' || kind === 'auth';
  const impact = impacts.get(kind) ?? 0.8;
  return [{ from, to, kind, impact, propagates, ...(note === undefined ? {} : { note }) }];
}

function membersIn(line: string): GraphEdge[] {
  const [, from = '', members] = /^(\S+): \d+ of (.+)$/.exec(line) ?? [];
  return (members?.split(' ') ?? []).map((to) => ({
    from,
    to,
    kind: 'member',
    impact: 1,
    propagates: false,
  }));
}

function noteOf(group: string, lines: readonly string[]): string {
  const line = lines.find((candidate) => candidate.startsWith(`${group}: `)) ?? '';
  const need = /: (\d+) of/.exec(line)?.[1];
  return `${need} of ${membersIn(line).length} needed`;
}

export const plainContext: RenderContext = {
  version: '1.0.0',
  color: false,
  width: 100,
  ascii: false,
  sources: new Map(),
};
