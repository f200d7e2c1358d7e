import type { PrometheusAnswer, PrometheusQuery } from '../model/prometheus.ts';
import type { Network } from '../ports/network.ts';
import type { SignalSink, SignalSource } from '../ports/signal-source.ts';
import { type Alarm, newAlarm } from './alarm.ts';
import { handOver } from './hand-over.ts';

export interface PrometheusOptions {
  /** Address of the server, perhaps with a path before `/api`. */
  readonly url: string;
  /** What stands in the header `Authorization`. */
  readonly authorization: string | undefined;
  readonly everyMs: number;
  /** Asks once, and ends. */
  readonly isOnce: boolean;
  readonly network: Network;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** What to ask: that of the configuration that is live. */
  readonly queries: () => readonly PrometheusQuery[];
  /** Makes a batch of the answers. */
  readonly batch: (
    at: number,
    answers: readonly PrometheusAnswer[],
  ) => { readonly text: string | undefined; readonly reasons: readonly string[] };
}

/** Queries that are asked at the same time, what one may take, and how much it may answer. */
const atOnce = 4;
const deadlineMs = { least: 1_000, most: 10_000 } as const;
const answerBytes = 16 * 1_048_576;
/** After failures the server is asked less and less often, down to this. */
const backoffMsMax = 300_000;

/** Asks a server that speaks the query API of Prometheus for signals, again and again. */
export function prometheus(options: PrometheusOptions): SignalSource {
  return {
    name: options.url,
    start: async (sink) => {
      const cancel = new AbortController();
      const alarm = newAlarm();
      const ended = askOn({ ...options, sink, cancel: cancel.signal }, alarm);
      return {
        value: {
          address: undefined,
          stop: async () => {
            cancel.abort();
            alarm.ring();
            await ended;
          },
        },
      };
    },
  };
}

interface Asking extends PrometheusOptions {
  readonly sink: SignalSink;
  readonly cancel: AbortSignal;
}

async function askOn(asking: Asking, alarm: Alarm): Promise<void> {
  const { sink, cancel, everyMs, isOnce } = asking;
  let told: string | undefined;
  let failures = 0;
  while (!cancel.aborted) {
    const begunAt = performance.now();
    const { reason, isDown } = await askAll(asking);
    if (cancel.aborted) {
      return;
    }
    if (reason !== told) {
      told = reason;
      if (reason === undefined) {
        sink.mended();
      } else {
        sink.failing(reason);
      }
    }
    if (isOnce) {
      sink.ended();
      return;
    }
    failures = isDown ? failures + 1 : 0;
    const pauseMs = Math.min(everyMs * 2 ** failures, Math.max(everyMs, backoffMsMax));
    await alarm.wait(Math.max(0, pauseMs - (performance.now() - begunAt)));
  }
}

interface Asked {
  /** What is wrong, in a phrase. */
  readonly reason: string | undefined;
  /** Whether nothing was answered at all. */
  readonly isDown: boolean;
}

/** Asks everything for one instant, and hands over what was answered. */
async function askAll(asking: Asking): Promise<Asked> {
  const { queries, now, batch, sink, cancel, url } = asking;
  const wanted = queries();
  if (wanted.length === 0) {
    return { reason: 'no signal of the configuration has a query: `prometheus`', isDown: false };
  }
  const at = now();
  const answers: PrometheusAnswer[] = [];
  for (let from = 0; from < wanted.length && !cancel.aborted; from += atOnce) {
    const asked = wanted.slice(from, from + atOnce).map((query) => askOne(asking, query, at));
    answers.push(...(await Promise.all(asked)));
    if (answers.every(({ failure }) => failure !== undefined)) {
      // Nobody is there: the others would only take their time to find that out, too.
      return { reason: answers[0]?.failure, isDown: true };
    }
  }
  const { text, reasons } = batch(at, answers);
  if (text !== undefined && !cancel.aborted) {
    const file = { path: url, bytes: new TextEncoder().encode(text) };
    await handOver(sink, { file, isLines: false, linesBefore: 0 }, cancel);
  }
  return { reason: reasons.length === 0 ? undefined : reasons.join('; '), isDown: false };
}

async function askOne(
  { network, url, authorization, cancel, everyMs }: Asking,
  query: PrometheusQuery,
  at: number,
): Promise<PrometheusAnswer> {
  const base = url.endsWith('/') ? url : `${url}/`;
  const { value, failure } = await network.ask(
    {
      method: 'POST',
      url: `${base}api/v1/query`,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'application/json',
        ...(authorization === undefined ? {} : { authorization }),
      },
      body: new URLSearchParams({ query: query.query, time: String(at / 1_000) }).toString(),
      withinMs: Math.min(deadlineMs.most, Math.max(deadlineMs.least, everyMs)),
      bytesMax: answerBytes,
    },
    cancel,
  );
  if (value === undefined) {
    return { query, failure };
  }
  return isAnswer(value.status)
    ? { query, ...value }
    : { query, failure: `it answers with status ${value.status}` };
}

/** Prometheus says in the body of these what is wrong with a query: bad data, one that cannot be carried out. */
function isAnswer(status: number): boolean {
  return status === 200 || status === 400 || status === 422;
}
