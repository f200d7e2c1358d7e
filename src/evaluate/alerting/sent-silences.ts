import { limits } from '../../model/limits.ts';
import type { Location } from '../../model/location.ts';
import type { Model, Silence } from '../../model/model.ts';
import { compareText, sortedBy } from '../../model/order.ts';
import type { SilenceReading } from '../../model/readings.ts';
import type { SilenceState } from '../../model/state.generated.ts';
import type { Alerting } from './alerting.ts';

/** A silence, of the configuration or asked for in a batch. */
export type Quiet = Omit<Silence, 'at' | 'written'> & {
  /** Undefined where it was asked for in a batch. */
  readonly at: Location | undefined;
};

/** All silences, those of the configuration first, each part by id. */
export function allSilences({ silences }: Model, { silences: sent }: Alerting): readonly Quiet[] {
  return sent.size === 0
    ? silences
    : [...silences, ...sortedBy(sent.values(), ({ id }) => id).map(quietOf)];
}

function quietOf({ id, systems, thresholds, from, until, reason, by }: SilenceState): Quiet {
  const ids = new Set(systems);
  return {
    id,
    matches: systems === undefined ? undefined : (system) => ids.has(system.id),
    thresholds,
    startsAt: from,
    endsAt: until,
    reason,
    createdBy: by,
    at: undefined,
  };
}

/**
 * Remembers silences that a batch asks for, ends those that it ends, and forgets those that are over. In one batch an end wins, whatever
 * the order. Answers whether anything is another one, and the ids of those that are too many.
 */
export function takeSilences(
  { systems }: Pick<Model, 'systems'>,
  { silences: sent }: Alerting,
  { readings, now }: { readonly readings: readonly SilenceReading[]; readonly now: number },
): { readonly isChanged: boolean; readonly refused: readonly string[] } {
  const refused: string[] = [];
  const ended = new Set(readings.flatMap(({ id, asked }) => (asked === undefined ? [id] : [])));
  let isChanged = false;
  for (const id of ended) {
    isChanged = sent.delete(id) || isChanged;
  }
  for (const { id, by, asked } of readings.toSorted(compareReadings)) {
    if (asked === undefined || ended.has(id)) {
      continue;
    }
    if (sent.size >= limits.silences && !sent.has(id)) {
      refused.push(id);
      continue;
    }
    const { systems: indexes, thresholds, ...rest } = asked;
    const ids = indexes?.flatMap((index) => systems[index]?.id ?? []).sort(compareText);
    sent.set(id, {
      id,
      by,
      ...rest,
      ...(ids === undefined ? {} : { systems: ids }),
      ...(thresholds === undefined ? {} : { thresholds }),
    });
    isChanged = true;
  }
  return { isChanged: forgetOver(sent, now) || isChanged, refused };
}

/** Forgets the silences that are over, and answers whether there were any. */
function forgetOver(sent: Alerting['silences'], now: number): boolean {
  let isAny = false;
  for (const { id, until } of [...sent.values()]) {
    if (until <= now) {
      sent.delete(id);
      isAny = true;
    }
  }
  return isAny;
}

/** By id and content, so that the order of a batch makes no difference. */
function compareReadings(a: SilenceReading, b: SilenceReading): number {
  return compareText(a.id, b.id) || compareText(JSON.stringify(a), JSON.stringify(b));
}
