/** Where the parts of a drawing stand, in points from its upper left corner. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  /** The middle of each node, in the order in which they were given. */
  readonly nodes: readonly Point[];
  /** In the order in which they were given. */
  readonly edges: readonly EdgeLine[];
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A line of cubic Bézier curves: a first point, and three more for each curve. */
export interface EdgeLine {
  readonly points: readonly Point[];
  /** Where the head of the arrow ends; undefined without one. */
  readonly tip: Point | undefined;
  /** The middle of its text; undefined without one. */
  readonly text: Point | undefined;
}
