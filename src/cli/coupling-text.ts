import type {
  CoupledCycle,
  CoupledSystem,
  CouplingReport,
  LayerViolation,
  PlacedEdge,
} from '../model/coupling-report.ts';
import { compareText } from '../model/order.ts';
import type { RenderContext } from '../report/context.ts';
import {
  andMore,
  counted,
  flowing,
  hanging,
  type Line,
  nextSteps,
  type Piece,
  signsOf,
  words,
} from '../report/look.ts';
import { sayShare } from '../report/pretty/values.ts';
import { type Column, type Row, table } from '../report/table.ts';
import { asArgument } from '../report/text.ts';

/** What is shown, and of how many systems there are. */
export interface CouplingText {
  readonly report: CouplingReport;
  /** The system or group that it is about; undefined for all. */
  readonly about: string | undefined;
  readonly systemCount: number;
}

const maxRows = 20;
const maxCycles = 5;
const maxCuts = 3;
const maxMembers = 6;

/** Coupling for people: cycles and layers first in a line, the systems that matter most, then each cycle, violation and protocol. */
export function couplingLines(text: CouplingText, context: RenderContext): readonly Line[] {
  const { report, about } = text;
  return [
    ...verdict(text, context),
    ...systemLines(text, context),
    ...report.cycles.slice(0, maxCycles).flatMap((cycle) => cycleLines(cycle, context)),
    ...andMore(context, report.cycles.length - maxCycles, 'cycles in -o json'),
    ...violationLines(report.violations, context),
    ...(about === undefined ? [] : dependencyLines(report, about, context)),
    ...(about === undefined ? protocolLines(report, context) : []),
    ...nextLines(text, context),
  ];
}

function verdict({ report, about }: CouplingText, context: RenderContext): readonly Line[] {
  const { cycles, violations, layers } = report;
  const { status, pass } = signsOf(context);
  const isWell = cycles.length === 0 && violations.length === 0;
  const parts = [
    cycles.length === 0 ? 'no cycles' : counted(cycles.length, 'cycle'),
    ...(layers.length === 0
      ? ['no layers declared']
      : [
          violations.length === 0
            ? 'nothing against the layers'
            : `${counted(violations.length, 'dependency', 'dependencies')} against the layers`,
        ]),
  ];
  const start: Line = [
    isWell
      ? { text: `${pass} `, paint: 'green' }
      : { text: `${status.degraded} `, paint: 'yellow' },
    ...(about === undefined
      ? []
      : [{ text: `${words(context, about)}   `, paint: 'bold' as const }]),
  ];
  return hanging(context, start, { text: parts.join(', ') });
}

const columns: readonly Column[] = [
  { heading: 'SYSTEM', drop: 0, cut: true },
  { heading: 'AFFERENT', align: 'right', drop: 0 },
  { heading: 'EFFERENT', align: 'right', drop: 0 },
  { heading: 'INSTABILITY', align: 'right', drop: 2 },
  { heading: 'BETWEENNESS', align: 'right', drop: 3 },
];
const layerColumn: Column = { heading: 'LAYER', drop: 1 };

/** The systems over which most ways lead, then those that most systems lean on. */
function systemLines(
  { report, systemCount }: CouplingText,
  context: RenderContext,
): readonly Line[] {
  const { systems, layers, betweenness } = report;
  if (systems.length === 0) {
    return [];
  }
  const ranked = systems.toSorted(
    (a, b) =>
      b.betweenness - a.betweenness ||
      b.afferent - a.afferent ||
      b.efferent - a.efferent ||
      compareText(a.system, b.system),
  );
  const rows = ranked.slice(0, maxRows).map((one) => systemRow(one, layers.length > 0, context));
  const estimate: readonly Line[] = betweenness.exact
    ? []
    : hanging(context, [{ text: '  ' }], {
        text: `betweenness is an estimate from ${betweenness.sources} of ${systemCount} systems`,
        paint: 'dim',
      });
  return [
    [],
    ...table(
      context,
      { columns: [...columns, ...(layers.length > 0 ? [layerColumn] : [])], fold: 3 },
      rows,
    ),
    ...andMore(context, systems.length - rows.length, 'in -o json'),
    ...estimate,
  ];
}

function systemRow(one: CoupledSystem, hasLayers: boolean, context: RenderContext): Row {
  const { none } = signsOf(context);
  return {
    cells: [
      { text: words(context, one.system), ...(one.inCycle ? { paint: 'yellow' as const } : {}) },
      { text: String(one.afferent) },
      { text: String(one.efferent) },
      { text: one.instability.toFixed(2) },
      { text: one.betweenness === 0 ? none : sayShare(one.betweenness) },
      ...(hasLayers ? [{ text: words(context, one.layer ?? none) }] : []),
    ],
  };
}

function cycleLines(cycle: CoupledCycle, context: RenderContext): readonly Line[] {
  const { members, shortest, cut, isCheapest } = cycle;
  const shown =
    shortest.length > maxMembers ? [...shortest.slice(0, maxMembers - 1), '…'] : shortest;
  const way = [...shown, shortest[0] ?? ''].join(' → ');
  const others = members.length - shortest.length;
  const size = others === 0 ? '' : `, one of those among ${members.length}`;
  const what = isCheapest ? 'cut' : 'cut, not surely the least';
  return [
    [],
    ...hanging(context, [{ text: 'Cycle  ', paint: 'bold' }], {
      text: words(context, `${way}${size}`),
    }),
    ...cut
      .slice(0, maxCuts)
      .flatMap((edge, index) =>
        edgeLine(context, [{ text: index === 0 ? `  ${what}  ` : '  and  ', paint: 'dim' }], edge),
      ),
    ...andMore(context, cut.length - maxCuts, 'to cut, in -o json'),
  ];
}

/** `api → db (hard)   topology/shop.yaml:12` */
function edgeLine(context: RenderContext, start: Line, edge: PlacedEdge): readonly Line[] {
  return flowing(context, start, [
    { text: words(context, `${edge.from} → ${edge.to} (${edge.kind})`) },
    placePiece(edge, context),
  ]);
}

function placePiece({ file, line }: PlacedEdge, context: RenderContext): Piece {
  return { text: words(context, `${file}:${line}`), paint: 'dim' };
}

function violationLines(
  violations: readonly LayerViolation[],
  context: RenderContext,
): readonly Line[] {
  if (violations.length === 0) {
    return [];
  }
  return [
    [],
    [{ text: 'Against the layers', paint: 'bold' }, { text: `  ${violations.length}` }],
    ...violations.slice(0, maxRows).flatMap((one) =>
      flowing(
        context,
        [{ text: '  ' }],
        [
          { text: words(context, `${one.from} → ${one.to} (${one.kind})`) },
          {
            text: words(
              context,
              `${one.fromLayer} ${one.step === 'up' ? 'up to' : 'past the next to'} ${one.toLayer}${one.member === null ? '' : ` (${one.member})`}`,
            ),
            paint: 'yellow',
          },
          placePiece(one, context),
        ],
      ),
    ),
    ...andMore(context, violations.length - maxRows, 'in -o json'),
  ];
}

const dependencyColumns: readonly Column[] = [
  { heading: 'SYSTEM', drop: 0 },
  { heading: 'KIND', drop: 0 },
  { heading: 'PROTOCOL', drop: 1 },
  { heading: 'AT', drop: 2 },
];

/** What a system or a group depends on, and what depends on it. */
function dependencyLines(
  { protocols }: CouplingReport,
  about: string,
  context: RenderContext,
): readonly Line[] {
  const all = protocols.flatMap(({ protocol, dependencies }) =>
    dependencies.map((edge) => ({ protocol, edge })),
  );
  const { none } = signsOf(context);
  const part = (title: string, end: 'from' | 'to'): readonly Line[] => {
    const other = end === 'from' ? 'to' : 'from';
    const those = all
      .filter(({ edge }) => edge[end] === about)
      .sort((a, b) => compareText(a.edge[other], b.edge[other]));
    return those.length === 0
      ? []
      : [
          [],
          [{ text: title, paint: 'bold' }, { text: `  ${those.length}` }],
          ...table(
            context,
            { columns: dependencyColumns, fold: 3 },
            those.slice(0, maxRows).map(({ protocol, edge }) => ({
              cells: [
                { text: words(context, edge[other]) },
                { text: words(context, edge.kind) },
                { text: words(context, protocol ?? none) },
                placePiece(edge, context),
              ],
            })),
          ),
          ...andMore(context, those.length - maxRows, 'in -o json'),
        ];
  };
  return [...part('Depends on', 'from'), ...part('Depended upon by', 'to')];
}

/** How many dependencies speak what. */
function protocolLines({ protocols }: CouplingReport, context: RenderContext): readonly Line[] {
  if (protocols.length === 0) {
    return [];
  }
  const counts = protocols.map(({ protocol, dependencies }) => ({
    text: words(context, `${protocol ?? 'without one'} ${dependencies.length}`),
  }));
  return [[], ...flowing(context, [{ text: 'Protocols  ', paint: 'bold' }], counts)];
}

function nextLines({ report, about }: CouplingText, context: RenderContext): readonly Line[] {
  const [first] = report.cycles;
  const [most] = report.systems.toSorted((a, b) => b.betweenness - a.betweenness);
  const root = context.again?.root === undefined ? '' : ` --root ${asArgument(context.again.root)}`;
  const commands = [
    ...(first === undefined
      ? []
      : [`tower graph --focus ${asArgument(first.members[0] ?? '')} --depth 2${root}`]),
    ...(about === undefined && most !== undefined
      ? [`tower coupling ${asArgument(most.system)}${root}`]
      : []),
  ];
  return commands.length === 0 ? [] : [[], ...nextSteps(context, commands)];
}
