// What HTTP alone costs: batches of ten signals sent to a listener that accepts whatever comes, for 1, 10 and 100 batches a request.
// `node bench/listener-load.ts` prints a line for each; with the word `client` and a port it is the sender, in a process of its own.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { pathToFileURL } from 'node:url';
import { listener } from '../src/adapters/listener.ts';

/** What a sender is asked to do. */
export interface Load {
  readonly port: number;
  readonly batchesPerRequest: number;
  readonly connections: number;
  readonly requests: number;
  /** Sent at this pace; as quickly as answers come where it is left out. */
  readonly batchesPerSecond?: number;
}

/** What came of it. */
export interface LoadResult {
  readonly batchesPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Answers that were not 202. */
  readonly otherAnswers: number;
}

const batch = JSON.stringify({
  at: '2026-11-21T14:52:15Z',
  signals: Object.fromEntries(
    Array.from({ length: 10 }, (_, index) => [`system-${index}`, { latency: 100.25 + index }]),
  ),
});

function requestOf(batchesPerRequest: number): Buffer {
  const body = `${batch}\n`.repeat(batchesPerRequest);
  return Buffer.from(
    `POST /signals HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-ndjson\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
}

/**
 * Sends requests over connections that each wait for the answer before the next request. At a pace, a request that goes out late because
 * the answers before it were, counts from when it was to go out.
 */
export async function send({
  port,
  batchesPerRequest,
  connections,
  requests,
  batchesPerSecond = Number.POSITIVE_INFINITY,
}: Load): Promise<LoadResult> {
  const request = requestOf(batchesPerRequest);
  const tookMs = new Float64Array(requests);
  let [begun, done, otherAnswers] = [0, 0, 0];
  const startedAt = performance.now();
  const everyMs = (1_000 * batchesPerRequest) / batchesPerSecond;
  await new Promise<void>((resolve, reject) => {
    for (let index = 0; index < connections; index += 1) {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true });
      let sentAt = 0;
      const next = (): void => {
        if (begun === requests) {
          socket.end();
          return;
        }
        const now = performance.now();
        const dueAt = everyMs === 0 ? now : startedAt + begun * everyMs;
        begun += 1;
        sentAt = dueAt;
        if (dueAt > now) {
          setTimeout(() => socket.write(request), dueAt - now);
        } else {
          socket.write(request);
        }
      };
      socket.on('connect', next);
      socket.on('error', reject);
      // An answer is so short that it arrives in one piece.
      socket.on('data', (chunk) => {
        tookMs[done] = performance.now() - sentAt;
        done += 1;
        otherAnswers += chunk.toString('latin1', 9, 12) === '202' ? 0 : 1;
        if (done === requests) {
          resolve();
        }
        next();
      });
    }
  });
  const seconds = (performance.now() - startedAt) / 1_000;
  const sorted = tookMs.sort();
  return {
    batchesPerSecond: Math.round((requests * batchesPerRequest) / seconds),
    p50Ms: sorted[Math.floor(requests * 0.5)] ?? 0,
    p99Ms: sorted[Math.floor(requests * 0.99)] ?? 0,
    otherAnswers,
  };
}

/** The same from another process. */
export async function sendFromOutside(load: Load): Promise<LoadResult> {
  const child = fork(import.meta.filename, ['client', JSON.stringify(load)]);
  const [result] = (await once(child, 'message')) as [LoadResult];
  return result;
}

/** A listener that accepts whatever comes, in this process. */
export async function startBareListener(): Promise<{
  readonly port: number;
  readonly stop: () => Promise<void>;
}> {
  const running = await listener({
    host: '127.0.0.1',
    port: 0,
    token: undefined,
    pages: new Map(),
  }).start({
    arrived: ({ file }) =>
      Promise.resolve({
        kind: 'accepted',
        batches: Math.round(file.bytes.length / (batch.length + 1)),
      }),
    refused: () => undefined,
    failing: (reason) => process.stderr.write(`${reason}\n`),
    mended: () => undefined,
    ended: () => undefined,
  });
  if (running.value === undefined) {
    throw new Error(running.failure);
  }
  return {
    port: Number(new URL(running.value.address ?? '').port),
    stop: running.value.stop,
  };
}

async function main(): Promise<void> {
  const { port, stop } = await startBareListener();
  for (const [batchesPerRequest, requests] of [
    [1, 10_000],
    [1, 50_000],
    [10, 20_000],
    [100, 4_000],
  ] as const) {
    const before = process.cpuUsage();
    const { batchesPerSecond, p50Ms, p99Ms, otherAnswers } = await sendFromOutside({
      port,
      batchesPerRequest,
      connections: 32,
      requests,
    });
    const { user, system } = process.cpuUsage(before);
    process.stdout.write(
      `${batchesPerRequest} a request: ${batchesPerSecond} batches/s, p50 ${p50Ms.toFixed(2)} ms, p99 ${p99Ms.toFixed(2)} ms, ${((user + system) / requests).toFixed(0)} µs of CPU a request${otherAnswers === 0 ? '' : `, ${otherAnswers} not accepted`}\n`,
    );
  }
  await stop();
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [, , role, load] = process.argv;
  if (role === 'client' && load !== undefined) {
    process.send?.(await send(JSON.parse(load) as Load));
    process.disconnect();
  } else {
    await main();
  }
}
