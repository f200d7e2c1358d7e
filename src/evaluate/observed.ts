import { distinct } from '../model/order.ts';
import type { Observed, SeenCalls, SeenValues } from '../model/state.generated.ts';

/** What was seen to run of one system at an instant, in milliseconds. */
export interface Observation {
  readonly at: number;
  readonly version?: string | undefined;
  readonly configHash?: string | undefined;
  /** Ids as they were written. */
  readonly dependsOn?: readonly string[] | undefined;
  /** Whether `dependsOn` is everything that the system calls. */
  readonly complete?: boolean | undefined;
}

/** How many values of one instant are kept, the first in order: more of them say nothing new. */
const valuesMax = 20;
const callsMax = 1_000;

/**
 * What is known of a system behind an observation; undefined where every part of it is older than what is known. Each
 * part is replaced by what is newer. What was seen at one instant is kept together, because replicas may well differ, and
 * so that the order in which it arrives, or the batches in which it does, make no difference.
 */
export function observedAfter(
  known: Observed | undefined,
  { at, version, configHash, dependsOn, complete = false }: Observation,
): Observed | undefined {
  const next = {
    version: valuesAfter(known?.version, at, version),
    configHash: valuesAfter(known?.configHash, at, configHash),
    dependsOn: callsAfter(known?.dependsOn, at, dependsOn && { values: dependsOn, complete }),
  };
  const isLate =
    next.version === undefined && next.configHash === undefined && next.dependsOn === undefined;
  return isLate
    ? undefined
    : present({
        version: next.version ?? known?.version,
        configHash: next.configHash ?? known?.configHash,
        dependsOn: next.dependsOn ?? known?.dependsOn,
      });
}

/** Only what is there, in one order of keys: a state is saved to the same bytes however it came about. */
function present({
  version,
  configHash,
  dependsOn,
}: {
  readonly [Key in keyof Observed]: Observed[Key] | undefined;
}): Observed {
  return {
    ...(version === undefined ? {} : { version }),
    ...(configHash === undefined ? {} : { configHash }),
    ...(dependsOn === undefined ? {} : { dependsOn }),
  };
}

function valuesAfter(
  known: SeenValues | undefined,
  at: number,
  value: string | undefined,
): SeenValues | undefined {
  if (value === undefined || (known !== undefined && at < known.at)) {
    return undefined;
  }
  const values = known?.at === at ? [...known.values, value] : [value];
  return { at, values: distinct(values).slice(0, valuesMax) };
}

/** Several lists of one instant are complete together if each of them is. */
function callsAfter(
  known: SeenCalls | undefined,
  at: number,
  seen: Omit<SeenCalls, 'at'> | undefined,
): SeenCalls | undefined {
  if (seen === undefined || (known !== undefined && at < known.at)) {
    return undefined;
  }
  const others = known?.at === at ? known : undefined;
  const values = distinct([...(others?.values ?? []), ...seen.values]);
  return {
    at,
    values: values.slice(0, callsMax),
    complete: seen.complete && (others?.complete ?? true) && values.length <= callsMax,
  };
}
