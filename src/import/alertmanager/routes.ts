import type { Location } from '../../model/location.ts';
import { distinct } from '../../model/order.ts';
import { keyText, quoted } from '../draft-yaml.ts';
import { durationText } from './durations.ts';
import type { FlatRoute } from './flatten.ts';
import type { Receivers } from './receivers.ts';
import type { Constraint, Selection } from './selection.ts';
import type { Delivery } from './tree.ts';

/** A route as it would stand in a configuration. */
export interface RouteDraft {
  /** Keys with their values, as YAML on one line each. */
  readonly lines: readonly string[];
  /** What Alertmanager asks for, such as `severity="critical"`. */
  readonly written: readonly string[];
  /** What people have to decide. */
  readonly decide: readonly string[];
  /** Why it cannot be in force; it is a comment then. */
  readonly lost: readonly string[];
  /** Names of times that it heeds in Alertmanager alone. */
  readonly unheeded: readonly string[];
  /** Ids of channels. */
  readonly notify: readonly string[];
  readonly at: Location;
}

export interface RouteContext {
  readonly receivers: Receivers;
  /** Times by name, as YAML on one line; undefined for those without a counterpart. */
  readonly hours: ReadonlyMap<string, string | undefined>;
}

export function routeDraft(route: FlatRoute, context: RouteContext): RouteDraft {
  const { selection, deliveries, written, guesses, lost, at } = route;
  const notify = [
    ...new Set(
      deliveries
        .flatMap(({ receiver }) => context.receivers.get(receiver) ?? [])
        .map(({ id }) => id),
    ),
  ];
  const last = deliveries.at(-1);
  const told = last === undefined ? undefined : settingsOf(last, deliveries);
  const active = activeOf(route, context);
  const unheeded = unheededOf(deliveries, active);
  return {
    lines: [
      ...(selection.size === 0 ? [] : [`match: ${matchText(selection)}`]),
      `notify: [${notify.map(keyText).join(', ')}]`,
      ...(told?.lines ?? []),
      ...(active === undefined ? [] : [`active: ${active}`]),
    ],
    written,
    decide: [
      ...guesses,
      ...(told?.decide ?? []),
      ...(unheeded.length === 0 ? [] : [`at any time: ${unheeded.map(quoted).join(', ')}`]),
    ],
    lost,
    unheeded,
    notify,
    at,
  };
}

/** A selection as `match`, on one line. What is left out stands below `not`. */
function matchText(selection: Selection): string {
  const parts = keysOf(selection, true);
  const not = keysOf(selection, false);
  return `{ ${[...parts, ...(not.length === 0 ? [] : [`not: { ${not.join(', ')} }`])].join(', ')} }`;
}

const keys = ['owner', 'priority', 'systems'] as const;

function keysOf(selection: Selection, isIn: boolean): readonly string[] {
  const own = [...selection].filter(([, constraint]) => constraint.isIn === isIn);
  const labels = own
    .filter(([property]) => property.startsWith('labels.'))
    .map(
      ([property, constraint]) => `${property.slice('labels.'.length)}: ${valueText(constraint)}`,
    )
    .sort();
  return [
    ...(labels.length === 0 ? [] : [`labels: { ${labels.join(', ')} }`]),
    ...keys.flatMap((key) => {
      const constraint = own.find(([property]) => property === key)?.[1];
      return constraint === undefined ? [] : [`${key}: ${plainText(key, constraint)}`];
    }),
  ];
}

function valueText({ values }: Constraint): string {
  const [first = '', ...others] = values.map(keyText);
  return others.length === 0 ? first : `[${[first, ...others].join(', ')}]`;
}

/** Priorities and ids need no quotes; `systems` is always a list. */
function plainText(key: (typeof keys)[number], constraint: Constraint): string {
  if (key === 'owner') {
    return valueText(constraint);
  }
  return key === 'systems' || constraint.values.length > 1
    ? `[${constraint.values.map(keyText).join(', ')}]`
    : constraint.values.map(keyText).join('');
}

interface Settings {
  readonly lines: readonly string[];
  readonly decide: readonly string[];
}

const groupKeys: ReadonlyMap<string, string> = new Map([
  ['team', 'owner'],
  ['owner', 'owner'],
  ['squad', 'owner'],
  ['severity', 'priority'],
  ['priority', 'priority'],
]);

/** Labels that incidents are grouped by, as Tower calls them; undefined where one of them has no counterpart: each incident stands alone. */
export function groupByOf(labels: readonly string[]): readonly string[] | undefined {
  const found = labels.map((label) => groupKeys.get(label));
  return labels.length === 0 || found.includes(undefined) ? undefined : distinct(found);
}

/** How a route tells: what differs from what holds anyway. Of several, as the one behind the others does, which is the most special. */
function settingsOf(last: Delivery, deliveries: readonly Delivery[]): Settings {
  const { groupWaitMs, groupIntervalMs, repeatMs } = last;
  const groupBy = groupByOf(last.groupBy);
  // Alertmanager looks every `group_interval` whether it is time to repeat: it never repeats sooner.
  const repeat = durationText(Math.max(repeatMs, groupIntervalMs, 1));
  const isMixed = deliveries.some((other) => timesOf(other) !== timesOf(last));
  return {
    lines: [
      ...(groupBy === undefined ? [] : [`groupBy: [${groupBy.join(', ')}]`]),
      ...(groupWaitMs === 30_000 ? [] : [`groupWait: ${durationText(groupWaitMs)}`]),
      ...(groupIntervalMs === 300_000 ? [] : [`groupInterval: ${durationText(groupIntervalMs)}`]),
      ...(repeat === '4h' ? [] : [`repeat: ${repeat}`]),
    ],
    decide: [...(isMixed ? [`the times are those of ${quoted(last.receiver)}`] : [])],
  };
}

function timesOf({ groupWaitMs, groupIntervalMs, repeatMs, active, muted }: Delivery): string {
  return JSON.stringify([groupWaitMs, groupIntervalMs, repeatMs, active, muted]);
}

/** When a route tells. One that takes everything tells always: somebody has to. */
function activeOf(
  { selection, deliveries }: FlatRoute,
  { hours }: RouteContext,
): string | undefined {
  const [name = '', ...others] = deliveries[0]?.active ?? [];
  const isAlone = others.length === 0 && deliveries.length === 1;
  return isAlone && selection.size > 0 ? hours.get(name) : undefined;
}

/** Times at which it would tell, or would not, and which the route says nothing of. */
function unheededOf(
  deliveries: readonly Delivery[],
  active: string | undefined,
): readonly string[] {
  return distinct(
    deliveries.flatMap((own) => [...own.muted, ...(active === undefined ? own.active : [])]),
  );
}
