// Signals from the query API of Prometheus: what to ask, and what the answers say.
import type { Sample } from '../model/batch.generated.ts';
import type { Signal } from '../model/model.ts';
import { compareText, sortedBy } from '../model/order.ts';
import type { PrometheusAnswer, PrometheusQuery } from '../model/prometheus.ts';
import { spelledNumbers } from '../model/signal-value.ts';
import { sayInstant } from '../model/time.ts';
import { parsedJson } from './parsed-json.ts';

/** What to ask for the signals of a model, by id. */
export function prometheusQueries(
  signals: ReadonlyMap<string, Signal>,
): readonly PrometheusQuery[] {
  return sortedBy(signals.values(), ({ id }) => id).flatMap(({ id, prometheus, values }) =>
    prometheus === undefined ? [] : [{ signal: id, query: prometheus, values }],
  );
}

/** What answers come to. */
export interface PrometheusBatch {
  /** A batch as JSON; undefined where nothing was answered that could be in one. */
  readonly text: string | undefined;
  /** What is wrong with answers, in phrases, in the order of the queries. */
  readonly reasons: readonly string[];
}

/** The batch of one instant, in milliseconds. An answer that is none leaves out its signal alone. */
export function prometheusBatch(at: number, answers: readonly PrometheusAnswer[]): PrometheusBatch {
  const read = answers.map((answer) => readAnswer(answer));
  const signals = read
    .flatMap(({ samples }) => samples)
    .sort((a, b) => compareText(a.system, b.system) || compareText(a.signal, b.signal));
  return {
    text: signals.length === 0 ? undefined : JSON.stringify({ at: sayInstant(at), signals }),
    reasons: read.flatMap(({ reason }, index) =>
      reason === undefined ? [] : [`signal \`${answers[index]?.query.signal ?? ''}\`: ${reason}`],
    ),
  };
}

interface Read {
  readonly samples: readonly Sample[];
  readonly reason: string | undefined;
}

const wordsMax = 200;

function readAnswer(answer: PrometheusAnswer): Read {
  if (answer.failure !== undefined) {
    return nothing(answer.failure);
  }
  const body = parsedJson(answer.body);
  const { status, data, error, errorType } = fieldsOf(body);
  if (status === 'error') {
    return nothing(`${textOf(errorType)}: ${textOf(error)}`.slice(0, wordsMax));
  }
  if (status !== 'success') {
    return nothing(`the answer with status ${answer.status} is not one of Prometheus`);
  }
  const { resultType, result } = fieldsOf(data);
  if (resultType !== 'vector' || !Array.isArray(result)) {
    return nothing(`the result is a ${textOf(resultType)}, not a vector with a series a system`);
  }
  return readVector(answer.query, result);
}

function nothing(reason: string): Read {
  return { samples: [], reason };
}

function readVector(query: PrometheusQuery, result: readonly unknown[]): Read {
  const samples: Sample[] = [];
  let unnamedCount = 0;
  let valuelessCount = 0;
  for (const series of result) {
    const { metric, value } = fieldsOf(series);
    const { system } = fieldsOf(metric);
    const read = Array.isArray(value) ? valueFrom(query, value[1]) : undefined;
    if (typeof system !== 'string' || system === '' || system.length > wordsMax) {
      unnamedCount += 1;
    } else if (read === undefined) {
      valuelessCount += 1;
    } else {
      samples.push({ system, signal: query.signal, value: read });
    }
  }
  const reasons = [
    ...(unnamedCount === 0 ? [] : [`${sayMany(unnamedCount)} without a label \`system\``]),
    ...(valuelessCount === 0 ? [] : [`${sayMany(valuelessCount)} without a value of the signal`]),
  ];
  return { samples, reason: reasons.length === 0 ? undefined : reasons.join(', ') };
}

function sayMany(count: number): string {
  return count === 1 ? 'one series' : `${count} series`;
}

/** A value as a batch has it; undefined where it is none. */
function valueFrom({ values }: PrometheusQuery, text: unknown): number | string | undefined {
  if (values !== undefined) {
    return typeof text === 'string' && /^[0-9]+$/.test(text) ? values[Number(text)] : undefined;
  }
  if (typeof text !== 'string' || spelledNumbers.has(text)) {
    return typeof text === 'string' ? text : undefined;
  }
  const number = /^[-+]?[0-9.]/.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}

/** The fields of what may be an object. */
function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>) // Its fields are looked at one by one.
    : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : 'nothing';
}
