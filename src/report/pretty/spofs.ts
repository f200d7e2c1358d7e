import type { Report, Spof } from '../../model/report.generated.ts';
import type { RenderContext } from '../context.ts';
import { counted, heading, type Line, signsOf, words } from '../look.ts';
import { type Column, type Row, table } from '../table.ts';
import { sayShare } from './values.ts';

const maxRows = 5;

const columns: readonly Column[] = [
  { heading: '', drop: 0, cut: true },
  { heading: '', drop: 0 },
  { heading: '', drop: 1 },
];

/** The worst of the systems that run once and whose failure takes down a target; the others are counted. */
export function spofLines(report: Report, context: RenderContext): readonly Line[] {
  const { spofs } = report;
  const alone = spofs.filter(({ replicas }) => replicas < 2);
  const replicated = spofs.length - alone.length;
  const shown = alone.slice(0, maxRows);
  const rest = spofs.length - shown.length;
  if (spofs.length === 0) {
    return [];
  }
  const sum =
    alone.length === 0
      ? `none that runs once, ${replicated} with two or more replicas: tower spof`
      : [
          String(alone.length),
          ...(replicated > 0 ? [`${replicated} more with replicas`] : []),
        ].join(', ');
  return [
    ...heading(context, 'Single points of failure', sum),
    ...table(
      context,
      { columns, fold: 1 },
      shown.map((spof) => spofRow(context, spof)),
    ),
    ...(rest > 0 && alone.length > 0
      ? [
          [
            {
              text: `  ${signsOf(context).ellipsis} ${rest} more: tower spof`,
              paint: 'dim',
            } as const,
          ],
        ]
      : []),
  ];
}

function spofRow(context: RenderContext, spof: Spof): Row {
  const critical = spof.criticalTakenDown === 0 ? '' : `, ${spof.criticalTakenDown} critical`;
  return {
    cells: [
      { text: `${signsOf(context).warn} ${words(context, spof.system)}`, paint: 'yellow' },
      { text: `takes down ${counted(spof.blastRadius, 'system')}${critical}` },
      { text: `${sayShare(spof.share)} of the fleet`, paint: 'dim' },
    ],
  };
}
