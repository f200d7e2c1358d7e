import {
  type Assembly,
  assemblySteps,
  type DiagramBudget,
  diagramBudgets,
  gatePart,
  isWhole,
} from './assembly.ts';
import { chained, chancesOf, involvementsInside, worthsInside } from './chances.ts';
import type { Bounds } from './gate-bounds.ts';
import { fate, type Gates, partOf, pruned } from './gates.ts';
import { numberAt } from './numbers.ts';
import { intervalOf, sampled } from './sampling.ts';
import { seedOf } from './seed.ts';
import { singlesOf } from './singles.ts';
import { splitBounds } from './split-bounds.ts';
import { finished, type Steps } from './steps.ts';
import { chanceOfVotes, worthOfVotes } from './votes.ts';

/** How likely the top fails, and what each event has to do with it. */
export interface FailureChance {
  /** Equal where it is exact. */
  readonly bounds: Bounds;
  readonly isExact: boolean;
  /** What trying came to, where it is not exact. */
  readonly sample: SampledChance | undefined;
  /** Events that take the top down alone, ascending. */
  readonly singles: Int32Array;
  /** Works out what each event has to do with it, where it is exact: that may take longer than the probability. */
  readonly shares: (() => Shares) | undefined;
  /** By event, what its failure adds at least: known of those that suffice alone, 0 for the others. */
  readonly leastWorth: Float64Array;
}

/** By event. */
export interface Shares {
  /** What its failure adds to the probability of the top, against its working (Birnbaum, 1969). */
  readonly worth: Float64Array;
  /** The probability that the rest of some minimal cut set with it has failed; `NaN` where that is too much work. */
  readonly involvement: Float64Array;
}

export interface SampledChance {
  readonly trials: number;
  readonly value: number;
  /** In 99 of 100 samples the probability lies in here. */
  readonly interval: Bounds;
}

/** What may be spent on one top. */
export interface ChanceLimits {
  readonly budgets: readonly DiagramBudget[];
  /** Cases that bounds tell apart. */
  readonly caseMax: number;
  /** Nodes and edges times trials. */
  readonly trialWork: number;
}

export const chanceLimits: ChanceLimits = {
  budgets: diagramBudgets,
  caseMax: 128,
  trialWork: 2 ** 30,
};

/**
 * The probability that the top fails, from those of the events, which are independent: exact where diagrams of the modules fit
 * into their budgets, with bounds and a sample where not. Events that suffice alone are set aside first; what is left is small.
 */
export function failureChance(
  gates: Gates,
  chance: Float64Array,
  limits: ChanceLimits = chanceLimits,
): FailureChance {
  return finished(failureChanceSteps(gates, chance, limits));
}

/** The same in steps. */
export function* failureChanceSteps(
  gates: Gates,
  chance: Float64Array,
  limits: ChanceLimits = chanceLimits,
): Steps<FailureChance> {
  const may = Uint8Array.from(chance, (each) => (each > 0 ? fate.may : fate.never));
  const whole = pruned(gates, may);
  const singles = typeof whole === 'boolean' ? new Int32Array(0) : singlesOf(whole);
  for (const event of singles) {
    may[event] = fate.never;
  }
  const rest = pruned(gates, may);
  if (typeof rest === 'boolean') {
    return withSingles({ singles, chance }, nothingElse(chance.length));
  }
  const assembly = yield* assemblySteps(rest, limits.budgets);
  yield;
  return withSingles(
    { singles, chance },
    isWhole(assembly) ? exactly(assembly, chance) : yield* roughly(assembly, chance, limits),
  );
}

type Rest = Omit<FailureChance, 'singles' | 'leastWorth'>;

function nothingElse(eventCount: number): Rest {
  return {
    bounds: { from: 0, to: 0 },
    isExact: true,
    sample: undefined,
    shares: () => ({
      worth: new Float64Array(eventCount),
      involvement: new Float64Array(eventCount),
    }),
  };
}

function exactly(assembly: Assembly, chance: Float64Array): Rest {
  const { gates } = assembly;
  const known = chancesOf(assembly, chance);
  const value = numberAt(known, gates.top);
  const byEvent = (byNode: Float64Array): Float64Array => {
    const values = new Float64Array(chance.length);
    for (const [node, event] of gates.event.entries()) {
      if (event >= 0) {
        values[event] = numberAt(byNode, node);
      }
    }
    return values;
  };
  return {
    bounds: { from: value, to: value },
    isExact: true,
    sample: undefined,
    shares: () => {
      const worth = worthsInside(assembly, known);
      const involvement = involvementsInside(assembly, known, worth);
      return {
        worth: byEvent(chained(assembly, worth)),
        involvement: byEvent(chained(assembly, involvement)),
      };
    },
  };
}

function* roughly(assembly: Assembly, chance: Float64Array, limits: ChanceLimits): Steps<Rest> {
  const { gates } = assembly;
  const trials = Math.round(limits.trialWork / (gates.threshold.length + gates.to.length));
  const sample = sampled(gates, chance, { trials, seed: seedOf(gates, chance) });
  yield;
  return {
    bounds: boundsOf(assembly, chance, limits),
    isExact: false,
    sample: {
      trials: sample.trials,
      value: sample.failures / sample.trials,
      interval: intervalOf(sample),
    },
    shares: undefined,
  };
}

/** Modules that are worked out pass bounds on as they are; the others are bounded one by one. */
function boundsOf(assembly: Assembly, chance: Float64Array, limits: ChanceLimits): Bounds {
  // Where only one module is open, nothing below it differs between the two.
  const isOnly = assembly.parts.filter((part) => part === 'open').length === 1;
  let found: Bounds | undefined;
  const low = chancesOf(assembly, chance, (place, known) => {
    found = bounded(place, known);
    return found.from;
  });
  const high = chancesOf(assembly, chance, (place, known) =>
    isOnly && found !== undefined ? found.to : bounded(place, known).to,
  );
  const { top } = assembly.gates;
  return { from: numberAt(low, top), to: numberAt(high, top) };

  function bounded(place: number, known: Float64Array): Bounds {
    const { head, inside } = gatePart(assembly, place);
    return splitBounds(
      partOf(assembly.gates, head, inside),
      { low: known, high: known },
      { caseMax: limits.caseMax, budgets: limits.budgets.slice(0, 1) },
    );
  }
}

/** Puts the events that suffice alone back: the top fails with any of them, and with the rest. */
function withSingles(
  { singles, chance }: { readonly singles: Int32Array; readonly chance: Float64Array },
  rest: Rest,
): FailureChance {
  const whole = (other: number): number => chanceOfVotes(1, withOther(chance, singles, other));
  const map = ({ from, to }: Bounds): Bounds => ({ from: whole(from), to: whole(to) });
  const { sample, shares } = rest;
  return {
    singles,
    bounds: map(rest.bounds),
    isExact: rest.isExact,
    sample:
      sample === undefined
        ? undefined
        : { ...sample, value: whole(sample.value), interval: map(sample.interval) },
    leastWorth: leastWorthOf({ singles, chance, other: rest.bounds.to }),
    shares: shares && (() => sharesWith(shares(), { singles, chance, other: rest.bounds.from })),
  };
}

/** The chances of some events, and behind them another one. */
function withOther(chance: Float64Array, events: Int32Array, other: number): Float64Array {
  const all = new Float64Array(events.length + 1);
  for (const [index, event] of events.entries()) {
    all[index] = numberAt(chance, event);
  }
  all[events.length] = other;
  return all;
}

interface SinglesAndOther {
  readonly singles: Int32Array;
  readonly chance: Float64Array;
  /** The chance of the rest. */
  readonly other: number;
}

/** The likelier the rest is, the less is left for one that suffices alone. */
function leastWorthOf({ singles, chance, other }: SinglesAndOther): Float64Array {
  const each = worthOfVotes(1, withOther(chance, singles, other));
  const worth = new Float64Array(chance.length);
  for (const [index, event] of singles.entries()) {
    worth[event] = numberAt(each, index);
  }
  return worth;
}

function sharesWith(
  { worth, involvement }: Shares,
  { singles, chance, other }: SinglesAndOther,
): Shares {
  const each = worthOfVotes(1, withOther(chance, singles, other));
  const scale = numberAt(each, singles.length);
  const all = { worth: worth.map((its) => its * scale), involvement: involvement.slice() };
  for (const [index, event] of singles.entries()) {
    all.worth[event] = numberAt(each, index);
    all.involvement[event] = 1;
  }
  return all;
}
