import { type Location, sayLocation } from '../../model/location.ts';
import type { Dependency, Group, Level, Model, System, Threshold } from '../../model/model.ts';
import type { Report } from '../../model/report.generated.ts';
import type { SavedState, SeenValues } from '../../model/state.generated.ts';
import { sayDuration, sayInstant } from '../../model/time.ts';
import type { RenderContext } from '../../report/context.ts';
import { type Line, signsOf, words } from '../../report/look.ts';
import { table } from '../../report/table.ts';
import { type Fact, factLines, plainColumns, sayLines } from '../text.ts';

/** What a state file knows. */
export interface Health {
  readonly report: Report;
  readonly saved: SavedState;
}

/** A system for people: its values and where they come from, what it needs and what needs it, and its health. */
export function systemText(
  system: System,
  model: Model,
  health: Health | undefined,
  context: RenderContext,
): string {
  return sayLines(context, [
    [
      { text: words(context, system.id), paint: 'bold' },
      { text: `   ${sayLocation(system.at)}`, paint: 'dim' },
    ],
    ...valueLines(system, context),
    ...(system.thresholds.size === 0 ? [] : [[], ...thresholdLines(system, model, context)]),
    ...sectionOf(factLines(context, relationFacts(system, model, context))),
    ...(health === undefined ? [] : sectionOf(factLines(context, healthFacts(system, health)))),
  ]);
}

/** A redundancy group for people. */
export function groupText(
  group: Group,
  model: Model,
  health: Health | undefined,
  context: RenderContext,
): string {
  const state = health?.report.groups.find(({ id }) => id === group.id);
  return sayLines(context, [
    [
      { text: words(context, group.id), paint: 'bold' },
      { text: `   ${sayLocation(group.at)}`, paint: 'dim' },
    ],
    ...factLines(context, [
      ['group', `${group.need} of ${group.members.length} members needed`],
      ['members', group.members.join(', ')],
      ['spread', group.spread],
      ['depended on', dependents(model, group.id).join(', ') || 'by nothing'],
      [
        'health',
        state === undefined
          ? undefined
          : `${state.status}, ${state.up} of ${state.size} up, score ${state.score ?? 'unknown'}`,
      ],
    ]),
  ]);
}

function sectionOf(lines: readonly Line[]): readonly Line[] {
  return lines.length === 0 ? [] : [[], ...lines];
}

/** Each value with the place it comes from; what the system itself says needs no place. */
function valueLines(system: System, context: RenderContext): readonly Line[] {
  const values: readonly (readonly [key: string, value: string | undefined])[] = [
    ['name', system.name === system.id ? undefined : system.name],
    ['description', system.description],
    ['type', system.type],
    ['criticality', system.criticality],
    ['owner', system.owner],
    ['region', system.region],
    ['zone', system.zone],
    ['version', system.version],
    ['configHash', system.configHash],
    ['replicas', String(system.replicas)],
    ...[...system.labels].map(([label, value]) => [`labels.${label}`, value] as const),
    ['provides', system.provides.join(', ') || undefined],
    ...system.uses.map(
      ({ resource, request, limit }) =>
        [
          `uses.${resource}`,
          limit === undefined ? `${request}` : `${request}, at most ${limit}`,
        ] as const,
    ),
    ['logical', system.logical ? 'true' : undefined],
    ['failureProbability', sayProbability(system)],
    ['proxyFor', system.proxyFor],
  ];
  return table(
    context,
    plainColumns,
    values.flatMap(([key, value]) =>
      value === undefined
        ? []
        : [
            {
              cells: [{ text: key, paint: 'dim' } as const, { text: words(context, value) }],
              tail: { text: originText(system, key), paint: 'dim' } as const,
            },
          ],
    ),
  );
}

/** How likely it is down at any moment, and what that follows from. */
function sayProbability({ failureProbability, origins }: System): string | undefined {
  if (failureProbability === undefined) {
    return undefined;
  }
  const text = String(Number(failureProbability.toPrecision(4)));
  return origins.has('mttr') ? `${text}, from mtbf and mttr` : text;
}

/** Where a value comes from, and what it replaces where it is that of an environment. */
function originText({ origins, covered }: System, key: string): string {
  const below = covered?.get(key);
  const text = placeText(origins.get(key));
  return below === undefined ? text : `${text}, over ${placeText(below)}`;
}

function placeText(at: Location | undefined): string {
  if (at === undefined) {
    return 'built-in default';
  }
  return at.path.startsWith('$.defaults')
    ? `defaults, ${at.file}:${at.line}`
    : `${at.file}:${at.line}`;
}

function thresholdLines(system: System, model: Model, context: RenderContext): readonly Line[] {
  const rows = [...system.thresholds].map(([signal, threshold]) => ({
    cells: [
      { text: words(context, signal) },
      { text: words(context, levelsText(threshold, model)) },
    ],
    tail: {
      text: `${words(context, threshold.id)}, ${threshold.at.file}:${threshold.at.line}`,
      paint: 'dim',
    } as const,
  }));
  return [
    [{ text: '  thresholds in effect, warn / critical', paint: 'dim' }],
    ...table(context, plainColumns, rows),
  ];
}

/** `≥ 200 / 400 ms, critical for 30s`: warn, critical, the unit once, and how long they must hold. */
function levelsText({ signal: name, warn, critical }: Threshold, model: Model): string {
  const signal = model.signals.get(name);
  const sign = signal?.values !== undefined || signal?.better === 'lower' ? '≥' : '≤';
  const unit = signal?.unit === undefined || signal.unit === 'ratio' ? '' : ` ${signal.unit}`;
  const limitText = (level: Level | undefined): string => level?.limitText ?? '–';
  const held = [warn, critical].flatMap((level) =>
    level === undefined || level.forMs === 0
      ? []
      : [`, ${level.name} for ${sayDuration(level.forMs)}`],
  );
  return `${sign} ${limitText(warn)} / ${limitText(critical)}${unit}${held.join('')}`;
}

function relationFacts(system: System, model: Model, context: RenderContext): readonly Fact[] {
  const { dependsOn, groups } = system;
  return [
    ['depended on', dependents(model, system.id).join(', ') || 'by nothing'],
    ['depends on', dependsOn.map((edge) => edgeText(edge, model)).join(', ') || 'nothing'],
    [
      'fails when',
      dependsOn
        .filter(({ kind }) => model.catalog.kinds.get(kind)?.propagates)
        .map(({ to }) => failureText(to, model))
        .join(', or ') || undefined,
    ],
    [
      'member of',
      groups.map((id) => {
        const group = model.groupById.get(id);
        return group === undefined
          ? id
          : `${id} (${group.need} of ${group.members.length} needed) ${signsOf(context).dot} ${sayLocation(group.at)}`;
      }),
    ],
  ];
}

function edgeText({ to, kind }: Dependency, model: Model): string {
  const group = model.groupById.get(to);
  return group === undefined
    ? `${to} (${kind})`
    : `${to} (${kind}, ${group.need} of ${group.members.length})`;
}

function failureText(to: string, model: Model): string {
  const group = model.groupById.get(to);
  return group === undefined ? `${to} fails` : `fewer than ${group.need} of ${to} are up`;
}

function dependents(model: Model, id: string): readonly string[] {
  return model.systems.flatMap((system) =>
    system.dependsOn.filter(({ to }) => to === id).map(({ kind }) => `${system.id} (${kind})`),
  );
}

function healthFacts(system: System, { report, saved }: Health): readonly Fact[] {
  const state = report.systems.find(({ id }) => id === system.id);
  if (state === undefined) {
    return [];
  }
  const known = Object.hasOwn(saved.systems, system.id) ? saved.systems[system.id] : undefined;
  const series = Object.entries(known?.series ?? {});
  return [
    ['at', report.at],
    ['health', `${state.status}, score ${state.score ?? 'unknown'}, by itself ${state.own}`],
    ['because', state.because.map(({ message }) => message)],
    [
      'via',
      state.via.map(({ from, to, kind }) => `${from} ─${kind}→ ${to}`).join(', ') || undefined,
    ],
    ['signals', series.map(([name, { value, at }]) => `${name} ${value} at ${sayInstant(at)}`)],
    ['seen', Object.entries(known?.observed ?? {}).map(seenText)],
  ];
}

function seenText([key, { values, at }]: readonly [string, SeenValues]): string {
  return `${key} ${values.join(', ') || 'nothing'} at ${sayInstant(at)}`;
}
