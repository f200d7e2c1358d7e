import type { ChainStep, CriticalPath } from '../model/critical-path.ts';
import type { RenderContext } from '../report/context.ts';
import { andMore, counted, hanging, type Line, listed, signsOf, words } from '../report/look.ts';
import { type Column, table } from '../report/table.ts';

const maxSteps = 30;
const maxCycles = 5;

const columns: readonly Column[] = [
  { heading: 'STEP', align: 'right', drop: 0 },
  { heading: 'FROM', drop: 0 },
  { heading: 'NEEDS', drop: 0 },
  { heading: 'KIND', drop: 1 },
];
const latency: readonly Column[] = [
  { heading: 'TAKES', align: 'right', drop: 0 },
  { heading: 'SAYS', drop: 0 },
];

/** The longest chain for people: how long it is, step by step, and what it was measured with. */
export function criticalPathLines(found: CriticalPath, context: RenderContext): readonly Line[] {
  const { by, steps } = found;
  if (steps.length === 0) {
    return [
      ...hanging(context, [{ text: `${signsOf(context).none} ` }], {
        text: words(context, sayNone(found)),
      }),
      ...cycleLines(found, context),
    ];
  }
  const shown = steps.slice(0, maxSteps);
  return [
    ...hanging(context, [], { text: words(context, title(found)), paint: 'bold' }),
    [],
    ...table(
      context,
      { columns: by === 'hops' ? columns : [...columns, ...latency], fold: 3 },
      shown.map((step, index) => ({ cells: cellsOf(context, step, index) })),
    ),
    ...andMore(
      context,
      steps.length - shown.length,
      `to ${words(context, steps.at(-1)?.to ?? '')}, in -o json`,
    ),
    ...cycleLines(found, context),
    ...sourceLines(found, context),
  ];
}

function sayNone({ from, cycles }: CriticalPath): string {
  if (from === null) {
    return 'there are no systems';
  }
  return cycles.length > 0
    ? `${from} needs nothing outside of its own cycle`
    : `${from} needs nothing that would take it down`;
}

function title({ by, hops, ms, from, steps }: CriticalPath): string {
  const ends = `from ${from ?? ''} to ${steps.at(-1)?.to ?? ''}`;
  return by === 'hops'
    ? `The longest chain has ${counted(hops, 'hop')}, ${ends}`
    : `The longest chain takes ${sayMs(ms ?? 0)} over ${counted(hops, 'hop')}, ${ends}`;
}

function cellsOf(
  context: RenderContext,
  step: ChainStep,
  index: number,
): { readonly text: string }[] {
  const cells = [String(index + 1), step.from, step.to, step.kind];
  const isUnknown = step.source === 'unknown';
  const none = isUnknown && step.kind === 'member' ? '' : 'unknown';
  const more =
    step.ms === null
      ? []
      : isUnknown
        ? [signsOf(context).none, none]
        : [sayMs(step.ms), step.source ?? ''];
  return [...cells, ...more].map((text) => ({ text: words(context, text) }));
}

function sayMs(ms: number): string {
  const seconds = ms >= 1_000;
  return seconds ? `${Math.round(ms) / 1_000}s` : `${Math.round(ms * 100) / 100}ms`;
}

function cycleLines({ cycles }: CriticalPath, context: RenderContext): readonly Line[] {
  return cycles.length === 0
    ? []
    : [
        [],
        ...cycles.slice(0, maxCycles).flatMap((ids) =>
          listed(
            context,
            [{ text: 'a cycle, counted as one: ', paint: 'dim' }],
            ids.map((id) => words(context, id)),
          ),
        ),
        ...andMore(context, cycles.length - maxCycles, 'in -o json'),
      ];
}

function sourceLines({ sources }: CriticalPath, context: RenderContext): readonly Line[] {
  if (sources === null) {
    return [];
  }
  const { observed, timeout, unknown } = sources;
  return [
    [],
    ...hanging(context, [], {
      text: `Of the dependencies that were followed, ${observed} have an observed latency, ${timeout} a timeout, which is the longest that a caller waits, and ${unknown} neither, which counts as nothing.`,
      paint: 'dim',
    }),
  ];
}
