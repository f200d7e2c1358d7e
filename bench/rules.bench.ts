import { Engine } from 'json-rules-engine';
import { factsOf } from '../src/evaluate/facts.ts';
import type { Judged } from '../src/evaluate/judged.ts';
import { subjectsOf } from '../src/evaluate/subjects.ts';
import type { CompiledRule } from '../src/model/model.ts';
import type { FactSource, FactValue } from '../src/model/trace.ts';
import { isRow } from '../src/rules/fact-row.ts';
import { type Bench, cpuMs, cpuNsEach, median } from './measure.ts';
import { conditions, fleetOf, judgedOf, repeated } from './rules-fleet.ts';

const count = 2_000;
/** So few that their facts stay in the caches: the rules are measured, not the memory. */
const few = 250;
const many = 100_000;
/** How many subjects are taken by one rule after the other, before the next ones: their facts stay in the caches, too. */
const blockSize = 64;

/** A subject with the fact that all the rules are about. */
interface Case {
  readonly facts: FactSource;
  readonly value: FactValue;
}

/**
 * The rules of guard policies on the facts of real systems beside `engine.run` on the same facts as plain data: 18 rules
 * with 42 comparisons for each system. Both must give the same events for every system before anything is timed.
 */
export const bench: Bench = async () => {
  const model = fleetOf(count);
  const judged = judgedOf(model);
  const rules = model.policies.map(({ rule }) => rule);
  const cases = casesOf(judged);
  const plain = cases.map(({ value }) => ({ system: plainOf(value) }));
  const engine = engineOf(conditions);
  const met = cases.map(({ facts }) =>
    model.policies.flatMap(({ id, rule }) => (rule.matches(facts) ? [id] : [])).sort(),
  );
  if (JSON.stringify(met) !== JSON.stringify(await eventsOf(engine, plain))) {
    throw new Error('the rules and the engine do not agree');
  }

  const atHand = cases.slice(0, few);
  const ready = cpuNsEach(few * 200, () => judgeTimes(200, rules, atHand), {
    runs: 15,
    warmups: 3,
  });
  const made = cpuNsEach(count * 5, () => judgeAnewTimes(5, rules, judged), {
    runs: 9,
    warmups: 3,
  });
  const fleet = judgedOf(repeated(model, many / count));
  const whole = cpuMs(() => judgeAnewTimes(1, rules, fleet), { runs: 7, warmups: 2 });
  const peer = { name: 'engine.run', value: await engineNsEach(engine, plain.slice(0, few)) };
  return [
    {
      name: 'guard rules: 18 rules, 42 conditions, one system',
      value: ready,
      unit: 'ns',
      peer,
      budget: { timesFasterThanPeer: 300 },
      stretch: { timesFasterThanPeer: 900 },
    },
    { name: 'guard rules: the same, the facts made anew', value: made, unit: 'ns', peer },
    {
      name: `guard: facts and 18 policies of ${many} systems`,
      value: whole,
      unit: 'ms',
      stretch: { atMost: 120 },
    },
  ];
};

function judgeTimes(times: number, rules: readonly CompiledRule[], cases: readonly Case[]): void {
  for (let time = 0; time < times; time += 1) {
    for (let start = 0; start < cases.length; start += blockSize) {
      judge(rules, cases.slice(start, start + blockSize));
    }
  }
}

function judgeAnewTimes(times: number, rules: readonly CompiledRule[], judged: Judged): void {
  const subjects = subjectsOf('system', judged.model);
  for (let time = 0; time < times; time += 1) {
    const sourceOf = factsOf(judged);
    for (let start = 0; start < subjects.length; start += blockSize) {
      const block = subjects.slice(start, start + blockSize);
      judge(
        rules,
        block.map((subject) => caseOf(sourceOf(subject))),
      );
    }
  }
}

function judge(rules: readonly CompiledRule[], cases: readonly Case[]): void {
  for (const { matches } of rules) {
    for (const { facts, value } of cases) {
      matches(facts, value);
    }
  }
}

function casesOf(judged: Judged): readonly Case[] {
  const sourceOf = factsOf(judged);
  return subjectsOf('system', judged.model).map((subject) => caseOf(sourceOf(subject)));
}

function caseOf(facts: FactSource): Case {
  return { facts, value: facts('system', undefined) };
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
    await eventsOf(engine, facts);
    const { user, system } = process.cpuUsage(before);
    runs.push(((user + system) * 1_000) / facts.length);
  }
  return median(runs);
}
