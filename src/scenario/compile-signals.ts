import type { Path } from '../config/source.ts';
import type { Check } from '../model/batch.generated.ts';
import type { Location } from '../model/location.ts';
import type * as file from '../model/scenario.generated.ts';
import { type Context, isNamed, placeIn } from './context.ts';
import type { CheckSeries, SignalSeries } from './scenario.ts';
import { parseSeries, type Run } from './series.ts';

/** What a health check may say, best first. */
const checkWords = [
  'healthy',
  'unknown',
  'degraded',
  'unhealthy',
  'offline',
] as const satisfies readonly Check['status'][];

/** A series as it is written, whose signal and system are not known yet. */
interface Written {
  readonly system: string;
  readonly signal: string;
  readonly text: string | number;
  readonly path: Path;
}

/** Series of signals, in the order of the file. `wordsOf` gives the words of a signal that has them. */
export function compileSignals(
  context: Context,
  signals: file.Scenario['signals'],
  wordsOf: (signal: string) => readonly string[] | undefined,
): readonly SignalSeries[] {
  const seen = new Map<string, Written>();
  return writtenSeries(context, signals).flatMap((written) => {
    const { system, signal, text, path } = written;
    const key = `${system}.${signal}`;
    const first = seen.get(key);
    // Suites have tens of thousands of series, and places of those that are wrong alone.
    const at = (): Location => placeIn(context, path, 'key');
    if (first !== undefined) {
      context.problems.tell('scenario/twice', at(), `\`${key}\` has two series`, {
        help: 'keep one of them',
        related: [{ message: 'it stands here first', at: placeIn(context, first.path, 'key') }],
      });
      return [];
    }
    seen.set(key, written);
    const isKnownSystem = isNamed(context, system, at, context.names.system);
    if (!isNamed(context, signal, at, context.names.signal) || !isKnownSystem) {
      return [];
    }
    const runs = runsOf(context, text, path, wordsOf(signal));
    return runs === undefined ? [] : [{ system, signal, runs }];
  });
}

/** Both forms, `system.signal: series` and `system: {signal: series}`. */
function writtenSeries(context: Context, signals: file.Scenario['signals']): readonly Written[] {
  return Object.entries(signals ?? {}).flatMap(([key, value]): readonly Written[] => {
    const [system = '', signal] = key.split('.');
    if (typeof value === 'object') {
      if (signal === undefined) {
        return Object.entries(value).map(([name, text]) => ({
          system,
          signal: name,
          text,
          path: ['signals', key, name],
        }));
      }
    } else if (signal !== undefined) {
      return [{ system, signal, text: value, path: ['signals', key] }];
    }
    const isNameless = signal === undefined;
    context.problems.tell(
      'scenario/bad-series',
      placeIn(context, ['signals', key], 'key'),
      isNameless
        ? `\`${key}\` names no signal for its series`
        : `\`${key}\` names a signal already, and holds a map`,
      {
        help: isNameless
          ? `write \`${key}.SIGNAL: …\`, or \`${key}: { SIGNAL: … }\``
          : `write \`${system}: { … }\``,
      },
    );
    return [];
  });
}

/** What health checks say, in the order of the file. */
export function compileChecks(
  context: Context,
  checks: file.Scenario['checks'],
): readonly CheckSeries[] {
  return Object.entries(checks ?? {}).flatMap(([system, text]) => {
    const path = ['checks', system];
    const isKnownSystem = isNamed(
      context,
      system,
      placeIn(context, path, 'key'),
      context.names.system,
    );
    const runs = runsOf(context, text, path, checkWords);
    return runs === undefined || !isKnownSystem ? [] : [{ system, runs }];
  });
}

/** The runs of a series; undefined where it is told what is wrong, at the place inside of its text. */
function runsOf(
  { source, path: scenario, problems }: Context,
  text: string | number,
  path: Path,
  words: readonly string[] | undefined,
): readonly Run[] | undefined {
  const { runs, faults } = parseSeries(String(text), words);
  for (const { offset, length, message, help } of faults) {
    const at =
      typeof text === 'string'
        ? source.offsetAt([...scenario, ...path], offset, length)
        : source.locate([...scenario, ...path], 'value');
    problems.tell('scenario/bad-series', at, message, { help });
  }
  return faults.length === 0 ? runs : undefined;
}

/** How many ticks runs last. */
export function ticksOf(runs: readonly Run[]): number {
  return runs.reduce((sum, { count }) => sum + count, 0);
}
