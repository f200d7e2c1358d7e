import type { Location } from '../../model/location.ts';
import { parseInstant } from '../../model/time.ts';
import type { RenderContext } from '../../report/context.ts';
import {
  columnsOfLine,
  hanging,
  type Line,
  type Piece,
  widthOf,
  words,
} from '../../report/look.ts';
import { columnsOf, padded } from '../../report/text.ts';

/** Something that happened at an instant, or is to happen. */
export interface Happening {
  /** RFC 3339. */
  readonly at: string;
  readonly what: string;
  /** The value, the setting or the choice that made it so. */
  readonly why?: string | undefined;
  readonly place?: Location | undefined;
  /** Whether it is still to come. */
  readonly isNext?: boolean;
}

/** Longer sentences have their reasons below them. */
const columnMax = 46;

/** What happened, oldest first, and then what is to come; each with why and where that is written. Days stand above their times. */
export function timelineLines(
  context: RenderContext,
  happenings: readonly Happening[],
): readonly Line[] {
  const sorted = happenings.toSorted(
    (a, b) => Number(a.isNext === true) - Number(b.isNext === true) || instantOf(a) - instantOf(b),
  );
  const fitting = sorted.map((one) => columnsOf(whatText(context, one)));
  const column = Math.max(0, ...fitting.filter((columns) => columns <= columnMax));
  return sorted.flatMap((happening, index) => {
    const day = dayOf(happening);
    const before = sorted[index - 1];
    const isNew = before === undefined || dayOf(before) !== day;
    return [
      ...(isNew ? [[{ text: `  ${day}`, paint: 'dim' }] as const] : []),
      ...happeningLines(context, happening, column),
    ];
  });
}

function instantOf({ at }: Happening): number {
  return parseInstant(at) ?? 0;
}

function dayOf({ at }: Happening): string {
  return at.slice(0, 10);
}

function whatText(context: RenderContext, { what, isNext }: Happening): string {
  return words(context, isNext === true ? `next: ${what}` : what);
}

function happeningLines(
  context: RenderContext,
  happening: Happening,
  column: number,
): readonly Line[] {
  const { at, why, place, isNext } = happening;
  const time: Piece = { text: `  ${at.slice(11).replace('Z', '')}  `, paint: 'dim' };
  const what: Piece = {
    text: whatText(context, happening),
    ...(isNext === true ? { paint: 'cyan' as const } : {}),
  };
  const source: Piece = {
    text: words(
      context,
      [why ?? '', place === undefined ? '' : `${place.file}:${place.line}`]
        .filter((text) => text !== '')
        .join(', '),
    ),
    paint: 'dim',
  };
  const whole: Line = [
    time,
    { ...what, text: padded(what.text, column) },
    ...(source.text === '' ? [] : [{ text: '  ' }, source]),
  ];
  if (columnsOf(what.text) <= column && columnsOfLine(whole) <= widthOf(context)) {
    return [whole];
  }
  const indent: Piece = { text: ' '.repeat(time.text.length + 2) };
  return [
    ...hanging(context, [time], what),
    ...(source.text === '' ? [] : hanging(context, [indent], source)),
  ];
}
