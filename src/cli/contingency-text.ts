import type { Contingency, ContingencyRow } from '../model/contingency.ts';
import type { RenderContext } from '../report/context.ts';
import { andMore, counted, hanging, type Line, signsOf, words } from '../report/look.ts';
import { sayShare } from '../report/pretty/values.ts';
import { type Column, type Row, table } from '../report/table.ts';
import { asArgument } from '../report/text.ts';
import { nextLines } from './text.ts';

const maxRows = 20;
const namesShown = 3;

const numbers: readonly Column[] = [
  { heading: 'TAKES DOWN', align: 'right', drop: 0 },
  { heading: 'CRITICAL', align: 'right', drop: 2 },
  { heading: 'TARGETS', align: 'right', drop: 3 },
  { heading: 'SHARE', align: 'right', drop: 1 },
];

/** All failures of one or two units for people: how many do harm, then the worst of them. */
export function contingencyLines(found: Contingency, context: RenderContext): readonly Line[] {
  const { rows, order } = found;
  const columns: readonly Column[] = [
    { heading: order === 1 ? found.unit.toUpperCase() : 'TOGETHER', drop: 0 },
    ...numbers,
  ];
  const shown = rows.slice(0, maxRows).map((row) => rowOf(found, context, row));
  return [
    ...verdict(found, context),
    ...(shown.length === 0 ? [] : [[]]),
    ...table(context, { columns, fold: 1, isNamed: true }, shown),
    ...andMore(
      context,
      found.harmful - shown.length,
      found.harmful > rows.length ? `rows; -o json has the worst ${rows.length}` : 'in -o json',
    ),
    ...cutLines(found, context),
    ...stepLines(found, context),
  ];
}

function verdict(
  { order, unit, units, harmful, targets, complete }: Contingency,
  context: RenderContext,
): readonly Line[] {
  const { fail, pass, warn } = signsOf(context);
  const what = targets === null ? 'something else' : targets.join(' or ');
  const least = complete ? '' : 'at least ';
  const pool = counted(units, unit.startsWith('label:') ? 'value' : unit, pluralOf(unit));
  const text =
    order === 1
      ? `${least}${harmful} of ${pool} ${harmful === 1 ? 'takes' : 'take'} down ${what} alone`
      : `${least}${counted(harmful, 'pair')} of ${pool} ${harmful === 1 ? 'takes' : 'take'} down ${targets === null ? 'more than one by one' : `${what} together`}`;
  const [sign, paint] =
    harmful > 0
      ? ([fail, 'red'] as const)
      : complete
        ? ([pass, 'green'] as const)
        : ([warn, 'yellow'] as const);
  return hanging(context, [{ text: `${sign} `, paint }], {
    text: words(context, harmful === 0 ? sayNone(order, pool, what, complete) : text),
    paint: 'bold',
  });
}

function sayNone(order: 1 | 2, pool: string, what: string, complete: boolean): string {
  const scope = complete ? '' : ', as far as was looked';
  return order === 1
    ? `none of ${pool} takes down ${what} alone${scope}`
    : `no two of ${pool} take down ${what} that neither does alone${scope}`;
}

function pluralOf(unit: string): string {
  return unit.startsWith('label:') ? `values of ${unit}` : `${unit}s`;
}

function rowOf({ order, unit }: Contingency, context: RenderContext, row: ContingencyRow): Row {
  const { none } = signsOf(context);
  const count = (value: number): string => (value === 0 ? none : String(value));
  const names = row.fail.join(' + ');
  const name = unit === 'system' ? names : `${names} (${row.systems})`;
  return {
    cells: [
      { text: words(context, name) },
      { text: count(row.takesDown) },
      { text: count(row.criticalTakenDown) },
      { text: count(row.targetsTakenDown) },
      { text: sayShare(row.share) },
    ],
    tail: { text: words(context, sayExamples(row, order)), paint: 'dim' },
  };
}

/** `through bus: checkout, web … 3 more`. */
function sayExamples({ through, examples, takesDown }: ContingencyRow, order: 1 | 2): string {
  const names = examples.slice(0, namesShown);
  const rest = takesDown - names.length;
  const what = `${names.join(', ')}${rest > 0 ? `, … ${rest} more` : ''}`;
  return order === 2 && through !== null ? `through ${through}: ${what}` : what;
}

function cutLines(found: Contingency, context: RenderContext): readonly Line[] {
  if (found.complete) {
    return [];
  }
  const text =
    found.order === 2
      ? `Not everything was looked at: ${found.pairs} pairs were worked out. There may be more, and worse ones.`
      : 'Not everything was looked at. There may be more, and worse ones.';
  return hanging(context, [], { text, paint: 'yellow' });
}

function stepLines({ rows, unit }: Contingency, context: RenderContext): readonly Line[] {
  const [worst] = rows;
  if (worst === undefined) {
    return [];
  }
  const terms = worst.fail.map((name) => {
    if (unit === 'system') {
      return name;
    }
    return unit.startsWith('label:') ? `${unit}=${name}` : `${unit}:${name}`;
  });
  const flags = terms.map((term) => `--fail ${asArgument(term)}`);
  return [[], ...nextLines(context, [`tower simulate ${flags.join(' ')}`])];
}
