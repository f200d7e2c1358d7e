import type { FactSource, FactValue } from '../model/trace.ts';
import type { Cases } from './cases.ts';
import { factsOf } from './facts.ts';
import type { Judged } from './judged.ts';
import type { PolicyStanding } from './policy-standing.ts';
import { violationOf } from './violation.ts';

/** A policy with the places of the cases to judge, in order. */
export interface ToJudge {
  readonly standing: PolicyStanding;
  readonly places: Int32Array;
}

/** The facts of a case, and its own fact at hand. */
interface CaseFacts {
  readonly facts: FactSource;
  readonly own: FactValue;
}

/** So many subjects at a time: their facts stay in the caches for all policies, and are let go before the next ones. */
const blockSize = 64;

/** Judges cases of policies, and answers the policies in which anything came out otherwise than before, in their order. */
export function judgeAll(todo: readonly ToJudge[], judged: Judged): readonly PolicyStanding[] {
  const factsFor = factsOf(judged);
  const others = new Set<PolicyStanding>();
  for (const [cases, ofScope] of Map.groupBy(todo, ({ standing }) => standing.cases)) {
    for (const standing of judgeScope(cases, ofScope, factsFor)) {
      others.add(standing);
    }
  }
  return todo.map(({ standing }) => standing).filter((standing) => others.has(standing));
}

function judgeScope(
  cases: Cases,
  todo: readonly ToJudge[],
  factsFor: ReturnType<typeof factsOf>,
): ReadonlySet<PolicyStanding> {
  const others = new Set<PolicyStanding>();
  const cursors = new Int32Array(todo.length);
  for (let start = nextPlace(todo, cursors); start < cases.subjects.length; ) {
    const factsAt = factsInBlock(cases, start, factsFor);
    for (const [index, { standing, places }] of todo.entries()) {
      const from = cursors[index] ?? 0;
      let to = from;
      while (to < places.length && (places[to] ?? 0) < start + blockSize) {
        to += 1;
      }
      cursors[index] = to;
      if (judgePlaces(standing, places.subarray(from, to), factsAt)) {
        others.add(standing);
      }
    }
    start = nextPlace(todo, cursors);
  }
  return others;
}

/** The first place that is left to judge; infinite where none is. */
function nextPlace(todo: readonly ToJudge[], cursors: Int32Array): number {
  let first = Number.POSITIVE_INFINITY;
  for (const [index, { places }] of todo.entries()) {
    first = Math.min(first, places[cursors[index] ?? 0] ?? Number.POSITIVE_INFINITY);
  }
  return first;
}

function factsInBlock(
  cases: Cases,
  start: number,
  factsFor: ReturnType<typeof factsOf>,
): (place: number) => CaseFacts {
  const made: (CaseFacts | undefined)[] = [];
  return (place) => {
    const known = made[place - start];
    const subject = cases.subjects[place];
    if (known !== undefined || subject === undefined) {
      return known ?? { facts: () => undefined, own: undefined };
    }
    const facts = factsFor(subject);
    const fresh = { facts, own: facts(subject.scope, undefined) };
    made[place - start] = fresh;
    return fresh;
  };
}

/** Judges the cases at some of the places of a policy, and answers whether anything came out otherwise than before. */
function judgePlaces(
  { policy, cases, violations }: PolicyStanding,
  places: Int32Array,
  factsAt: (place: number) => CaseFacts,
): boolean {
  const { rule, mode } = policy;
  const isRequired = mode === 'require';
  const isAboutOwn = rule.about === policy.scope;
  let isOther = false;
  for (const place of places) {
    const { facts, own } = factsAt(place);
    if (rule.matches(facts, isAboutOwn ? own : undefined) === isRequired) {
      isOther = violations.delete(place) || isOther;
      continue;
    }
    const subject = cases.subjects[place];
    if (subject !== undefined) {
      violations.set(place, violationOf(policy, subject, facts, cases.model));
      isOther = true;
    }
  }
  return isOther;
}
