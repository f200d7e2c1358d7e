/** An edge between nodes by number. */
export interface OracleEdge {
  readonly from: number;
  readonly to: number;
  readonly cost: number;
}

/** The least that the edges cost without which there is no cycle: every set of edges is tried. Only for a dozen edges. */
export function leastFeedbackCost(nodeCount: number, edges: readonly OracleEdge[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (let cut = 0; cut < 2 ** edges.length; cut += 1) {
    const kept = edges.filter((_, index) => (cut & (1 << index)) === 0);
    const cost = edges.reduce(
      (sum, edge, index) => sum + ((cut & (1 << index)) === 0 ? 0 : edge.cost),
      0,
    );
    if (cost < least && !hasCycle(nodeCount, kept)) {
      least = cost;
    }
  }
  return least;
}

/** Whether edges run in a circle: what can be reached is written down until it no longer grows. */
export function hasCycle(nodeCount: number, edges: readonly Omit<OracleEdge, 'cost'>[]): boolean {
  const reaches = Array.from({ length: nodeCount }, () => new Set<number>());
  for (const { from, to } of edges) {
    reaches[from]?.add(to);
  }
  for (let grows = true; grows; ) {
    grows = false;
    for (const own of reaches) {
      for (const far of [...own].flatMap((next) => [...(reaches[next] ?? [])])) {
        grows ||= !own.has(far);
        own.add(far);
      }
    }
  }
  return reaches.some((own, node) => own.has(node));
}
