import type { GroupRedundancy, Redundancy, SharedBy, SharedFateOf } from '../model/redundancy.ts';
import type { RenderContext } from '../report/context.ts';
import { andMore, counted, hanging, type Line, listed, signsOf, words } from '../report/look.ts';

const maxGroups = 30;
const maxPaths = 4;
const maxSteps = 6;

/** The redundancy of groups for people: how many have it in truth, then each with what its members share. */
export function redundancyLines(found: Redundancy, context: RenderContext): readonly Line[] {
  const { groups, withoutSpare } = found;
  return [
    ...verdict(found, context),
    ...groups.slice(0, maxGroups).flatMap((group) => groupLines(context, group)),
    ...andMore(context, groups.length - maxGroups, 'in -o json'),
    ...(withoutSpare.length === 0
      ? []
      : [
          [],
          ...listed(
            context,
            [{ text: 'without a spare member: ', paint: 'dim' }],
            withoutSpare.map((id) => words(context, id)),
          ),
        ]),
  ];
}

function verdict({ groups }: Redundancy, context: RenderContext): readonly Line[] {
  const { fail, pass, none } = signsOf(context);
  const unreal = groups.filter(({ isReal }) => !isReal).length;
  if (groups.length === 0) {
    return hanging(context, [{ text: `${none} ` }], { text: 'no group can lose a member' });
  }
  const start: Line =
    unreal === 0 ? [{ text: `${pass} `, paint: 'green' }] : [{ text: `${fail} `, paint: 'red' }];
  const can = `${counted(groups.length, 'group')} can lose a member`;
  const text =
    unreal === 0
      ? `${can}, and no single system takes down more than it can lose`
      : `${can}, and ${unreal} of them less than it seems: a single system takes down more`;
  return [...hanging(context, start, { text, paint: 'bold' }), []];
}

function groupLines(context: RenderContext, group: GroupRedundancy): readonly Line[] {
  const { fail, pass } = signsOf(context);
  const { id, need, size, isReal, shared, fates } = group;
  const start: Line = [
    { text: `  ${isReal ? pass : fail} `, paint: isReal ? 'green' : 'red' },
    { text: words(context, id), paint: 'bold' },
    { text: `  needs ${need} of ${size}` },
  ];
  return [
    start,
    ...shared.flatMap((one) => sharedLines(context, one)),
    ...fates.flatMap((fate) => fateLines(context, fate)),
  ];
}

function sharedLines(context: RenderContext, { system, members }: SharedBy): readonly Line[] {
  const paths = members.slice(0, maxPaths).flatMap(({ id, path }) =>
    path.length === 0
      ? []
      : hanging(context, [{ text: '        ' }], {
          text: words(context, sayPath(id, path)),
          paint: 'dim',
        }),
  );
  const rest = members.length - maxPaths;
  return [
    ...hanging(context, [{ text: '      ' }], {
      text: words(context, `${system} takes down ${members.length} of them`),
    }),
    ...paths,
    ...(rest > 0
      ? [[{ text: `        ${signsOf(context).ellipsis} and ${rest} more`, paint: 'dim' as const }]]
      : []),
  ];
}

function sayPath(id: string, path: SharedBy['members'][number]['path']): string {
  const steps = path.map(({ kind, to }) => ` ─${kind}→ ${to}`);
  const shown =
    steps.length <= maxSteps
      ? steps
      : [
          ...steps.slice(0, maxSteps - 1),
          ` … ${steps.length - maxSteps} more …`,
          ...steps.slice(-1),
        ];
  return `${id}${shown.join('')}`;
}

function fateLines(
  context: RenderContext,
  { what, value, members }: SharedFateOf,
): readonly Line[] {
  return hanging(context, [{ text: '      ' }], {
    text: words(context, `${what} ${value} has ${members.length} of them`),
    paint: what === 'owner' ? 'dim' : 'yellow',
  });
}
