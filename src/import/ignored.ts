/** What people say is not to be imported: `# tower: ignore a->b`, `# tower: ignore a`. */
export interface Ignored {
  /** Ids of systems. */
  readonly systems: ReadonlySet<string>;
  /** As `a->b`. */
  readonly calls: ReadonlySet<string>;
}

const comment =
  /#[ \t]*tower:[ \t]*ignore[ \t]+([a-z0-9]+(?:-+[a-z0-9]+)*)(?:[ \t]*->[ \t]*([a-z0-9]+(?:-+[a-z0-9]+)*))?/g;

/** Reads the comments of texts. Nothing else in them counts. */
export function ignoredIn(texts: Iterable<string>): Ignored {
  const systems = new Set<string>();
  const calls = new Set<string>();
  for (const text of texts) {
    for (const [, from = '', to] of text.matchAll(comment)) {
      if (to === undefined) {
        systems.add(from);
      } else {
        calls.add(`${from}->${to}`);
      }
    }
  }
  return { systems, calls };
}
