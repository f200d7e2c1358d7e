import type { Picture } from '../../model/scenario-results.ts';
import { sayDuration } from '../../model/time.ts';
import type { RenderContext } from '../context.ts';
import { type Line, words } from '../look.ts';

const bars = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;
const asciiBars = ['_', '.', ':', '-', '=', '+', '*', '#'] as const;

/** A series as a line of bars, a column a value, with its moments below: `▁▁▂▅█  120 to 450 ms`. */
export function pictureLines(
  context: RenderContext,
  picture: Picture,
  indent: number,
): readonly Line[] {
  const { name, values, marks } = picture;
  const title = `${' '.repeat(indent)}${words(context, name)}  `;
  const offset = title.length;
  return [
    [
      { text: title, paint: 'dim' },
      { text: values.map((value) => barOf(context, picture, value)).join('') },
      { text: `  ${words(context, rangeText(picture))}`, paint: 'dim' },
    ],
    ...marks.map(({ afterMs, text }): Line => {
      const column = Math.min(
        Math.round(afterMs / picture.everyMs),
        Math.max(0, values.length - 1),
      );
      const pointer = context.ascii ? '^' : '▲';
      return [
        { text: ' '.repeat(offset + column) },
        { text: `${pointer} ${words(context, text)}`, paint: 'dim' },
      ];
    }),
  ];
}

/** The higher the bar the larger the number, or the worse the word; a blank where nothing was heard. */
function barOf(
  context: RenderContext,
  { values, words: all }: Picture,
  value: number | null,
): string {
  if (value === null) {
    return ' ';
  }
  const finite = values.filter((one) => one !== null).filter(Number.isFinite);
  const least = all === null ? Math.min(...finite) : 0;
  const most = all === null ? Math.max(...finite) : all.length - 1;
  const share = most > least ? (value - least) / (most - least) : 0;
  const signs = context.ascii ? asciiBars : bars;
  const place = Math.round(Math.min(1, Math.max(0, share)) * (signs.length - 1));
  return signs[place] ?? ' ';
}

function rangeText({ values, unit, words: all, everyMs }: Picture): string {
  const heard = values.filter((one) => one !== null);
  if (heard.length === 0) {
    return 'nothing was heard';
  }
  const [least, most] = [Math.min(...heard), Math.max(...heard)];
  const say = (value: number): string => (all === null ? sayNumber(value) : (all[value] ?? '?'));
  const range = least === most ? say(least) : `${say(least)} to ${say(most)}`;
  const of = unit === null || all !== null ? '' : ` ${unit}`;
  return `${range}${of}, every ${sayDuration(everyMs)}`;
}

/** Steps of a fraction add up to numbers that nobody wrote. */
function sayNumber(value: number): string {
  return String(Number(value.toPrecision(6)));
}
