import { Engine } from 'json-rules-engine';
import { factsOf } from '../src/evaluate/facts.ts';
import type { Judged } from '../src/evaluate/judged.ts';
import { subjectsOf } from '../src/evaluate/subjects.ts';
import type { FactSource, FactValue } from '../src/model/trace.ts';
import { isRow } from '../src/rules/fact-row.ts';
import { type Bench, cpuMs, cpuNsEach, median } from './measure.ts';
import { conditions, fleetOf, judgedOf, repeated } from './rules-fleet.ts';

const count = 2_000;
const many = 100_000;

/**
 * The rules of guard policies on the facts of real systems beside `engine.run` on the same facts as plain data: 18 rules
 * with 42 comparisons for each system. Both must give the same events for every system before anything is timed.
 */
export const bench: Bench = async () => {
  const model = fleetOf(count);
  const judged = judgedOf(model);
  const rules = model.policies.map(({ id, rule }) => ({ id, ...rule }));
  const sources = sourcesOf(judged);
  const plain = sources.map((source) => ({ system: plainOf(source('system', undefined)) }));
  const engine = engineOf(conditions);

  const met = sources.map((source) =>
    rules.flatMap(({ id, matches }) => (matches(source) ? [id] : [])).sort(),
  );
  const events = await eventsOf(engine, plain);
  if (JSON.stringify(met) !== JSON.stringify(events)) {
    throw new Error('the rules and the engine do not agree');
  }

  const judge = (source: FactSource): void => {
    const value = source('system', undefined);
    for (const { matches } of rules) {
      matches(source, value);
    }
  };
  const peer = { name: 'engine.run', value: await engineNsEach(engine, plain) };
  const fleet = judgedOf(repeated(model, many / count));
  return [
    {
      name: 'guard rules: 18 rules, 42 conditions, one system, facts at hand',
      value: cpuNsEach(
        count * 50,
        () => {
          for (let round = 0; round < 50; round += 1) {
            sources.forEach(judge);
          }
        },
        { runs: 9, warmups: 3 },
      ),
      unit: 'ns',
      peer,
      budget: { timesFasterThanPeer: 300 },
      stretch: { timesFasterThanPeer: 900 },
    },
    {
      name: 'guard rules: the same, and the making of the facts',
      value: cpuNsEach(
        count * 10,
        () => {
          for (let round = 0; round < 10; round += 1) {
            eachSource(judged, judge);
          }
        },
        { runs: 9, warmups: 3 },
      ),
      unit: 'ns',
      peer,
      budget: { timesFasterThanPeer: 300 },
    },
    {
      name: `guard: facts and 18 policies of ${many} systems`,
      value: cpuMs(() => eachSource(fleet, judge), { runs: 5, warmups: 2 }),
      unit: 'ms',
      budget: { atMost: 120 },
    },
  ];
};

function sourcesOf(judged: Judged): readonly FactSource[] {
  const facts = factsOf(judged);
  return subjectsOf('system', judged.model).map((subject) => facts(subject));
}

/** Subject by subject, so that no facts are kept for longer than they are looked at. */
function eachSource(judged: Judged, judge: (source: FactSource) => void): void {
  const facts = factsOf(judged);
  for (const subject of subjectsOf('system', judged.model)) {
    judge(facts(subject));
  }
}

/** Facts as the engine takes them: all worked out. */
function plainOf(value: FactValue): FactValue {
  if (isRow(value)) {
    return Object.fromEntries(value.names().map((name) => [name, plainOf(value.field(name))]));
  }
  return Array.isArray(value) ? value.map(plainOf) : value;
}

function engineOf(written: Readonly<Record<string, object>>): Engine {
  const engine = new Engine();
  for (const [type, condition] of Object.entries(structuredClone(written))) {
    // What is written has been loaded as policies, so its form is known to be good.
    const rule = { conditions: condition, event: { type } } as Parameters<Engine['addRule']>[0];
    engine.addRule(rule);
  }
  return engine;
}

async function eventsOf(
  engine: Engine,
  facts: readonly Record<string, FactValue>[],
): Promise<readonly (readonly string[])[]> {
  const all: string[][] = [];
  for (const each of facts) {
    const { events } = await engine.run(each);
    all.push(events.map(({ type }) => type).sort());
  }
  return all;
}

async function engineNsEach(
  engine: Engine,
  facts: readonly Record<string, FactValue>[],
): Promise<number> {
  const runs: number[] = [];
  for (let run = 0; run < 5; run += 1) {
    const before = process.cpuUsage();
    await eventsOf(engine, facts.slice(0, 400));
    const { user, system } = process.cpuUsage(before);
    runs.push(((user + system) * 1_000) / 400);
  }
  return median(runs);
}
