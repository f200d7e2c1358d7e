import type { Mark, Picture } from '../model/scenario-results.ts';
import { parseInstant } from '../model/time.ts';
import type { Moment } from './run.ts';
import type { Scenario, SignalSeries } from './scenario.ts';
import type { Run } from './series.ts';
import { after } from './why.ts';

const picturesMax = 3;
/** Values of a picture; of longer series, each stands for several. */
const valuesMax = 60;

/** The series of the systems that something is about, with the moments of their alerts; of no system in particular, the first ones. */
export function picturesOf(systems: readonly string[], moment: Moment): readonly Picture[] {
  const { scenario } = moment;
  const own = scenario.signals.filter(({ system }) => systems.includes(system));
  const shown = systems.length === 0 || own.length === 0 ? scenario.signals : own;
  return shown.slice(0, picturesMax).map((series) => pictureOf(series, moment));
}

function pictureOf({ system, signal, runs }: SignalSeries, moment: Moment): Picture {
  const { scenario, model } = moment;
  const known = model.signals.get(signal);
  const tickCount = Math.floor((scenario.endsAt - scenario.startsAt) / scenario.everyMs) + 1;
  const each = Math.ceil(tickCount / valuesMax);
  return {
    name: `${system}.${signal}`,
    unit: known?.unit ?? null,
    everyMs: scenario.everyMs * each,
    values: valuesOf(runs, each, known?.values).slice(0, Math.ceil(tickCount / each)),
    words: known?.values ?? null,
    marks: marksOf(system, signal, moment),
  };
}

/** One value for each so many ticks: the last one of them that is there. */
function valuesOf(
  runs: readonly Run[],
  each: number,
  words: readonly string[] | undefined,
): readonly (number | null)[] {
  const values: (number | null)[] = [];
  let tick = 0;
  for (const { count, first, step } of runs) {
    const start = typeof first === 'string' ? (words?.indexOf(first) ?? -1) : first;
    for (let index = 0; index < count; index += 1, tick += 1) {
      const value = step === 0 ? start : start + step * index;
      const place = Math.floor(tick / each);
      values[place] = Number.isNaN(value) ? (values[place] ?? null) : value;
    }
  }
  return values;
}

function marksOf(system: string, signal: string, moment: Moment): readonly Mark[] {
  const { report, scenario, at } = moment;
  const words = { pending: 'pending', firing: 'fires', recovering: 'recovers' } as const;
  const alerts = report.alerts.filter((one) => one.system === system && one.signal === signal);
  const marks = alerts.map(({ state, since }) => {
    const sinceAt = parseInstant(since) ?? at;
    return markAt(sinceAt, words[state], scenario);
  });
  return [...marks, markAt(at, 'here', scenario)].sort((a, b) => a.afterMs - b.afterMs);
}

function markAt(at: number, word: string, scenario: Scenario): Mark {
  return { afterMs: at - scenario.startsAt, text: `${word} ${after(at, scenario)}` };
}
