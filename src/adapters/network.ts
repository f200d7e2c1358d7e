import type { IncomingMessage } from 'node:http';
import { sayCount } from '../model/limits.ts';
import type { Network, Question, Reply } from '../ports/network.ts';
import type { Attempt } from '../ports.ts';
import { beginRequest } from './begin-request.ts';
import { networkReason } from './network-reasons.ts';

/** The network of the machine. */
export const systemNetwork: Network = { ask };

function ask(question: Question, cancel?: AbortSignal): Promise<Attempt<Reply>> {
  return new Promise((resolve) => {
    const { url, method, headers = {}, body, withinMs } = question;
    const deadline = AbortSignal.timeout(withinMs);
    const end = (outcome: Attempt<Reply>): void => {
      cancel?.removeEventListener('abort', abort);
      resolve(outcome);
    };
    const fail = (error: unknown): void => {
      end({ failure: deadline.aborted ? 'it did not answer in time' : networkReason(error) });
    };
    const started = beginRequest({ method, url, headers, body, signal: deadline });
    const abort = (): void => {
      started.value?.destroy(new Error('cancelled'));
    };
    if (started.value === undefined) {
      end({ failure: started.failure });
      return;
    }
    cancel?.addEventListener('abort', abort);
    started.value.on('error', fail);
    started.value.on('response', (response) => {
      replyOf(response, question.bytesMax).then(end, fail);
    });
    started.value.end(body);
    if (cancel?.aborted === true) {
      abort();
    }
  });
}

async function replyOf(response: IncomingMessage, bytesMax: number): Promise<Attempt<Reply>> {
  const parts: Buffer[] = [];
  let byteCount = 0;
  for await (const part of response) {
    const bytes = part as Buffer; // No encoding is set.
    parts.push(bytes);
    byteCount += bytes.length;
    if (byteCount > bytesMax) {
      response.destroy();
      return { failure: `it answers with more than ${sayCount(bytesMax)} bytes` };
    }
  }
  const body = Buffer.concat(parts).toString('utf8');
  return { value: { status: response.statusCode ?? 0, body } };
}
