import { planOf } from '../evaluate/plan.ts';
import type { Model } from '../model/model.ts';
import { readingsOf } from '../model/read-batch.ts';
import type { CheckReading, HeartbeatReading, Readings } from '../model/readings.ts';
import { newSampleColumns, type SampleColumns } from '../model/sample-columns.ts';
import { numberOf } from '../model/signal-value.ts';
import { sayInstant } from '../model/time.ts';
import type { Vocabulary } from '../model/vocabulary.ts';
import { badness } from '../model/words.ts';
import { ticksOf } from './compile-signals.ts';
import type { CheckSeries, Scenario, SystemFailures, Timed } from './scenario.ts';
import type { Run } from './series.ts';
import { type Well, wellOf } from './well.ts';

/** Gives what a configuration hears at each instant of a scenario. Instants are asked for in order. */
export interface Feed {
  /** `tick` is the number of the tick at the instant, -1 between ticks. Good until the next call. */
  readonly at: (instant: number, tick: number) => Readings;
}

/** A series by number: the runs of a signal of a system, and where it is. */
interface Lane {
  readonly system: number;
  readonly signal: number;
  /** By run: the first tick behind it, its first value, and what is added from tick to tick. */
  readonly ends: Int32Array;
  readonly firsts: Float64Array;
  readonly steps: Float64Array;
  /** The next run, and of the one before it the first tick, the first tick behind it, its first value and what is added. */
  next: number;
  start: number;
  end: number;
  first: number;
  step: number;
}

/** A series whose first run has not begun. Values are fractions from the start, so that they are kept alike. */
const beforeAll = {
  next: 0,
  start: 0,
  end: Number.NEGATIVE_INFINITY,
  first: Number.NaN,
  step: Number.NaN,
};

/** A feed of a scenario for a configuration. What the configuration does not have is not heard. */
export function feedOf(scenario: Scenario, model: Model): Feed {
  const plan = planOf(model);
  const { vocabulary } = plan;
  const well = scenario.isElseWell ? wellOf(scenario, plan) : undefined;
  const steady = (well?.values ?? []).map(steadyLane);
  const lanes = [...lanesOf(scenario, vocabulary), ...steady];
  const samples = newSampleColumns(lanes.length);
  const blank = readingsOf(vocabulary, { at: sayInstant(scenario.startsAt) });
  const checksAt = checksOf(scenario, vocabulary);
  const beatsAt = beatsOf(scenario, vocabulary);
  const events = eventsOf(scenario);
  return {
    at: (instant, tick) => {
      // What is well is heard of whenever somebody looks, so that it never grows old between ticks.
      fill(samples, tick < 0 ? steady : lanes, instant, tick);
      return {
        ...(events(vocabulary, instant) ?? blank),
        at: instant,
        samples,
        checks: [...checksAt(instant, tick), ...(well?.checksAt(instant) ?? [])],
        heartbeats: [...beatsAt(instant), ...(well?.beatsAt(instant) ?? [])],
      };
    },
  };
}

function lanesOf({ signals }: Scenario, vocabulary: Vocabulary): readonly Lane[] {
  return signals.flatMap(({ system, signal, runs }): readonly Lane[] => {
    const [systemAt, signalAt] = [
      vocabulary.systemById.get(system),
      vocabulary.signalById.get(signal),
    ];
    const known = vocabulary.signals[signalAt ?? -1];
    return systemAt === undefined || signalAt === undefined || known === undefined
      ? []
      : [
          {
            system: systemAt,
            signal: signalAt,
            ends: endsOf(runs),
            firsts: Float64Array.from(runs, ({ first }) => numberOf(known, first) ?? Number.NaN),
            steps: Float64Array.from(runs, ({ step }) => step),
            ...beforeAll,
          },
        ];
  });
}

/** The series of a value that stays. */
function steadyLane({ system, signal, value }: Well['values'][number]): Lane {
  return {
    system,
    signal,
    ends: Int32Array.of(0x7f_ff_ff_ff),
    firsts: Float64Array.of(value),
    steps: Float64Array.of(0),
    ...beforeAll,
  };
}

/** By run: the first tick behind it. */
function endsOf(runs: readonly Run[]): Int32Array {
  let end = 0;
  return Int32Array.from(runs, ({ count }) => {
    end += count;
    return end;
  });
}

/** Puts the values of some series at a tick into the columns. */
function fill(samples: SampleColumns, lanes: readonly Lane[], instant: number, tick: number): void {
  let row = 0;
  for (const lane of lanes) {
    const value = valueAt(lane, tick);
    if (!Number.isNaN(value)) {
      samples.system[row] = lane.system;
      samples.signal[row] = lane.signal;
      samples.value[row] = value;
      samples.at[row] = instant;
      row += 1;
    }
  }
  samples.count = row;
}

/** The value of a series at a tick that is not before the last one; NaN where there is none. */
function valueAt(lane: Lane, tick: number): number {
  while (tick >= lane.end) {
    beginRun(lane);
  }
  return lane.step === 0 ? lane.first : lane.first + lane.step * (tick - lane.start);
}

/** Goes on to the next run of a series; behind the last one nothing is heard. */
function beginRun(lane: Lane): void {
  const { ends, firsts, steps, next } = lane;
  lane.start = Math.max(0, lane.end);
  lane.end = ends[next] ?? Number.POSITIVE_INFINITY;
  lane.first = firsts[next] ?? Number.NaN;
  lane.step = steps[next] ?? 0;
  lane.next = next + 1;
}

type ChecksAt = (instant: number, tick: number) => readonly CheckReading[];

function checksOf({ checks, failures }: Scenario, vocabulary: Vocabulary): ChecksAt {
  const said = checks.map(({ system, runs }) => ({
    system: vocabulary.systemById.get(system),
    at: statusesOf({ system, runs }),
  }));
  const failing = failures.map(({ system, spells }) => ({
    system: vocabulary.systemById.get(system),
    spells,
  }));
  if (said.length + failing.length === 0) {
    return () => [];
  }
  const reading = (
    system: number | undefined,
    status: CheckReading['status'] | undefined,
    at: number,
  ): readonly CheckReading[] =>
    system === undefined || status === undefined
      ? []
      : [{ system, at, status, latencyMs: undefined, message: undefined }];
  return (instant, tick) => [
    ...said.flatMap(({ system, at }) => reading(system, at(tick), instant)),
    ...failing.flatMap(({ system, spells }) => reading(system, statusAt(spells, instant), instant)),
  ];
}

/** The status that a health check says at a tick, ticks in order; undefined where it says nothing. */
function statusesOf({ runs }: CheckSeries): (tick: number) => CheckReading['status'] | undefined {
  const ends = endsOf(runs);
  const tickCount = ticksOf(runs);
  let run = 0;
  return (tick) => {
    if (tick < 0 || tick >= tickCount) {
      return undefined;
    }
    while (tick >= (ends[run] ?? tickCount)) {
      run += 1;
    }
    const word = runs[run]?.first;
    return typeof word === 'string' && isCheckStatus(word) ? word : undefined;
  };
}

function isCheckStatus(word: string): word is CheckReading['status'] {
  return Object.hasOwn(badness, word);
}

/** The worst of the failures that last, else healthy. */
function statusAt(spells: SystemFailures['spells'], instant: number): CheckReading['status'] {
  return spells
    .filter(({ from, until }) => from <= instant && instant < until)
    .reduce<CheckReading['status']>(
      (worst, { status }) => (badness[status] > badness[worst] ? status : worst),
      'healthy',
    );
}

function beatsOf(
  { heartbeats }: Scenario,
  vocabulary: Vocabulary,
): (instant: number) => readonly HeartbeatReading[] {
  const beats = heartbeats.map((one) => ({ ...one, place: vocabulary.systemById.get(one.system) }));
  if (beats.length === 0) {
    return () => [];
  }
  return (instant) =>
    beats.flatMap(({ place, from, until, everyMs }) => {
      const isOn = instant >= from && instant <= until;
      const isDue = everyMs === undefined || (instant - from) % everyMs === 0;
      return place !== undefined && isOn && isDue ? [{ system: place, at: instant }] : [];
    });
}

/** What happens at an instant beside series, checks and signs of life; undefined where nothing does. */
function eventsOf({
  observed,
  acknowledged,
}: Scenario): (vocabulary: Vocabulary, instant: number) => Readings | undefined {
  if (observed.length + acknowledged.length === 0) {
    return () => undefined;
  }
  const at = <T extends Timed>(all: readonly T[], instant: number): readonly Omit<T, 'instant'>[] =>
    all.filter((one) => one.instant === instant).map(({ instant: _, ...rest }) => rest);
  return (vocabulary, instant) => {
    const [seen, cared] = [at(observed, instant), at(acknowledged, instant)];
    return seen.length + cared.length === 0
      ? undefined
      : readingsOf(vocabulary, {
          at: sayInstant(instant),
          observed: seen,
          acknowledgements: cared,
        });
  };
}
