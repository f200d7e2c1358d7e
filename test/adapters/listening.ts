import { once } from 'node:events';
import { connect } from 'node:net';
import { onTestFinished } from 'vitest';
import { type ListenerOptions, listener } from '../../src/adapters/listener.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import type { Answer, Arrival, SignalSink } from '../../src/ports/signal-source.ts';

/** A sink that notes all it is told, and answers as it is bidden. */
export interface NotingSink extends SignalSink {
  readonly arrivals: Arrival[];
  /** Texts of what was accepted. */
  readonly accepted: string[];
  readonly told: Diagnostic[];
  /** What happened to the source: `failing REASON`, `mended`, `ended`. */
  readonly events: string[];
}

/** Accepts a batch for every line that is not blank, unless `answer` says otherwise. */
export function notingSink(
  answer: (arrival: Arrival, count: number) => Answer | Promise<Answer> | undefined = () =>
    undefined,
): NotingSink {
  const [arrivals, accepted, told, events]: [Arrival[], string[], Diagnostic[], string[]] = [
    [],
    [],
    [],
    [],
  ];
  return {
    arrivals,
    accepted,
    told,
    events,
    arrived: async (arrival) => {
      arrivals.push(arrival);
      const text = new TextDecoder().decode(arrival.file.bytes);
      const batches = text.split('\n').filter((line) => line.trim() !== '').length;
      const said = (await answer(arrival, arrivals.length)) ?? { kind: 'accepted', batches };
      if (said.kind === 'accepted') {
        accepted.push(text);
      }
      return said;
    },
    refused: (diagnostics) => told.push(...diagnostics),
    failing: (reason) => events.push(`failing ${reason}`),
    mended: () => events.push('mended'),
    ended: () => events.push('ended'),
  };
}

/** A listener on a free port until the test is over. */
export async function listening(
  options: Partial<ListenerOptions> = {},
  sink: NotingSink = notingSink(),
): Promise<{ readonly port: number; readonly url: string; readonly sink: NotingSink }> {
  const source = listener({
    host: '127.0.0.1',
    port: 0,
    token: undefined,
    pages: new Map(),
    ...options,
  });
  const { value, failure } = await source.start(sink);
  if (value?.address === undefined) {
    throw new Error(failure ?? 'it has no address');
  }
  onTestFinished(value.stop);
  return { port: Number(new URL(value.address).port), url: value.address, sink };
}

/** Sends bytes as they are, and returns all that comes back until the other side closes the connection. */
export async function exchange(
  port: number,
  ...parts: readonly (string | Uint8Array)[]
): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1' });
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  // Bytes that nobody reads any more are no failure of the test.
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  for (const part of parts) {
    socket.write(part);
  }
  await new Promise((resolve) => socket.once('close', resolve));
  return Buffer.concat(chunks).toString('latin1');
}

/** Waits until something holds, at most five seconds. */
export async function until(holds: () => boolean): Promise<void> {
  const end = performance.now() + 5_000;
  while (!holds()) {
    if (performance.now() > end) {
      throw new Error('it did not come to hold');
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
