import type { GroupRedundancy, LostMember, Redundancy, SharedFateOf } from '../model/redundancy.ts';
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
  const { none } = signsOf(context);
  if (groups.length === 0) {
    return hanging(context, [{ text: `${none} ` }], { text: 'no group can lose a member' });
  }
  const bySystem = groups.filter((group) => grade(group) === 'fail').length;
  const byPlace = groups.filter((group) => grade(group) === 'warn').length;
  const found = [
    ...(bySystem === 0 ? [] : [`a single system takes down ${bySystem} of them`]),
    ...(byPlace === 0
      ? []
      : [
          `a single region or zone ${bySystem === 0 ? `takes down ${byPlace} of them` : `${byPlace} more`}`,
        ]),
  ];
  const worst = bySystem > 0 ? 'fail' : byPlace > 0 ? 'warn' : 'pass';
  const said =
    found.length === 0 ? 'no single system, region or zone takes one down' : found.join(', ');
  const text = `${counted(groups.length, 'group')} can lose a member; ${said}`;
  return [...hanging(context, [marked(context, worst)], { text, paint: 'bold' }), []];
}

type Grade = 'fail' | 'warn' | 'pass';

/** A single system fails every day, a region or a zone once in a while. */
function grade({ isReal, shared }: GroupRedundancy): Grade {
  if (shared.length > 0) {
    return 'fail';
  }
  return isReal ? 'pass' : 'warn';
}

function marked(context: RenderContext, its: Grade): Line[number] {
  const paint = { fail: 'red', warn: 'yellow', pass: 'green' } as const;
  return { text: `${signsOf(context)[its]} `, paint: paint[its] };
}

function groupLines(context: RenderContext, group: GroupRedundancy): readonly Line[] {
  const { id, need, size, shared, fates } = group;
  const start: Line = [
    { text: '  ' },
    marked(context, grade(group)),
    { text: words(context, id), paint: 'bold' },
    { text: `  needs ${need} of ${size}` },
  ];
  return [
    start,
    ...shared.flatMap(({ system, members }) => takenLines(context, system, members)),
    ...fates.flatMap((fate) => fateLines(context, fate)),
  ];
}

function takenLines(
  context: RenderContext,
  by: string,
  members: readonly LostMember[],
): readonly Line[] {
  const far = members.filter(({ path }) => path.length > 0);
  const paths = far.slice(0, maxPaths).flatMap(({ id, path }) =>
    hanging(context, [{ text: '        ' }], {
      text: words(context, sayPath(id, path)),
      paint: 'dim',
    }),
  );
  const rest = far.length - maxPaths;
  return [
    ...hanging(context, [{ text: '      ' }], {
      text: words(context, `${by} takes down ${members.length} of them`),
    }),
    ...paths,
    ...(rest > 0
      ? [[{ text: `        ${signsOf(context).ellipsis} and ${rest} more`, paint: 'dim' as const }]]
      : []),
  ];
}

function sayPath(id: string, path: LostMember['path']): string {
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
  const name = `${what} ${value}`;
  return what === 'owner'
    ? hanging(context, [{ text: '      ' }], {
        text: words(context, `${name} has ${members.length} of them`),
        paint: 'dim',
      })
    : takenLines(context, name, members);
}
