import { isZone } from '../config/compile-windows.ts';
import type { Problems } from '../config/problems.ts';
import type { Path, Source } from '../config/source.ts';
import { limits, sayCount } from '../model/limits.ts';
import { compareLocations } from '../model/location.ts';
import type { Model } from '../model/model.ts';
import { didYouMean } from '../model/nearest.ts';
import type * as file from '../model/scenario.generated.ts';
import {
  beatsOf,
  compileAcknowledged,
  compileFailures,
  compileHeartbeats,
  compileObserved,
} from './compile-events.ts';
import { compileExpectations, type Open } from './compile-expectations.ts';
import { compileChecks, compileSignals, ticksOf } from './compile-signals.ts';
import { type Context, durationAt, instantAt, placeIn } from './context.ts';
import { type Clock, momentOf } from './moment.ts';
import type { Names } from './names.ts';
import { reloadsOf } from './read-file.ts';
import type { Expectation, Reload, Scenario } from './scenario.ts';

/** What a scenario is compiled with. */
export interface Setting {
  readonly source: Source;
  readonly model: Model;
  readonly names: Names;
  /** The configurations that the scenario goes over to, in its order; undefined where one is broken, which is told elsewhere. */
  readonly reloaded: readonly (Model | undefined)[];
  readonly problems: Problems;
}

const defaultStart = '2026-01-01T00:00:00Z';

/** A scenario of a file; undefined where its start is wrong. The other mistakes are told, and a scenario with one must not run. */
export function compileScenario(
  name: string,
  written: file.Scenario,
  setting: Setting,
): Scenario | undefined {
  const { source, names, problems, model } = setting;
  const path = ['scenarios', name];
  const clock = clockOf(written, path, setting);
  if (clock === undefined) {
    return undefined;
  }
  const { startsAt } = clock;
  const context: Context = { source, path, clock, names, problems };
  const everyMs =
    written.every === undefined
      ? model.settings.everyMs
      : (durationAt(context, written.every, ['every']) ?? model.settings.everyMs);
  const models = [model, ...setting.reloaded];
  const parts = {
    signals: compileSignals(context, written.signals, (signal) => wordsIn(models, signal)),
    checks: compileChecks(context, written.checks),
    failures: compileFailures(context, written),
    heartbeats: compileHeartbeats(context, written.heartbeats, startsAt),
    observed: compileObserved(context, written.observed),
    acknowledged: compileAcknowledged(context, written.acknowledge),
    reloads: compileReloads(context, written.reload, setting.reloaded),
  };
  const expected = compileExpectations(context, written.expect);
  const endsAt = lastInstant(startsAt, everyMs, parts, expected);
  if ((endsAt - startsAt) / everyMs >= limits.seriesValues) {
    problems.tell(
      'scenario/too-long',
      placeIn(context, [], 'key'),
      `\`${name}\` has more than ${sayCount(limits.seriesValues)} ticks`,
      { help: 'let it end earlier, or let `every` be longer' },
    );
    return undefined;
  }
  const expectations = expected
    .map((open): Expectation => ({ ...open, at: open.at ?? endsAt }))
    .sort((a, b) => a.at - b.at || compareLocations(a.place, b.place));
  return {
    name,
    at: placeIn(context, [], 'key'),
    startsAt,
    everyMs,
    endsAt,
    isElseWell: written.others === 'healthy',
    ...parts,
    expectations,
    instants: instantsOf(
      [
        ...beatsOf(context, parts.heartbeats, endsAt),
        ...eventsOf(parts),
        ...expectations.map(({ at }) => at),
      ],
      endsAt,
    ),
  };
}

type Clocked = Clock & { readonly startsAt: number };

function clockOf(
  { timezone, start = defaultStart }: file.Scenario,
  path: Path,
  { source, problems }: Setting,
): Clocked | undefined {
  if (timezone !== undefined && !isZone(timezone)) {
    problems.tell(
      'scenario/bad-time',
      source.locate([...path, 'timezone'], 'value'),
      `\`${timezone}\` is not a time zone`,
      { help: didYouMean(timezone, ['UTC', ...Intl.supportedValuesOf('timeZone')]) },
    );
    return undefined;
  }
  const startsAt = momentOf(start, { startsAt: undefined, timezone });
  if (typeof startsAt === 'number') {
    return { startsAt, timezone };
  }
  const { message, help } = startsAt;
  problems.tell('scenario/bad-time', source.locate([...path, 'start'], 'value'), message, { help });
  return undefined;
}

/** Words of a signal in the first configuration that has it. */
function wordsIn(
  models: readonly (Model | undefined)[],
  signal: string,
): readonly string[] | undefined {
  return models.find((model) => model?.signals.has(signal))?.signals.get(signal)?.values;
}

function compileReloads(
  context: Context,
  written: file.Scenario['reload'],
  reloaded: readonly (Model | undefined)[],
): readonly Reload[] {
  return reloadsOf(written)
    .flatMap((reload, index) => {
      const keys = Array.isArray(written) ? ['reload', index, 'at'] : ['reload', 'at'];
      const at = instantAt(context, reload.at, keys);
      const model = reloaded[index];
      return at === undefined || model === undefined ? [] : [{ at, model }];
    })
    .sort((a, b) => a.at - b.at);
}

type Parts = Pick<
  Scenario,
  'signals' | 'checks' | 'failures' | 'heartbeats' | 'observed' | 'acknowledged' | 'reloads'
>;

/** The instants of what happens between ticks; some have no end. */
function eventsOf({
  failures,
  heartbeats,
  observed,
  acknowledged,
  reloads,
}: Parts): readonly number[] {
  return [
    ...failures.flatMap(({ spells }) => spells.flatMap(({ from, until }) => [from, until])),
    ...heartbeats.flatMap(({ from, until }) => [from, until]),
    ...[...observed, ...acknowledged].map(({ instant }) => instant),
    ...reloads.map(({ at }) => at),
  ].filter(Number.isFinite);
}

/** The last instant that anything is said about. */
function lastInstant(
  startsAt: number,
  everyMs: number,
  parts: Parts,
  expected: readonly Open[],
): number {
  const ends = [...parts.signals, ...parts.checks].map(
    ({ runs }) => startsAt + Math.max(0, ticksOf(runs) - 1) * everyMs,
  );
  const named = expected.flatMap(({ at }) => (at === undefined ? [] : [at]));
  return [...ends, ...eventsOf(parts), ...named].reduce((last, at) => Math.max(last, at), startsAt);
}

/** Sorted, each once, up to the end. */
function instantsOf(instants: readonly number[], endsAt: number): readonly number[] {
  return [...new Set(instants)].filter((at) => at <= endsAt).sort((a, b) => a - b);
}
