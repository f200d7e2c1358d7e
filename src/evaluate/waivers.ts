import { driftRules } from '../model/drift-rules.ts';
import type { Model, Waiver } from '../model/model.ts';
import { compareText } from '../model/order.ts';
import type { Finding, Reason, Waived } from '../model/report.generated.ts';
import { dayMs, sayInstant } from '../model/time.ts';
import { exceptionFinding } from './finding.ts';

/**
 * Whether a waiver holds. It holds while `now` is before the end of its last day (UTC), if that day is at most `maxDays`
 * days after the day of `now`: the end may lie no later than the start of the UTC day of `now` plus `maxDays` + 1 days.
 */
export type Standing = 'in-force' | 'expired' | 'too-far';

/** The standing of a waiver at an instant, in milliseconds. */
export function standingOf(waiver: Waiver, now: number, maxDays: number): Standing {
  if (now >= waiver.endsAt) {
    return 'expired';
  }
  return waiver.endsAt <= latestEnd(now, maxDays) ? 'in-force' : 'too-far';
}

function latestEnd(now: number, maxDays: number): number {
  return Math.floor(now / dayMs) * dayMs + (maxDays + 1) * dayMs;
}

/** Whole days from `now` to the end of a waiver that is not over. */
export function daysLeft(waiver: Waiver, now: number): number {
  return Math.floor((waiver.endsAt - now) / dayMs);
}

/** Whole days since the end of a waiver that is over. */
export function daysOver(waiver: Waiver, now: number): number {
  return Math.floor((now - waiver.endsAt) / dayMs);
}

/** Answers which waiver in force accepts the violation of a policy by a subject: the one that ends last, then by id. */
export function acceptances(
  model: Pick<Model, 'waivers' | 'settings'>,
  now: number,
): (policy: string, subject: string) => Waived | null {
  const byPolicy = new Map<string, Map<string, Waiver>>();
  for (const waiver of model.waivers) {
    if (standingOf(waiver, now, model.settings.waiverMaxDays) === 'in-force') {
      const bySubject = byPolicy.get(waiver.policy) ?? new Map<string, Waiver>();
      byPolicy.set(waiver.policy, bySubject);
      for (const subject of waiver.subjects) {
        const other = bySubject.get(subject);
        if (other === undefined || other.endsAt < waiver.endsAt) {
          bySubject.set(subject, waiver);
        }
      }
    }
  }
  return (policy, subject) => {
    const waiver = byPolicy.get(policy)?.get(subject);
    return waiver === undefined ? null : waivedBy(waiver, now);
  };
}

function waivedBy(waiver: Waiver, now: number): Waived {
  return {
    waiver: waiver.id,
    reason: waiver.reason,
    approvedBy: waiver.approvedBy,
    expires: waiver.expires,
    daysLeft: daysLeft(waiver, now),
    ticket: waiver.ticket ?? null,
    at: waiver.at,
  };
}

/** What a waiver finding says; the rest is the same for all of them. */
interface Remark {
  readonly rule: 'waiver/expired' | 'waiver/too-far' | 'waiver/unused';
  readonly message: string;
  readonly because: readonly Reason[];
  readonly help: string;
}

/** What the other passes say of a policy and a subject. */
export interface Judging {
  /** Whether the subject violates the policy, which is not off. */
  readonly violates: (policy: string, subject: string) => boolean;
  readonly isJudged: (policy: string, subject: string) => boolean;
}

/**
 * A finding for each waiver that is expired, reaches too far ahead, or has subjects with nothing to waive, in the order
 * of the waivers. `isJudged` answers whether anything is known about a subject: where nothing runs that was observed,
 * drift that is waived may well be there.
 */
export function waiverFindings(
  model: Pick<Model, 'waivers' | 'settings' | 'policies'>,
  now: number,
  { violates, isJudged }: Judging,
): readonly Finding[] {
  const { waiverMaxDays, drift } = model.settings;
  const off = new Set([
    ...model.policies.filter((policy) => policy.enforcement === 'off').map(({ id }) => id),
    ...driftRules.filter(({ part }) => drift[part].enforcement === 'off').map(({ id }) => id),
  ]);
  return model.waivers.flatMap((waiver) => {
    const violating = waiver.subjects
      .filter((subject) => violates(waiver.policy, subject))
      .sort(compareText);
    const isOff = off.has(waiver.policy);
    const idle = waiver.subjects
      .filter((subject) => !violating.includes(subject))
      .filter((subject) => isOff || isJudged(waiver.policy, subject))
      .sort(compareText);
    const remark = {
      expired: () => expired(waiver, violating),
      'too-far': () => tooFar(waiver, now, waiverMaxDays),
      'in-force': () => unused(waiver, idle, isOff),
    }[standingOf(waiver, now, waiverMaxDays)]();
    const { id: subject, at } = waiver;
    return remark === undefined
      ? []
      : [exceptionFinding({ scope: 'waiver', subject, at, ...remark })];
  });
}

function expired(waiver: Waiver, violating: readonly string[]): Remark {
  const isBack = violating.length > 0;
  return {
    rule: 'waiver/expired',
    message: `waiver \`${waiver.id}\` expired: ${
      isBack
        ? `the violation of \`${waiver.policy}\` by ${sayIds(violating)} is back`
        : `there is no violation of \`${waiver.policy}\` left to waive`
    }`,
    because: [
      {
        code: 'expired',
        message: `its last day was ${waiver.expires} (UTC)`,
        at: waiver.at,
        values: { expires: waiver.expires },
      },
    ],
    help: isBack ? 'fix the violation, or have a new `expires` approved' : 'remove the waiver',
  };
}

function tooFar(waiver: Waiver, now: number, maxDays: number): Remark {
  const latest = sayInstant(latestEnd(now, maxDays) - dayMs).slice(0, 10);
  return {
    rule: 'waiver/too-far',
    message: `waiver \`${waiver.id}\` is not in force: it expires more than ${maxDays} days ahead`,
    because: [
      {
        code: 'too-far',
        message: `its last day is ${waiver.expires}, the latest possible one is ${latest} (UTC)`,
        at: waiver.at,
        values: { expires: waiver.expires, latest, maxDays },
      },
    ],
    help: `set \`expires\` to ${latest} or earlier`,
  };
}

function unused(waiver: Waiver, idle: readonly string[], isOff: boolean): Remark | undefined {
  if (idle.length === 0) {
    return undefined;
  }
  const isWhole = idle.length === waiver.subjects.length;
  const why = isOff
    ? `policy \`${waiver.policy}\` is off`
    : `${sayIds(idle)} ${idle.length === 1 ? 'does' : 'do'} not violate \`${waiver.policy}\``;
  return {
    rule: 'waiver/unused',
    message: isWhole
      ? `waiver \`${waiver.id}\` waives nothing: ${why}`
      : `waiver \`${waiver.id}\` is partly unused: ${why}`,
    because: idle.map((subject) => ({
      code: 'unused',
      message: isOff ? why : `\`${subject}\` does not violate \`${waiver.policy}\``,
      at: waiver.at,
      values: { policy: waiver.policy, subject },
    })),
    help: isWhole ? 'remove the waiver' : `remove ${sayIds(idle)} from its \`subjects\``,
  };
}

function sayIds(ids: readonly string[]): string {
  return ids.map((id) => `\`${id}\``).join(', ');
}
