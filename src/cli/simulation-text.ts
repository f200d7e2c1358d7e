import type {
  FleetStanding,
  HoldingGroup,
  SimulatedIncident,
  SimulatedNode,
  Simulation,
} from '../model/simulation.ts';
import { sayDuration } from '../model/time.ts';
import type { RenderContext } from '../report/context.ts';
import {
  andMore,
  counted,
  flowing,
  hanging,
  type Line,
  type Piece,
  signsOf,
  statusPaint,
  widthOf,
  words,
} from '../report/look.ts';
import { sayScore } from '../report/pretty/values.ts';

const maxHops = 12;
const maxNodes = 16;
const maxRows = 10;

/** A simulation for people: the verdict, what fails and gets worse hop by hop, then the fleet before and after. */
export function simulationLines(found: Simulation, context: RenderContext): readonly Line[] {
  return [
    ...verdict(found, context),
    [],
    ...hopLines(found, context),
    [],
    ...fact(context, 'Score', sayStandings(found)),
    ...fact(context, 'Critical', `${sayChange(found, 'criticalFailing')} down`),
    ...incidentLines(found, context),
    ...holdingLines(found, context),
    ...failoverLines(found, context),
    ...nextLines(found, context),
  ];
}

function verdict(found: Simulation, context: RenderContext): readonly Line[] {
  const { fail, warn, pass } = signsOf(context);
  const others = found.affected.filter(({ kind, hop }) => kind === 'system' && hop > 0);
  const failing = others.filter(({ fails }) => fails).length;
  const worse = others.length - failing;
  const [sign, paint] =
    failing > 0
      ? ([fail, 'red'] as const)
      : worse > 0 || found.after.criticalFailing > found.before.criticalFailing
        ? ([warn, 'yellow'] as const)
        : ([pass, 'green'] as const);
  const parts = [
    ...(failing > 0 ? [`${failing} more ${failing === 1 ? 'goes' : 'go'} down`] : []),
    ...(worse > 0 ? [`${worse} more ${worse === 1 ? 'gets' : 'get'} worse`] : []),
  ];
  const text = parts.length === 0 ? 'nothing else is affected' : parts.join(', ');
  return hanging(context, [{ text: `${sign} `, paint }], {
    text: words(context, `${sayFailing(found)}: ${text}`),
    paint: 'bold',
  });
}

/** `db fails`, or `region:eu, db fail, 5 systems`. */
function sayFailing({ fail, failing }: Simulation): string {
  const what = `${fail.join(', ')} ${fail.length === 1 ? 'fails' : 'fail'}`;
  const isNamed = failing.length === fail.length && failing.every((id) => fail.includes(id));
  return isNamed ? what : `${what}, ${counted(failing.length, 'system')}`;
}

function hopLines({ affected }: Simulation, context: RenderContext): readonly Line[] {
  const hops = [...Map.groupBy(affected, ({ hop }) => hop)];
  const left = hops.slice(maxHops).flatMap(([, nodes]) => nodes);
  return [
    ...hops.slice(0, maxHops).flatMap(([hop, nodes]) => oneHop(context, hop, nodes)),
    ...andMore(context, left.length, 'further away, in -o json'),
  ];
}

function oneHop(
  context: RenderContext,
  hop: number,
  nodes: readonly SimulatedNode[],
): readonly Line[] {
  const title = hop === 0 ? 'DIRECT' : `AFTER ${hop} ${hop === 1 ? 'HOP' : 'HOPS'}`;
  const rest = nodes.length - maxNodes;
  const more: readonly Piece[] =
    rest > 0 ? [{ text: `${signsOf(context).ellipsis} and ${rest} more`, paint: 'dim' }] : [];
  const pieces = [...nodes.slice(0, maxNodes).map((node) => nodePiece(context, node)), ...more];
  const start: Line = [{ text: `  ${title.padEnd(12)} `, paint: 'dim' }];
  // Beside the title there is too little room for a name and its reason.
  return widthOf(context) < 60
    ? [start, ...pieces.flatMap((piece) => hanging(context, [{ text: '    ' }], piece))]
    : flowing(context, start, pieces);
}

function nodePiece(context: RenderContext, node: SimulatedNode): Piece {
  const { status } = node.after;
  const isMerelyLess = status === node.before.status;
  const sign = signsOf(context).status[status];
  const why = whyOf(node);
  const text = `${node.id} ${sign}${why === '' ? '' : ` (${why})`}`;
  return { text: words(context, text), paint: isMerelyLess ? 'dim' : statusPaint[status] };
}

function whyOf({ members, through, before, after, hop }: SimulatedNode): string {
  if (hop === 0) {
    return before.status === after.status ? `${before.status} already` : '';
  }
  const edge = through === null ? '' : `${through.kind} → ${through.to}`;
  const why = members === undefined ? edge : sayMembers(members);
  return before.status === after.status
    ? `${why}, ${sayPoints(before.score)} → ${sayPoints(after.score)} points`
    : why;
}

function sayMembers({ up, size, need }: Pick<HoldingGroup, 'up' | 'size' | 'need'>): string {
  return `${up} of ${size} up, needs ${need}`;
}

function sayPoints(score: number | null): string {
  return score === null ? '?' : sayScore(score);
}

function sayStandings({ before, after }: Simulation): string {
  const status =
    before.status === after.status
      ? `${after.status} as before`
      : `${before.status} → ${after.status}`;
  return `${sayPoints(before.score)} → ${sayPoints(after.score)}, the fleet ${status}`;
}

function sayChange(
  { before, after }: Simulation,
  key: keyof Pick<FleetStanding, 'failing' | 'criticalFailing'>,
): string {
  return `${before[key]} → ${after[key]}`;
}

function fact(context: RenderContext, name: string, text: string): readonly Line[] {
  return hanging(context, [{ text: `${name.padEnd(10)} `, paint: 'bold' }], {
    text: words(context, text),
  });
}

function incidentLines({ incidents }: Simulation, context: RenderContext): readonly Line[] {
  if (incidents === undefined) {
    return [];
  }
  const lines = incidents.slice(0, maxRows).map(sayIncident);
  return [
    ...fact(
      context,
      'Incidents',
      incidents.length === 0 ? 'none opens' : `${incidents.length} open`,
    ),
    ...lines.flatMap((text) => hanging(context, [{ text: '  ' }], { text: words(context, text) })),
    ...andMore(context, incidents.length - maxRows, 'in -o json'),
  ];
}

/** `P1 identity-db, 3 follow: on_call at once (pager, chat)`. */
function sayIncident(incident: SimulatedIncident): string {
  const { root, priority, symptoms, mutedBy, level, tells, afterMs } = incident;
  const follow = symptoms === 0 ? '' : `, ${symptoms} ${symptoms === 1 ? 'follows' : 'follow'}`;
  const when = afterMs === null || afterMs === 0 ? 'at once' : `after ${sayDuration(afterMs)}`;
  const told =
    mutedBy === null
      ? `tells ${level === null ? '' : `${level} `}${when} (${tells.join(', ')})`
      : `nobody is told, ${mutedBy}`;
  return `${priority.toUpperCase()} ${root}${follow}: ${told}`;
}

function holdingLines({ holding }: Simulation, context: RenderContext): readonly Line[] {
  const lines = holding.slice(0, maxRows).map((group) => {
    const spare = group.up - group.need;
    const left = spare === 0 ? 'none to spare' : `${spare} to spare`;
    return `${group.id}: ${sayMembers(group)}, ${left}`;
  });
  return holding.length === 0
    ? []
    : [
        ...fact(context, 'Holds', counted(holding.length, 'group')),
        ...lines.flatMap((text) =>
          hanging(context, [{ text: '  ' }], { text: words(context, text) }),
        ),
        ...andMore(context, holding.length - maxRows, 'in -o json'),
      ];
}

function failoverLines({ failovers }: Simulation, context: RenderContext): readonly Line[] {
  return failovers.flatMap(({ region, to }) =>
    fact(
      context,
      'Failover',
      to.length === 0
        ? `${region} declares none`
        : `${region} declares ${to.join(', ')}; what is moved there is not simulated`,
    ),
  );
}

/** The first of what fails, most critical ones first, has the most to say. */
function nextLines({ affected, failing }: Simulation, context: RenderContext): readonly Line[] {
  const [first] = affected.filter(({ hop, kind }) => hop === 0 && kind === 'system');
  return first === undefined
    ? []
    : fact(
        context,
        'Next',
        failing.length === 1 ? `tower impact ${first.id}` : `tower simulate --fail ${first.id}`,
      );
}
