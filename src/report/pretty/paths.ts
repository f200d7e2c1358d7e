import { compareText } from '../../model/order.ts';
import type { Edge, Report, System } from '../../model/report.generated.ts';
import { isFailing, type Status } from '../../model/words.ts';
import type { RenderContext } from '../context.ts';
import {
  andMore,
  counted,
  hanging,
  type Line,
  signsOf,
  statusPaint,
  widthOf,
  words,
} from '../look.ts';
import { columnsOf, cut } from '../text.ts';

const maxRows = 20;
/** Columns kept free behind a name: its sign, blanks, a kind. */
const edgeColumns = 20;

interface Node {
  readonly id: string;
  /** Kind of the edge to the parent; empty for the root. */
  readonly kind: string;
  readonly children: Map<string, Node>;
}

/** How many systems each root cause hits. */
export function hitsByRoot({ systems }: Pick<Report, 'systems'>): ReadonlyMap<string, number> {
  const hits = new Map<string, number>();
  for (const { via } of systems.filter(isHit)) {
    const root = via.at(-1)?.to ?? '';
    hits.set(root, (hits.get(root) ?? 0) + 1);
  }
  return hits;
}

/** Whether what it depends on made a system worse than it is by itself. A loss that is only noted did not. */
function isHit({ via, status }: System): boolean {
  return via.length > 0 && status !== 'healthy' && status !== 'unknown';
}

/** For each root cause the tree of those it hits, from the paths that set their scores. */
export function pathLines(report: Report, context: RenderContext): readonly (readonly Line[])[] {
  const status = new Map<string, Status>([
    ...report.groups.map((group) => [group.id, group.status] as const),
    ...report.systems.map(
      (system) => [system.id, system.underlying?.status ?? system.status] as const,
    ),
  ]);
  const hit = report.systems.filter(isHit);
  const counts = hitsByRoot(report);
  return [...treesOf(hit.filter(isWhole)).values()]
    .map((root) => ({ root, count: counts.get(root.id) ?? 0 }))
    .toSorted((a, b) => b.count - a.count || compareText(a.root.id, b.root.id))
    .map(({ root, count }) => [
      ...rootLines(context, root, status, `${count} of ${counted(report.overall.total, 'system')}`),
      ...treeLines(context, root, status),
    ]);
}

function rootLines(
  context: RenderContext,
  root: Node,
  status: ReadonlyMap<string, Status>,
  reach: string,
): readonly Line[] {
  const own = status.get(root.id);
  const what = own !== undefined && isFailing(own) ? 'Failure' : 'Trouble';
  return hanging(context, [{ text: `${what} of ${words(context, root.id)} `, paint: 'bold' }], {
    text: `reaches ${reach}`,
  });
}

/** The paths turned round, from the root cause outward, and merged where they begin alike. */
function treesOf(hit: readonly System[]): ReadonlyMap<string, Node> {
  const roots = new Map<string, Node>();
  for (const system of hit) {
    const outward = system.via.toReversed();
    const root = childOf(roots, outward[0]?.to ?? system.id, '');
    let node = root;
    for (const edge of outward) {
      node = childOf(node.children, edge.from, edge.kind);
    }
  }
  return roots;
}

function childOf(nodes: Map<string, Node>, id: string, kind: Edge['kind']): Node {
  const found = nodes.get(id);
  if (found !== undefined) {
    return found;
  }
  const node: Node = { id, kind, children: new Map() };
  nodes.set(id, node);
  return node;
}

/** Whether a path is told from end to end. Of a long one the middle is left out, and nothing hangs together. */
function isWhole({ via }: System): boolean {
  return via.every((edge, index) => index === 0 || edge.from === via[index - 1]?.to);
}

interface Branch {
  readonly node: Node;
  /** What is drawn before the name. */
  readonly lead: string;
  /** What is drawn before the names below it. */
  readonly below: string;
}

function branches(context: RenderContext, root: Node): readonly Branch[] {
  const { bar, elbow, tee } = signsOf(context);
  const drawn: Branch[] = [];
  const open: Branch[] = [{ node: root, lead: '', below: '' }];
  for (let branch = open.pop(); branch !== undefined; branch = open.pop()) {
    drawn.push(branch);
    const children = [...branch.node.children.values()].toSorted((a, b) => compareText(a.id, b.id));
    const { below } = branch;
    open.push(
      ...children
        .map((node, index): Branch => {
          const isLast = index === children.length - 1;
          return {
            node,
            lead: `${below}${isLast ? elbow : tee} `,
            below: `${below}${isLast ? '  ' : `${bar} `} `,
          };
        })
        .reverse(),
    );
  }
  return drawn;
}

function treeLines(
  context: RenderContext,
  root: Node,
  status: ReadonlyMap<string, Status>,
): readonly Line[] {
  const signs = signsOf(context);
  const drawn = branches(context, root);
  const shown = drawn.slice(0, maxRows);
  const rows = shown.map(({ lead, node }) => {
    const of = status.get(node.id) ?? 'unknown';
    const room = widthOf(context) - columnsOf(lead) - edgeColumns;
    const name = cut(words(context, node.id), Math.max(12, room), signs.ellipsis);
    const columns = columnsOf(`${lead}${name} ${signs.status[of]}`);
    return { lead, name, of, columns, kind: words(context, node.kind) };
  });
  const widest = Math.max(...rows.map((row) => row.columns));
  return [
    ...rows.map(
      ({ lead, name, of, columns, kind }): Line => [
        { text: `  ${lead}`, paint: 'dim' },
        { text: `${name} ` },
        { text: signs.status[of], paint: statusPaint[of] },
        { text: ' '.repeat(widest - columns + 3) },
        { text: kind, paint: 'dim' },
      ],
    ),
    ...andMore(context, drawn.length - maxRows),
  ];
}
