import type { Path } from '../config/source.ts';
import { limits, sayCount } from '../model/limits.ts';
import type * as file from '../model/scenario.generated.ts';
import { type Context, durationAt, instantAt, isNamed, placeIn } from './context.ts';
import type { Heartbeats, Scenario, SystemFailures } from './scenario.ts';

/** Failures by system, in the order of the file. Those without an end have none: they last as long as the scenario. */
export function compileFailures(
  context: Context,
  written: file.Scenario,
): readonly SystemFailures[] {
  const spells = (written.failures ?? []).flatMap((failure, index) => {
    const keys = ['failures', index];
    const { system, status = 'offline', for: lasts } = failure;
    const isKnownSystem = isSystem(context, system, [...keys, 'system']);
    const from = instantAt(context, failure.at, [...keys, 'at']);
    const forMs = lasts === undefined ? Infinity : durationAt(context, lasts, [...keys, 'for']);
    if (isKnownSystem && written.checks !== undefined && Object.hasOwn(written.checks, system)) {
      context.problems.tell(
        'scenario/twice',
        placeIn(context, [...keys, 'system']),
        `what the health check of \`${system}\` says stands under \`checks\` as well`,
        {
          help: 'keep one of them: a failure says healthy before and after it',
          related: [
            { message: 'it stands here first', at: placeIn(context, ['checks', system], 'key') },
          ],
        },
      );
    }
    return from === undefined || forMs === undefined
      ? []
      : [{ system, from, until: from + forMs, status }];
  });
  return [...Map.groupBy(spells, ({ system }) => system)].map(([system, own]) => ({
    system,
    spells: own,
  }));
}

/** Signs of life, in the order of the file; those without an end go on to `endsAt`, which is known later. */
export function compileHeartbeats(
  context: Context,
  written: file.Scenario['heartbeats'],
  startsAt: number,
): readonly Heartbeats[] {
  return (written ?? []).flatMap((entry, index): readonly Heartbeats[] => {
    const keys = ['heartbeats', index];
    if (typeof entry === 'string') {
      return isSystem(context, entry, keys)
        ? [{ system: entry, from: startsAt, until: Infinity, everyMs: undefined }]
        : [];
    }
    const { system, from, until, every } = entry;
    const isKnownSystem = isSystem(context, system, [...keys, 'system']);
    const fromAt = from === undefined ? startsAt : instantAt(context, from, [...keys, 'from']);
    const untilAt = until === undefined ? Infinity : instantAt(context, until, [...keys, 'until']);
    const everyMs =
      every === undefined ? undefined : durationAt(context, every, [...keys, 'every']);
    return !isKnownSystem || fromAt === undefined || untilAt === undefined
      ? []
      : [{ system, from: fromAt, until: untilAt, everyMs }];
  });
}

/** What was seen to run. */
export function compileObserved(
  context: Context,
  written: file.Scenario['observed'],
): Scenario['observed'] {
  return (written ?? []).flatMap(({ at, ...observation }, index) => {
    const keys = ['observed', index];
    const isKnownSystem = isSystem(context, observation.system, [...keys, 'system']);
    const instant = instantAt(context, at, [...keys, 'at']);
    return isKnownSystem && instant !== undefined ? [{ ...observation, instant }] : [];
  });
}

/** Who takes care of what. */
export function compileAcknowledged(
  context: Context,
  written: file.Scenario['acknowledge'],
): Scenario['acknowledged'] {
  return (written ?? []).flatMap(({ at, ...acknowledgement }, index) => {
    const keys = ['acknowledge', index];
    const { system, for: lasts } = acknowledgement;
    const isKnownSystem = system === undefined || isSystem(context, system, [...keys, 'system']);
    const isLong =
      lasts === undefined || durationAt(context, lasts, [...keys, 'for']) !== undefined;
    const instant = instantAt(context, at, [...keys, 'at']);
    return isKnownSystem && isLong && instant !== undefined
      ? [{ ...acknowledgement, instant }]
      : [];
  });
}

function isSystem(context: Context, id: string, keys: Path): boolean {
  return isNamed(context, id, placeIn(context, keys), context.names.system);
}

/** The instants of heartbeats that come by themselves, up to an instant; too many are told. */
export function beatsOf(
  context: Context,
  heartbeats: readonly Heartbeats[],
  endsAt: number,
): readonly number[] {
  const count = heartbeats.reduce(
    (sum, { from, until, everyMs }) =>
      everyMs === undefined
        ? sum
        : sum + Math.max(0, Math.floor((Math.min(until, endsAt) - from) / everyMs) + 1),
    0,
  );
  if (count > limits.seriesValues) {
    context.problems.tell(
      'scenario/too-long',
      placeIn(context, ['heartbeats'], 'key'),
      `there are more than ${sayCount(limits.seriesValues)} heartbeats`,
      { help: 'let `every` be longer' },
    );
    return [];
  }
  return heartbeats.flatMap(({ from, until, everyMs }) => {
    const instants: number[] = [];
    for (let at = from; everyMs !== undefined && at <= Math.min(until, endsAt); at += everyMs) {
      instants.push(at);
    }
    return instants;
  });
}
