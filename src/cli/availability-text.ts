import type { Availability, Importance, Improvement, Range } from '../model/availability.ts';
import type { RenderContext } from '../report/context.ts';
import {
  andMore,
  counted,
  hanging,
  heading,
  type Line,
  type Piece,
  signsOf,
  words,
} from '../report/look.ts';
import { type Column, type Row, table } from '../report/table.ts';
import { sayAvailable, sayChance, sayDowntime, sayFactor } from './likelihood-words.ts';
import { nextLines, noTargetLines } from './text.ts';

const maxTargets = 20;
const maxUnits = 10;
const maxImprovements = 3;

/** Availabilities for people: how likely each target is up, what the least available one hangs on, and what would help it most. */
export function availabilityLines(
  found: readonly Availability[],
  context: RenderContext,
): readonly Line[] {
  const sorted = found.toSorted((a, b) => worstOf(b) - worstOf(a));
  const [worst] = sorted;
  if (worst === undefined) {
    return noTargetLines(context);
  }
  const rows = sorted.slice(0, maxTargets).map((one) => rowOf(one, context));
  return [
    ...table(context, { columns, fold: 2 }, rows),
    ...andMore(context, found.length - rows.length, 'in -o json'),
    ...importanceLines(worst, found.length > 1, context),
    ...improvementLines(worst, context),
    [],
    ...groundLines(sorted, context),
    ...stepLines(sorted, context),
  ];
}

/** Largest where a target is down the most; what is not known comes last. */
function worstOf({ unavailability }: Availability): number {
  return unavailability?.to ?? -1;
}

const columns: readonly Column[] = [
  { heading: 'TARGET', drop: 0 },
  { heading: 'AVAILABLE', align: 'right', drop: 0 },
  { heading: 'DOWN A YEAR', align: 'right', drop: 0 },
  { heading: 'DOWN A MONTH', align: 'right', drop: 2 },
  { heading: 'DECLARED', align: 'right', drop: 1 },
];

function rowOf(one: Availability, context: RenderContext): Row {
  const { none } = signsOf(context);
  const { unavailability, downtimePerYearMs: down, systems, undeclared } = one;
  const between = (range: Range | null, say: (value: number) => string): string =>
    range === null ? none : sayRange(range, say, context);
  const monthly = down && { from: down.from / 12, to: down.to / 12 };
  return {
    cells: [
      { text: words(context, one.target) },
      { text: unavailability === null ? 'unknown' : sayRangeOfAvailable(unavailability, context) },
      { text: between(down, sayDowntime) },
      { text: between(monthly, sayDowntime) },
      {
        text: undeclared === 0 ? 'all' : `${systems - undeclared} of ${systems}`,
        ...(undeclared === 0 ? {} : { paint: 'yellow' as const }),
      },
    ],
    ...(one.estimate === null ? {} : { tail: estimateOf(one.estimate, context) }),
  };
}

/** `about 99.95%, 99 of 100 samples say 99.94–99.96%`: what trying says where bounds are far apart. */
function estimateOf(
  { unavailability, interval, trials }: NonNullable<Availability['estimate']>,
  context: RenderContext,
): Piece {
  const around = sayRangeOfAvailable(interval, context);
  return {
    text: `about ${sayAvailable(unavailability)}; with 99% confidence ${around}, from ${trials} trials`,
    paint: 'dim',
  };
}

function sayRange(
  { from, to }: Range,
  say: (value: number) => string,
  context: RenderContext,
): string {
  const [low, high] = [say(from), say(to)];
  return low === high ? low : `${low}${context.ascii ? '-' : '–'}${high}`;
}

/** From what is down at most to what is down at least. */
function sayRangeOfAvailable({ from, to }: Range, context: RenderContext): string {
  return sayRange({ from: to, to: from }, sayAvailable, context);
}

const unitColumns: readonly Column[] = [
  { heading: 'HANGS ON', drop: 0 },
  { heading: 'IS DOWN', align: 'right', drop: 0 },
  { heading: 'FUSSELL-VESELY', align: 'right', drop: 1 },
  { heading: 'BIRNBAUM', align: 'right', drop: 2 },
  { heading: 'RISK UP', align: 'right', drop: 3 },
  { heading: 'RISK DOWN', align: 'right', drop: 4 },
];

function importanceLines(
  { target, importance, method }: Availability,
  isOneOfMany: boolean,
  context: RenderContext,
): readonly Line[] {
  if (method === 'bounds') {
    const text = `what ${words(context, target)} hangs on is not told: it needs the exact probability`;
    return [[], ...hanging(context, [], { text, paint: 'dim' })];
  }
  if (importance.length === 0) {
    return [];
  }
  const rows = importance.slice(0, maxUnits).map((one) => ({ cells: unitCells(one, context) }));
  return [
    [],
    ...(isOneOfMany ? heading(context, words(context, target), 'least available of these') : []),
    ...table(context, { columns: unitColumns, fold: 2 }, rows),
    ...andMore(context, importance.length - rows.length, 'in -o json'),
  ];
}

function unitCells(one: Importance, context: RenderContext): readonly Piece[] {
  const { none } = signsOf(context);
  const { fussellVesely, riskReduction } = one;
  return [
    { text: words(context, one.unit) },
    { text: sayChance(one.probability) },
    { text: fussellVesely === null ? none : sayChance(fussellVesely) },
    { text: sayFactor(one.birnbaum) },
    { text: `${sayFactor(one.riskAchievement)}x` },
    { text: riskReduction === null ? 'all' : `${sayFactor(riskReduction)}x` },
  ];
}

function improvementLines(worst: Availability, context: RenderContext): readonly Line[] {
  const { improvements } = worst;
  const shown = improvements.slice(0, maxImprovements);
  if (shown.length === 0) {
    return [];
  }
  return [
    [],
    ...shown.flatMap((one, index) =>
      hanging(context, [{ text: index === 0 ? 'Improve  ' : '         ', paint: 'bold' }], {
        text: `one more replica of ${words(context, one.system)} (${one.replicas} now) ${effectOf(one, worst)}`,
      }),
    ),
  ];
}

/** `removes 3 of 5 cut sets, saves 1d4h a year`. */
function effectOf(
  { cutSetsRemoved, downtimeSavedPerYearMs: saved }: Improvement,
  { cutSets: { alone, pairs, isComplete }, method }: Availability,
): string {
  const all = isComplete ? `${alone + pairs}` : `at least ${alone + pairs}`;
  const parts = [
    ...(cutSetsRemoved === 0
      ? []
      : [`removes ${cutSetsRemoved} of ${all} cut set${alone + pairs === 1 ? '' : 's'}`]),
    ...(saved === null || saved <= 0
      ? []
      : [`saves ${method === 'bounds' ? 'at least ' : ''}${sayDowntime(saved)} a year`]),
  ];
  return parts.join(', ');
}

/** What the numbers rest on: what is not declared, how they were found, and what is assumed. */
function groundLines(found: readonly Availability[], context: RenderContext): readonly Line[] {
  const sign = signsOf(context);
  const lacking = found.filter(({ undeclared }) => undeclared > 0);
  const [most] = lacking.toSorted((a, b) => b.undeclared - a.undeclared);
  const isUnknown = found.every(({ method }) => method === 'unknown');
  const bounded = found.filter(({ method }) => method === 'bounds').length;
  const warning = isUnknown
    ? 'nothing says how likely it fails: declare `failureProbability`, or `mtbf` and `mttr`'
    : most &&
      `${most.undeclared} of ${counted(most.systems, 'system')} that ${words(context, most.target)} needs declare no failure probability; they count as never failing, so that it is up less often than said`;
  const method = methodText(found.length, bounded);
  return [
    ...(warning === undefined
      ? []
      : hanging(context, [{ text: `${sign.warn} `, paint: 'yellow' }], { text: warning })),
    ...(isUnknown
      ? []
      : hanging(context, [], {
          text: `${method}; systems are taken to fail independently of each other, and replicas too`,
          paint: 'dim',
        })),
  ];
}

function methodText(all: number, bounded: number): string {
  if (bounded === 0) {
    return 'exact, by decision diagram';
  }
  return bounded === all
    ? 'certain bounds, and a sample: the exact answer takes too much memory'
    : `certain bounds and a sample for ${counted(bounded, 'target')}, the others exact`;
}

function stepLines(sorted: readonly Availability[], context: RenderContext): readonly Line[] {
  const [worst, second] = sorted;
  const commands = [
    ...(worst === undefined ? [] : [`tower cutsets ${worst.target}`]),
    ...(second === undefined ? [] : [`tower availability ${second.target}`]),
  ];
  return nextLines(context, commands);
}
