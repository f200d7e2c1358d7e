import { intAt } from '../integers.ts';
import { type Assembly, assemblySteps, type DiagramBudget, gatePart, isWhole } from './assembly.ts';
import { chancesOf } from './chances.ts';
import { type Bounds, gateBounds } from './gate-bounds.ts';
import { fate, type Gates, pruned } from './gates.ts';
import { numberAt } from './numbers.ts';
import { finished } from './steps.ts';

/** Probabilities of events, from below and from above. */
export interface ChanceBounds {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

export interface SplitLimits {
  /** How many cases are told apart. */
  readonly caseMax: number;
  /** Budgets of the diagrams of one case. */
  readonly budgets: readonly DiagramBudget[];
}

/** A case: some events are known to have failed or to work. */
interface Case extends Bounds {
  readonly fates: Uint8Array;
  /** The probability of the case, for the chances from below and from above. */
  readonly low: number;
  readonly high: number;
  /** The event to split it by, -1 where there is no more to find out. */
  readonly by: number;
}

/**
 * Bounds of the probability of the top by telling cases apart: the case that leaves most open is split in two by the event that is
 * used most often, again and again. What remains of a case is worked out as far as small diagrams go, and bounded gate by gate where
 * they do not. The bounds hold whenever it stops, and only get closer.
 */
export function splitBounds(gates: Gates, chances: ChanceBounds, limits: SplitLimits): Bounds {
  const eventCount = chances.low.length;
  const whole: Half = { fates: new Uint8Array(eventCount).fill(fate.may), low: 1, high: 1 };
  const cases = [judgedCase(gates, chances, whole, limits)];
  while (cases.length < limits.caseMax) {
    const widest = widestOf(cases);
    const split = cases[widest];
    if (split === undefined || split.by < 0) {
      break;
    }
    const [failed, working] = halvesOf(split, chances);
    cases[widest] = judgedCase(gates, chances, failed, limits);
    cases.push(judgedCase(gates, chances, working, limits));
  }
  let [from, to] = [0, 0];
  for (const each of cases) {
    from += each.low * each.from;
    to += each.high * each.to;
  }
  return { from: Math.min(1, from), to: Math.min(1, to) };
}

/** The place of the case that leaves most open; -1 where nothing is. */
function widestOf(cases: readonly Case[]): number {
  let widest = -1;
  let most = 0;
  for (const [place, { by, high, low, from, to }] of cases.entries()) {
    const gap = by < 0 ? 0 : high * to - low * from;
    if (gap > most) {
      [widest, most] = [place, gap];
    }
  }
  return widest;
}

type Half = Pick<Case, 'fates' | 'low' | 'high'>;

function halvesOf({ fates, low, high, by }: Case, chances: ChanceBounds): readonly [Half, Half] {
  const [least, most] = [numberAt(chances.low, by), numberAt(chances.high, by)];
  const failed = fates.slice();
  failed[by] = fate.certain;
  const working = fates.slice();
  working[by] = fate.never;
  return [
    { fates: failed, low: low * least, high: high * most },
    { fates: working, low: low * (1 - least), high: high * (1 - most) },
  ];
}

function judgedCase(gates: Gates, chances: ChanceBounds, half: Half, limits: SplitLimits): Case {
  const left = pruned(gates, half.fates);
  if (typeof left === 'boolean') {
    return { ...half, from: Number(left), to: Number(left), by: -1 };
  }
  const assembly = finished(assemblySteps(left, limits.budgets));
  const low = chancesOf(
    assembly,
    chances.low,
    (place, known) => gateBounds(gatePart(assembly, place), known, known).from,
  );
  const isSame = isWhole(assembly) && chances.low === chances.high;
  const high = isSame
    ? low
    : chancesOf(
        assembly,
        chances.high,
        (place, known) => gateBounds(gatePart(assembly, place), known, known).to,
      );
  return {
    ...half,
    from: numberAt(low, left.top),
    to: numberAt(high, left.top),
    by: mostUsed(assembly),
  };
}

/** The event that most gates use, in and below the modules that are not worked out; -1 where all are. */
function mostUsed({ gates, parts, modules }: Assembly): number {
  const uses = new Map<number, number>();
  const count = (heads: readonly number[]): void => {
    const isMet = new Set(heads);
    const queue = [...heads];
    for (const node of queue) {
      for (const input of gates.to.subarray(gates.start[node], gates.start[node + 1])) {
        uses.set(input, (uses.get(input) ?? 0) + 1);
        if (!isMet.has(input)) {
          isMet.add(input);
          queue.push(input);
        }
      }
    }
  };
  count(parts.flatMap((part, place) => (part === 'open' ? [intAt(modules.heads, place)] : [])));
  let [best, most] = [-1, 0];
  for (const [node, used] of uses) {
    const event = intAt(gates.event, node);
    if (event >= 0 && (used > most || (used === most && event < best))) {
      [best, most] = [event, used];
    }
  }
  return best;
}
