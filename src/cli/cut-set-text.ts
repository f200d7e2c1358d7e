import type { DownStep, TargetCutSets } from '../model/cut-sets.ts';
import { sayCount } from '../model/limits.ts';
import type { RenderContext } from '../report/context.ts';
import { andMore, hanging, type Line, type Piece, signsOf, words } from '../report/look.ts';
import { branchesOf } from './derivation-text.ts';

/** What the text of cut sets needs besides them. */
export interface Explained {
  readonly found: TargetCutSets;
  /** How many sets are shown. */
  readonly shownMax: number;
  /** How a set takes the target down. */
  readonly derivationOf: (set: readonly string[]) => readonly DownStep[];
  /** What a system fails with when a set does, where that is not itself. */
  readonly unitOf: (set: readonly string[], system: string) => string | undefined;
  /** Systems that matter to the target and are in no unit. */
  readonly without: number;
}

const branchesMax = 8;

/** The cut sets of one target for people: how many there are, and the first of each order with the paths they take. */
export function cutSetLines(context: RenderContext, explained: Explained): readonly Line[] {
  const { found, shownMax } = explained;
  const shown = found.sets.slice(0, shownMax);
  const lines: Line[] = [...verdict(context, found), ...caveats(context, explained)];
  for (const [index, count] of found.counts.entries()) {
    const those = shown.filter(({ length }) => length === index + 1);
    if (those.length > 0) {
      const plural = count === 1 ? 'set' : 'sets';
      lines.push(
        [],
        [
          { text: `Order ${index + 1}`, paint: 'bold' },
          { text: `  ${sayNumber(count)} ${plural}`, paint: 'dim' },
        ],
      );
      lines.push(...those.flatMap((set) => setLines(context, explained, set)));
      const more = count - those.length;
      lines.push(...andMore(context, more, 'of this order', sayNumber(more)));
    }
  }
  return lines;
}

function verdict(context: RenderContext, found: TargetCutSets): readonly Line[] {
  const { pass, fail, warn } = signsOf(context);
  const [alone = 0] = found.counts;
  const isNone = found.counts.length === 0;
  const sign: Piece =
    alone > 0
      ? { text: `${fail} `, paint: 'red' }
      : isNone && found.complete
        ? { text: `${pass} `, paint: 'green' }
        : { text: `${warn} `, paint: 'yellow' };
  const start: Line = [sign, { text: words(context, found.target), paint: 'bold' }, { text: '  ' }];
  return hanging(context, start, { text: verdictText(found) });
}

function verdictText({ counts, complete, maxOrder }: TargetCutSets): string {
  const orders = counts.flatMap((count, index) =>
    count === 0 ? [] : [sayOrder(count, index + 1)],
  );
  if (orders.length === 0 && !complete) {
    return 'nothing was found that takes it down';
  }
  if (orders.length === 0) {
    return maxOrder === 1
      ? 'no single failure takes it down'
      : `no set${maxOrder === null ? '' : ` of at most ${maxOrder} failures`} takes it down`;
  }
  const isOne = counts.reduce((sum, count) => sum + count, 0) === 1;
  const list = [orders.slice(0, -1).join(', '), orders.at(-1)].filter((part) => part !== '');
  return `${complete ? '' : 'at least '}${list.join(' and ')} ${isOne ? 'takes' : 'take'} it down`;
}

/** Numbers that are rounded in any case are said with two digits. */
function sayNumber(count: number): string {
  return count > Number.MAX_SAFE_INTEGER
    ? `about ${count.toExponential(1).replace('+', '')}`
    : sayCount(count);
}

/** `1 single failure`, `12 pairs`, `3 sets of 4`. */
function sayOrder(count: number, order: number): string {
  const number = sayNumber(count);
  switch (order) {
    case 1:
      return `${number} single ${count === 1 ? 'failure' : 'failures'}`;
    case 2:
      return count === 1 ? '1 pair' : `${number} pairs`;
    default:
      return `${number} ${count === 1 ? 'set' : 'sets'} of ${order}`;
  }
}

/** What the answer leaves open. */
function caveats(context: RenderContext, { found, without }: Explained): readonly Line[] {
  const { complete, completeTo, units } = found;
  const open = complete
    ? []
    : [
        completeTo === 0
          ? 'not complete: it was not looked at yet'
          : `not complete: beyond order ${completeTo} there may be more, which were not found`,
      ];
  const none =
    without === 0
      ? []
      : [
          `${sayCount(without)} of the systems that it needs ${without === 1 ? 'has' : 'have'} no ${units.join(' or ')}, and never ${without === 1 ? 'fails' : 'fail'} here`,
        ];
  return [
    ...open.flatMap((text) => hanging(context, [{ text: '  ' }], { text, paint: 'yellow' })),
    ...none.flatMap((text) => hanging(context, [{ text: '  ' }], { text, paint: 'dim' })),
  ];
}

/** A set, and below it how it takes the target down. */
function setLines(
  context: RenderContext,
  { derivationOf, unitOf }: Explained,
  set: readonly string[],
): readonly Line[] {
  const branches = branchesOf(derivationOf(set), (system) => unitOf(set, system));
  const names = set.map((id) => words(context, id)).join(' + ');
  const shown = branches.slice(0, branchesMax);
  return [
    ...hanging(context, [{ text: '  ' }], { text: names }),
    ...shown.flatMap(({ depth, text }) =>
      hanging(context, [{ text: ' '.repeat(4 + 2 * Math.min(depth, 5)) }], {
        text: words(context, text),
        paint: 'dim',
      }),
    ),
    ...andMore(context, branches.length - shown.length, 'paths').map(
      (line): Line => [{ text: '    ' }, ...line],
    ),
  ];
}
