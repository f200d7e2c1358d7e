import type { Affected, AffectedOwner, Impact, ImpactPart } from '../model/impact.ts';
import type { RenderContext } from '../report/context.ts';
import {
  andMore,
  counted,
  flowing,
  heading,
  type Line,
  listed,
  signsOf,
  words,
} from '../report/look.ts';
import { sayShare } from '../report/pretty/values.ts';
import { type Column, table } from '../report/table.ts';

const maxRows = 20;

const columns: readonly Column[] = [
  { heading: 'SYSTEM', drop: 0 },
  { heading: 'CRITICALITY', drop: 0 },
  { heading: 'OWNER', drop: 1, cut: true },
];
const loss: Column = { heading: 'LOSES', align: 'right', drop: 0 };

/** An impact for people: how much, who fails and who is impaired and why, what the score is made of, whom to call. */
export function impactLines(impact: Impact, context: RenderContext): readonly Line[] {
  const others = impact.affected.filter(({ system }) => system !== impact.id);
  return [
    ...summary(impact, context),
    ...affectedLines(
      context,
      'Fails',
      others.filter(({ fails }) => fails),
    ),
    ...affectedLines(
      context,
      'Impaired',
      others.filter(({ fails }) => !fails),
    ),
    [],
    ...heading(context, 'Impact', scoreText(impact)),
    ...impact.breakdown.map((part): Line => [{ text: `  ${partText(part)}`, paint: 'dim' }]),
    ...ownerLines(impact, context),
  ];
}

function summary(impact: Impact, context: RenderContext): readonly Line[] {
  const { fail, pass } = signsOf(context);
  const critical = impact.criticalTakenDown === 0 ? '' : `, ${impact.criticalTakenDown} critical`;
  const isHarmless = impact.blastRadius === 0 && impact.impaired === 0;
  const parts = isHarmless
    ? ['nothing else is affected']
    : [
        `${counted(impact.blastRadius, 'system')} ${impact.blastRadius === 1 ? 'fails' : 'fail'}${critical}`,
        `${impact.impaired} impaired`,
        `${sayShare(impact.share)} of the fleet by weight`,
      ];
  const start: Line = [
    { text: `${isHarmless ? pass : fail} `, paint: isHarmless ? 'green' : 'red' },
    { text: words(context, impact.id), paint: 'bold' },
    { text: `${impact.kind === 'group' ? ' (group)' : ''} fails` },
  ];
  const pieces = parts.map((text) => ({ text }));
  const whole = flowing(context, [...start, { text: '   ' }], pieces);
  return whole.length === 1 ? whole : [start, ...flowing(context, [{ text: '    ' }], pieces)];
}

function affectedLines(
  context: RenderContext,
  title: string,
  those: readonly Affected[],
): readonly Line[] {
  if (those.length === 0) {
    return [];
  }
  const { none } = signsOf(context);
  const rows = those.slice(0, maxRows).map((one) => ({
    cells: [
      { text: words(context, one.system) },
      { text: one.criticality },
      { text: words(context, one.owner ?? none) },
      ...(one.fails ? [] : [{ text: sayShare(one.impairment), paint: 'yellow' as const }]),
    ],
    tail: { text: words(context, sayVia(one)), paint: 'dim' as const },
  }));
  return [
    [],
    [{ text: title, paint: 'bold' }, { text: `  ${those.length}` }],
    ...table(context, { columns: [...columns, ...(those[0]?.fails ? [] : [loss])], fold: 2 }, rows),
    ...andMore(context, those.length - rows.length, 'in -o json'),
  ];
}

const maxEdges = 4;

/** `via api (hard), db (auth)`: the other end of each edge and its kind; of a long path the beginning and the end. */
function sayVia({ via }: Affected): string {
  const shown = via.length > maxEdges ? [...via.slice(0, maxEdges - 1), via.at(-1)] : via;
  const stops = shown.map((edge) => (edge === undefined ? '' : `${edge.to} (${edge.kind})`));
  const last = stops.pop() ?? '';
  return `via ${[...stops, ...(via.length > maxEdges ? ['…'] : []), last].join(' → ')}`;
}

function scoreText({ score }: Impact): string {
  return `${score}, the sum of criticality weight times loss over all that is affected`;
}

function partText({ criticality, weight, fails, impaired, score }: ImpactPart): string {
  const counts = [
    ...(fails > 0 ? [`${fails} ${fails === 1 ? 'fails' : 'fail'}`] : []),
    ...(impaired > 0 ? [`${impaired} impaired`] : []),
  ];
  return `${score} from ${criticality} systems, weight ${weight}: ${counts.join(', ')}`;
}

function ownerLines({ owners }: Impact, context: RenderContext): readonly Line[] {
  if (owners.length === 0) {
    return [];
  }
  return [
    [],
    [{ text: 'Call', paint: 'bold' }],
    ...owners.slice(0, maxRows).flatMap((owner) => ownerLine(owner, context)),
    ...andMore(context, owners.length - maxRows, 'in -o json'),
  ];
}

function ownerLine(
  { owner, fails, impaired }: AffectedOwner,
  context: RenderContext,
): readonly Line[] {
  const names = [...fails, ...impaired].map((id) => words(context, id));
  return owner === null
    ? listed(context, [{ text: '  nobody  ', paint: 'yellow' }], names)
    : listed(context, [{ text: `  ${words(context, owner)}  ` }], names);
}
