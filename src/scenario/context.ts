import { isKnown, type Known, type Problems } from '../config/problems.ts';
import type { Path, Source } from '../config/source.ts';
import type { Location } from '../model/location.ts';
import { parseDuration } from '../model/time.ts';
import { type Clock, momentOf } from './moment.ts';
import type { Names } from './names.ts';

/** What is at hand while a scenario is compiled. */
export interface Context {
  readonly source: Source;
  /** Where the scenario stands. */
  readonly path: Path;
  readonly clock: Clock;
  readonly names: Names;
  readonly problems: Problems;
}

/** Where a part of the scenario stands, by its path inside of it. */
export function placeIn(
  { source, path }: Pick<Context, 'source' | 'path'>,
  keys: Path,
  part: 'key' | 'value' = 'value',
): Location {
  return source.locate([...path, ...keys], part);
}

/** Whether a name is known; tells it with the nearest one otherwise. */
export function isNamed(
  context: Context,
  id: string,
  at: Location | (() => Location),
  known: () => Known,
): boolean {
  return isKnown(context.problems, 'scenario/unknown-name', { id, at }, known());
}

/** The instant of a time in the scenario, in milliseconds; undefined where it is told that it is none. */
export function instantAt(context: Context, text: string, keys: Path): number | undefined {
  const at = momentOf(text, context.clock);
  if (typeof at === 'number') {
    return at;
  }
  const { message, help } = at;
  context.problems.tell('scenario/bad-time', placeIn(context, keys), message, { help });
  return undefined;
}

/** Milliseconds of a duration that is not zero; undefined where it is told that it is none. */
export function durationAt(context: Context, text: string, keys: Path): number | undefined {
  const ms = parseDuration(text);
  if (ms === undefined || ms === 0) {
    context.problems.tell(
      'scenario/bad-time',
      placeIn(context, keys),
      ms === 0 ? `\`${text}\` is no time at all` : `\`${text}\` is longer than can be counted`,
      { help: 'write a duration such as 30s or 5m' },
    );
    return undefined;
  }
  return ms;
}
