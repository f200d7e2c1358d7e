import type { RenderResult } from '@viz-js/viz';
import type { EdgeLine, Layout, Point } from '../model/layout.ts';
import type { Attempt } from '../ports.ts';

/**
 * Lays a graph out by Graphviz, which runs as WebAssembly. The nodes are `n0`, `n1` …, and edges have an `id` of `e0`, `e1` …; what
 * they are called never gets here. The library is loaded at the first call: it is large, and only drawings need it.
 */
export async function layoutOf(dot: string): Promise<Attempt<Layout>> {
  const { instance } = await import('@viz-js/viz');
  const graphviz = await instance();
  const { status, output, errors } = rendered(() => graphviz.render(dot, { format: 'json0' }));
  return status === 'success'
    ? { value: layoutIn(JSON.parse(output) as Drawn) }
    : { failure: errors[0]?.message ?? 'Graphviz gives no reason' };
}

/** A graph that needs more memory or a deeper stack than there is ends WebAssembly with an error. */
function rendered(render: () => RenderResult): RenderResult {
  try {
    return render();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { status: 'failure', output: undefined, errors: [{ level: 'error', message }] };
  }
}

/** As much of what Graphviz says as is used. Points count from the lower left corner. */
interface Drawn {
  readonly bb: string;
  readonly objects?: readonly { readonly name: string; readonly pos: string }[];
  readonly edges?: readonly { readonly id: string; readonly pos: string; readonly lp?: string }[];
}

function layoutIn({ bb, objects = [], edges = [] }: Drawn): Layout {
  const [, , width = 0, height = 0] = bb.split(',').map(Number);
  const pointOf = (text: string): Point => {
    const [x = 0, y = 0] = text.split(',').map(Number);
    return { x, y: height - y };
  };
  const lineOf = ({ pos, lp }: { readonly pos: string; readonly lp?: string }): EdgeLine => {
    const parts = pos.split(' ');
    const tip = parts.find((part) => part.startsWith('e,'));
    return {
      points: parts.filter((part) => /^[-0-9]/.test(part)).map(pointOf),
      tip: tip === undefined ? undefined : pointOf(tip.slice(2)),
      text: lp === undefined ? undefined : pointOf(lp),
    };
  };
  return {
    width,
    height,
    nodes: inOrder(objects, ({ name }) => name).map(({ pos }) => pointOf(pos)),
    edges: inOrder(edges, ({ id }) => id).map(lineOf),
  };
}

/** By the number in their names. */
function inOrder<T>(items: readonly T[], nameOf: (item: T) => string): readonly T[] {
  const numberOf = (item: T): number => Number(nameOf(item).slice(1));
  return items.toSorted((a, b) => numberOf(a) - numberOf(b));
}
