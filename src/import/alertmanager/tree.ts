import type { Path } from '../../config/source.ts';
import type { Location } from '../../model/location.ts';
import { type Fields, fieldOf } from '../fields.ts';
import { prometheusMs } from './durations.ts';
import { type Matcher, matchersOf } from './matchers.ts';
import { type AlertmanagerReading, itemsAt, mapAt, nameOf, tellForm, textOf } from './reading.ts';
import type { Receivers } from './receivers.ts';

/** Whom a route tells, and how; what it does not say itself it has from the one above. */
export interface Delivery {
  readonly receiver: string;
  /** Labels. */
  readonly groupBy: readonly string[];
  readonly groupWaitMs: number;
  readonly groupIntervalMs: number;
  readonly repeatMs: number;
  /** Names of times. These are not passed on. */
  readonly active: readonly string[];
  readonly muted: readonly string[];
  /** Place of the route. */
  readonly at: Location;
}

/** A route with those below it, in order. */
export interface RouteNode {
  readonly matchers: readonly Matcher[];
  readonly delivery: Delivery;
  /** Whether what it takes goes on to those behind it. */
  readonly goesOn: boolean;
  readonly children: readonly RouteNode[];
  readonly at: Location;
}

/** What holds where nothing is said. */
const defaults: Omit<Delivery, 'at'> = {
  receiver: '',
  groupBy: [],
  groupWaitMs: 30_000,
  groupIntervalMs: 300_000,
  repeatMs: 14_400_000,
  active: [],
  muted: [],
};

/** The tree of routes; undefined where it has another form. As deep as YAML may be, and no deeper. */
export function routeTree(
  reading: AlertmanagerReading,
  fields: Fields,
  receivers: Receivers,
): RouteNode | undefined {
  const path: Path = ['route'];
  const root = mapAt(reading, fieldOf(fields, 'route'), path);
  return root && nodeOf({ reading, receivers }, root, path, defaults);
}

interface Context {
  readonly reading: AlertmanagerReading;
  readonly receivers: Receivers;
}

function nodeOf(
  context: Context,
  fields: Fields,
  path: Path,
  above: Omit<Delivery, 'at'>,
): RouteNode {
  const { reading } = context;
  const delivery = deliveryOf(context, fields, path, above);
  const children = itemsAt(reading, fieldOf(fields, 'routes'), [...path, 'routes']).flatMap(
    (item): readonly RouteNode[] => {
      const own = mapAt(reading, item.value, item.path);
      return own === undefined ? [] : [nodeOf(context, own, item.path, delivery)];
    },
  );
  return {
    matchers: matchersOf(reading, { fields, path }),
    delivery,
    goesOn: fieldOf(fields, 'continue') === true,
    children,
    at: delivery.at,
  };
}

function deliveryOf(
  { reading, receivers }: Context,
  fields: Fields,
  path: Path,
  above: Omit<Delivery, 'at'>,
): Delivery {
  const receiver = textOf(fieldOf(fields, 'receiver')) ?? above.receiver;
  if (!receivers.has(receiver)) {
    tellForm(
      reading,
      [...path, 'receiver'],
      receiver === ''
        ? `${nameOf(path)} names no \`receiver\``
        : `\`${receiver}\` is not a receiver of this file`,
    );
  }
  const names = (key: string): readonly string[] | undefined =>
    fieldOf(fields, key) === undefined
      ? undefined
      : itemsAt(reading, fieldOf(fields, key), [...path, key]).flatMap(
          ({ value }) => textOf(value) ?? [],
        );
  const duration = (key: string, inherited: number): number => {
    const text = textOf(fieldOf(fields, key));
    const durationMs = text === undefined ? inherited : prometheusMs(text);
    if (durationMs === undefined) {
      tellForm(reading, [...path, key], `${nameOf([...path, key])} is not a duration`);
    }
    return durationMs ?? inherited;
  };
  return {
    receiver,
    groupBy: names('group_by') ?? above.groupBy,
    groupWaitMs: duration('group_wait', above.groupWaitMs),
    groupIntervalMs: duration('group_interval', above.groupIntervalMs),
    repeatMs: duration('repeat_interval', above.repeatMs),
    active: names('active_time_intervals') ?? [],
    muted: names('mute_time_intervals') ?? [],
    at: reading.source.locate(path, 'key'),
  };
}
