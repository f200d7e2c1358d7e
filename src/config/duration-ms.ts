import { parseDuration } from '../model/time.ts';

/** Milliseconds of a duration that has passed the schema; 0 where there is none. */
export function durationMs(text: string | undefined): number {
  return text === undefined ? 0 : (parseDuration(text) ?? 0);
}

/** The same; undefined where there is none. */
export function writtenMs(text: string | undefined): number | undefined {
  return text === undefined ? undefined : parseDuration(text);
}
