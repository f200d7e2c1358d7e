import { waitAt } from '../evaluate/alerting/escalation.ts';
import { directChannels } from '../evaluate/alerting/prospect.ts';
import { sayLocation } from '../model/location.ts';
import type { EscalationStep, Model, Route } from '../model/model.ts';
import { sayDuration } from '../model/time.ts';
import type { RenderContext } from '../report/context.ts';
import { columnsOfLine, counted, hanging, type Line, widthOf, words } from '../report/look.ts';
import { type Layout, type Row, table } from '../report/table.ts';
import { matchText, type Written } from './match-text.ts';
import { priorities, sayAnswers, sayTargets, sayTelling, sayWait } from './route-words.ts';

const levelColumns: Layout = {
  columns: [
    { heading: '', drop: 0 },
    { heading: '', drop: 0 },
  ],
  fold: 1,
};

/** The routes in their order, each with whom it tells when. */
export function routeLines(
  model: Model,
  written: Written,
  context: RenderContext,
): readonly Line[] {
  const { routes } = model;
  if (routes.length === 0) {
    return hanging(context, [], {
      text: 'There are no routes: nobody is told of an incident.',
    });
  }
  return [
    ...hanging(context, [], {
      text: `${counted(routes.length, 'route')}: an incident takes the first that matches its root and its priority`,
      paint: 'dim',
    }),
    ...routes.flatMap((route) => [[], ...routeBlock({ model, route, written }, context)]),
  ];
}

interface Shown {
  readonly model: Model;
  readonly route: Route;
  readonly written: Written;
}

function routeBlock({ model, route, written }: Shown, context: RenderContext): readonly Line[] {
  const escalation = model.escalations.get(route.escalation ?? '');
  return [
    ...titled(
      context,
      { start: `${route.index + 1}  `, title: matchText(written(route, 'match')) },
      route,
    ),
    ...(escalation === undefined
      ? []
      : [
          ...hanging(context, [{ text: '   escalation ' }], {
            text: words(context, `${escalation.id}: ${sayAnswers(escalation)}`),
          }),
          ...indented(
            context,
            escalation.steps.map((step) => levelRow({ model, route, step }, context)),
          ),
        ]),
    ...directLines(context, route, directChannels(route, escalation)),
  ];
}

/** What the route tells by itself; a channel that its escalation names is told by that alone. */
function directLines(
  context: RenderContext,
  route: Route,
  direct: readonly string[],
): readonly Line[] {
  const both = route.notify.filter((channel) => !direct.includes(channel));
  return [
    ...(direct.length === 0
      ? []
      : [
          ...hanging(context, [{ text: '   tells ' }], { text: words(context, direct.join(', ')) }),
          ...hanging(context, [{ text: '     ' }], {
            text: `after ${sayDuration(route.groupWaitMs)}, ${sayTelling(route)}`,
            paint: 'dim',
          }),
        ]),
    ...(both.length === 0
      ? []
      : hanging(context, [{ text: '   ' }], {
          text: words(context, `leaves ${both.join(', ')} to its escalation, which names it too`),
          paint: 'dim',
        })),
  ];
}

/** A heading with the place of what it is about, on one line where both fit. */
export function titled(
  context: RenderContext,
  { start, title }: { readonly start: string; readonly title: string },
  { at }: Pick<Route, 'at'>,
): readonly Line[] {
  const indent = ' '.repeat(start.length);
  const lines = hanging(context, [{ text: start }], { text: words(context, title), paint: 'bold' });
  const place = { text: words(context, sayLocation(at)), paint: 'dim' } as const;
  const last = lines.at(-1) ?? [];
  const whole: Line = [...last, { text: '   ' }, place];
  return columnsOfLine(whole) <= widthOf(context)
    ? [...lines.slice(0, -1), whole]
    : [...lines, ...hanging(context, [{ text: indent }], place)];
}

/** The lines of a table, three columns further in. */
export function indented(context: RenderContext, rows: readonly Row[]): readonly Line[] {
  const narrower = { ...context, width: widthOf(context) - 3 };
  return table(narrower, levelColumns, rows).map((line): Line => [{ text: '   ' }, ...line]);
}

function levelRow(
  { model, route, step }: Omit<Shown, 'written'> & { readonly step: EscalationStep },
  context: RenderContext,
): Row {
  return {
    cells: [
      { text: words(context, step.level) },
      { text: sayWaits(model, route, step), paint: 'dim' },
    ],
    tail: { text: words(context, sayTargets(step)) },
  };
}

/** `15m`, or by the priorities of the route where they differ: `p1 15m, p2/p3 30m, p4/p5 no end`. */
function sayWaits(model: Model, route: Route, step: EscalationStep): string {
  const waits = Map.groupBy(route.priorities ?? priorities, (priority) =>
    sayWait(waitAt(model.catalog, priority, step)),
  );
  const [first, ...others] = waits.keys();
  return others.length === 0
    ? (first ?? '')
    : [...waits].map(([wait, those]) => `${those.join('/')} ${wait}`).join(', ');
}
