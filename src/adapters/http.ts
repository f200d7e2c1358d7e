import type { Http, HttpAnswer, HttpRequest } from '../ports/http.ts';
import { beginRequest } from './begin-request.ts';
import { networkReason } from './network-reasons.ts';

const deadlineMs = 10_000;
/** How much of an answer is read: it is only looked at for a reason. */
const bytesMax = 65_536;

/** The network of the machine. An exchange has ten seconds, or as many milliseconds as `withinMs` says. */
export function networkHttp(withinMs: number = deadlineMs): Http {
  return {
    post: (request, cancel) =>
      exchange(request, AbortSignal.any([cancel, AbortSignal.timeout(withinMs)])),
  };
}

function exchange(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
  return new Promise((resolve) => {
    const fail = (error: unknown): void => {
      resolve({ kind: 'failed', reason: networkReason(error) });
    };
    const { value: started, failure } = beginRequest({ method: 'POST', ...request, signal });
    if (started === undefined) {
      resolve({ kind: 'failed', reason: failure });
      return;
    }
    started.on('error', fail);
    started.on('response', (response) => {
      const parts: Buffer[] = [];
      let byteCount = 0;
      // Once there is a status the rest is for words alone: what is missing of it fails nothing.
      const end = (): void => {
        resolve({
          kind: 'answered',
          status: response.statusCode ?? 0,
          retryAfter: response.headers['retry-after'],
          body: Buffer.concat(parts).subarray(0, bytesMax).toString('utf8'),
        });
      };
      response.on('data', (part: Buffer) => {
        parts.push(part);
        byteCount += part.length;
        if (byteCount >= bytesMax) {
          response.destroy();
        }
      });
      started.off('error', fail);
      started.on('error', end);
      response.on('error', end);
      response.on('close', end);
    });
    started.end(request.body);
  });
}
