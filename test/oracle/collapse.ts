import type { GraphView } from '../../src/model/graph-view.ts';

/** A merged edge as its definition says: how many there are, and the worst of them. */
export interface OracleEdge {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  readonly propagates: boolean;
  readonly impact: number;
}

/** All pairs of names are tried; of each the edges between whoever goes by the one and whoever goes by the other are counted. */
export function collapsedByDefinition(
  { nodes, edges }: GraphView,
  nameOf: (id: string) => string,
): { readonly names: readonly string[]; readonly edges: readonly OracleEdge[] } {
  const names = [...new Set(nodes.map(({ id }) => nameOf(id)))].sort();
  const pairs = names.flatMap((from) => names.map((to) => ({ from, to })));
  return {
    names,
    edges: pairs.flatMap(({ from, to }) => {
      const those = edges.filter((edge) => nameOf(edge.from) === from && nameOf(edge.to) === to);
      return from === to || those.length === 0
        ? []
        : [
            {
              from,
              to,
              count: those.length,
              propagates: those.some(({ propagates }) => propagates),
              impact: Math.max(
                ...those
                  .filter((edge) => edge.propagates || !those.some(({ propagates }) => propagates))
                  .map(({ impact }) => impact),
              ),
            },
          ];
    }),
  };
}
