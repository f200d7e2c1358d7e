import type { Prospect, ProspectLevel } from '../evaluate/alerting/prospect.ts';
import type { Model, Route, System } from '../model/model.ts';
import { sayDuration } from '../model/time.ts';
import type { RenderContext } from '../report/context.ts';
import { hanging, type Line, words } from '../report/look.ts';
import { type Layout, type Row, table } from '../report/table.ts';
import { matchText, type Written } from './match-text.ts';
import { sayAnswers, sayTargets, sayTelling, sayWait, sayWaitSource } from './route-words.ts';
import { titled } from './routes-text.ts';
import { sayLines } from './text.ts';

const columns: Layout = {
  columns: [
    { heading: '', drop: 0 },
    { heading: '', drop: 0 },
    { heading: '', drop: 0 },
  ],
  fold: 2,
};

interface Foreseen {
  readonly model: Model;
  readonly system: System;
  readonly prospects: readonly Prospect[];
  readonly written: Written;
}

/** Whom an incident of a system would tell when, by priority; priorities of which the same is true stand together. */
export function prospectText(foreseen: Foreseen, context: RenderContext): string {
  const { system, prospects } = foreseen;
  const blocks = Map.groupBy(prospects, (prospect) =>
    sayLines(context, prospectLines(foreseen, prospect, context)),
  );
  const { type, criticality, owner, region } = system;
  const traits = [
    `type ${type}`,
    `criticality ${criticality}`,
    ...(owner === undefined ? [] : [`owner ${owner}`]),
    ...(region === undefined ? [] : [`region ${region}`]),
  ];
  return [
    sayLines(
      context,
      hanging(context, [{ text: `${words(context, system.id)}   `, paint: 'bold' }], {
        text: words(context, traits.join(', ')),
      }),
    ),
    ...[...blocks].map(([text, those]) => {
      const names = those.map(({ priority }) => priority.toUpperCase()).join(', ');
      return `${sayLines(context, [[{ text: names, paint: 'bold' }]])}${text}`;
    }),
  ].join('\n');
}

function prospectLines(
  { model, written }: Foreseen,
  prospect: Prospect,
  context: RenderContext,
): readonly Line[] {
  const { route, escalation } = prospect;
  if (route === undefined) {
    return hanging(context, [{ text: '  ' }], { text: 'no route: nobody is told' });
  }
  const title = `route ${route.index + 1} of ${model.routes.length}: ${matchText(written(route, 'match'))}`;
  return [
    ...titled(context, { start: '  ', title }, route),
    ...table(context, columns, [
      ...prospect.levels.flatMap((level, index) =>
        levelRows(context, { prospect, level, before: prospect.levels[index - 1] }),
      ),
      ...directRows(context, prospect, route),
      ...endRows(prospect),
    ]),
    ...(escalation === undefined
      ? []
      : hanging(context, [{ text: '  ' }], { text: sayAnswers(escalation), paint: 'dim' })),
  ];
}

interface Rung {
  readonly prospect: Prospect;
  readonly level: ProspectLevel;
  readonly before: ProspectLevel | undefined;
}

function levelRows(context: RenderContext, rung: Rung): readonly Row[] {
  const { step, actsAtMs: at } = rung.level;
  return [
    {
      cells: [
        Number.isFinite(at) ? { text: sayAfter(at) } : { text: 'never', paint: 'yellow' },
        { text: words(context, step.level) },
        { text: words(context, sayTargets(step)) },
      ],
      tail: { text: words(context, whyThen(rung)), paint: 'dim' },
    },
  ];
}

function whyThen({ prospect, level, before }: Rung): string {
  if (before !== undefined) {
    const { step, wait } = before;
    const source = sayWaitSource(wait, step.level, prospect.priority);
    return Number.isFinite(wait.ms)
      ? `${step.level} has ${sayWait(wait)}: ${source}`
      : `${step.level} is not left: ${source}`;
  }
  const waitMs = prospect.route?.groupWaitMs ?? 0;
  const isRun = level.step.notify.length === 0;
  return level.actsAtMs === waitMs && waitMs > 0
    ? `the first ${isRun ? 'run' : 'notice'} waits for \`groupWait\``
    : '';
}

function directRows(context: RenderContext, { direct }: Prospect, route: Route): readonly Row[] {
  return direct.length === 0
    ? []
    : [
        {
          cells: [
            { text: sayAfter(route.groupWaitMs) },
            { text: 'directly' },
            { text: words(context, direct.join(', ')) },
          ],
          tail: { text: words(context, sayTelling(route)), paint: 'dim' },
        },
      ];
}

function endRows({ levels, exhaustedAtMs, priority }: Prospect): readonly Row[] {
  const last = levels.at(-1);
  if (last === undefined || !Number.isFinite(exhaustedAtMs)) {
    return [];
  }
  const { step, wait } = last;
  return [
    {
      cells: [{ text: sayAfter(exhaustedAtMs) }, { text: 'nobody is left' }],
      tail: {
        text: `${step.level} has ${sayWait(wait)}: ${sayWaitSource(wait, step.level, priority)}`,
        paint: 'dim',
      },
    },
  ];
}

function sayAfter(ms: number): string {
  return ms === 0 ? 'at once' : `after ${sayDuration(ms)}`;
}
