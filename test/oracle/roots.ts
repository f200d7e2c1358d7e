/** A small graph as a test writes it: which edges take down, and how each system stands. */
export interface Scene {
  /** From the depending side to the other; of a group to its members as well. */
  readonly edges: readonly (readonly [number, number])[];
  readonly isGroup: (node: number) => boolean;
  /** Whether a node is down, by itself or by what it depends on. */
  readonly isDown: (node: number) => boolean;
  readonly onset: (system: number) => number;
  readonly isAlerting: (system: number) => boolean;
  readonly isFailing: (system: number) => boolean;
  readonly windowMs: number;
}

/**
 * What a system follows from, by the definition: the failing systems above it with nothing but down nodes between are its causes, if
 * they began no later than the window allows or, where each is above the other, first; the root is the earliest of their roots.
 */
export function rootByDefinition(scene: Scene, system: number): number {
  const above = causesOf(scene, system).filter((cause) => {
    const isMutual = scene.isFailing(system) && reaches(scene, cause, system);
    return isMutual
      ? isEarlier(scene, cause, system)
      : scene.onset(system) + scene.windowMs >= scene.onset(cause);
  });
  const roots = above.map((cause) => rootByDefinition(scene, cause));
  return roots.reduce(
    (best, root) => (isEarlier(scene, root, best) ? root : best),
    roots[0] ?? system,
  );
}

function isEarlier({ onset }: Scene, a: number, b: number): boolean {
  return onset(a) < onset(b) || (onset(a) === onset(b) && a < b);
}

/** All simple paths upwards, each to the first failing system on it. */
function causesOf(scene: Scene, system: number): readonly number[] {
  const found = new Set<number>();
  const walk = (node: number, path: readonly number[]): void => {
    for (const [from, to] of scene.edges) {
      if (from !== node || path.includes(to)) {
        continue;
      }
      if (!scene.isGroup(to) && scene.isAlerting(to) && scene.isFailing(to)) {
        found.add(to);
      } else if (scene.isDown(to)) {
        walk(to, [...path, to]);
      }
    }
  };
  walk(system, [system]);
  return [...found];
}

/** Whether a way of edges leads from a node to another, whatever the nodes between are. */
function reaches({ edges }: Scene, from: number, to: number): boolean {
  const seen = new Set([from]);
  for (const node of seen) {
    for (const [a, b] of edges) {
      if (a === node) {
        seen.add(b);
      }
    }
  }
  return seen.has(to);
}
