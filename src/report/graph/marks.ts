import type { GraphNode, NodeChange, NodeFailure } from '../../model/graph-view.ts';
import type { Status } from '../../model/words.ts';
import type { RenderContext } from '../context.ts';
import { type Paint, type Piece, signsOf, statusPaint, statusSigns } from '../look.ts';
import { type HealthById, statusOf } from './health.ts';

/** What a node is colored by: its health, what a failure does to it, or what became of it. */
export type Tone = Status | NodeFailure | NodeChange;

/** What is said of a mark, and how it is drawn: sign, word and color, so that no color stands alone. */
interface Mark {
  readonly word: string;
  /** Of several: `2 of 6 fail`. */
  readonly several: string;
  readonly sign: string;
  readonly asciiSign: string;
  readonly paint: Paint;
}

const marks: Readonly<Record<NodeFailure | NodeChange, Mark>> = {
  failed: {
    word: 'fails first',
    several: 'fail first',
    sign: '✖',
    asciiSign: '[XX]',
    paint: 'red',
  },
  fails: { word: 'fails', several: 'fail', sign: '✖', asciiSign: '[XX]', paint: 'red' },
  impaired: {
    word: 'impaired',
    several: 'impaired',
    sign: '▲',
    asciiSign: '[!!]',
    paint: 'yellow',
  },
  added: { word: 'added', several: 'added', sign: '+', asciiSign: '+', paint: 'green' },
  removed: { word: 'removed', several: 'removed', sign: '−', asciiSign: '-', paint: 'red' },
  changed: { word: 'changed', several: 'changed', sign: '~', asciiSign: '~', paint: 'yellow' },
  affected: { word: 'affected', several: 'affected', sign: '↑', asciiSign: '^', paint: 'cyan' },
};

function marksOf({ failure, change }: GraphNode): readonly Mark[] {
  return [failure, change].flatMap((mark) => (mark === undefined ? [] : [marks[mark]]));
}

/** The signs behind the name of a node, each with a blank before it. */
export function signPieces(
  node: GraphNode | undefined,
  health: HealthById,
  context: RenderContext,
): readonly Piece[] {
  if (node === undefined) {
    return [];
  }
  const status = statusOf(node, health);
  return [
    ...(status === undefined
      ? []
      : [{ text: ` ${signsOf(context).status[status]}`, paint: statusPaint[status] }]),
    ...marksOf(node).map(({ sign, asciiSign, paint }) => ({
      text: ` ${context.ascii ? asciiSign : sign}`,
      paint,
    })),
  ];
}

/** What is said of a node beside its name: what happens to it, and what it is. Health is not among it. */
export function notesOf(node: GraphNode, health: HealthById): readonly string[] {
  const up = health.up.get(node.id);
  const words = wordsOf(node);
  // How many systems there are is said once.
  const isCounted = (word: string): boolean => / of \d/.test(word);
  return [
    ...words,
    ...(node.takesDown === undefined ? [] : weaknessOf(node.takesDown)),
    ...(node.note === undefined || words.some(isCounted) ? [] : [node.note]),
    ...(node.inside === undefined || node.inside === 0 ? [] : [`${node.inside} inside`]),
    ...(up === undefined ? [] : [`${up} up`]),
  ];
}

/** What its marks say; of a merged node, of how many of its systems that is true where it is not of all. */
function wordsOf({ failure, failureIn, change, changeIn, systems }: GraphNode): readonly string[] {
  const say = (mark: NodeFailure | NodeChange, count = 0): string => {
    const { word, several } = marks[mark];
    return systems === undefined || count === 0 || count === systems
      ? word
      : `${count} of ${systems} ${count === 1 ? word : several}`;
  };
  return [
    ...(failure === undefined ? [] : [say(failure, failureIn)]),
    ...(change === undefined ? [] : [say(change, changeIn)]),
  ];
}

function weaknessOf(takesDown: number): readonly string[] {
  const others = takesDown === 1 ? '1 other' : `${takesDown} others`;
  return ['single point of failure', ...(takesDown === 0 ? [] : [`takes ${others} down`])];
}

/** The lines of a node in a drawing. */
export function linesOf(node: GraphNode, health: HealthById): readonly string[] {
  const status = statusOf(node, health);
  return [node.id, ...notesOf(node, health), ...(status === undefined ? [] : [status])];
}

/** The sign of a tone in a drawing. */
export function signOf(tone: Tone): string {
  return isMark(tone) ? marks[tone].sign : statusSigns[tone];
}

function isMark(tone: Tone): tone is NodeFailure | NodeChange {
  return Object.hasOwn(marks, tone);
}

/** What a node is colored by; undefined where nothing is known of it. A failure that is asked for counts before a change, and that before health. */
export function toneOf(node: GraphNode, health: HealthById): Tone | undefined {
  return node.failure ?? node.change ?? statusOf(node, health);
}
